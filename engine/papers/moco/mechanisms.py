"""Three mechanisms side by side (figures 2 and 3): end-to-end, memory bank and MoCo, at dictionaries of several sizes.

Departs from the paper in scale: encoders of 85,552 parameters, pictures of 32 pixels, and hundreds of steps in
place of a million. How good the features are is measured by finding unseen pictures from another view, which
shows differences long before they recognise things; and by a neighbours' vote on held-out cut-outs.
"""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int

if TYPE_CHECKING:
    from engine.training import mechanism_frames as lessons
else:
    lessons = lazy("engine.training.mechanism_frames")

SIZES = ("16", "64", "256", "1024")

COMPARED = Choice(
    name="compared",
    label="Compared",
    help="The three mechanisms at one size; all of them at several sizes, as figure 3; or MoCo at several momenta.",
    default="mechanisms",
    options=(("mechanisms", "Mechanisms"), ("sizes", "Mechanisms and sizes"), ("momenta", "Momenta of MoCo")),
)
DICTIONARY = Choice(
    name="dictionary",
    label="Keys",
    help="Size of the dictionaries. End-to-end has no more keys than the batch.",
    default="256",
    options=tuple((size, f"{int(size):,}") for size in SIZES),
    only_if=("compared", "mechanisms", "momenta"),
)
MOMENTUM = Float(
    name="momentum",
    label="Momentum",
    help="How slowly MoCo's key encoder follows. The paper takes 0.999 over a million steps.",
    default=0.99,
    low=0.0,
    high=1.0,
    live=True,
    only_if=("compared", "mechanisms", "sizes"),
)
TEMPERATURE = Float(
    name="temperature",
    label="Temperature",
    help="Similarities are divided by it before the softmax.",
    default=0.1,
    low=0.01,
    high=1.0,
    log=True,
    live=True,
)
RATE = Float(
    name="rate",
    label="Rate",
    help="Peak learning rate of all: reached after a warm-up, then lowered along a cosine.",
    default=0.05,
    low=1e-4,
    high=1.0,
    log=True,
    live=True,
)
BATCH = Int(name="batch", label="Batch", help="Pictures a step.", default=64, low=8, high=256, step=8, extra=True)
STEPS = Int(
    name="steps",
    label="Schedule",
    help="Length of the schedule; afterwards the rate stays at its end.",
    default=1000,
    low=10,
    high=1_000_000,
    unit="steps",
    live=True,
    extra=True,
)
DECAY = Float(
    name="decay",
    label="Decay",
    help="Weight decay of all layers.",
    default=1e-4,
    low=0.0,
    high=0.1,
    live=True,
    extra=True,
)
PICTURES = Int(
    name="pictures",
    label="Pictures",
    help="How many they learn from, again and again. A memory bank has a place for each.",
    default=2048,
    low=64,
    high=20_000,
    extra=True,
)
JUDGED = Int(
    name="judged",
    label="Cut-outs judged",
    help="How many held-out cut-outs the neighbours' vote tells apart: nine scenes of each.",
    default=40,
    low=5,
    high=71,
    extra=True,
)


@experiment(
    "moco.mechanisms",
    title="Mechanisms",
    inputs=("folder?",),
    parameters=(COMPARED, DICTIONARY, MOMENTUM, TEMPERATURE, RATE, BATCH, STEPS, DECAY, PICTURES, JUDGED),
    figure="Figures 2 and 3; section 4.1",
    trains=True,
    shows=(
        "engine.training.dictionaries:EndToEnd",
        "engine.training.dictionaries:MemoryBank",
        "engine.training.dictionaries:MomentumQueue",
    ),
    tour_steps=24,
)
def mechanisms(request: Request, control: Control) -> Frames:
    """The same small encoder learns with three kinds of dictionary, from the same weights and the same views.

    Slots: end_to_end, bank, moco (figure 2 with numbers), found and accuracy (what the features are good
    for), right, drift, figure (by size or momentum), ages (of the keys), table.
    """
    yield from lessons.run(request, control)
