"""Residual gradients: what reaches every layer of a plain and of a residual net of equal depth (section 4.1)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.papers.resnet.degradation import DEPTHS, SHORTCUT, WIDTH
from engine.parameters import Choice, Float, Int, Toggle

if TYPE_CHECKING:
    from engine.training import layer_gradients as lessons
else:
    lessons = lazy("engine.training.layer_gradients")


@experiment(
    "resnet.gradients",
    title="Residual gradients",
    inputs=("folder?",),
    parameters=(
        Choice(
            name="depth",
            label="Depth",
            default="56",
            options=DEPTHS,
            live=True,
            help="Layers, 6n + 2; bottlenecks make 9n + 2, the deepest that is not above. A change rebuilds both nets.",
        ),
        Toggle(
            name="norm",
            label="Batch norm",
            default=False,
            live=True,
            help="Batch normalisation after every convolution, as in the paper. A change rebuilds both nets.",
        ),
        Choice(
            name="init",
            label="First weights",
            default="xavier",
            options=(("he", "He, 2/n in"), ("xavier", "Xavier, 2/(n in + n out)"), ("normal", "σ = 0.01")),
            live=True,
            help="Variance of the first weights; the paper uses He's. A change rebuilds both nets.",
        ),
        Float(
            name="rate",
            label="Rate",
            default=0.002,
            low=1e-5,
            high=1.0,
            log=True,
            live=True,
            help="Learning rate of both nets.",
        ),
        Choice(
            name="block",
            label="Block",
            default="basic",
            options=(("basic", "basic: two 3 × 3"), ("bottleneck", "bottleneck: 1 × 1, 3 × 3, 1 × 1")),
            live=True,
            extra=True,
            help="Figure 5. A change rebuilds both nets.",
        ),
        replace(SHORTCUT, live=True),
        replace(WIDTH, live=True),
        Int(name="batch", label="Batch", default=32, low=2, high=512, live=True, extra=True, help="Pictures a step."),
    ),
    figure="Section 4.1, and figure 7",
    trains=True,
    shows=("engine.training.layer_gradients:gradient_norms", "engine.nn.resnet:ResidualBlock"),
    tour_steps=12,
)
def gradients(request: Request, control: Control) -> Frames:
    """A plain and a residual net of equal depth: how large the gradient is at every layer, step by step.

    Slots: gradients (norm over depth, after one backward pass), plain and residual (depth by step),
    losses, responses (figure 7).
    """
    yield from lessons.compare_gradients(request, control)
