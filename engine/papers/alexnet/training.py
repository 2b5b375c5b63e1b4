"""Training the paper's network on the built-in world, live, and the recipe of the built-in weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.training.knobs import schedule_parameters
from engine.training.recipe import Made, Recipe

if TYPE_CHECKING:
    from engine.training import alexnet as lessons
else:
    lessons = lazy("engine.training.alexnet")

SCHEDULE = schedule_parameters(rate=0.05, steps=2000, batch=64, size=115, decay=5e-4, smallest=63)


@experiment(
    "alexnet.training",
    title="Training",
    inputs=("folder?",),
    parameters=SCHEDULE,
    figure="Section 5; the kernels of figure 3 as they form",
    trains=True,
    shows=("engine.training.classifier:Classifier.step", "engine.training.learning:descend"),
    tour_steps=4,
)
def training(request: Request, control: Control) -> Frames:
    """The paper's convolutions learn the built-in world, or your class folders, from random weights.

    Slots: kernels (the 96 of the first layer), loss, error (held-out), guesses.
    """
    yield from lessons.train(request, control)


def _finish(state: Mapping[str, Any], request: Request) -> Made:
    return lessons.finish(state, request)


RECIPE = Recipe(
    name="alexnet-world",
    label="AlexNet, trained on the built-in world",
    experiment=training,
    steps=2000,
    data=(
        "60 % composites of the built-in world, one to three cut-outs on a background, with the group of the largest "
        "as class; 40 % crops of its named photographs, each name a class; held-out cut-outs, names, photographs and "
        "backgrounds left out"
    ),
    finish=_finish,
)
