"""Which dot is under the mouse, and which is next in the direction of an arrow key."""

import numpy as np
from numpy.typing import NDArray

REACH_PX = 12.0
_SIDEWAYS_COST = 2.5  # a dot straight ahead is preferred to a nearer one off the line


def nearest(pixels: NDArray[np.float64], x: float, y: float, reach: float = REACH_PX) -> int | None:
    """Return the index of the dot of `pixels` (N, 2) nearest to (x, y) within `reach`, or None."""
    if len(pixels) == 0:
        return None
    squared = np.nan_to_num(((pixels - (x, y)) ** 2).sum(axis=1), nan=np.inf)
    index = int(squared.argmin())
    return index if squared[index] <= reach**2 else None


def neighbour(pixels: NDArray[np.float64], start: int, right: int, up: int) -> int:
    """Return the dot that an arrow key leads to from `start`; `start` itself when there is none."""
    offsets = (pixels - pixels[start]) * (1, -1)
    ahead = offsets @ np.array([right, up], dtype=float)
    sideways = np.abs(offsets @ np.array([up, right], dtype=float))
    cost = np.where(ahead > 0.5, ahead + _SIDEWAYS_COST * sideways, np.inf)
    index = int(np.nan_to_num(cost, nan=np.inf).argmin())
    return index if np.isfinite(cost[index]) else start
