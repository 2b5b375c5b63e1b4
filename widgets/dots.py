"""Which dot is under the mouse, which is next in the direction of an arrow key, and where a label has room."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

REACH_PX = 12.0
_LABEL_GAP_PX = 12.0
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


def label_anchor(pixels: NDArray[np.float64], index: int, size: QSizeF, area: QRectF) -> tuple[float, float]:
    """Return the point of a label, as shares of its size, that goes onto dot `index`.

    Of the places right, left, above and below, the one inside `area` that hides the fewest dots.
    """
    beside, over = _LABEL_GAP_PX / size.width(), _LABEL_GAP_PX / size.height()
    anchors = [(-beside, 0.5), (1 + beside, 0.5), (0.5, 1 + over), (0.5, -over)]
    dot = QPointF(*pixels[index])

    def cost(anchor: tuple[float, float]) -> tuple[bool, int]:
        corner = dot - QPointF(anchor[0] * size.width(), anchor[1] * size.height())
        place = QRectF(corner, size)
        across = (pixels[:, 0] > place.left()) & (pixels[:, 0] < place.right())
        return (
            not area.contains(place),
            int((across & (pixels[:, 1] > place.top()) & (pixels[:, 1] < place.bottom())).sum()),
        )

    return min(anchors, key=cost)
