"""Degradation, live: deeper plain nets train worse, deeper residual nets do not (figures 1, 4 and 6)."""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int

if TYPE_CHECKING:
    from engine.training import degradation as lessons
else:
    lessons = lazy("engine.training.degradation")

DEPTHS = tuple((str(depth), str(depth)) for depth in range(8, 111, 6))
WIDTH = Choice(
    name="width",
    label="Width",
    default="half",
    options=(("half", "half: 8, 16, 32"), ("paper", "the paper's: 16, 32, 64")),
    help="Maps in the three stages. Half the width needs a quarter of the arithmetic.",
    extra=True,
)
SHORTCUT = Choice(
    name="shortcut",
    label="Shortcut",
    default="A",
    options=(("A", "A: identity, zeros"), ("B", "B: projection to change size"), ("C", "C: projection everywhere")),
    help="Section 3.3. The paper's small nets use A, so that both kinds have equally many parameters.",
    extra=True,
)


@experiment(
    "resnet.degradation",
    title="Degradation",
    inputs=("folder?",),
    parameters=(
        Choice(
            name="nets",
            label="Nets",
            default="all",
            options=(
                ("all", "all four"),
                ("plain", "plain, both depths"),
                ("residual", "residual, both depths"),
                ("deep", "deep, plain and residual"),
                ("three", "plain of both depths, residual deep"),
            ),
            help="Which nets train side by side; fewer go faster.",
        ),
        Choice(name="shallow", label="Shallow", default="20", options=DEPTHS, help="Layers, 6n + 2."),
        Choice(name="deep", label="Deep", default="56", options=DEPTHS, help="Layers, 6n + 2."),
        Float(
            name="rate",
            label="Rate",
            default=0.05,
            low=1e-4,
            high=1.0,
            log=True,
            live=True,
            help="Learning rate of all nets, after a short rise and before the two drops of the schedule.",
        ),
        Int(
            name="steps",
            label="Schedule",
            default=3000,
            low=10,
            high=1_000_000,
            live=True,
            extra=True,
            unit="steps",
            help="The rate is divided by 10 at one half and at three quarters of it; the paper's has 64,000.",
        ),
        Int(name="batch", label="Batch", default=16, low=2, high=512, live=True, help="Pictures a step.", extra=True),
        Float(
            name="decay",
            label="Decay",
            default=1e-4,
            low=0.0,
            high=0.1,
            live=True,
            extra=True,
            help="Weight decay of all layers.",
        ),
        Int(
            name="pictures",
            label="Pictures",
            default=256,
            low=16,
            high=50_000,
            extra=True,
            help="How many they learn from, again and again. The paper's 50,000 take more steps than a CPU can.",
        ),
        WIDTH,
        SHORTCUT,
    ),
    figure="Figures 1, 4 and 6",
    trains=True,
    shows=("engine.training.entrants:Entrant.backward", "engine.nn.resnet:ResidualBlock"),
    tour_steps=8,
)
def degradation(request: Request, control: Control) -> Frames:
    """Plain and residual nets of two depths train side by side on the same batches of 32 × 32 pictures.

    Slots: plain, residual (errors over steps), table, responses (figure 7), pictures.
    """
    yield from lessons.train_side_by_side(request, control)
