"""The transforms that make views, one at a time: how they look, and how far they move a picture's vector."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.frames import ByteArray, FloatArray
from engine.lazy import lazy
from engine.training import views as lessons
from engine.training.views import V1, V2, Augmentation, Rng

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

NOTHING = Augmentation(crop=(1.0, 1.0), jitter_chance=0.0, grey=0.0, flip=0.0)

# (picture (S, S, 3) uint8, side of the view px, random stream, strength) to a view (side, side, 3) uint8
Change = Callable[[ByteArray, int, Rng, float], ByteArray]


@dataclass(frozen=True, slots=True)
class Transform:
    """One way to change a picture.

    strength: name of the parameter that says how much, or "" where there is nothing to choose.
    reach:    (least, most) strengths of its curve.
    chance:   False where every draw looks the same.
    """

    name: str
    change: Change
    strength: str = ""
    reach: tuple[float, float] = (0.0, 1.0)
    chance: bool = True


def whole(picture: ByteArray, side: int) -> ByteArray:
    """Return a picture (S, S, 3) at the size of a view, unchanged otherwise."""
    return np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _cropped(low: float, high: float) -> Change:
    return lambda picture, side, rng, _: lessons.random_crop(picture, side, (low, high), rng)


def _crop_to(picture: ByteArray, side: int, rng: Rng, share: float) -> ByteArray:
    return lessons.random_crop(picture, side, (share, share), rng)


def _flipped(picture: ByteArray, side: int, rng: Rng, _: float) -> ByteArray:
    return whole(picture, side)[:, ::-1]


def _jittered(place: int) -> Change:
    """Change brightness, contrast, saturation or hue alone, as strongly as the official code draws it."""

    def change(picture: ByteArray, side: int, rng: Rng, strength: float) -> ByteArray:
        one, two, three, four = (strength if place == number else 0.0 for number in range(4))
        return _bytes(lessons.jittered(_floats(whole(picture, side))[None], (one, two, three, four), rng)[0])

    return change


def _grey(picture: ByteArray, side: int, rng: Rng, _: float) -> ByteArray:
    return _bytes(lessons.greyed(_floats(whole(picture, side))[None])[0])


def _blurred(picture: ByteArray, side: int, rng: Rng, sigma: float) -> ByteArray:
    return _bytes(lessons.blurred(_floats(whole(picture, side)), sigma))


def _views(augmentation: Augmentation) -> Change:
    return lambda picture, side, rng, _: lessons.views(picture[None], side, augmentation, rng)[0]


TRANSFORMS = (
    Transform("crop, 60 to 100 %", _cropped(0.6, 1.0)),
    Transform("crop, 20 to 100 %", _cropped(0.2, 1.0)),
    Transform("crop of one size", _crop_to, "crop", (0.05, 1.0)),
    Transform("flip", _flipped, chance=False),
    Transform("brightness", _jittered(0), "brightness"),
    Transform("contrast", _jittered(1), "contrast"),
    Transform("saturation", _jittered(2), "saturation"),
    Transform("hue", _jittered(3), "hue", (0.0, 0.5)),
    Transform("grey", _grey, chance=False),
    Transform("blur", _blurred, "blur", (0.1, 8.0), chance=False),
    Transform("all of v1", _views(V1)),
    Transform("all of v2", _views(V2)),
    Transform("v2 without crop", _views(replace(V2, crop=(1.0, 1.0)))),
)
"""In the order in which they are shown."""


def draws(transform: Transform, picture: ByteArray, side: int, count: int, strength: float, seed: int) -> ByteArray:
    """Draw so many views (count, side, side, 3); of a transform without chance they are all alike."""
    if not transform.chance:
        one = transform.change(picture, side, np.random.default_rng(seed), strength)
        return np.broadcast_to(one, (count, *one.shape))
    streams = (np.random.default_rng((seed, number, 17)) for number in range(count))
    return np.stack([transform.change(picture, side, rng, strength) for rng in streams])


def strength_of(transform: Transform, strengths: Mapping[str, float]) -> float:
    """Return the chosen strength of a transform, 0 where it has none."""
    return strengths[transform.strength] if transform.strength else 0.0


def _floats(pixels: ByteArray) -> FloatArray:
    return np.asarray(pixels, np.float32) / 255


def _bytes(seen: FloatArray) -> ByteArray:
    return (255 * np.clip(seen, 0, 1) + 0.5).astype(np.uint8)
