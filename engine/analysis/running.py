"""Mean and spread of arrays that come one at a time (Welford, 1962)."""

import numpy as np
from numpy.typing import NDArray

from engine.frames import FloatArray


class RunningMoments:
    """Mean and standard deviation of equally shaped arrays without keeping them."""

    def __init__(self) -> None:
        self.count = 0
        self._mean: NDArray[np.float64] = np.zeros(())
        self._squares: NDArray[np.float64] = np.zeros(())

    def add(self, values: FloatArray) -> None:
        """Take in one array."""
        self.count += 1
        off = values - self._mean
        self._mean = self._mean + off / self.count
        self._squares = self._squares + off * (values - self._mean)

    @property
    def mean(self) -> FloatArray:
        """Mean of what was added."""
        return self._mean.astype(np.float32)

    @property
    def deviation(self) -> FloatArray:
        """Sample standard deviation; zero for a single array."""
        return np.sqrt(self._squares / max(1, self.count - 1)).astype(np.float32)
