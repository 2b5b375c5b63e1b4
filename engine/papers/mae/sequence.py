"""The list of patches on its way: shuffled, cut off, encoded, filled up with mask tokens, put back in order."""

from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.components import colours, principal_components
from engine.analysis.mae_fill import as_bytes, reconstruct
from engine.analysis.mae_inside import Inside
from engine.analysis.numbered_tiles import enlarged_tiles, numbered, plain_tiles
from engine.analysis.patches import cut
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import ByteArray, Frames, GridFrame, ImageFrame, IntArray
from engine.lazy import lazy
from engine.papers.mae.inside import MASKED, inside_of
from engine.papers.mae.subject import Subject, open_subject

if TYPE_CHECKING:
    from engine.nn import masking
else:
    masking = lazy("engine.nn.masking")

GREY = 128  # of a mask token, as the paper draws it
_DIMMED = 3  # how many times darker a patch is drawn that was removed


@experiment(
    "mae.sequence",
    title="Shuffle and back",
    inputs=("image",),
    parameters=MASKED,
    figure="Figure 1 and section 3, simple implementation",
    shows=("engine.nn.masking:Shuffle", "engine.nn.mae:MaskedAutoencoder.fill"),
)
def sequence(request: Request, control: Control) -> Frames:
    """The picture as a list of patches: shuffled, cut off, encoded, filled up with mask tokens and put back in order.

    Every patch keeps its number through all of it. Slots: cut, shuffled, kept, appended, unshuffled, predicted.
    """
    subject = open_subject(request, control)
    inside = inside_of(subject, request, control)
    yield from _sheets(subject, inside)
    yield predicted_image(subject, inside)


def _sheets(subject: Subject, inside: Inside) -> Frames:
    patches = enlarged_tiles(cut(subject.pixels, subject.patch_px))
    order, kept, count = inside.order, inside.kept, len(inside.order)
    everything = np.arange(count)
    yield sheet(subject, "cut", "1 · Cut", f"{count} patches", patches, everything)
    listed = patches[order]
    listed[kept:] //= _DIMMED
    yield sheet(subject, "shuffled", "2 · Shuffle", f"the first {kept} stay", listed, order)
    entered = order[: inside.entered]
    tokens = patches[entered]
    tokens[kept:] = GREY
    yield sheet(subject, "kept", "3 · Encode", f"{len(entered)} tokens", tokens, entered)
    painted = plain_tiles(token_colours(inside))
    missing = f"{count - len(entered)} mask tokens"
    yield sheet(subject, "appended", "4 · Append", missing, painted, order)
    yield sheet(subject, "unshuffled", "5 · Unshuffle", "in order", painted[inside.places], everything)


def sheet(subject: Subject, slot: str, title: str, detail: str, tiles: ByteArray, numbers: IntArray) -> GridFrame:
    """Draw tiles in their order, each with the number of the patch that it stands for."""
    columns = subject.grid[1]
    return GridFrame(
        slot=slot,
        title=title,
        detail=detail,
        tiles=numbered(tiles, numbers.tolist()),
        columns=columns,
        labels=tuple(f"place {place}: patch {number}" for place, number in enumerate(numbers.tolist())),
        gap=2,
        cells=np.stack(np.divmod(numbers, columns), axis=1),
    )


def token_colours(inside: Inside) -> ByteArray:
    """Return a colour (N, 3) for each place of the shuffled list: alike for encoded patches that are alike.

    Three principal components of what the decoder takes in; mask tokens, all the same, are grey.
    """
    painted = np.full((len(inside.order), 3), GREY, np.uint8)
    painted[: inside.entered] = colours(principal_components(inside.encoded, 3).project(inside.encoded))
    return painted


def predicted_image(subject: Subject, inside: Inside) -> ImageFrame:
    """Draw the predicted pixels of the removed patches, and the others as they were."""
    shuffle = masking.shuffle_of(inside.removed[None])
    gone = subject.over_pixels(inside.removed.reshape(subject.grid))
    pixels = as_bytes(reconstruct(subject.network, [subject.pixels], shuffle)[0])
    detail = f"{int(inside.removed.sum())} predicted"
    shown = np.where(gone[..., None], pixels, subject.pixels)
    return ImageFrame(slot="predicted", title="6 · Decode", detail=detail, pixels=shown, cells=subject.grid)
