"""The built-in world's items: what is in `resources/world`, read from its tables alone.

    for item in world().cutouts(TRAIN):
        rgba = pixels(item)

Pictures are decoded when asked for and kept within bounds. How the world is made, and under which
licences its pictures are, says `resources/world/README.md`.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from engine.cache import BoundedCache
from engine.errors import UserError
from engine.frames import ByteArray
from engine.lazy import lazy

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = lazy("PIL.Image")

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "world"

Kind = Literal["cutout", "photo", "background"]
Split = Literal["train", "held-out", "held-out name"]
TRAIN: Split = "train"
HELD_OUT: Split = "held-out"
HELD_OUT_NAME: Split = "held-out name"

# All of them decoded take 160 MB.
_KEPT_BYTES = 256 * 2**20

_AGAIN = "Install Paperscope again, or make the world again with `make world`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A picture of the world.

    id:       such as "cutouts/animals-birds-crow"; stays the same when the world grows.
    file:     the WebP file; width, height: its size in pixels.
    category: the broad class, such as "animals"; group: the narrow one, such as "birds".
    photographic: False for drawings.
    sound:    an Ogg Vorbis file of a few seconds, or None.
    licence:  SPDX identifier, or "Public domain"; source: package, version and path in it.
    split:    "held-out name" when no picture of its name is trained on, "held-out" when this one is not.
    """

    id: str
    kind: Kind
    file: Path
    width: int
    height: int
    name_en: str
    name_zh: str
    category: str
    group: str
    photographic: bool
    sound: Path | None
    licence: str
    author: str
    source: str
    split: Split


@dataclass(frozen=True, slots=True)
class World:
    """Every item, by id; groups_zh: the Chinese name of each category and group."""

    items: tuple[Item, ...]
    groups_zh: Mapping[str, str]

    def cutouts(self, split: str | None = None) -> tuple[Item, ...]:
        """Things to put on backgrounds, with transparency; those of one split, or all."""
        return self._of("cutout", split)

    def photos(self, split: str | None = None) -> tuple[Item, ...]:
        """Named photographs of real scenes; those of one split, or all."""
        return self._of("photo", split)

    def backgrounds(self, split: str | None = None) -> tuple[Item, ...]:
        """Pictures with nothing large in front; those of one split, or all."""
        return self._of("background", split)

    def find(self, item_id: str) -> Item:
        """Return the item called `item_id`; UserError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise UserError(f"There is no picture {item_id!r} in the built-in world.", "Look for it in the world browser.")

    def _of(self, kind: Kind, split: str | None) -> tuple[Item, ...]:
        if split is not None and split not in get_args(Split):
            raise ValueError(f"split: expected one of {get_args(Split)}, got {split!r}")
        return tuple(item for item in self.items if item.kind == kind and split in (None, item.split))


@cache
def world() -> World:
    """Return the built-in world; only its tables are read.

    Raises UserError when they are missing or damaged.
    """
    return read_world(FOLDER)


def read_world(folder: Path) -> World:
    """Read the tables of a world in `folder`; raises UserError as `world` does."""
    try:
        splits = tomllib.loads((folder / "splits.toml").read_text("utf-8"))
        groups = {row["name_en"]: row["name_zh"] for row in _rows(folder / "groups.csv")}
        items = tuple(_item(row, folder, splits) for row in _rows(folder / "items.csv"))
    except OSError as error:
        raise UserError(f"The built-in world in {folder} cannot be read: {error.strerror}.", _AGAIN) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"The tables of the built-in world in {folder} are damaged: {error}.", _AGAIN) from error
    if not items:
        raise UserError(f"The built-in world in {folder} is empty.", _AGAIN)
    return World(items, groups)


def group_zh(name: str) -> str:
    """Return the Chinese name of a category or group; the name itself where there is none."""
    return world().groups_zh.get(name, name)


def pixels(item: Item) -> ByteArray:
    """Decode an item: (H, W, 4) uint8 RGBA of a cut-out, (H, W, 3) RGB of the others; read-only.

    Alpha is not multiplied into the colours. Raises UserError when the file is missing or damaged.
    """
    return _decoded.get(item.file, lambda: _decode(item))


_decoded: BoundedCache[ByteArray] = BoundedCache(_KEPT_BYTES, lambda array: array.nbytes)


def _decode(item: Item) -> ByteArray:
    try:
        with Image.open(item.file, formats=("WEBP",)) as image:
            array = np.array(image.convert("RGBA" if item.kind == "cutout" else "RGB"))
    except (OSError, ValueError, SyntaxError) as error:  # Pillow raises all three for a damaged file
        raise UserError(f"The picture {item.file} of the built-in world cannot be read.", _AGAIN) from error
    array.flags.writeable = False
    return array


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _item(row: dict[str, str], folder: Path, splits: Mapping[str, Sequence[str]]) -> Item:
    fields: dict[str, Any] = dict(row)
    if row["kind"] not in get_args(Kind):
        raise ValueError(f"{row['id']} is of the unknown kind {row['kind']!r}")
    fields["file"] = folder / row["file"]
    fields["width"], fields["height"] = int(row["width"]), int(row["height"])
    fields["photographic"] = row["photographic"] == "yes"
    fields["sound"] = folder / row["sound"] if row["sound"] else None
    return Item(**fields, split=_split(row, splits))


def _split(row: dict[str, str], splits: Mapping[str, Sequence[str]]) -> Split:
    if row["kind"] != "background" and row["name_en"] in splits["names"]:
        return HELD_OUT_NAME
    return HELD_OUT if row["id"] in splits[f"{row['kind']}s"] else TRAIN
