"""Composites: cut-outs placed on a background, with every label, drawn from a seed and without end.

    composer = Composer("train")
    composite = composer.draw(seed=0, index=17, size=224)

The same seed, index and size give the same picture, so a training, a test and a person who looks
can all name it. At 32 pixels one takes well under a millisecond, fast enough to feed a training.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.cache import BoundedCache
from engine.errors import UserError
from engine.frames import BoolArray, ByteArray
from engine.lazy import lazy
from engine.world.captions import caption_en, caption_zh
from engine.world.items import HELD_OUT, TRAIN, Item, pixels, world

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

LEAST_PX, MOST_PX = 32, 448
MOST_THINGS = 4
_SOLID = 0.5  # a pixel belongs to a cut-out that covers at least half of it
_SEEN = 0.25  # share of a cut-out that has to stay visible, or it is not placed
_TRIES = 6

# Cut-outs and backgrounds at powers of two, so that a small picture reads few pixels.
_SMALLER: BoundedCache[ByteArray] = BoundedCache(384 * 2**20, lambda array: array.nbytes)

Box = tuple[int, int, int, int]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A cut-out where it was placed.

    box:   (x0, y0, x1, y1) px around its pixels inside the picture, x1 and y1 excluded.
    depth: 0 for the nearest, counting away from the eye; nearer ones hide farther ones.
    alpha: (y1 − y0, x1 − x0) float32 in 0..1, how much of each pixel it covers, hidden or not.
    """

    item: Item
    box: Box
    depth: int
    alpha: Floats

    def cover(self, size: int) -> BoolArray:
        """Return the pixels (size, size) it would show if nothing were before it."""
        whole = np.zeros((size, size), bool)
        x0, y0, x1, y1 = self.box
        whole[y0:y1, x0:x1] = self.alpha >= _SOLID
        return whole


@dataclass(frozen=True, eq=False)
class Composite:
    """A composed picture and what is true of it.

    pixels:     (size, size, 3) uint8 RGB, read-only.
    things:     what was placed, the nearest first.
    background: the picture behind everything.
    """

    pixels: ByteArray
    things: tuple[Thing, ...]
    background: Item
    seed: int
    index: int

    @property
    def size(self) -> int:
        return len(self.pixels)

    @cached_property
    def masks(self) -> BoolArray:
        """Visible pixels of each thing (things, size, size), the nearest first; no pixel is in two."""
        masks = np.zeros((len(self.things), self.size, self.size), bool)
        taken = np.zeros((self.size, self.size), bool)
        for mask, thing in zip(masks, self.things, strict=True):
            mask[:] = thing.cover(self.size) & ~taken
            taken |= mask
        return masks

    @property
    def boxes(self) -> NDArray[np.int64]:
        """Boxes (things, 4) around the visible pixels as (x0, y0, x1, y1) px; zeros for a hidden thing."""
        return np.array([_box_of(mask) for mask in self.masks], np.int64).reshape(-1, 4)

    @property
    def depth(self) -> NDArray[np.int64]:
        """Depth order (size, size): 0 for the nearest thing, counting up, `len(things)` for the background."""
        order = np.full((self.size, self.size), len(self.things), np.int64)
        for number, mask in enumerate(self.masks):
            order[mask] = number
        return order

    @cached_property
    def subject(self) -> Thing:
        """The thing with the largest visible part: what a label of the whole picture names."""
        return self.things[int(self.masks.reshape(len(self.things), -1).sum(axis=1).argmax())]

    @property
    def label(self) -> str:
        """Class of the subject: its group."""
        return self.subject.item.group

    @property
    def category(self) -> str:
        return self.subject.item.category

    @property
    def caption_en(self) -> str:
        return caption_en([thing.item.name_en for thing in self.things], self.background.name_en)

    @property
    def caption_zh(self) -> str:
        return caption_zh([thing.item.name_zh for thing in self.things], self.background.name_zh)


@dataclass(slots=True, eq=False)
class _Layer:
    """A thing that was placed, which of its pixels still show, and how many there were at first."""

    thing: Thing
    seen: BoolArray
    total: int


