"""What the patches of a picture have become at the end: features as colours, and alike patches."""

import numpy as np

from engine.analysis.components import foreground_colours, foreground_score
from engine.analysis.patches import border, enlarged
from engine.analysis.similarity import cosine
from engine.analysis.subjects import Cell
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import ByteArray, FloatArray, Frames, HeatFrame, ImageFrame
from engine.papers.vit.parameters import PATCH, SIZE
from engine.papers.vit.subject import Subject, open_subject, subject_of, token_of
from engine.parameters import Float, Toggle

THRESHOLD = Float(
    name="threshold",
    label="Foreground threshold",
    help="Patches whose first component, scaled to 0 … 1, is below it turn black. 0 keeps every patch.",
    default=0.0,
    low=0.0,
    high=1.0,
)
INVERT = Toggle(
    name="invert",
    label="Swap foreground",
    help="A component's sign is arbitrary. The side at the picture's edge is taken as background; swap it here.",
)


@experiment(
    "vit.patch_features",
    title="Patch features",
    inputs=("image", "second?"),
    parameters=(SIZE, THRESHOLD, INVERT, PATCH),
    figure="Section 3.1, the output tokens; drawn as in DINOv2, figure 1",
    shows=("engine.analysis.components:foreground_score", "engine.analysis.components:foreground_colours"),
)
def patch_features(request: Request, control: Control) -> Frames:
    """The features of all patches as colours, and how alike a chosen patch is to every other.

    Patches with like colours have like features: parts of one object share a colour, also across
    two pictures, although the network was never told what a part is.
    """
    first = open_subject(request, control)
    yield first.limits()
    patch = first.patch(control)
    yield first.image(patch)
    subjects = [first]
    if request.second is not None:
        subjects.append(subject_of(request.second, first.loaded, control))
    asked = first.features()[token_of(patch, first.grid)]
    yield similarity_map(first, asked, patch, slot="similarity")
    if request.second is not None:
        yield similarity_map(subjects[1], asked, slot="second")
    score, colours = painted(subjects, control.real("threshold"), invert=bool(control["invert"]))
    cells = np.split(colours, len(subjects))
    yield component_picture(first, cells[0], patch, slot="components")
    if request.second is not None:
        yield component_picture(subjects[1], cells[1], slot="second_components")
    yield foreground_map(first, score[: len(cells[0])], patch)


def foreground_map(subject: Subject, score: FloatArray, *marked: Cell) -> HeatFrame:
    """Draw the foreground score (N,), NaN where a patch is background."""
    return subject.heat(
        score,
        *marked,
        slot="foreground",
        title="Foreground",
        quantity="first component, scaled",
        detail=f"{np.isfinite(score).sum()} of {len(score)} patches",
        low=0,
        high=1,
    )


_PAINTED: BoundedCache[tuple[FloatArray, ByteArray]] = BoundedCache(
    8 * 2**20, lambda arrays: sum(array.nbytes for array in arrays)
)


def painted(subjects: list[Subject], threshold: float, *, invert: bool) -> tuple[FloatArray, ByteArray]:
    """Return the foreground score (N,), NaN below the threshold, and the colours (N, 3) of all patches.

    The components are fitted to all pictures together, so that a colour means the same in each.
    """

    def paint() -> tuple[FloatArray, ByteArray]:
        features = np.concatenate([subject.features()[1:] for subject in subjects])
        score = foreground_score(features, np.concatenate([border(*subject.grid) for subject in subjects]))
        score = 1 - score if invert else score
        foreground = score >= threshold
        return np.where(foreground, score, np.nan), foreground_colours(features, foreground)

    return _PAINTED.get((*(subject.key for subject in subjects), threshold, invert), paint)


def similarity_map(subject: Subject, asked: FloatArray, *marked: Cell, slot: str) -> HeatFrame:
    """Draw the cosine similarity of one feature vector (D,) with that of every patch of a picture."""
    similarity = cosine(asked, subject.features()[1:])
    title = "Similarity to the patch"
    return subject.heat(
        similarity, *marked, slot=slot, title=title, quantity="cosine similarity", detail=subject.picture.name
    )


def component_picture(subject: Subject, cells: ByteArray, *marked: Cell, slot: str) -> ImageFrame:
    """Draw one colour per patch (N, 3)."""
    return ImageFrame(
        slot=slot,
        title="Components as colours",
        detail=subject.picture.name,
        pixels=enlarged(cells.reshape(*subject.grid, 3), subject.patch_px),
        cells=subject.grid,
        marked=marked,
    )
