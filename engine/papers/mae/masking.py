"""What is masked, and how much: small autoencoders learn side by side (figures 5 and 6, table 1 c)."""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int
from engine.training.knobs import schedule_parameters

if TYPE_CHECKING:
    from engine.training import maskings as lessons
else:
    lessons = lazy("engine.training.maskings")

STEPS = 1500


@experiment(
    "mae.masking",
    title="Masking",
    inputs=("folder?",),
    parameters=(
        Choice(
            name="compared",
            label="Compared",
            default="all",
            options=(
                ("all", "samplings and mask tokens"),
                ("samplings", "random, block, grid"),
                ("tokens", "without and with mask tokens"),
                ("ratios", "25, 50, 75 and 90 % removed"),
            ),
            help="Which networks learn side by side; fewer go faster.",
        ),
        Float(
            name="ratio",
            label="Removed",
            default=0.75,
            low=0.0,
            high=0.99,
            help="Share of the patches that is removed, unless ratios are compared.",
        ),
        *schedule_parameters(rate=1.5e-3, steps=STEPS, batch=64, size=64, decay=0.05)[:-1],
        Int(
            name="judged",
            label="Pictures judged",
            help="How many held-out pictures the linear probe and the neighbours are asked for: more, and the "
            "accuracies are surer, but take longer.",
            default=400,
            low=50,
            high=4000,
            extra=True,
        ),
    ),
    figure="Figures 5 and 6, table 1 (c)",
    trains=True,
    shows=("engine.nn.masking:draw_masks", "engine.nn.mae:MaskedAutoencoder.see"),
    tour_steps=3,
)
def masking(request: Request, control: Control) -> Frames:
    """Small autoencoders learn from the same pictures; what differs is which patches are removed, or how many.

    Slots: linear, neighbours (accuracy over steps), table, pictures.
    """
    yield from lessons.train(request, control)
