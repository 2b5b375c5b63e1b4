"""Composites: cut-outs placed on a background, with every label, drawn from a seed and without end.

    composer = Composer("train")
    composite = composer.draw(seed=0, index=17, size=224)

The same seed, index and size give the same picture, so a training, a test and a person who looks
can all name it. At 32 pixels one takes well under a millisecond, fast enough to feed a training.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.cache import BoundedCache
from engine.errors import UserError
from engine.frames import BoolArray, ByteArray
from engine.world.captions import caption_en, caption_zh
from engine.world.items import HELD_OUT, TRAIN, Item, pixels, world

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
        farthest_first: list[Thing] = []
        for _ in range(int(rng.integers(self.things[0], self.things[1] + 1))):
            item = self.items[int(rng.integers(len(self.items)))]
            self._place(canvas, farthest_first, item, rng)
        _light(canvas, rng)
        nearest_first = [
            Thing(thing.item, thing.box, depth, thing.alpha) for depth, thing in enumerate(reversed(farthest_first))
        ]
        picture = np.clip(canvas, 0, 255).astype(np.uint8)
        picture.flags.writeable = False
        return Composite(picture, tuple(nearest_first), background, seed, index)

    def _place(self, canvas: Floats, placed: list[Thing], item: Item, rng: np.random.Generator) -> None:
        """Blend a cut-out in where it hides none of the others; the first one always finds a place."""
        size = len(canvas)
        for _ in range(_TRIES):
            sprite = _sprite(item, size, len(placed), rng)
            x, y = _corner(sprite, size, rng)
            thing = _thing(item, sprite, x, y, size)
            if all(_stays_visible(other, [*placed, thing]) for other in placed):
                _blend(canvas, sprite, x, y, thing)
                placed.append(thing)
                return


def _background(item: Item, size: int, rng: np.random.Generator) -> Floats:
    """Cut a square out of a background, maybe mirrored: (size, size, 3) float32 in 0..255."""
    source = _at_least(item, size)
    height, width = source.shape[:2]
    side = max(int(min(height, width) * rng.uniform(0.5, 1.0)), min(8, height, width))
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    cut = source[top : top + side, left : left + side, :3]
    resized = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    if rng.random() < 0.5:
        resized = resized[:, ::-1]
    return np.ascontiguousarray(resized, np.float32)


def _sprite(item: Item, size: int, placed: int, rng: np.random.Generator) -> Floats:
    """A cut-out scaled, turned, mirrored and lit: (h, w, 4), colours in 0..255 and alpha in 0..1.

    The first one is the largest; each later one, which stands before it, is smaller.
    """
    low, high = (0.45, 0.95) if placed == 0 else (0.2, 0.5)
    longest = max(size * rng.uniform(low, high), 6.0)
    scale = longest / max(item.width, item.height)
    width, height = max(2, round(item.width * scale)), max(2, round(item.height * scale))
    source = _at_least(item, round(longest))
    sprite = cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    if rng.random() < 0.5:
        sprite = sprite[:, ::-1]
    sprite = _turned(sprite, rng.normal(0, 6))
    sprite[..., :3] *= rng.uniform(0.8, 1.15)
    sprite[..., 3] /= 255
    return sprite


def _turned(sprite: Floats, degrees: float) -> Floats:
    """Turn a little around the middle; the corners that leave the sprite are transparent anyway."""
    height, width = sprite.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(np.ascontiguousarray(sprite), matrix, (width, height)), np.float32)


def _corner(sprite: Floats, size: int, rng: np.random.Generator) -> tuple[int, int]:
    """A place for the top left pixel (x, y); up to a tenth of the sprite may leave the picture."""
    height, width = sprite.shape[:2]
    x = rng.uniform(-0.1 * width, size - 0.9 * width)
    y = rng.uniform(-0.1 * height, size - 0.9 * height)
    return round(x), round(y)


def _thing(item: Item, sprite: Floats, x: int, y: int, size: int) -> Thing:
    height, width = sprite.shape[:2]
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + width, size), min(y + height, size)
    return Thing(item, (x0, y0, x1, y1), 0, sprite[y0 - y : y1 - y, x0 - x : x1 - x, 3])


def _blend(canvas: Floats, sprite: Floats, x: int, y: int, thing: Thing) -> None:
    x0, y0, x1, y1 = thing.box
    colours, alpha = sprite[y0 - y : y1 - y, x0 - x : x1 - x, :3], thing.alpha[..., None]
    region = canvas[y0:y1, x0:x1]
    region += alpha * (colours - region)


def _stays_visible(thing: Thing, all_things: list[Thing]) -> bool:
    """Say whether enough of `thing` shows behind those placed after it, by the boxes they share."""
    x0, y0, x1, y1 = thing.box
    seen = thing.alpha >= _SOLID
    total = max(1, int(np.count_nonzero(seen)))
    for other in all_things[all_things.index(thing) + 1 :]:
        a0, b0, a1, b1 = max(x0, other.box[0]), max(y0, other.box[1]), min(x1, other.box[2]), min(y1, other.box[3])
        if a0 < a1 and b0 < b1:
            left, top = other.box[:2]
            hides = other.alpha[b0 - top : b1 - top, a0 - left : a1 - left] >= _SOLID
            seen = seen.copy()
            seen[b0 - y0 : b1 - y0, a0 - x0 : a1 - x0] &= ~hides
    return int(np.count_nonzero(seen)) >= _SEEN * total


def _light(canvas: Floats, rng: np.random.Generator) -> None:
    """Give the whole scene one light, so that cut-out and background belong together."""
    gain = rng.uniform(0.75, 1.2) * (1 + rng.normal(0, 0.05, 3))
    size = len(canvas)
    across, down = rng.normal(0, 0.12, 2)
    ramp = np.linspace(-1, 1, size, dtype=np.float32)
    slope = 1 + np.float32(across) * ramp[None, :] + np.float32(down) * ramp[:, None]
    canvas *= slope[..., None] * gain.astype(np.float32)


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
