"""Training a small residual network on the built-in world, live, and the recipe of the built-in weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.training.knobs import schedule_parameters
from engine.training.recipe import Made, Recipe

if TYPE_CHECKING:
    from engine.training import resnet as lessons
else:
    lessons = lazy("engine.training.resnet")

SCHEDULE = schedule_parameters(rate=0.1, steps=1600, batch=64, size=96, decay=1e-4)


@experiment(
    "resnet.training",
    title="Training",
    inputs=("folder?",),
    parameters=SCHEDULE,
    figure="Section 3.4; a residual net learning from scratch",
    trains=True,
    shows=(
        "engine.training.classifier:Classifier.step",
        "engine.training.learning:descend",
        "engine.nn.resnet:ResidualBlock",
    ),
    tour_steps=4,
)
def training(request: Request, control: Control) -> Frames:
    """An 18-layer residual net of half the width learns the built-in world, or your class folders.

    Slots: loss, error (held-out), guesses.
    """
    yield from lessons.train(request, control)


def _finish(state: Mapping[str, Any], request: Request) -> Made:
    return lessons.finish(state, request)


RECIPE = Recipe(
    name="resnet-world",
    label="ResNet-18 of half the width, trained on the built-in world",
    experiment=training,
    steps=1600,
    data=(
        "60 % composites of the built-in world, one to three cut-outs on a background, with the group of the largest "
        "as class; 40 % crops of its named photographs, each name a class; held-out cut-outs, names, photographs and "
        "backgrounds left out"
    ),
    finish=_finish,
)
