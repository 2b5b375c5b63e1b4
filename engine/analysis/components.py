"""Principal components of vectors, and their use as colours.

Patch features as colours follow DINOv2 (Oquab et al., 2023, figure 1): a first component splits
foreground from background, the next fit, on the foreground alone, gives red, green and blue.
"""

from dataclasses import dataclass

import numpy as np

from engine.frames import BoolArray, ByteArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Principal components, largest variance first.

    mean:      (D,).
    axes:      (K, D), orthonormal; the entry of largest size in each is positive.
    explained: (min(N, D),) share of the total variance of every component, summing to one.
    """

    mean: FloatArray
    axes: FloatArray
    explained: FloatArray

    def project(self, vectors: FloatArray) -> FloatArray:
        """Return the coordinates (N, K) of `vectors` (N, D)."""
        coordinates: FloatArray = (vectors - self.mean) @ self.axes.T
        return coordinates


def principal_components(vectors: FloatArray, count: int) -> Components:
    """Fit at most `count` components to `vectors` (N, D); vectors without any spread explain nothing."""
    mean = vectors.mean(axis=0, dtype=np.float64)
    _, sizes, axes = np.linalg.svd(vectors - mean, full_matrices=False)
    axes = axes[:count]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    variance = sizes**2
    explained = variance / variance.sum() if variance.sum() > 0 else np.zeros_like(variance)
    return Components(
        mean.astype(np.float32),
        (axes * np.where(largest < 0, -1, 1)).astype(np.float32),
        explained.astype(np.float32),
    )


def stretched(values: FloatArray) -> FloatArray:
    """Return each column of (N, K) scaled to 0 … 1; a constant column becomes 0.5."""
    low, high = values.min(axis=0), values.max(axis=0)
    span = np.where(high > low, high - low, 1)
    return np.where(high > low, (values - low) / span, 0.5).astype(np.float32)


def colours(coordinates: FloatArray) -> ByteArray:
    """Return three components (N, K ≥ 1) as RGB (N, 3) uint8, each scaled to its own range."""
    three = np.full((len(coordinates), 3), 0.5, np.float32)
    shown = min(3, coordinates.shape[1])
    three[:, :shown] = stretched(coordinates[:, :shown])
    return np.rint(three * 255).astype(np.uint8)


def foreground_score(vectors: FloatArray, border: BoolArray) -> FloatArray:
    """Return the first component (N,) scaled to 0 … 1, the picture's edge on the low side.

    A component's sign is arbitrary; photographs put their subject inside, so the sign is chosen
    that makes the patches marked in `border` (N,) lower on average.
    """
    first = principal_components(vectors, 1).project(vectors)
    if first[border].mean() > first[~border].mean():
        first = -first
    return stretched(first)[:, 0]


def foreground_colours(vectors: FloatArray, foreground: BoolArray) -> ByteArray:
    """Return (N, 3) uint8: three components fitted to the foreground as RGB, the rest black."""
    painted = np.zeros((len(vectors), 3), np.uint8)
    inside = vectors[foreground]
    if len(inside) > 1:
        painted[foreground] = colours(principal_components(inside, 3).project(inside))
    return painted


def filter_tiles(components: Components, patch: int) -> ByteArray:
    """Return components of patch kernels, axes (K, 3·patch·patch) channel first, as (K, patch, patch, 3) uint8.

    Zero is middle grey; each tile uses its own largest weight as full range, as figure 7 does.
    """
    tiles = components.axes.reshape(-1, 3, patch, patch).transpose(0, 2, 3, 1)
    largest = np.abs(tiles).max(axis=(1, 2, 3), keepdims=True)
    return np.rint(127.5 + 127.5 * tiles / np.where(largest > 0, largest, 1)).astype(np.uint8)
