"""MoCo learning from unlabelled pictures, live, and the recipe of the built-in weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int, Toggle
from engine.training.knobs import schedule_parameters
from engine.training.recipe import Made, Recipe

if TYPE_CHECKING:
    from engine.training import contrast, contrast_live
else:
    contrast, contrast_live = lazy("engine.training.contrast"), lazy("engine.training.contrast_live")

STEPS = 2000

MOMENTUM = Float(
    name="momentum",
    label="Momentum",
    help="How slowly the key encoder follows. At 0 it is a copy, and keys in the queue are soon of no use.",
    default=0.99,
    low=0.0,
    high=1.0,
    live=True,
)
TEMPERATURE = Float(
    name="temperature",
    label="Temperature",
    help="Similarities are divided by it: the lower, the more the most similar keys alone count.",
    default=0.2,
    low=0.01,
    high=2.0,
    log=True,
    live=True,
)
QUEUE = Int(
    name="queue",
    label="Queue",
    help="Keys in the dictionary. A queue that grows starts with random keys in its new places.",
    default=2048,
    low=16,
    high=16384,
    step=16,
    unit="keys",
    log=True,
    live=True,
)
VIEWS = Choice(
    name="views",
    label="Views",
    help="Augmentation of version 1 or 2 of the paper; 2 adds blur and changes hue less.",
    default="v2",
    options=(("v1", "MoCo v1"), ("v2", "MoCo v2")),
    live=True,
    extra=True,
)
CROP = Float(
    name="crop",
    label="Smallest crop",
    help="Share of the picture that a view shows at least. The paper's is 0.2.",
    default=0.2,
    low=0.05,
    high=1.0,
    live=True,
    extra=True,
)
SCENES = Toggle(
    name="scenes",
    label="Two scenes",
    help=(
        "A cut-out of the world is shown in two scenes, so that its two views have nothing but the thing in common. "
        "Off, both are of one picture, as in the paper."
    ),
    live=True,
)
SHUFFLE = Toggle(
    name="shuffle",
    label="Shuffling BN",
    help="Keys are grouped differently from queries for batch norm, whose statistics would tell the positive.",
    default=True,
    live=True,
    extra=True,
)


@experiment(
    "moco.training",
    title="Training",
    inputs=("folder?",),
    parameters=(
        MOMENTUM,
        TEMPERATURE,
        QUEUE,
        VIEWS,
        SCENES,
        CROP,
        SHUFFLE,
        *schedule_parameters(rate=0.06, steps=STEPS, batch=64, size=64, decay=1e-4),
    ),
    figure="Algorithm 1; section 3",
    trains=True,
    shows=(
        "engine.training.contrast:Learner.step",
        "engine.training.learning:descend",
        "engine.nn.moco:contrast",
        "engine.nn.moco:MoCo.follow",
    ),
    tour_steps=10,
)
def training(request: Request, control: Control) -> Frames:
    """A small residual net learns to tell the built-in world's pictures apart, or your folder's, without any label.

    Slots: views, queue, alike, rivals, loss, quality, drift, probe, map.
    """
    yield from contrast_live.train(request, control)


def _finish(state: Mapping[str, Any], request: Request) -> Made:
    return contrast.finish(state, request)


RECIPE = Recipe(
    name="moco-world",
    label="MoCo, ResNet-18 of half the width, trained on the built-in world",
    experiment=training,
    steps=STEPS,
    data=(
        "without any label, two views of each: 60 % cut-outs of the built-in world, each alone in two scenes with "
        "other backgrounds, which the paper does not do, and 40 % crops of its named photographs; held-out cut-outs, "
        "names, photographs and backgrounds left out"
    ),
    finish=_finish,
    settings={"temperature": 0.1, "queue": 512, "scenes": True, "crop": 0.3},
)