class Composer:
    """Draws composites of one split.

    split:  "train", "held-out" or "held-out name": which cut-outs are placed. Backgrounds come from
            the training ones for "train", else from the held-out ones.
    things: fewest and most cut-outs in a picture, 1 to 4.
    items:  cut-outs to place instead of those of the split, such as one alone.
    Raises UserError when there is nothing to place.
    """

    def __init__(self, split: str = TRAIN, things: tuple[int, int] = (1, 4), items: Sequence[Item] = ()) -> None:
        if not 1 <= things[0] <= things[1] <= MOST_THINGS:
            raise ValueError(f"things: expected 1 <= fewest <= most <= {MOST_THINGS}, got {things}")
        self.things = things
        self.items = tuple(items) or world().cutouts(split)
        self.backgrounds = world().backgrounds(TRAIN if split == TRAIN else HELD_OUT)
        if not self.items or not self.backgrounds:
            raise UserError(f"The built-in world has nothing in its split {split!r}.", "Set the program up again.")

    def draw(self, seed: int, index: int, size: int) -> Composite:
        """Compose picture number `index` of `seed`, size 32 to 448 px. Raises ValueError for another size."""
        if not LEAST_PX <= size <= MOST_PX:
            raise ValueError(f"size: expected {LEAST_PX} to {MOST_PX} px, got {size}")
        rng = np.random.default_rng((seed, index))
        background = self.backgrounds[int(rng.integers(len(self.backgrounds)))]
        canvas = _background(background, size, rng)
        farthest_first: list[_Layer] = []
        for _ in range(int(rng.integers(self.things[0], self.things[1] + 1))):
            item = self.items[int(rng.integers(len(self.items)))]
            self._place(canvas, farthest_first, item, rng)
        _light(canvas, rng)
        things = [layer.thing for layer in reversed(farthest_first)]
        nearest_first = tuple(Thing(thing.item, thing.box, depth, thing.alpha) for depth, thing in enumerate(things))
        np.maximum(canvas, 0, out=canvas)
        picture = np.minimum(canvas, 255, out=canvas).astype(np.uint8)
        picture.flags.writeable = False
        return Composite(picture, nearest_first, background, seed, index)

    def _place(self, canvas: Floats, placed: list[_Layer], item: Item, rng: np.random.Generator) -> None:
        """Blend a cut-out in where it hides none of the others; the first one always finds a place."""
        size = len(canvas)
        for _ in range(_TRIES):
            colours, alpha = _sprite(item, size, len(placed), rng)
            x, y = _corner(alpha, size, rng)
            thing = _thing(item, alpha, x, y, size)
            cover = thing.alpha >= _SOLID
            left = [_left_of(layer, thing, cover) for layer in placed]
            if all(_is_enough(seen, layer) for seen, layer in zip(left, placed, strict=True)):
                for seen, layer in zip(left, placed, strict=True):
                    layer.seen = seen
                _blend(canvas, colours, x, y, thing)
                placed.append(_Layer(thing, cover, int(np.count_nonzero(cover))))
                return


def _background(item: Item, size: int, rng: np.random.Generator) -> Floats:
    """Cut a square out of a background, maybe mirrored: (size, size, 3) float32 in 0..255."""
    source = _at_least(item, size)
    height, width = source.shape[:2]
    side = max(int(min(height, width) * _between(rng, 0.5, 1.0)), min(8, height, width))
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    cut = source[top : top + side, left : left + side, :3]
    resized = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    if rng.random() < 0.5:
        resized = resized[:, ::-1]
    return np.ascontiguousarray(resized, np.float32)


