"""Arrays as QImages, with colour mapping by look-up table."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.colourmaps import LEVELS

ARGB = QImage.Format.Format_ARGB32_Premultiplied


def picture_image(pixels: NDArray[np.uint8]) -> QImage:
    """Return a QImage that owns a copy of `pixels` (H, W, 3) uint8 RGB."""
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    # RGB32 needs no conversion at each paint; the copy also frees the image from the array's life.
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def cutout_image(pixels: NDArray[np.uint8]) -> QImage:
    """Return a QImage that owns a copy of `pixels` (H, W, 4) uint8 RGB and alpha, transparent where that is 0."""
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).convertToFormat(ARGB)


def levels_of(
    values: NDArray[np.float32], low: float | None, high: float | None, diverging: bool = False
) -> tuple[float, float]:
    """Return the range of the colour scale, the given ends first, then the data's; never empty.

    diverging: make zero the middle wherever an end is left open.
    """
    finite = values[np.isfinite(values)] if low is None or high is None else values
    if finite.size == 0:
        return (0.0, 1.0)
    if diverging and low is None and high is None:
        reach = float(np.abs(finite).max()) or 1.0
        return (-reach, reach)
    bottom = float(finite.min()) if low is None else low
    top = float(finite.max()) if high is None else high
    return (bottom, top) if top > bottom else (bottom, bottom + (abs(bottom) or 1.0))


def indices_of(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.uint8]:
    """Return 0 where `values` (…) are NaN and 1 … 255 from low to high elsewhere, as uint8."""
    scaled = (values - np.float32(low)) * np.float32((LEVELS - 1) / (high - low))
    scaled += np.float32(1.5)
    np.clip(scaled, 1, LEVELS + 0.5, out=scaled)  # NaN stays NaN
    np.nan_to_num(scaled, copy=False, nan=0.0)
    return scaled.astype(np.uint8)


def indexed_image(indices: NDArray[np.uint8], table: Sequence[int]) -> QImage:
    """Return a QImage that owns its pixels: `indices` (H, W) uint8 looked up in 256 QRgb values."""
    indices = np.ascontiguousarray(indices)
    height, width = indices.shape
    image = QImage(indices.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(list(table))
    return image.convertToFormat(ARGB)
