"""Which vectors are most alike, exactly, and how well their neighbours tell a category.

Classification by the k nearest as Wu et al. ("Unsupervised Feature Learning via Non-Parametric Instance
Discrimination", 2018, arXiv 1805.01978, section 3.4) do it: a neighbour of cosine similarity s has exp(s / τ)
votes, τ = 0.07.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.similarity import unit
from engine.frames import BoolArray, FloatArray, IntArray

TEMPERATURE = 0.07
_ROW_BYTES = 48 * 2**20  # of similarities at a time


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Neighbours of each of N vectors, the most alike first. indices, similarities: (N, k)."""

    indices: NDArray[np.int64]
    similarities: FloatArray

    def first(self, count: int) -> "Neighbours":
        """Return the first `count` of each."""
        return Neighbours(self.indices[:, :count], self.similarities[:, :count])

    @property
    def nbytes(self) -> int:
        return self.indices.nbytes + self.similarities.nbytes


class Search:
    """Looks for the `count` nearest of every vector (N, D) by cosine, some rows at a time.

    Iterate to search; each turn says how many rows are done. Afterwards `found` holds the neighbours.

    subject: (N,) of equal numbers for pictures of one thing; then `voters` are neighbours of other things.
    """

    def __init__(self, vectors: FloatArray, count: int, subject: IntArray | None = None, votes: int = 0) -> None:
        self._unit = unit(vectors).astype(np.float32)
        self._subject = subject
        size = len(vectors)
        self.found = _empty(size, min(count, size - 1))
        self.voters = _empty(size, min(votes, size - 1))

    def __iter__(self) -> Iterator[int]:
        size = len(self._unit)
        rows = max(1, _ROW_BYTES // (4 * size))
        for first in range(0, size, rows):
            self._search(first, min(first + rows, size))
            yield min(first + rows, size)

    def _search(self, first: int, last: int) -> None:
        alike = self._unit[first:last] @ self._unit.T
        alike[np.arange(last - first), np.arange(first, last)] = -np.inf
        _fill(self.found, alike, first)
        if self._subject is not None:
            alike[self._subject[first:last, None] == self._subject[None]] = -np.inf
            _fill(self.voters, alike, first)


def nearest(vectors: FloatArray, count: int) -> Neighbours:
    """Return the `count` nearest of every vector (N, D) by cosine, at most N - 1."""
    search = Search(vectors, count)
    for _ in search:
        pass
    return search.found


def _empty(size: int, count: int) -> Neighbours:
    return Neighbours(np.zeros((size, count), np.int64), np.zeros((size, count), np.float32))


def _fill(into: Neighbours, alike: FloatArray, first: int) -> None:
    """Put the largest of each row of `alike` (rows, N) into `into` from row `first` on; of equals the first."""
    rows, count = alike.shape[0], into.indices.shape[1]
    if not count:
        return
    best = np.argpartition(-alike, count - 1, axis=1)[:, :count]
    best.sort(axis=1)  # so that a stable sort leaves equals in their order
    order = np.argsort(-np.take_along_axis(alike, best, axis=1), axis=1, kind="stable")
    best = np.take_along_axis(best, order, axis=1)
    into.indices[first : first + rows] = best
    into.similarities[first : first + rows] = np.take_along_axis(alike, best, axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """How often the neighbours' vote is right.

    accuracy:    share of right votes among all that were judged; count: how many those are.
    by_chance:   the same of a neighbour drawn at random.
    by_category: (C,) accuracy in each category, NaN where none was judged.
    chance:      (C,) share of each category among all.
    """

    accuracy: float
    by_chance: float
    count: int
    by_category: FloatArray
    chance: FloatArray


def judge(voters: Neighbours, category: IntArray, judged: BoolArray) -> Judgement:
    """Let the voters of each point say its category.

    category: (N,) int64; judged: (N,) which points count. A voter of similarity -inf has no vote.
    """
    classes = int(category.max()) + 1
    said = vote(voters, category, classes)
    right = said == category
    per_class = np.full(classes, np.nan, np.float32)
    for number in range(classes):
        inside = judged & (category == number)
        if inside.any():
            per_class[number] = right[inside].mean()
    chance = (np.bincount(category, minlength=classes) / len(category)).astype(np.float32)
    by_chance = float(chance[category[judged]].mean())
    return Judgement(float(right[judged].mean()), by_chance, int(judged.sum()), per_class, chance)


def recognised(found: Neighbours, subject: IntArray, judged: BoolArray) -> tuple[float, float] | None:
    """Return how often the nearest of a judged point shows the same thing, and how often a random one would.

    found: neighbours of any thing; subject: (N,). Points whose thing is shown once do not count; None when no other
    is left.
    """
    others = np.bincount(subject)[subject] - 1
    asked = judged & (others > 0)
    if not asked.any():
        return None
    same = subject[found.indices[:, 0]] == subject
    return float(same[asked].mean()), float(others[asked].mean() / (len(subject) - 1))


def vote(voters: Neighbours, category: IntArray, classes: int) -> NDArray[np.int64]:
    """Return the category (N,) that each point's neighbours vote for."""
    strongest = voters.similarities.max(axis=1, keepdims=True)
    weights = np.exp((voters.similarities - np.where(np.isfinite(strongest), strongest, 0)) / TEMPERATURE)
    votes = np.zeros((len(voters.indices), classes))
    rows = np.arange(len(voters.indices))
    for column in range(voters.indices.shape[1]):
        votes[rows, category[voters.indices[:, column]]] += weights[:, column]
    return np.asarray(votes.argmax(axis=1))
