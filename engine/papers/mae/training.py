"""Pre-training a small masked autoencoder, live, and the recipe of the built-in weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Toggle
from engine.training.knobs import schedule_parameters
from engine.training.recipe import Made, Recipe

if TYPE_CHECKING:
    from engine.training import autoencoder as lessons
else:
    lessons = lazy("engine.training.autoencoder")

STEPS = 3500

RATIO = Float(
    name="ratio",
    label="Removed",
    help="Share of the patches that the encoder does not see. The paper removes three quarters.",
    default=0.75,
    low=0.0,
    high=0.99,
    live=True,
)
SAMPLING = Choice(
    name="sampling",
    label="Sampling",
    help="How patches are chosen: each by chance, in blocks, or all but a regular grid.",
    default="random",
    options=(("random", "Random"), ("block", "Block"), ("grid", "Grid")),
    live=True,
)
TARGET = Choice(
    name="target",
    label="Target",
    help="Predict pixels as they are, or each patch less its own mean and over its own deviation.",
    default="pixels",
    options=(("pixels", "Pixels"), ("normalised", "Normalised")),
)
TOKENS = Toggle(
    name="tokens",
    label="Mask tokens in the encoder",
    help="The encoder sees a mask token for each removed patch too. It costs far more, and the paper found it worse.",
    extra=True,
)


@experiment(
    "mae.training",
    title="Training",
    inputs=("folder?",),
    parameters=(
        RATIO,
        SAMPLING,
        TARGET,
        TOKENS,
        *schedule_parameters(rate=1.5e-3, steps=STEPS, batch=64, size=96, decay=0.05)[:-1],
    ),
    figure="Section 3 and appendix A; figure 6",
    trains=True,
    shows=(
        "engine.training.autoencoder:Learner.learn",
        "engine.training.learning:descend",
        "engine.nn.mae:MaskedAutoencoder.loss",
    ),
    tour_steps=4,
)
def training(request: Request, control: Control) -> Frames:
    """A small autoencoder learns to fill in what is removed from the built-in world's pictures, or your folder's.

    Slots: loss, probe, pictures.
    """
    yield from lessons.train(request, control)


def _finish(state: Mapping[str, Any], request: Request) -> Made:
    return lessons.finish(state, request)


RECIPE = Recipe(
    name="mae-world",
    label="MAE, 96 px, trained on the built-in world",
    experiment=training,
    steps=STEPS,
    data=(
        "60 % composites of the built-in world, one to three cut-outs on a background, 40 % crops of its named "
        "photographs, mirrored by chance, without any label; held-out cut-outs, names, photographs and backgrounds "
        "left out"
    ),
    finish=_finish,
)
