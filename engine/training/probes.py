"""How good features are that were learned without labels: k nearest neighbours and a linear probe.

Labels are used here alone, never in the training. Of the world, held-out cut-outs have to be recognised:
each is known from some scenes, and asked for in others, with another background, place, size and light.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.control import Control
from engine.frames import ByteArray, FloatArray
from engine.lazy import lazy
from engine.training.pool import Pool
from engine.world.composites import Composer
from engine.world.items import HELD_OUT, Item, world
from engine.world.source import HELD_OUT_SEED, Batch, FolderSource

if TYPE_CHECKING:
    from sklearn import linear_model, neighbors
else:
    linear_model, neighbors = lazy("sklearn.linear_model"), lazy("sklearn.neighbors")

NEIGHBOURS = 5
LIVE, FINALLY = 24, 71  # cut-outs to be told apart, while a training runs and at its end
KNOWN, ASKED = 6, 3  # scenes of each
_BATCH = 64
_RAW_PX = 32
_ITERATIONS = 200
_STRENGTH = 1.0  # of the linear probe's weights against its regularisation

# (N, side, side, 3) uint8 to (N, D)
Features = Callable[[ByteArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Judged:
    """Shares of right answers, 0 to 1: of the neighbours' vote and of the linear probe; chance: of guessing.

    known: the features (N, D) of the pictures that are known, standardised.
    """

    neighbours: float
    linear: float
    chance: float
    known: FloatArray


class Probe:
    """The pictures by which features are judged.

    folder: the user's, in place of the world; side: of the pictures, px; things: cut-outs of the world.
    names: what is to be told apart; kinds: what sort of thing each is, such as "animals".
    Raises UserError when the folder has too few pictures, Cancelled when the job was asked to stop.
    """

    def __init__(self, folder: Path | None, control: Control, side: int, things: int = LIVE) -> None:
        self._control = control
        if folder is None:
            items = _some(things)
            self.known, self.asked = _scenes(items, side, control)
            self.names, self.kinds = (tuple(item.name_en for item in items), tuple(item.category for item in items))
        else:
            source, count = FolderSource(folder, control, most=things), things * KNOWN
            self.known, self.asked = source.train(HELD_OUT_SEED, 0, count, side), source.held_out(count, side)
            self.names = self.kinds = source.classes

    def judge(self, features: Features) -> Judged:
        """Judge what `features` makes of pictures."""
        known, asked = self._standardised(features)
        return Judged(
            _share(nearest(known, self.known.labels, asked), self.asked),
            _share(linear(known, self.known.labels, asked), self.asked),
            1 / len(self.names),
            known,
        )

    def vote(self, features: Features) -> float:
        """Return the share of right answers of the neighbours' vote alone, which takes no fitting."""
        known, asked = self._standardised(features)
        return _share(nearest(known, self.known.labels, asked), self.asked)

    def _standardised(self, features: Features) -> tuple[FloatArray, FloatArray]:
        """Every feature less its mean and over its deviation, as batch norm before the paper's probe does."""
        known, asked = (self._all(features, batch.pixels) for batch in (self.known, self.asked))
        mean, deviation = known.mean(axis=0), known.std(axis=0) + 1e-6
        return (known - mean) / deviation, (asked - mean) / deviation

    def _all(self, features: Features, pixels: ByteArray) -> FloatArray:
        parts = []
        for at in range(0, len(pixels), _BATCH):
            self._control.check()
            parts.append(features(pixels[at : at + _BATCH]))
        return np.concatenate(parts)


class ClassProbe(Probe):
    """Judges by classes, as the papers' linear probes do: of the world, the ten largest groups of cut-outs.

    What is known are composites of training cut-outs, what is asked for are composites of held-out ones.
    pictures: how many are known, and how many asked for.
    """

    def __init__(self, folder: Path | None, control: Control, side: int, pictures: tuple[int, int]) -> None:
        self._control = control
        most = pictures[0] // KNOWN  # of a folder without classes: each picture is known from several crops
        pool = Pool(folder, HELD_OUT_SEED, pictures[0], control, side=side, tests=pictures[1], most=most)
        self.known, self.asked = pool.take(np.arange(pool.count)), pool.held_out
        self.names = self.kinds = pool.classes


def _some(things: int) -> Sequence[Item]:
    """Choose held-out cut-outs, evenly."""
    items = world().cutouts(HELD_OUT)
    count = min(things, len(items))
    return [items[number * len(items) // count] for number in range(count)]


def _scenes(items: Sequence[Item], side: int, control: Control) -> tuple[Batch, Batch]:
    """Put cut-outs into scenes: what is known, and what is asked for; labels number the cut-outs."""
    composers = [Composer(HELD_OUT, (1, 1), (item,)) for item in items]
    batches = []
    for seeds in (range(KNOWN), range(KNOWN, KNOWN + ASKED)):
        drawn = []
        for seed in seeds:
            control.check()
            drawn += [composer.draw(HELD_OUT_SEED + seed, 0, side).pixels for composer in composers]
        batches.append(Batch(np.stack(drawn), np.tile(np.arange(len(items), dtype=np.int64), len(seeds))))
    return batches[0], batches[1]


def nearest(known: FloatArray, labels: NDArray[np.int64], asked: FloatArray) -> NDArray[np.int64]:
    """Let the nearest known features (N, D) by cosine vote, each by how near it is; return labels of `asked`."""
    count = min(NEIGHBOURS, len(known))
    vote = neighbors.KNeighborsClassifier(count, metric="cosine", weights="distance")
    return np.asarray(vote.fit(known, labels).predict(asked), np.int64)


def linear(known: FloatArray, labels: NDArray[np.int64], asked: FloatArray) -> NDArray[np.int64]:
    """Fit a logistic regression to known features (N, D); return labels of `asked`."""
    strength = _STRENGTH / known.shape[1]
    probe = linear_model.LogisticRegression(C=strength, max_iter=_ITERATIONS, tol=1e-3)
    return np.asarray(probe.fit(known, labels).predict(asked), np.int64)


def raw_pixels(pixels: ByteArray) -> FloatArray:
    """Return pictures (N, H, W, 3) themselves as features, shrunk to 32 × 32: (N, 3072)."""
    small = [cv2.resize(picture, (_RAW_PX, _RAW_PX), interpolation=cv2.INTER_AREA) for picture in pixels]
    return np.stack(small).reshape(len(small), -1).astype(np.float32) / 255


def _share(guesses: NDArray[np.int64], asked: Batch) -> float:
    return float((guesses == asked.labels).mean())
