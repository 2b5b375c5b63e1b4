"""How much a reconstruction depends on which patches were left."""

import numpy as np
from numpy.typing import NDArray

from engine.frames import BoolArray, FloatArray


class Spread:
    """Mean and deviation of every pixel, over those masks in which it was removed (Welford, 1962).

    shape: (H, W) of the pictures that come.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.masks = 0
        self._count: NDArray[np.float64] = np.zeros((*shape, 1))
        self._mean: NDArray[np.float64] = np.zeros((*shape, 3))
        self._squares: NDArray[np.float64] = np.zeros((*shape, 3))

    def add(self, predicted: FloatArray, removed: BoolArray) -> None:
        """Take in a prediction (H, W, 3) of which the removed pixels (H, W) count."""
        self.masks += 1
        counts = removed[..., None]
        self._count += counts
        off = np.where(counts, predicted - self._mean, 0)
        self._mean += off / np.maximum(self._count, 1)
        self._squares += off * (predicted - self._mean)

    @property
    def mean(self) -> FloatArray:
        """Mean (H, W, 3); NaN where a pixel was never removed."""
        return np.where(self._count > 0, self._mean, np.nan).astype(np.float32)

    @property
    def deviation(self) -> FloatArray:
        """Sample deviation (H, W), root mean square over the colours; NaN below two masks."""
        variance = self._squares.mean(axis=2) / np.maximum(self._count[..., 0] - 1, 1)
        return np.where(self._count[..., 0] > 1, np.sqrt(variance), np.nan).astype(np.float32)
