"""A fixed set of small labelled pictures, for networks that race on equal terms.

Like CIFAR-10 for the paper: ten classes, at 32 × 32 pixels unless another side is asked for, seen again
and again. Of the world, these are composites of one cut-out; a picture is composed when it is first
asked for, so that a race starts at once. A folder of the user's can take its place.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.control import Control
from engine.errors import UserError
from engine.frames import ByteArray
from engine.world.composites import Composer
from engine.world.items import HELD_OUT, TRAIN, world
from engine.world.source import FOLDER_MOST, HELD_OUT_SEED, Batch, FolderSource

SIDE_PX = 32
MOST_CLASSES = 10
HELD_OUT_PICTURES = 300

Draw = Callable[[int], ByteArray]
Numbers = NDArray[np.int64]


class Pool:
    """`count` pictures to learn from, and others to be tested on.

    folder: the user's in place of the world, or None.
    things: 0 for every cut-out of a class, and tests with others of it; else so many of each class, and
            tests with the same ones in other places.
    side:   of the pictures, px. tests: how many pictures are held out.
    most:   how many pictures are taken of a folder without classes, each of which is a class.
    Raises UserError when the folder has too few pictures, Cancelled when the job was asked to stop.
    """

    def __init__(
        self,
        folder: Path | None,
        seed: int,
        count: int,
        control: Control,
        *,
        things: int = 0,
        side: int = SIDE_PX,
        tests: int = HELD_OUT_PICTURES,
        most: int = FOLDER_MOST,
    ) -> None:
        self.count, self.side, self.tests = count, side, tests
        self._pixels = np.zeros((count, side, side, 3), np.uint8)
        self._there = np.zeros(count, bool)
        if folder is None:
            self.name = "the built-in world"
            self._open_world(seed, control, things)
        else:
            self._open_folder(folder, seed, control, most)

    def _open_world(self, seed: int, control: Control, things: int) -> None:
        self.classes = ten_groups()
        self._labels = np.arange(self.count, dtype=np.int64) % len(self.classes)
        composers = [_composer(TRAIN, group, things) for group in self.classes]
        self._draw: Draw = lambda number: composers[self._labels[number]].draw(seed, number, self.side).pixels
        unseen = composers if things else [_composer(HELD_OUT, group) for group in self.classes]
        labels = np.arange(self.tests, dtype=np.int64) % len(self.classes)
        tests = []
        for number, label in enumerate(labels):
            control.check()
            tests.append(unseen[label].draw(HELD_OUT_SEED, number, self.side).pixels)
        self.held_out = Batch(np.stack(tests), labels)

    def _open_folder(self, folder: Path, seed: int, control: Control, most: int) -> None:
        source = FolderSource(folder, control, most)
        self.name, self.classes = source.name, source.classes
        drawn = source.train(seed, 0, self.count, self.side)
        self._pixels, self._labels = drawn.pixels, drawn.labels
        self._there[:] = True
        self.held_out = source.held_out(self.tests, self.side)

    def take(self, numbers: Numbers) -> Batch:
        """Return the pictures with these numbers, 0 to count - 1."""
        for number in numbers[~self._there[numbers]]:
            self._pixels[number] = self._draw(int(number))
            self._there[number] = True
        return Batch(self._pixels[numbers], self._labels[numbers])

    def batch(self, seed: int, step: int, size: int) -> Batch:
        """Return the pictures of a step: the same for every network, and again when the run is repeated."""
        rng = np.random.default_rng((seed, step, 2))
        return self.take(rng.choice(self.count, min(size, self.count), replace=False))


def ten_groups() -> tuple[str, ...]:
    """Name the groups of the world with the most cut-outs, some of them held out. Raises UserError for none."""
    unseen = {item.group for item in world().cutouts(HELD_OUT)}
    counts = Counter(item.group for item in world().cutouts(TRAIN) if item.group in unseen)
    largest = sorted(counts, key=lambda group: (-counts[group], group))[:MOST_CLASSES]
    if not largest:
        raise UserError("The built-in world has no held-out cut-outs.", "Set the program up again.")
    return tuple(sorted(largest))


def _composer(split: str, group: str, things: int = 0) -> Composer:
    """Compose pictures of one cut-out of one group; of its first `things`, or of any for 0."""
    items = [item for item in world().cutouts(split) if item.group == group]
    return Composer(split, (1, 1), items[: things or None])
