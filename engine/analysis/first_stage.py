"""What AlexNet's first stage does after its convolution: local response normalisation, and pooling.

Maps are (C, h, w) float arrays.
"""

from dataclasses import dataclass

import numpy as np

from engine.frames import FloatArray


@dataclass(frozen=True, slots=True)
class Response:
    """The constants of b_i = a_i / (k + α Σ_j a_j²)^β over the n maps j around map i (section 3.3).

    n: odd, so that as many maps lie before i as after it.
    """

    k: float = 2.0
    n: int = 5
    alpha: float = 1e-4
    beta: float = 0.75

    def damping(self, maps: FloatArray) -> FloatArray:
        """Return b_i / a_i: what is left of every unit (C, h, w), at most k^-β."""
        squares = np.square(np.asarray(maps, np.float32))
        half = self.n // 2
        padded = np.pad(squares, ((half, half), (0, 0), (0, 0)))
        total = sum(padded[shift : shift + len(maps)] for shift in range(self.n))
        return np.asarray((self.k + self.alpha * total) ** -self.beta, np.float32)

    @property
    def alone(self) -> float:
        """What is left of a unit that is so weak, and has such weak neighbours, that only k counts."""
        return float(self.k**-self.beta)


def pooled(maps: FloatArray, window: int) -> FloatArray:
    """Take the largest of every window × window units, 2 units apart: (C, h // 2, w // 2).

    A window of 3 overlaps its neighbours by 1 (section 3.4). The last one may hang over the edge, so
    that windows of 2 and of 3 give equally many units.
    """
    rows, columns = maps.shape[1] // 2, maps.shape[2] // 2
    padded = np.pad(maps, ((0, 0), (0, window), (0, window)), constant_values=-np.inf)
    parts = [
        padded[:, down : down + 2 * rows : 2, across : across + 2 * columns : 2]
        for down in range(window)
        for across in range(window)
    ]
    return np.asarray(np.maximum.reduce(parts), np.float32)


def contrast(maps: FloatArray) -> float:
    """Standard deviation over mean of all units: 0 when all are equal."""
    return float(maps.std() / max(float(maps.mean()), 1e-12))


def change(one: FloatArray, other: FloatArray) -> float:
    """Return ‖one − other‖ / ‖one‖."""
    return float(np.linalg.norm(one - other) / max(float(np.linalg.norm(one)), 1e-12))
