"""How much a class's probability falls while a grey square hides a part of the picture.

Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2013, arXiv 1311.2901,
section 4.2 and figure 7: where the square hides what the network goes by, the probability drops.
"""

from collections.abc import Callable, Iterator
from math import ceil

import numpy as np

from engine.analysis.subjects import Cell, as_array, untrained_mark
from engine.analysis.vision import Box, Subject, as_input, softmax, unit_in
from engine.cache import BoundedCache
from engine.control import Control
from engine.frames import ByteArray, FloatArray, Frames, HeatFrame, ImageFrame, LimitsFrame, ProgressFrame

GREY = 128
LEAST_SPAN = 1.0
"""Percentage points that the colours span at least, so that what hardly matters looks as if."""
_BATCH = 8

# Probabilities of all classes with the square at each place; filled as the square slides.
_MAPS: BoundedCache[FloatArray] = BoundedCache(64 * 2**20, lambda array: array.nbytes)


def occlusion(subject: Subject, control: Control) -> Frames:
    """Slide a grey square over the picture and draw the probability of a class with the square there.

    Slots: image (with the square at a chosen place), drop, classes (as they are then), progress.
    """
    square, stride = control.whole("square"), control.whole("stride")
    rows = places(subject.side_px, stride)
    yield LimitsFrame(ranges={"rank": (1, len(subject.likeliest))}, grids={"unit": (rows, rows)})
    chosen = subject.chosen_class(control)
    yield subject.image(detail="without the square")
    yield subject.classes(chosen, title="Classes without the square")
    key = (subject.key, square, stride)
    found = _MAPS.get(key, lambda: np.full((rows, rows, len(subject.scores)), np.nan, np.float32))
    for done in slide(subject.pixels, found, square, lambda pixels: _probabilities(subject, pixels)):
        control.check()
        yield ProgressFrame(done=done, total=rows * rows, label="squares")
        yield drop_map(subject, found[..., chosen], chosen)
    at = unit_in(control.cell("unit"), (rows, rows))
    box = square_at(at, subject.side_px, rows, square)
    yield drop_map(subject, found[..., chosen], chosen, at)
    hidden = covered(subject.pixels, box)
    yield ImageFrame(slot="image", title="Picture", detail=f"a grey square of {square} px", pixels=hidden, boxes=(box,))
    yield subject.classes(chosen, found[at], title="Classes with the square there")


def places(side_px: int, stride_px: int) -> int:
    """Return at how many places along a side the square stops."""
    return max(1, ceil(side_px / stride_px))


def square_at(place: Cell, side_px: int, rows: int, square_px: int) -> Box:
    """Return the pixels (x0, y0, x1, y1) that the square hides at one of rows × rows places.

    Its middle is that of the cell (row, column) of a grid over the picture; what leaves the picture is cut off.
    """
    top, left = (round((index + 0.5) * side_px / rows - square_px / 2) for index in place)
    x0, y0 = max(left, 0), max(top, 0)
    return x0, y0, min(left + square_px, side_px), min(top + square_px, side_px)


def covered(pixels: ByteArray, box: Box) -> ByteArray:
    """Return pixels (H, W, 3) with a grey square over them."""
    x0, y0, x1, y1 = box
    hidden = pixels.copy()
    hidden[y0:y1, x0:x1] = GREY
    return hidden


def slide(
    pixels: ByteArray, found: FloatArray, square_px: int, run: Callable[[ByteArray], FloatArray]
) -> Iterator[int]:
    """Fill `found` (rows, rows, classes) where it is NaN, yielding how many places are done after each batch.

    run: from pictures (N, side, side, 3) to probabilities (N, classes).
    """
    rows, side = len(found), len(pixels)
    open_places = [(int(row), int(column)) for row, column in np.argwhere(np.isnan(found[..., 0]))]
    for first in range(0, len(open_places), _BATCH):
        batch = open_places[first : first + _BATCH]
        probabilities = run(np.stack([covered(pixels, square_at(at, side, rows, square_px)) for at in batch]))
        for at, values in zip(batch, probabilities, strict=True):
            found[at] = values
        yield rows * rows - len(open_places) + first + len(batch)


def _probabilities(subject: Subject, pixels: ByteArray) -> FloatArray:
    return softmax(as_array(subject.loaded.model(as_input(pixels, subject.loaded))))


def drop_map(subject: Subject, probability: FloatArray, chosen: int, *marked: Cell) -> HeatFrame:
    """Draw the probability (rows, rows) of a class with the square at each place, NaN where it was not yet."""
    known = 100 * probability[np.isfinite(probability)]
    name, before = subject.loaded.label(chosen), 100 * float(subject.probabilities[chosen])
    lowest, highest = (float(known.min()), float(known.max())) if known.size else (before, before)
    return HeatFrame(
        slot="drop",
        title=f"{name} with the square here" + untrained_mark(subject.loaded),
        detail=f"from {before:.3g} % down to {lowest:.3g} %" if known.size else "",
        values=100 * probability,
        quantity="probability",
        unit="%",
        low=min(lowest, highest - LEAST_SPAN),
        high=highest,
        under=subject.pixels,
        marked=marked,
    )