def _sprite(item: Item, size: int, placed: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A cut-out scaled, turned, mirrored and lit: colours (h, w, 4), of which the last is void, and alpha (h, w).

    Colours are in 0..255, alpha in 0..1. The first cut-out is the largest; later ones, which stand before
    it, are smaller.
    """
    low, high = (0.45, 0.95) if placed == 0 else (0.2, 0.5)
    longest = max(size * _between(rng, low, high), 6.0)
    scale = longest / max(item.width, item.height)
    width, height = max(2, round(item.width * scale)), max(2, round(item.height * scale))
    source = _at_least(item, round(longest))
    sprite = cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    if rng.random() < 0.5:
        sprite = sprite[:, ::-1]
    sprite = _turned(sprite, rng.normal(0, 6))
    alpha = sprite[..., 3] / np.float32(255)
    sprite *= _between(rng, 0.8, 1.15)  # all four, for that is faster than three of them
    return sprite, alpha


def _turned(sprite: Floats, degrees: float) -> Floats:
    """Turn a little around the middle; the corners that leave the sprite are transparent anyway."""
    height, width = sprite.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(np.ascontiguousarray(sprite), matrix, (width, height)), np.float32)


def _corner(alpha: Floats, size: int, rng: np.random.Generator) -> tuple[int, int]:
    """A place for the top left pixel (x, y); up to a tenth of the sprite may leave the picture."""
    height, width = alpha.shape
    x = _between(rng, -0.1 * width, size - 0.9 * width)
    y = _between(rng, -0.1 * height, size - 0.9 * height)
    return round(x), round(y)


def _thing(item: Item, alpha: Floats, x: int, y: int, size: int) -> Thing:
    height, width = alpha.shape
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + width, size), min(y + height, size)
    return Thing(item, (x0, y0, x1, y1), 0, alpha[y0 - y : y1 - y, x0 - x : x1 - x])


def _blend(canvas: Floats, colours: Floats, x: int, y: int, thing: Thing) -> None:
    x0, y0, x1, y1 = thing.box
    for channel in range(3):  # one after the other: numpy is slow along an axis of three
        region = canvas[y0:y1, x0:x1, channel]
        region += thing.alpha * (colours[y0 - y : y1 - y, x0 - x : x1 - x, channel] - region)


def _left_of(layer: _Layer, thing: Thing, cover: BoolArray) -> BoolArray:
    """Return which pixels of a layer still show behind `thing`, which covers `cover` of its box."""
    x0, y0, x1, y1 = layer.thing.box
    left, top, right, bottom = thing.box
    a0, b0, a1, b1 = max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)
    if a0 >= a1 or b0 >= b1:
        return layer.seen
    seen = layer.seen.copy()
    seen[b0 - y0 : b1 - y0, a0 - x0 : a1 - x0] &= ~cover[b0 - top : b1 - top, a0 - left : a1 - left]
    return seen


def _is_enough(seen: BoolArray, layer: _Layer) -> bool:
    """Say whether enough of a layer shows. One without a solid pixel never does: nothing is put before it."""
    if seen is layer.seen:
        return layer.total > 0
    return int(np.count_nonzero(seen)) >= _SEEN * max(1, layer.total)


def _light(canvas: Floats, rng: np.random.Generator) -> None:
    """Give the whole scene one light, so that cut-out and background belong together."""
    gain = _between(rng, 0.75, 1.2) * (1 + rng.normal(0, 0.05, 3))
    across, down = rng.normal(0, 0.12, 2)
    ramp = _ramp(len(canvas))
    slope = 1 + np.float32(across) * ramp[None, :] + np.float32(down) * ramp[:, None]
    for channel, factor in enumerate(gain.astype(np.float32)):
        canvas[..., channel] *= slope * factor


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    """What `rng.uniform` returns, in a fraction of its time."""
    return low + (high - low) * rng.random()


@cache
def _ramp(size: int) -> Floats:
    return np.linspace(-1, 1, size, dtype=np.float32)


def _at_least(item: Item, px: int) -> ByteArray:
    """Return the picture of `item` at the smallest power of two below its own size that is not below `px`."""
    longest = max(item.width, item.height)
    halvings = 0
    while longest >> (halvings + 1) >= px:
        halvings += 1
    if halvings == 0:
        return pixels(item)
    return _SMALLER.get((item.id, halvings), lambda: _halved(item, halvings))


def _halved(item: Item, halvings: int) -> ByteArray:
    """Shrink by 2^halvings; colours are weighted by alpha, so that no dark rim appears."""
    source = pixels(item)
    size = (max(1, source.shape[1] >> halvings), max(1, source.shape[0] >> halvings))
    if source.shape[2] == 3:
        return np.asarray(cv2.resize(source, size, interpolation=cv2.INTER_AREA), np.uint8)
    weighted = source.astype(np.float32)
    weighted[..., :3] *= weighted[..., 3:] / 255
    small = np.asarray(cv2.resize(weighted, size, interpolation=cv2.INTER_AREA), np.float32)
    small[..., :3] /= np.maximum(small[..., 3:], 1e-3) / 255
    return np.clip(small, 0, 255).astype(np.uint8)


def _box_of(mask: BoolArray) -> Box:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return (0, 0, 0, 0)
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
