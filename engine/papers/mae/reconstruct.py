"""Hide a part of a picture and see it filled in: the picture of figure 2, with one's own hands."""

from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.inpainting import removed_error
from engine.analysis.mae_fill import Filled, Scale, as_bytes
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import BoolArray, Frames, HeatFrame, ImageFrame, MetricFrame
from engine.papers.mae.parameters import MASKING, SCALE
from engine.papers.mae.subject import Subject, open_subject

if TYPE_CHECKING:
    from engine.nn.mae import MAEConfig

_UNITS = {"pixels": "grey levels", "normalised": "deviations of the patch"}


@experiment(
    "mae.reconstruct",
    title="Mask and reconstruct",
    inputs=("image",),
    parameters=(*MASKING, SCALE),
    figure="Figures 2, 3 and 6",
    shows=("engine.nn.mae:MaskedAutoencoder.predict", "engine.analysis.mae_fill:fill_in"),
)
def reconstruct(request: Request, control: Control) -> Frames:
    """What the network makes of a picture of which it sees a part, and how far off it is in every patch.

    Slots: masked, combined, reconstruction, original, error, mse, psnr.
    """
    subject = open_subject(request, control)
    removed = subject.mask(control)
    yield subject.masked_frame(removed)
    scale = cast(Scale, control["scale"])
    filled = subject.fill(removed, scale)
    yield from _pictures(subject, filled, removed, scale)
    yield error_map(subject, filled, removed, scale)
    yield from numbers(subject, filled, removed, scale)


def _pictures(subject: Subject, filled: Filled, removed: BoolArray, scale: Scale) -> Frames:
    gone = subject.over_pixels(removed)[..., None]
    yield ImageFrame(
        slot="combined",
        title="Filled in",
        pixels=as_bytes(np.where(gone, filled.predicted, filled.original)),
        cells=subject.grid,
    )
    yield ImageFrame(
        slot="reconstruction",
        title="Reconstruction",
        detail=origin(subject.loaded.config, scale),
        pixels=as_bytes(filled.predicted),
        cells=subject.grid,
    )
    original = subject.original_frame()
    if scale == "normalised":
        original = ImageFrame(
            slot="original",
            title="Original",
            detail=_STANDARDISED,
            pixels=as_bytes(filled.original),
            cells=subject.grid,
        )
    yield original


_STANDARDISED = "each patch less its mean, over its deviation"


def origin(config: "MAEConfig", scale: Scale) -> str:
    """Say how what is drawn came from what the network predicts."""
    if config.normalised:
        return "as predicted, normalised" if scale == "normalised" else "the original's means and deviations lent to it"
    return "predicted as colours, normalised afterwards" if scale == "normalised" else ""


def error_map(subject: Subject, filled: Filled, removed: BoolArray, scale: Scale) -> HeatFrame:
    """Draw the error of each removed patch over the picture; what was visible is not counted."""
    return HeatFrame(
        slot="error",
        title="RMS error",
        detail="per patch" if removed.any() else "nothing was removed",
        values=np.where(removed, filled.errors, np.nan),
        quantity="error",
        unit=_UNITS[scale],
        low=0.0,
    )


def numbers(subject: Subject, filled: Filled, removed: BoolArray, scale: Scale) -> Frames:
    """Say the error on all removed patches in two numbers: that of the loss, and as decibels of the colours."""
    squared, unit = _squared(subject, filled, removed), "white is 1"
    error = squared
    if scale == "normalised":
        error = _squared(subject, subject.fill(removed), removed)
        squared = float(np.square(filled.errors[removed]).mean()) if removed.any() else error
        unit = "variance is 1"
    yield MetricFrame(slot="mse", title="MSE", name=unit, value=squared)
    decibels = -10 * float(np.log10(max(error, 1e-10)))
    yield MetricFrame(slot="psnr", title="PSNR", name="colours", value=decibels, unit="dB")


def _squared(subject: Subject, filled: Filled, removed: BoolArray) -> float:
    """Mean squared error of the colours on what was removed; NaN when nothing was."""
    return removed_error(subject.pixels, filled.predicted, subject.over_pixels(removed))
