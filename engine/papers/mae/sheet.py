"""One picture filled in again and again: with more and more removed, or with other patches removed.

The sheet is figure 4's. The spread asks how much the answer hangs on which patches happened to be left.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.inpainting import removed_error
from engine.analysis.mae_fill import GREY_LEVELS, as_bytes, covered, reconstruct
from engine.analysis.mae_spread import Spread
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import BoolArray, ByteArray, Frames, GridFrame, HeatFrame, ImageFrame, ProgressFrame
from engine.lazy import lazy
from engine.papers.mae.parameters import MASK_SEED_ALWAYS, RATIO_ALWAYS, SAMPLING_ONLY
from engine.papers.mae.subject import Subject, open_subject
from engine.parameters import Choice, Int

if TYPE_CHECKING:
    from engine.nn import masking
    from engine.nn.masking import Sampling
else:
    masking = lazy("engine.nn.masking")

RATIOS = (25, 50, 75, 85, 90, 95)  # percent; the last four around figure 4's 75, 85 and 95
ROWS = ("masked", "filled in")
_BATCH = 4  # masks

OVER = Choice(
    name="over",
    label="Columns",
    help="What changes from column to column: the share that is removed, or which patches are.",
    default="ratios",
    options=(("ratios", "Share removed"), ("masks", "Other masks")),
)
MASKS = Int(
    name="masks",
    label="Masks",
    help="How many masks the spread is taken over.",
    default=64,
    low=2,
    high=512,
    extra=True,
)


@experiment(
    "mae.sheet",
    title="Ratios and masks",
    inputs=("image",),
    parameters=(OVER, SAMPLING_ONLY, RATIO_ALWAYS, MASK_SEED_ALWAYS, MASKS),
    figure="Figure 4; the spread is not in the paper",
    shows=("engine.analysis.mae_spread:Spread",),
)
def sheet(request: Request, control: Control) -> Frames:
    """One picture with more and more of it removed, or other patches of it, and what stays the same.

    Slots: sheet, chosen, mean, spread. The last two grow with every mask that is drawn.
    """
    subject = open_subject(request, control)
    columns = _columns(control)
    filled = [_filled(subject, control, ratio, seed) for ratio, seed in columns]
    chosen = columns.index(_chosen(control)) if _chosen(control) in columns else None
    yield _sheet(columns, filled, chosen, by_ratio=control["over"] == "ratios")
    yield _large(subject, control)
    yield from _spread(subject, control)


def _chosen(control: Control) -> tuple[int, int]:
    return control.whole("ratio"), control.whole("mask_seed")


def _columns(control: Control) -> list[tuple[int, int]]:
    """(percent removed, number of the mask) of each column."""
    ratio, seed = _chosen(control)
    if control["over"] == "ratios":
        return [(percent, seed) for percent in RATIOS]
    return [(ratio, seed // len(RATIOS) * len(RATIOS) + place) for place in range(len(RATIOS))]


def _sampled(subject: Subject, control: Control, ratio: int, seed: int) -> BoolArray:
    return subject.sampled(cast("Sampling", control["sampling"]), ratio, seed)


def _filled(subject: Subject, control: Control, ratio: int, seed: int) -> tuple[ByteArray, ByteArray, float]:
    """What is left, the same with the rest filled in, and the mean squared error on what was removed."""
    control.check()
    removed = _sampled(subject, control, ratio, seed)
    predicted, gone = subject.fill(removed).predicted, subject.over_pixels(removed)
    whole_again = np.where(gone[..., None], as_bytes(predicted), subject.pixels)
    return covered(subject.pixels, gone), whole_again, removed_error(subject.pixels, predicted, gone)


def _sheet(
    columns: list[tuple[int, int]],
    filled: list[tuple[ByteArray, ByteArray, float]],
    chosen: int | None,
    *,
    by_ratio: bool,
) -> GridFrame:
    names = [f"{ratio} %" if by_ratio else f"no. {seed}" for ratio, seed in columns]
    labels = [*names, *(f"error {error:.3g}" for _, _, error in filled)]
    return GridFrame(
        slot="sheet",
        title="More and more removed" if by_ratio else "Other patches removed",
        detail="error: mean squared, on what was removed; white is 1",
        tiles=np.stack([pictures[row] for row in range(len(ROWS)) for pictures in filled]),
        columns=len(columns),
        labels=tuple(labels),
        selected=None if chosen is None else chosen + len(columns),
        gap=3,
        keys=np.array(columns * len(ROWS)),
    )


def _large(subject: Subject, control: Control) -> ImageFrame:
    ratio, seed = _chosen(control)
    _, pixels, _ = _filled(subject, control, ratio, seed)
    return ImageFrame(slot="chosen", title="Chosen", detail=f"{ratio} % removed · no. {seed}", pixels=pixels)


def _spread(subject: Subject, control: Control) -> Frames:
    """Fill in masks drawn anew, and draw their mean and spread after every few."""
    count = control.whole("masks")
    spread = Spread(subject.pixels.shape[:2])
    for removed in _draws(subject, control, count):
        control.check()
        grids = removed.reshape(-1, *subject.grid)
        predicted = reconstruct(subject.network, [subject.pixels] * len(grids), masking.shuffle_of(removed))
        for filled, mask in zip(predicted, grids, strict=True):
            spread.add(filled, subject.over_pixels(mask))
        yield from _spread_frames(subject, spread)
        yield ProgressFrame(done=spread.masks, total=count, label="masks")


def _draws(subject: Subject, control: Control, count: int) -> Iterator[BoolArray]:
    """Draw masks (n, N) a few at a time."""
    ratio, seed = _chosen(control)
    for first in range(0, count, _BATCH):
        numbers = range(first, min(first + _BATCH, count))
        masks = [_sampled(subject, control, ratio, seed + 1 + number) for number in numbers]
        yield np.stack(masks).reshape(len(masks), -1)


def _spread_frames(subject: Subject, spread: Spread) -> Frames:
    mean = spread.mean
    never = np.isnan(mean)
    yield ImageFrame(
        slot="mean",
        title="Mean",
        detail=f"over {spread.masks} masks",
        pixels=np.where(never, subject.pixels, as_bytes(np.nan_to_num(mean))),
    )
    yield HeatFrame(
        slot="spread",
        title="Spread",
        detail=f"over {spread.masks} masks",
        values=spread.deviation * GREY_LEVELS,
        quantity="deviation",
        unit="grey levels",
        low=0.0,
        under=subject.pixels,
    )
