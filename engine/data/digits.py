"""Digits drawn from OpenCV's own fonts, each a little different: the built-in data of the image GAN.

The fonts are part of the library, so the digits need no file and no licence of
their own. Each is slanted, turned, scaled, thickened and shifted at random from its seed.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 28
_DRAWN = 112  # drawn four times too large, then averaged down, for soft edges
_FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
)


def digit_images(count: int, seed: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Draw `count` digits, white on black.

    Returns images (count, 28, 28) float32 in 0..1 and their labels (count,) int64 in 0..9.
    """
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, count)
    images = np.stack([_digit(int(label), rng) for label in labels])
    return images, labels


def _digit(label: int, rng: np.random.Generator) -> NDArray[np.float32]:
    canvas: NDArray[np.uint8] = np.zeros((_DRAWN, _DRAWN), np.uint8)
    font = int(rng.choice(_FONTS))
    thickness = int(rng.integers(7, 12))
    scale = float(rng.uniform(3.4, 4.0))
    (width, height), _ = cv2.getTextSize(str(label), font, scale, thickness)
    corner = ((_DRAWN - width) // 2, (_DRAWN + height) // 2)
    cv2.putText(canvas, str(label), corner, font, scale, 255, thickness, cv2.LINE_AA)
    warped = cv2.warpAffine(canvas, _wobble(rng), (_DRAWN, _DRAWN))
    small = cv2.resize(warped, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)


def _wobble(rng: np.random.Generator) -> NDArray[np.float64]:
    """A random slant, turn and shift around the middle, as a (2, 3) affine matrix."""
    angle, slant = rng.normal(0, 0.1), rng.normal(0, 0.12)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[1.0, slant], [0.0, 1.0]])
    middle = np.full(2, _DRAWN / 2)
    shift = middle - matrix @ middle + rng.normal(0, 3, 2)
    affine: NDArray[np.float64] = np.column_stack([matrix, shift])
    return affine
