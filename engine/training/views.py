"""Augmented views of pictures, as MoCo v1 and v2 make them.

Chances and strengths are those of the official code. Blur is scaled with the side of the picture, for
the papers state it for 224 pixels, and hue is turned in YIQ, which is one matrix, instead of in HSV. Version 1's
code greys before it jitters; here grey comes afterwards in both, which gives the same but for colours that were
cut off at black or white. Jitter's order is drawn anew for each call, not for each picture of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.frames import ByteArray, FloatArray
from engine.lazy import lazy

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

PAPER_PX = 224
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_YIQ = np.array([[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]], np.float32)
_RGB = np.linalg.inv(_YIQ).astype(np.float32)
_RATIOS = (3 / 4, 4 / 3)  # width over height of a crop
_TRIES = 10

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Augmentation:
    """What is done to a picture by chance.

    crop:    smallest and largest share of the area that is cut out.
    jitter:  strengths of brightness, contrast, saturation and hue; jitter_chance: of all four.
    grey:    chance of losing all colour. blur: chance; sigma: its deviation in px at 224 px.
    flip:    chance of being mirrored.
    """

    crop: tuple[float, float] = (0.2, 1.0)
    jitter: tuple[float, float, float, float] = (0.4, 0.4, 0.4, 0.4)
    jitter_chance: float = 1.0
    grey: float = 0.2
    blur: float = 0.0
    sigma: tuple[float, float] = (0.1, 2.0)
    flip: float = 0.5


V1 = Augmentation()
V2 = Augmentation(jitter=(0.4, 0.4, 0.4, 0.1), jitter_chance=0.8, blur=0.5)
AUGMENTATIONS: Mapping[str, Augmentation] = MappingProxyType({"v1": V1, "v2": V2})


def views(pictures: ByteArray, size: int, augmentation: Augmentation, rng: Rng) -> ByteArray:
    """Return one view (N, size, size, 3) uint8 of each picture (N, H, W, 3) uint8."""
    crops = np.stack([random_crop(picture, size, augmentation.crop, rng) for picture in pictures])
    seen = crops.astype(np.float32) / 255
    chosen = rng.random(len(seen)) < augmentation.jitter_chance
    if chosen.any():
        seen[chosen] = jittered(seen[chosen], augmentation.jitter, rng)
    chosen = rng.random(len(seen)) < augmentation.grey
    seen[chosen] = greyed(seen[chosen])
    for number in np.flatnonzero(rng.random(len(seen)) < augmentation.blur):
        seen[number] = blurred(seen[number], rng.uniform(*augmentation.sigma))
    chosen = rng.random(len(seen)) < augmentation.flip
    seen[chosen] = seen[chosen, :, ::-1]
    return (255 * seen + 0.5).astype(np.uint8)


def random_crop(picture: ByteArray, size: int, share: tuple[float, float], rng: Rng) -> ByteArray:
    """Cut a rectangle of a random share of the area (H, W, 3) and resample it to (size, size, 3)."""
    x0, y0, x1, y1 = crop_box(picture.shape[0], picture.shape[1], share, rng)
    cut = picture[y0:y1, x0:x1]
    shrinks = min(y1 - y0, x1 - x0) > size
    resized = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)


def crop_box(height: int, width: int, share: tuple[float, float], rng: Rng) -> tuple[int, int, int, int]:
    """Draw a rectangle (x0, y0, x1, y1) px of a random share of a picture's area, x1 and y1 excluded.

    It is what a view draws first, so that the same random stream gives the rectangle of a view.
    """
    for _ in range(_TRIES):
        area = height * width * rng.uniform(*share)
        ratio = float(np.exp(rng.uniform(*np.log(_RATIOS))))
        high, wide = round(float(np.sqrt(area / ratio))), round(float(np.sqrt(area * ratio)))
        if 0 < high <= height and 0 < wide <= width:
            break
    else:
        high = wide = min(height, width)
    top, left = int(rng.integers(height - high + 1)), int(rng.integers(width - wide + 1))
    return left, top, left + wide, top + high


def jittered(pictures: FloatArray, strengths: tuple[float, float, float, float], rng: Rng) -> FloatArray:
    """Change brightness, contrast, saturation and hue of pictures (N, H, W, 3) from 0 to 1, in a random order."""
    steps: list[Callable[[FloatArray], FloatArray]] = []
    for change, strength in zip((brighter, contrasted, saturated), strengths[:3], strict=True):
        factors = rng.uniform(max(0.0, 1 - strength), 1 + strength, len(pictures)).astype(np.float32)
        steps.append(lambda seen, change=change, factors=factors: change(seen, factors))  # type: ignore[misc]
    turns = rng.uniform(-strengths[3], strengths[3], len(pictures)).astype(np.float32)
    steps.append(lambda seen: hued(seen, turns))
    for number in rng.permutation(len(steps)):
        pictures = np.clip(steps[number](pictures), 0, 1)
    return pictures


def brighter(pictures: FloatArray, factors: FloatArray) -> FloatArray:
    """Multiply pictures (N, H, W, 3) by factors (N,)."""
    return pictures * _each(factors)


def contrasted(pictures: FloatArray, factors: FloatArray) -> FloatArray:
    """Spread pictures by factors (N,) around the mean of their greys."""
    middle = (pictures @ LUMA).mean(axis=(1, 2))
    return _each(middle) + (pictures - _each(middle)) * _each(factors)


def saturated(pictures: FloatArray, factors: FloatArray) -> FloatArray:
    """Spread colours by factors (N,) around their greys."""
    grey = (pictures @ LUMA)[..., None]
    return np.asarray(grey + (pictures - grey) * _each(factors), np.float32)


def hued(pictures: FloatArray, turns: FloatArray) -> FloatArray:
    """Turn all hues by shares (N,) of the colour circle; brightness stays."""
    sine, cosine = np.sin(2 * np.pi * turns), np.cos(2 * np.pi * turns)
    turn = np.zeros((len(turns), 3, 3), np.float32)
    turn[:, 0, 0], turn[:, 1, 1], turn[:, 2, 2] = 1, cosine, cosine
    turn[:, 1, 2], turn[:, 2, 1] = -sine, sine
    matrices = _RGB @ turn @ _YIQ  # (N, 3, 3)
    return np.asarray(np.einsum("nhwc,ndc->nhwd", pictures, matrices, optimize=True), np.float32)


def greyed(pictures: FloatArray) -> FloatArray:
    """Take the colour from pictures (N, H, W, 3)."""
    return np.repeat((pictures @ LUMA)[..., None], 3, axis=3)


def blurred(picture: FloatArray, sigma: float) -> FloatArray:
    """Blur a picture (H, W, 3) by a Gaussian; sigma in px at 224 px."""
    scaled = max(1e-3, sigma * len(picture) / PAPER_PX)
    return np.asarray(cv2.GaussianBlur(np.ascontiguousarray(picture), (0, 0), scaled), np.float32)


def _each(values: FloatArray) -> FloatArray:
    return values[:, None, None, None]
