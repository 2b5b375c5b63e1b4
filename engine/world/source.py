"""Where trainings get their pictures: the built-in world, or a folder of the user's in its place.

    source = open_source(request.folder, control)
    batch = source.train(seed=0, step=17, count=64, size=115)

A batch is a function of seed and step, so a training that goes on from a checkpoint sees what it
would have seen without the interruption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.control import Control
from engine.errors import UserError
from engine.frames import ByteArray
from engine.images import load_picture, picture_files
from engine.world.composites import Composer
from engine.world.items import HELD_OUT, TRAIN, Item, group_zh, pixels, world

COMPOSITES_SHARE = 0.6
HELD_OUT_SEED = 1_000_003
FOLDER_MOST, FOLDER_LEAST = 2000, 8  # shrunk, so many take about 0.6 GB
_KEPT_PX = 256
_ONE_IN = 5  # pictures of a class folder that are held out


@dataclass(frozen=True, slots=True)
class Batch:
    """pixels: (N, size, size, 3) uint8 RGB; labels: (N,) int64 indexes the source's classes."""

    pixels: ByteArray
    labels: NDArray[np.int64]


class Source(Protocol):
    """Labelled pictures without end.

    name:       what a person calls it.
    classes:    English class names; classes_zh: the same in Chinese.
    note:       what has to be known of it, such as pictures that could not be read.
    """

    name: str
    classes: tuple[str, ...]
    classes_zh: tuple[str, ...]
    note: str

    def train(self, seed: int, step: int, count: int, size: int) -> Batch:
        """Pictures to learn from: those of `step` in the run of `seed`."""
        ...

    def held_out(self, count: int, size: int) -> Batch:
        """Pictures to be tested on, the same ones at every call; fewer where there are fewer."""
        ...


class WorldSource:
    """Composites and crops of named photographs.

    A composite's class is the group of its subject, such as "cats"; a photograph's is its own name.
    Held-out composites show cut-outs and backgrounds that training never does.

    photos:     False to draw composites alone.
    things:     fewest and most cut-outs in a composite.
    """

    name = "the built-in world"
    note = ""

    def __init__(self, *, photos: bool = True, things: tuple[int, int] = (1, 3)) -> None:
        self._photos: tuple[Item, ...] = world().photos(TRAIN) if photos else ()
        self._composers = {split: Composer(split, things) for split in (TRAIN, HELD_OUT)}
        groups = sorted({item.group for item in world().cutouts(TRAIN)})
        self._photo_names = sorted({item.name_en for item in self._photos} - set(groups))
        self.classes = (*groups, *self._photo_names)
        chinese = {item.name_en: item.name_zh for item in self._photos}
        self.classes_zh = tuple(group_zh(name) if name in groups else chinese[name] for name in self.classes)
        self._numbers = {name: number for number, name in enumerate(self.classes)}

    def train(self, seed: int, step: int, count: int, size: int) -> Batch:
        rng = np.random.default_rng((seed, step, 1))
        drawn = [self._one(seed, step * count + place, size, rng) for place in range(count)]
        return _batch(drawn)

    def _one(self, seed: int, index: int, size: int, rng: np.random.Generator) -> tuple[ByteArray, int]:
        if not self._photos or rng.random() < COMPOSITES_SHARE:
            composite = self._composers[TRAIN].draw(seed, index, size)
            return composite.pixels, self._numbers[composite.label]
        item = self._photos[int(rng.integers(len(self._photos)))]
        return crop(pixels(item), size, rng, (0.2, 1.0)), self._numbers[item.name_en]

    def scenes(self, seed: int, step: int, count: int, size: int) -> tuple[ByteArray, ByteArray]:
        """Pictures in pairs, each (N, size, size, 3): a cut-out alone in two scenes, or a photograph twice."""
        rng = np.random.default_rng((seed, step, 6))
        pairs = [self._pair(seed, step * count + place, size, rng) for place in range(count)]
        one, two = zip(*pairs, strict=True)
        return np.stack(one), np.stack(two)

    def _pair(self, seed: int, index: int, size: int, rng: np.random.Generator) -> tuple[ByteArray, ByteArray]:
        if self._photos and rng.random() >= COMPOSITES_SHARE:
            photo = pixels(self._photos[int(rng.integers(len(self._photos)))])
            picture = crop(photo, size, rng, (0.2, 1.0))
            return picture, picture
        items = world().cutouts(TRAIN)
        composer = Composer(TRAIN, (1, 1), (items[int(rng.integers(len(items)))],))
        return composer.draw(seed, 2 * index, size).pixels, composer.draw(seed, 2 * index + 1, size).pixels

    def held_out(self, count: int, size: int) -> Batch:
        composer, index = self._composers[HELD_OUT], 0
        drawn: list[tuple[ByteArray, int]] = []
        while len(drawn) < count:
            composite = composer.draw(HELD_OUT_SEED, index, size)
            index += 1
            if composite.label in self._numbers:
                drawn.append((composite.pixels, self._numbers[composite.label]))
        return _batch(drawn)


