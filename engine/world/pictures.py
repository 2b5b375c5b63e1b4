"""Pictures of the world for every experiment, and the words by which the command line calls them.

    world:cat-3                             a photograph, a background, or a cut-out on plain grey
    world:cat-3@7                           a cut-out on a background; place and light are drawn from seed 7
    world:composite:0:17:224                composite 17 of seed 0, 224 px wide
    world:composite:0:17:224:2-3:held-out   with two or three things, those of the held-out split

The words hold all there is to know, so "Copy as command" and the next start bring the same picture back.
"""

from dataclasses import dataclass, replace

import numpy as np

from engine.errors import UserError
from engine.frames import ByteArray
from engine.images import Picture, picture_from_array
from engine.world.composites import LEAST_PX, MOST_PX, MOST_THINGS, Composer, Composite
from engine.world.items import TRAIN, Item, pixels, world

WORD = "world:"
GREY = 128
SCENE_PX = MOST_PX  # a cut-out on a background is drawn at the largest size there is
SPLITS = ("train", "held-out", "held-out name")
_COMPOSITE = "composite"
_MARGIN = 0.1  # of a cut-out's longer side, left free around it
_SHAPE = "world:ITEM, world:ITEM@SEED or world:composite:SEED:INDEX:SIZE"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a composite is drawn from.

    size:   32 to 448 px. things: fewest and most cut-outs, 1 to 4.
    split:  which cut-outs and backgrounds it is made of.
    """

    seed: int = 0
    index: int = 0
    size: int = 224
    things: tuple[int, int] = (1, MOST_THINGS)
    split: str = TRAIN

    @property
    def word(self) -> str:
        """What `--image` takes for it; what is as usual is left out."""
        low, high = self.things
        parts = [_COMPOSITE, str(self.seed), str(self.index), str(self.size)]
        if self.split != TRAIN or self.things != (1, MOST_THINGS):
            parts.append(f"{low}-{high}")
        if self.split != TRAIN:
            parts.append(self.split)
        return WORD + ":".join(parts)

    def compose(self) -> Composite:
        """Draw it. Raises UserError when the world has nothing to draw it from."""
        return Composer(self.split, self.things).draw(self.seed, self.index, self.size)

    def picture(self) -> Picture:
        """Return it as a picture. Raises UserError as `compose` does."""
        composite = self.compose()
        picture = picture_from_array(composite.pixels, f"{composite.subject.item.name_en} {self.seed}:{self.index}")
        return replace(picture, word=self.word)


def load_world(word: str) -> Picture:
    """Return the picture that a word such as "world:cat-3" means.

    Raises UserError when nothing is called that, or the world is damaged.
    """
    name = word.removeprefix(WORD)
    if name.partition(":")[0] == _COMPOSITE:
        return scene_of(name).picture()
    id, at, seed = name.partition("@")
    item = world().find(id)
    return item_picture(item, _number(seed, word) if at else None)


def item_picture(item: Item, seed: int | None = None) -> Picture:
    """Return an item as a picture.

    seed: for a cut-out, draw a background and a place on it from this seed; None puts it in the
          middle of plain grey. Photographs and backgrounds are what they are.
    """
    if item.kind != "cutout":
        return _named(pixels(item)[..., :3], item, item.id)
    if seed is None:
        return _named(on_grey(pixels(item)), item, item.id)
    return _named(alone(item, seed).pixels, item, f"{item.id}@{seed}")


def alone(item: Item, seed: int) -> Composite:
    """Compose one cut-out on a background of its split, as `item_picture` does."""
    return Composer(item.split, (1, 1), (item,)).draw(seed, 0, SCENE_PX)


def on_grey(cutout: ByteArray) -> ByteArray:
    """Put a cut-out (H, W, 4) uint8 in the middle of a grey square, without resampling: (S, S, 3) uint8."""
    height, width = cutout.shape[:2]
    side = round(max(height, width) * (1 + 2 * _MARGIN))
    whole = np.full((side, side, 3), GREY, np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    region, alpha = whole[top : top + height, left : left + width], cutout[..., 3:].astype(np.float32) / 255
    region += alpha * (cutout[..., :3] - region)
    return (whole + 0.5).astype(np.uint8)


def scene_of(text: str) -> Scene:
    """Read "composite:0:17:224:2-3:held-out"; number of things and split may be left out, in that order.

    Raises UserError when it is something else.
    """
    parts = text.split(":")
    if not 4 <= len(parts) <= 6:
        raise _unknown(text)
    seed, index, size = (_number(part, text) for part in parts[1:4])
    things = _things(parts[4], text) if len(parts) > 4 else (1, MOST_THINGS)
    split = parts[5] if len(parts) > 5 else TRAIN
    if not LEAST_PX <= size <= MOST_PX:
        raise UserError(f"A composite cannot be {size} px wide.", f"Choose {LEAST_PX} to {MOST_PX}.")
    if split not in SPLITS:
        raise UserError(f"The world has no split {split!r}.", f"There are: {', '.join(SPLITS)}.")
    return Scene(seed, index, size, things, split)


def _things(text: str, word: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    fewest, most = _number(low, word), _number(high or low, word)
    if not 1 <= fewest <= most <= MOST_THINGS:
        raise UserError(f"A composite cannot have {text} things.", f"Choose 1 to {MOST_THINGS}, such as 2 or 1-3.")
    return fewest, most


def _number(text: str, word: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise _unknown(word)
    return int(text)


def _unknown(word: str) -> UserError:
    return UserError(f"There is no picture {word!r} in the world.", f"Write {_SHAPE}.")


def _named(array: ByteArray, item: Item, name: str) -> Picture:
    return replace(picture_from_array(array, item.name_en), word=WORD + name)
