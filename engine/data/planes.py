"""Toy distributions in the plane, all inside [-1.6, 1.6]², seeded and without end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Sampler = Callable[[np.random.Generator, int], Array]

HALF_WIDTH = 1.6
MODE_DEVIATION = 0.05
BRUSH_DEVIATION = 0.06


@dataclass(frozen=True, slots=True)
class PlaneDistribution:
    """A distribution in the plane.

    sample: (generator, N) to points (N, 2).
    modes:  (M, 2) centres that can be counted as covered, or (0, 2) when it has none.
    """

    name: str
    label: str
    sample: Sampler
    modes: Array


NO_MODES: Array = np.empty((0, 2))


def _ring_of(count: int, radius: float) -> Array:
    angle = 2 * np.pi * np.arange(count) / count
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _mixture(centres: Array, deviation: float, rng: np.random.Generator, n: int) -> Array:
    return centres[rng.integers(len(centres), size=n)] + deviation * rng.standard_normal((n, 2))


def _ring(rng: np.random.Generator, n: int) -> Array:
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = 1.1 + 0.05 * rng.standard_normal(n)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _spiral(rng: np.random.Generator, n: int) -> Array:
    # The square root spreads points evenly along the growing arm.
    turn = 3 * np.pi * np.sqrt(rng.uniform(0, 1, n))
    radius = 1.3 * turn / (3 * np.pi)
    points = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return points + 0.03 * rng.standard_normal((n, 2))


def _two_moons(rng: np.random.Generator, n: int) -> Array:
    angle = rng.uniform(0, np.pi, n)
    upper = rng.integers(0, 2, n).astype(bool)
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle)) - 0.5
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle)) - 0.25
    return 0.9 * np.stack([x, y], axis=1) + 0.05 * rng.standard_normal((n, 2))


def _checkerboard(rng: np.random.Generator, n: int) -> Array:
    column = rng.integers(0, 4, n)
    row = 2 * rng.integers(0, 2, n) + column % 2
    corner = np.stack([column, row], axis=1)
    return (corner + rng.uniform(0, 1, (n, 2))) * 0.65 - 1.3


_EIGHT = _ring_of(8, 1.1)

PLANE_DISTRIBUTIONS: tuple[PlaneDistribution, ...] = (
    PlaneDistribution("eight", "eight Gaussians", partial(_mixture, _EIGHT, MODE_DEVIATION), _EIGHT),
    PlaneDistribution("ring", "ring", _ring, NO_MODES),
    PlaneDistribution("spiral", "spiral", _spiral, NO_MODES),
    PlaneDistribution("moons", "two moons", _two_moons, NO_MODES),
    PlaneDistribution("checkerboard", "checkerboard", _checkerboard, NO_MODES),
)


def _heart(count: int = 120) -> tuple[tuple[float, float], ...]:
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return tuple(zip((x / 15).tolist(), ((y + 2.5) / 15).tolist(), strict=True))


HEART = _heart()  # what is there to draw over


def plane_distribution(name: str) -> PlaneDistribution:
    """Return the built-in distribution called `name`; KeyError when there is none."""
    return {distribution.name: distribution for distribution in PLANE_DISTRIBUTIONS}[name]


def drawn_distribution(points: tuple[tuple[float, float], ...]) -> PlaneDistribution:
    """Make a distribution of what the user drew: points in the plane under a soft brush.

    Raises ValueError when there are no points.
    """
    if not points:
        raise ValueError("expected at least one drawn point, got none")
    centres = np.asarray(points, dtype=np.float64)
    return PlaneDistribution("drawn", "drawn by you", partial(_mixture, centres, BRUSH_DEVIATION), NO_MODES)


def modes_hit(samples: Array, modes: Array, within: float = 3 * MODE_DEVIATION) -> NDArray[np.int64]:
    """Count for every mode the samples (N, 2) that lie closer to it than `within`; (M,) int64."""
    if len(modes) == 0:
        return np.zeros(0, dtype=np.int64)
    distance = np.linalg.norm(samples[:, None] - modes[None], axis=2)
    nearest = distance.argmin(axis=1)
    close = distance[np.arange(len(samples)), nearest] < within
    return np.bincount(nearest[close], minlength=len(modes))
