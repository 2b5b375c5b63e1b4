"""What one would fill the gaps with if there were no such network, on this picture and on held-out photographs."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis import inpainting as without_network
from engine.analysis.inpainting import (
    METHODS,
    NAMES,
    fill,
    in_words,
    inpainting_errors,
    ratios,
    removed_error,
)
from engine.analysis.mae_fill import as_bytes
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BoolArray,
    ByteArray,
    CheckFrame,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    ProgressFrame,
    Series,
    TableFrame,
)
from engine.papers.mae.parameters import MASKING
from engine.papers.mae.subject import Subject, open_subject

if TYPE_CHECKING:
    from engine.weights.store import LoadedMAE

RATIOS = (25, 50, 75, 90)  # percent
CLAIMED = 75
_SEED = 0  # of the masks on held-out photographs, so that two networks meet the same ones
_SHOWN_EVERY = 4  # pictures

Errors = list[NDArray[np.float64]]

_ERRORS: "BoundedCache[Errors]" = BoundedCache(2**20, lambda errors: 64 * (1 + len(errors)))
_PICTURES: "BoundedCache[list[ByteArray]]" = BoundedCache(
    64 * 2**20, lambda pictures: sum(picture.nbytes for picture in pictures)
)


@experiment(
    "mae.inpainting",
    title="Against inpainting",
    inputs=("image",),
    parameters=MASKING,
    figure="Not in the paper: what one would use instead",
    shows=("engine.analysis.inpainting:fill", "engine.analysis.inpainting:measure_inpainting"),
)
def inpainting(request: Request, control: Control) -> Frames:
    """The network beside OpenCV's inpainting and the mean colour: on this picture, and on held-out photographs.

    Slots: masked, pictures, ratios, table. The last two grow as photographs are measured.
    """
    subject = open_subject(request, control)
    removed = subject.mask(control)
    yield subject.masked_frame(removed)
    yield _pictures(subject, removed)
    yield from _held_out(subject.loaded, control)


def _pictures(subject: Subject, removed: BoolArray) -> GridFrame:
    gone = subject.over_pixels(removed)
    fillings = {"network": subject.fill(removed).predicted}
    fillings |= {method: fill(method, subject.pixels, gone) for method in METHODS}
    errors = {name: removed_error(subject.pixels, filled, gone) for name, filled in fillings.items()}
    tiles = [np.where(gone[..., None], as_bytes(filled), subject.pixels) for filled in fillings.values()]
    labels = [f"{_name(name)} · {1000 * error:.3g}" for name, error in errors.items()]
    return GridFrame(
        slot="pictures",
        title="Filled in",
        detail="mean squared error on what was removed, in 10⁻³",
        tiles=np.stack([*tiles, subject.pixels]),
        columns=3,
        labels=(*labels, "original"),
        gap=4,
    )


def _name(method: str) -> str:
    names: Mapping[str, str] = {"network": "MAE", **NAMES}
    return names[method]


def _held_out(loaded: "LoadedMAE", control: Control) -> Frames:
    """Measure the held-out photographs, going on where an earlier run was stopped."""
    size = loaded.config.image_size
    pictures = _PICTURES.get(size, lambda: without_network.held_out_pictures(size))
    measured: dict[int, Errors] = {ratio: _ERRORS.get(_key(loaded, ratio), list) for ratio in RATIOS}
    total = len(pictures) * len(RATIOS)
    if done := sum(map(len, measured.values())):
        yield from _so_far(measured, len(pictures))
    while done < total:
        ratio = min(RATIOS, key=lambda percent: len(measured[percent]))
        for error in _next_errors(loaded, control, pictures, ratio, len(measured[ratio])):
            measured[ratio].append(error)
        _ERRORS.put(_key(loaded, ratio), measured[ratio])
        done = sum(map(len, measured.values()))
        yield ProgressFrame(done=done, total=total, label="held-out photographs")
        if ratio == RATIOS[-1]:
            yield from _so_far(measured, len(pictures))
    yield _check(measured[CLAIMED])


def _key(loaded: "LoadedMAE", ratio: int) -> tuple[str, str, int]:
    return loaded.key, str(loaded.model.cls_token.device), ratio


def _next_errors(
    loaded: "LoadedMAE", control: Control, pictures: list[ByteArray], ratio: int, first: int
) -> Iterator[NDArray[np.float64]]:
    some = pictures[first : first + _SHOWN_EVERY]
    return inpainting_errors(loaded.model, some, ratio / 100, _SEED, control.check, first=first)


def _so_far(measured: Mapping[int, Errors], total: int) -> Frames:
    """Draw what is measured so far, once every share has something."""
    if not all(measured.values()):
        return
    count = min(map(len, measured.values()))
    each = {ratio: np.mean(errors, axis=0) for ratio, errors in measured.items()}
    detail = f"{count} of {total} photographs"
    below: dict[str, FloatArray] = {
        method: np.array([each[ratio][0] / each[ratio][1 + place] for ratio in RATIOS], np.float32)
        for place, method in enumerate(METHODS)
    }
    yield _curve(below, detail)
    yield TableFrame(
        slot="table",
        title="MSE (10⁻³)",
        detail=detail,
        columns=(Axis("removed", "%"), *(Axis(name) for name in ("MAE", *NAMES.values()))),
        rows=tuple((ratio, *(round(1000 * float(value), 1) for value in each[ratio])) for ratio in RATIOS),
        selected=RATIOS.index(CLAIMED),
    )


def _curve(below: Mapping[str, FloatArray], detail: str) -> CurveFrame:
    x = np.array(RATIOS, np.float32)
    lines = [Series(f"over {_name(method)}", x, values, "bold") for method, values in below.items()]
    return CurveFrame(
        slot="ratios",
        title="MAE's error over theirs",
        detail="below 1, MAE is nearer to the truth",
        series=(*lines, Series("equal", x, np.ones_like(x), "dash")),
        x_axis=Axis("removed", "%"),
        y_axis=Axis("ratio of errors"),
        span=(0.0, 1.1),
    )


def _check(errors: Errors) -> CheckFrame:
    found = ratios(errors)
    return CheckFrame(
        claim="It fills gaps better than OpenCV's inpainting and than the mean colour.",
        measured=f"{CLAIMED} % removed, {len(errors)} held-out photographs: {in_words(found)}",
        holds=max(found.values()) < 1,
    )
