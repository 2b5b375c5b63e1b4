"""Vectors in the plane: principal components, and t-SNE whose iterations can be watched.

van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008; by openTSNE (Poličar et al., 2019), from
principal components as Kobak and Berens (2019) advise.
"""

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.embedding.neighbours import Neighbours
from engine.errors import UserError
from engine.frames import FloatArray
from engine.lazy import lazy

if TYPE_CHECKING:
    from openTSNE import affinity, nearest_neighbors, tsne
    from sklearn import decomposition
else:
    tsne, decomposition = lazy("openTSNE.tsne"), lazy("sklearn.decomposition")
    affinity, nearest_neighbors = lazy("openTSNE.affinity"), lazy("openTSNE.nearest_neighbors")

EARLY, LATE = 250, 500  # iterations with and without exaggeration
_EXAGGERATION = 12
_FEW = 5000  # points up to which Barnes-Hut is faster than interpolation
_START_SPREAD = 1e-4
_WIDE = 1024  # dimensions up to which the covariance is cheaper than a sketch


def principal_plane(vectors: FloatArray) -> tuple[FloatArray, float]:
    """Return the first two principal components (N, 2) of vectors (N, D), and their share of the variance."""
    count, wide = vectors.shape
    solver = "covariance_eigh" if wide <= min(_WIDE, count) else "randomized"
    fitted = decomposition.PCA(2, svd_solver=solver, random_state=0)
    if float(vectors.var()) == 0:  # nothing to tell apart, which would divide by zero
        return np.zeros((count, 2), np.float32), 0.0
    plane = fitted.fit_transform(vectors.astype(np.float32))
    return np.asarray(plane, np.float32), float(np.sum(fitted.explained_variance_ratio_))


def neighbours_needed(count: int, perplexity: float) -> int:
    """Return how many neighbours t-SNE looks at, of `count` points."""
    return max(1, min(count - 1, round(3 * perplexity)))


class Tsne:
    """One t-SNE, some iterations at a time. On one thread, so that a run repeats bit for bit.

    neighbours: as many of each point as `neighbours_needed` says.
    start:      (N, 2) places to begin from, such as the principal plane.
    Raises UserError where openTSNE is not installed.
    """

    total = EARLY + LATE

    def __init__(self, neighbours: Neighbours, start: FloatArray, perplexity: float, seed: int) -> None:
        _need_open_tsne()
        looked_at = neighbours_needed(len(start), perplexity)
        near = neighbours.first(looked_at)
        distances = np.sqrt(np.maximum(2 - 2 * near.similarities.astype(np.float64), 0))
        affinities = affinity.PerplexityBasedNN(
            perplexity=min(perplexity, looked_at / 3),
            knn_index=nearest_neighbors.PrecomputedNeighbors(near.indices, distances),
        )
        self.iteration = 0
        self._affinity_bytes = near.nbytes * 3  # symmetric and sparse, with its optimiser's state
        self._places: FloatArray | None = None
        self._embedding: Any = tsne.TSNEEmbedding(
            _small(start),
            affinities,
            negative_gradient_method="bh" if len(start) <= _FEW else "fft",
            random_state=seed,
        )

    @property
    def done(self) -> bool:
        return self.iteration >= self.total

    @property
    def places(self) -> FloatArray:
        """Where the points are now, (N, 2)."""
        return np.array(self._embedding, np.float32) if self._places is None else self._places

    @property
    def nbytes(self) -> int:
        """About what it holds; little once it is done."""
        return self.places.nbytes + (0 if self.done else self._affinity_bytes)

    def advance(self, iterations: int) -> None:
        """Go on by so many iterations, not beyond the last one nor beyond the exaggerated ones."""
        early = self.iteration < EARLY
        count = min(iterations, (EARLY if early else self.total) - self.iteration)
        self._embedding.optimize(
            n_iter=count,
            exaggeration=_EXAGGERATION if early else None,
            momentum=0.5 if early else 0.8,
            inplace=True,
            propagate_exception=True,
        )
        self.iteration += count
        if self.done:
            self._places, self._embedding = self.places, None


def _need_open_tsne() -> None:
    try:
        importlib.import_module("openTSNE")
    except ImportError as error:
        raise UserError(
            "t-SNE needs the package openTSNE, which is not installed.", "Choose PCA, or: pip install openTSNE"
        ) from error


def _small(start: FloatArray) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the start at the spread that t-SNE wants; points in one place are told apart a little."""
    places = start.astype(np.float64) - start.mean(axis=0)
    spread = places[:, 0].std()
    if spread == 0:
        places = np.random.default_rng(0).normal(size=places.shape)
        spread = 1.0
    return np.asarray(places / spread * _START_SPREAD)