class FolderSource:
    """A folder of pictures, or of folders that are the classes.

    Of class folders, every fifth picture is held out. In a folder without classes every picture is
    a class of its own, and what is held out are other crops of the same pictures.

    most: how many pictures are taken at most of a folder without classes: to be tested on pictures that are
          classes of their own, some of each are needed.
    Raises UserError when too few pictures can be read, Cancelled when the job was asked to stop.
    """

    def __init__(self, folder: Path, control: Control, most: int = FOLDER_MOST) -> None:
        self.name = f"your folder {folder.name}"
        found = _class_folders(folder)
        self._flat = len(found) < 2
        files = [(path, None) for path in picture_files(folder, FOLDER_MOST)] if self._flat else found
        pictures, names, skipped = _read(files, control, max(most, FOLDER_LEAST) if self._flat else FOLDER_MOST)
        if len(pictures) < FOLDER_LEAST:
            raise UserError(
                f"The folder {folder} has {len(pictures)} readable pictures; a training needs {FOLDER_LEAST}.",
                "Choose a folder with more pictures, or clear the folder to use the built-in world.",
            )
        self.classes = tuple(sorted(set(names)))
        self.classes_zh = self.classes
        self.note = f"{skipped} pictures could not be read" if skipped else ""
        self._pictures = pictures
        self._labels = np.array([self.classes.index(name) for name in names], np.int64)

    @cached_property
    def _parts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the pictures to learn from, and of those to be tested on."""
        numbers = np.arange(len(self._pictures))
        if self._flat:
            return numbers, numbers
        place = np.array([np.count_nonzero(self._labels[:number] == self._labels[number]) for number in numbers])
        held_out = place % _ONE_IN == _ONE_IN - 1
        return (numbers[~held_out], numbers[held_out]) if held_out.any() else (numbers, numbers)

    def train(self, seed: int, step: int, count: int, size: int) -> Batch:
        rng = np.random.default_rng((seed, step, 1))
        chosen = self._parts[0][rng.integers(len(self._parts[0]), size=count)]
        return self._crops(chosen, size, rng, (0.3, 1.0))

    def held_out(self, count: int, size: int) -> Batch:
        numbers = self._parts[1]
        count = min(count, len(numbers))
        chosen = numbers[np.arange(count) * len(numbers) // count]  # evenly, for they stand class by class
        return self._crops(chosen, size, np.random.default_rng(HELD_OUT_SEED), (0.6, 0.9) if self._flat else (1.0, 1.0))

    def _crops(
        self, chosen: NDArray[np.int64], size: int, rng: np.random.Generator, share: tuple[float, float]
    ) -> Batch:
        drawn = [crop(self._pictures[number], size, rng, share) for number in chosen]
        return Batch(np.stack(drawn), self._labels[chosen])


def open_source(folder: Path | None, control: Control, *, photos: bool = True) -> Source:
    """Return the folder if there is one, else the built-in world. Raises UserError and Cancelled as they do."""
    return WorldSource(photos=photos) if folder is None else FolderSource(folder, control)


def crop(source: ByteArray, size: int, rng: np.random.Generator, share: tuple[float, float]) -> ByteArray:
    """Cut a square of a random share of the area, maybe mirrored, and resample it to (size, size, 3).

    share (1, 1) is the centre square, unmirrored.
    """
    height, width = source.shape[:2]
    shortest = min(height, width)
    side = min(shortest, max(8, round(shortest * float(np.sqrt(rng.uniform(*share))))))
    top, left = (height - side) // 2, (width - side) // 2
    if share[0] < 1:
        top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    cut = source[top : top + side, left : left + side, :3]
    resized = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    if share[0] < 1 and rng.random() < 0.5:
        resized = resized[:, ::-1]
    return np.ascontiguousarray(resized, np.uint8)


def _batch(drawn: Sequence[tuple[ByteArray, int]]) -> Batch:
    return Batch(np.stack([picture for picture, _ in drawn]), np.array([label for _, label in drawn], np.int64))


def _class_folders(folder: Path) -> list[tuple[Path, str | None]]:
    """List the pictures of the folders in `folder` with the name of theirs; folders without any are left out.

    Each class gets the same share of `FOLDER_MOST`.
    """
    try:
        inner = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []  # said in a sentence by whoever lists its pictures next
    most = max(FOLDER_LEAST, FOLDER_MOST // max(1, len(inner)))
    classes: dict[str, list[Path]] = {}
    for path in inner:
        try:
            classes[path.name] = picture_files(path, most)
        except UserError:
            continue  # an empty folder is no class
    return [(path, name) for name, paths in classes.items() for path in paths] if len(classes) > 1 else []


def _read(
    files: Sequence[tuple[Path, str | None]], control: Control, most: int
) -> tuple[list[ByteArray], list[str], int]:
    """Read pictures, shrunk to what trainings need; return them, their classes and how many could not be read."""
    pictures: list[ByteArray] = []
    names, skipped = [], 0
    for path, name in files[:FOLDER_MOST]:
        control.check()
        if len(pictures) == most:
            break
        try:
            whole = load_picture(path).pixels
        except UserError:
            skipped += 1
            continue
        scale = _KEPT_PX / min(whole.shape[:2])
        if scale < 1:
            size = (max(1, round(whole.shape[1] * scale)), max(1, round(whole.shape[0] * scale)))
            whole = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)
        pictures.append(whole)
        names.append(name or path.stem)
    return pictures, names, skipped
