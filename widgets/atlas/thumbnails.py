"""Which thumbnails are shown: as large as the zoom has room for, and none over another."""

import numpy as np
from numpy.typing import NDArray

SIDES_PX = (22, 28, 36, 46, 58, 72)
_FILLED = 0.5  # of the room, when points are spread evenly
_FAR = 1 << 20


def side_for(count: int, zoom: float, room_px: float) -> int:
    """Return the side of thumbnails in pixels for so many points in a room (px²), 0 when they would be too small.

    The whole is taken as evenly spread, so that the side changes with zoom and not while panning.
    """
    fitting = zoom * (_FILLED * room_px / max(count, 1)) ** 0.5
    return max((side for side in SIDES_PX if side <= fitting), default=0)


def apart(places: NDArray[np.float64], order: NDArray[np.int64], side: float) -> list[int]:
    """Return points of `order`, the first ones preferred, whose squares of `side` around them do not overlap.

    places: (N, 2) in pixels, counted from a point of the content, so that panning changes nothing.
    """
    cells = np.floor(places[order] / side).astype(np.int64)
    _, first = np.unique(cells[:, 0] * _FAR + cells[:, 1], return_index=True)  # one a cell at most
    taken: dict[tuple[int, int], NDArray[np.float64]] = {}
    kept: list[int] = []
    for number in np.sort(first):
        index = int(order[number])
        column, row = int(cells[number, 0]), int(cells[number, 1])
        if not _crowded(taken, column, row, places[index], side):
            taken[column, row] = places[index]
            kept.append(index)
    return kept


def _crowded(
    taken: dict[tuple[int, int], NDArray[np.float64]], column: int, row: int, place: NDArray[np.float64], side: float
) -> bool:
    """Say whether one that was taken in a cell around would be overlapped."""
    for right in (-1, 0, 1):
        for down in (-1, 0, 1):
            other = taken.get((column + right, row + down))
            if other is not None and abs(other[0] - place[0]) < side and abs(other[1] - place[1]) < side:
                return True
    return False
