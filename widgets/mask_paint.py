"""A mask of patches under a brush: what it does to the mask, with every stroke to be undone. Knows no Qt."""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_MOST_UNDONE = 100
_STEP = 0.25  # patches between two dabs of a stroke: a fast brush leaves no gaps


class MaskPaint:
    """`removed` (rows, columns) is True where a patch is gone. It is replaced, never changed in place."""

    def __init__(self, removed: Mask) -> None:
        self.removed = removed
        self._before: list[Mask] = []
        self._last: tuple[float, float] | None = None

    def take(self, removed: Mask, *, undoable: bool = False) -> None:
        """Go on from another mask."""
        if undoable:
            self._remember()
        if removed.shape != self.removed.shape:
            self._before.clear()
        self.removed = removed

    def begin(self) -> None:
        """Start a stroke, which `undo` takes back as a whole."""
        self._remember()
        self._last = None

    def move(self, row: float, column: float, size: int, *, remove: bool) -> bool:
        """Lead the brush on to a place in patches from the top left; say whether that changed anything.

        size: side of the brush in patches. remove: False to give patches back.
        """
        painted = self.removed.copy()
        first = self._last or (row, column)
        distance = max(abs(row - first[0]), abs(column - first[1]))
        for share in np.linspace(0, 1, 2 + int(distance / _STEP)):
            top, left, bottom, right = block(
                first[0] + share * (row - first[0]), first[1] + share * (column - first[1]), size
            )
            painted[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = remove
        self._last = (row, column)
        return self._replace(painted)

    def fill(self, removed: bool) -> bool:
        """Remove every patch, or give all back."""
        return self._whole(np.full_like(self.removed, removed))

    def invert(self) -> bool:
        """Remove what is there, and give back what is not."""
        return self._whole(~self.removed)

    @property
    def can_undo(self) -> bool:
        return any(not np.array_equal(mask, self.removed) for mask in self._before)

    def undo(self) -> bool:
        """Return to the mask before the last stroke that changed something; False when there is none."""
        while self._before:
            if self._replace(self._before.pop()):
                return True
        return False

    def _whole(self, removed: Mask) -> bool:
        self._remember()
        return self._replace(removed)

    def _remember(self) -> None:
        self._before.append(self.removed)
        del self._before[:-_MOST_UNDONE]

    def _replace(self, removed: Mask) -> bool:
        changed = not np.array_equal(removed, self.removed)
        self.removed = removed
        return changed


def block(row: float, column: float, size: int) -> tuple[int, int, int, int]:
    """Return the patches (top, left, bottom, right), the latter two excluded, under a brush at a place."""
    top, left = (int(np.floor(place - (size - 1) / 2)) for place in (row, column))
    return top, left, top + size, left + size
