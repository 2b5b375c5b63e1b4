"""Pictures to lay out: the built-in world's, or a folder's, each with a name and a category.

Every picture is cut to a square of `BASE_PX`, from which each network takes its own size. Imports no torch.
"""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from engine.errors import UserError
from engine.frames import ByteArray
from engine.images import fit, load_picture, picture_files
from engine.world.composites import Composer
from engine.world.items import TRAIN, Item, Split, world
from engine.world.pictures import WORD, Scene, item_picture

BASE_PX = 128
ALL = "all"
MOST = 50_000
_SPLITS: tuple[str, ...] = get_args(Split)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One picture.

    pixels:  (BASE_PX, BASE_PX, 3) uint8.
    subject: what is in it; pictures of one thing have equal ones.
    unseen:  True when the built-in networks never saw its subject.
    word:    what `--image` takes for it.
    """

    pixels: ByteArray
    name: str
    category: str
    subject: Hashable
    unseen: bool
    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Pictures by number.

    key:   equal for the same pictures in the same order; also of a part of them from the beginning.
    label: what a person calls them.
    read:  a number to the picture, or None when it cannot be read.
    """

    key: tuple[Hashable, ...]
    label: str
    count: int
    read: Callable[[int], Shown | None]


def open_source(folder: Path | None, kind: str, split: str, count: int, seed: int) -> Source:
    """Return at most `count` pictures of a folder, or of the world where there is none.

    kind:  "cutouts", "photos", "items" for both, or "composites", of which there are as many as one likes.
    split: "train", "held-out", "held-out name" or "all" of the world.
    seed:  of composites.
    Raises UserError when the folder cannot be read or holds no picture, or the world has none like this.
    """
    if folder is not None:
        return _folder_source(folder, count)
    if kind == "composites":
        return _composite_source(split, count, seed)
    items = _items(kind, None if split == ALL else split)[:count]
    if not items:
        raise UserError("The built-in world has no such pictures.", "Choose another split or other pictures.")
    return Source(("world", kind, split), "the built-in world", len(items), lambda number: _item(items[number]))


def _items(kind: str, split: str | None) -> Sequence[Item]:
    cutouts = world().cutouts(split) if kind in ("cutouts", "items") else ()
    photos = world().photos(split) if kind in ("photos", "items") else ()
    return (*cutouts, *photos)


def _item(item: Item) -> Shown:
    pixels = fit(item_picture(item), BASE_PX)
    return Shown(pixels, item.name_en, item.category, item.id, item.split != TRAIN, f"{WORD}{item.id}")


def _composite_source(split: str, count: int, seed: int) -> Source:
    """Composites of one split, or of all splits in turn."""
    composers = [(name, Composer(name)) for name in (_SPLITS if split == ALL else (split,))]

    def read(number: int) -> Shown:
        index, turn = divmod(number, len(composers))
        composite = composers[turn][1].draw(seed, index, BASE_PX)
        item, scene = composite.subject.item, Scene(seed, index, split=composers[turn][0])
        return Shown(composite.pixels, item.name_en, item.category, item.id, item.split != TRAIN, scene.word)

    return Source(("composites", split, seed), "composites of the built-in world", count, read)


def _folder_source(folder: Path, count: int) -> Source:
    """Pictures of a folder; the folders in it are the categories, where it has some."""
    files = _class_files(folder, count) or [(path, folder.name) for path in picture_files(folder, count)]
    stamps = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path, _ in files)

    def read(number: int) -> Shown | None:
        path, category = files[number]
        try:
            picture = load_picture(path)
        except (UserError, OSError):
            return None  # counted as skipped by whoever asked
        return Shown(fit(picture, BASE_PX), path.stem, category, path, unseen=True, word=str(path))

    digest = hashlib.sha256(stamps.encode()).hexdigest()
    return Source(("folder", folder.name, digest), f"your folder {folder.name}", len(files), read)


def _class_files(folder: Path, count: int) -> list[tuple[Path, str]]:
    """List the pictures of the folders in `folder` with their names, an equal share of each; [] without two such."""
    try:
        inner = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []  # said in a sentence by whoever lists its pictures next
    classes: dict[str, list[Path]] = {}
    for path in inner:
        try:
            classes[path.name] = picture_files(path, max(1, count // len(inner)))
        except UserError:
            continue  # an empty folder is no class
    return [(path, name) for name, paths in classes.items() for path in paths] if len(classes) > 1 else []


def thumbnail_px(count: int, limit_bytes: int) -> int:
    """Return the largest side of which so many thumbnails fit into `limit_bytes`, of 64, 48, 32, 24 and 16."""
    sides = np.array((64, 48, 32, 24))
    fitting = sides[count * sides * sides * 3 <= limit_bytes]
    return int(fitting[0]) if len(fitting) else 16
