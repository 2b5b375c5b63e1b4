"""Dots drawn straight into pixels: fast enough to pan over 50,000 of them.

A dot is a stencil of pixels. Its rim is blended with the background, not with what lies below, so that a
whole layer of dots is a few assignments to an array; rims are laid first, so that no rim cuts into a dot.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.frames import IntArray

Pixels = NDArray[np.float64]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint32]

CIRCLE, SQUARE, TRIANGLE, DIAMOND = range(4)
_SUBPIXELS = 8
_OPAQUE = 0.99
_OUTLINE = 1.5  # how much wider than the dot
_SHAPED = 2.5  # radius from which shapes are told apart
MARGIN = 24


@dataclass(frozen=True, slots=True)
class Layer:
    """Dots of one size.

    chosen:  (N,) which points are drawn.
    colours: (C, 3) uint8 RGB, one for each category.
    outline: RGB of a line around each, or None.
    """

    chosen: Bools
    radius: float
    colours: NDArray[np.uint8]
    outline: tuple[int, int, int] | None = None


class DotRaster:
    """An image of dots on a plain background, drawn anew for every frame into the same memory.

    `begin` empties it, `draw` adds a layer, `paint` puts it onto a painter.
    """

    def __init__(self) -> None:
        self._size = (1, 1)
        self._background = np.zeros(3)
        self._words: Words = np.zeros((1 + 2 * MARGIN, 1 + 2 * MARGIN), np.uint32)

    def begin(self, width: int, height: int, background: str) -> None:
        """Start an empty image of so many pixels; around it is a margin, so that dots need no clipping."""
        self._size = (width, height)
        colour = QColor(background)
        self._background = np.array([colour.red(), colour.green(), colour.blue()], np.float64)
        shape = (height + 2 * MARGIN, width + 2 * MARGIN)
        if self._words.shape != shape:
            self._words = np.empty(shape, np.uint32)
        self._words.fill(_word(self._background[None])[0])

    def draw(self, layer: Layer, pixels: Pixels, category: IntArray, shapes: NDArray[np.int64]) -> None:
        """Draw the chosen ones of points (N, 2), in pixels of the image, in the colour and shape of their category.

        shapes: (C,) one of CIRCLE, SQUARE, TRIANGLE, DIAMOND; small dots are all circles.
        """
        inside = np.flatnonzero(layer.chosen & self._near(pixels))
        if not len(inside):
            return
        x, y = (np.rint(pixels[inside, axis]).astype(np.int64) + MARGIN for axis in (0, 1))
        flat, numbers = y * self._words.shape[1] + x, category[inside]
        told_apart = shapes if layer.radius >= _SHAPED else np.zeros_like(shapes)
        if layer.outline is not None:
            ring = np.tile(np.array(layer.outline, np.uint8), (len(layer.colours), 1))
            self._stamp(flat, numbers, told_apart, layer.radius + _OUTLINE, ring)
        self._stamp(flat, numbers, told_apart, layer.radius, layer.colours)

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Paint the image into `room`."""
        width, height = self._size
        down, across = self._words.shape
        image = QImage(self._words.data, across, down, 4 * across, QImage.Format.Format_RGB32)
        painter.drawImage(room, image, QRectF(MARGIN, MARGIN, width, height))

    def _near(self, pixels: Pixels) -> Bools:
        """Say which points have their middle on the image or so near to it that they reach into it."""
        width, height = self._size
        reach = MARGIN / 2
        x, y = pixels[:, 0], pixels[:, 1]
        return (x > -reach) & (x < width + reach) & (y > -reach) & (y < height + reach)

    def _stamp(
        self,
        flat: NDArray[np.int64],
        numbers: IntArray,
        shapes: NDArray[np.int64],
        radius: float,
        colours: NDArray[np.uint8],
    ) -> None:
        words, across = self._words.reshape(-1), self._words.shape[1]
        for shape in sorted(set(shapes.tolist())):
            of_shape = np.flatnonzero(shapes[numbers] == shape)
            at, number = (flat, numbers) if len(of_shape) == len(flat) else (flat[of_shape], numbers[of_shape])
            for down, right, cover in stencil(shape, radius, MARGIN // 2):
                blended = cover * colours + (1 - cover) * self._background
                words[at + (down * across + right)] = _word(blended)[number]


@cache
def stencil(shape: int, radius: float, most: int) -> tuple[tuple[int, int, float], ...]:
    """Return the pixels (down, right, share covered) of a dot, the rim before the full ones.

    most: pixels that it may reach from its middle.
    """
    reach = min(int(np.ceil(radius * 1.2)) + 1, most)
    steps = (np.arange(_SUBPIXELS) + 0.5) / _SUBPIXELS - 0.5
    offsets = np.arange(-reach, reach + 1)
    fine = (offsets[:, None] + steps).reshape(-1)
    inside = _inside(shape, *np.meshgrid(fine, fine), radius)
    cover = inside.reshape(len(offsets), _SUBPIXELS, len(offsets), _SUBPIXELS).mean(axis=(1, 3))
    found = [
        (int(offsets[row]), int(offsets[column]), float(cover[row, column]))
        for row, column in np.argwhere(cover > 0.04)
    ]
    return tuple(sorted(found, key=lambda pixel: pixel[2] >= _OPAQUE))


def _inside(shape: int, x: Pixels, y: Pixels, radius: float) -> Bools:
    if shape == SQUARE:
        return np.maximum(abs(x), abs(y)) <= 0.87 * radius
    if shape == TRIANGLE:
        return (y <= 0.75 * radius) & (y >= -radius + 1.75 * abs(x))
    if shape == DIAMOND:
        return abs(x) + abs(y) <= 1.2 * radius
    return x**2 + y**2 <= radius**2


def _word(colours: NDArray[Any]) -> Words:
    """Return RGB (C, 3) as (C,) 0xffRRGGBB."""
    whole = np.rint(colours).astype(np.uint32)
    return np.asarray((0xFF << 24) | (whole[:, 0] << 16) | (whole[:, 1] << 8) | whole[:, 2], np.uint32)
