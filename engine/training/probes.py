"""How good features are that were learned without labels: k nearest neighbours and a linear probe.

Labels are used here alone, never in the training. Of the world, the ten largest groups are told apart:
cut-outs from training, each on a background, are what is known; held-out cut-outs are asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.control import Control
from engine.frames import ByteArray, FloatArray
from engine.lazy import lazy
from engine.training.pool import Pool
from engine.world.source import Batch

if TYPE_CHECKING:
    from sklearn import linear_model, neighbors
else:
    linear_model, neighbors = lazy("sklearn.linear_model"), lazy("sklearn.neighbors")

NEIGHBOURS = 10
LIVE = (300, 150)  # pictures that are known, and that are asked for, while a training runs
FINALLY = (1000, 500)
_SEED = 2_000_003
_BATCH = 64
_ITERATIONS = 200
_STRENGTH = 1.0  # of the linear probe's weights against its regularisation

# (N, side, side, 3) uint8 to (N, D)
Features = Callable[[ByteArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Judged:
    """Shares of right answers, 0 to 1: of the neighbours' vote and of the linear probe; chance: of guessing."""

    neighbours: float
    linear: float
    chance: float


class Probe:
    """The pictures by which features are judged.

    folder: the user's, in place of the world; side: of the pictures, px.
    Raises UserError when the folder has too few pictures, Cancelled when the job was asked to stop.
    """

    def __init__(self, folder: Path | None, control: Control, side: int, pictures: tuple[int, int] = LIVE) -> None:
        self._control = control
        pool = Pool(folder, _SEED, pictures[0], control, side=side, tests=pictures[1])
        self.known = pool.take(np.arange(pool.count))
        self.asked = pool.held_out
        self.classes = pool.classes

    def judge(self, features: Features) -> Judged:
        """Judge what `features` makes of pictures."""
        known, asked = self._standardised(features)
        return Judged(
            _share(nearest(known, self.known.labels, asked), self.asked),
            _share(linear(known, self.known.labels, asked), self.asked),
            1 / len(self.classes),
        )

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


def _share(guesses: NDArray[np.int64], asked: Batch) -> float:
    return float((guesses == asked.labels).mean())
