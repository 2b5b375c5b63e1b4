"""A matrix that grows by one column a step while training, in bounded memory."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.frames import FloatArray


class Columns:
    """Columns of equal length over steps, thinned evenly to at most `most` of them.

    Every `stride`-th column offered is kept; the stride doubles when there are too many.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._columns: list[tuple[float, ...]] = []
        self._offered, self._stride = 0, 1
        self.steps: list[int] = []

    def add(self, step: int, values: FloatArray) -> None:
        """Offer the column of a step, (rows,)."""
        self._offered += 1
        if (self._offered - 1) % self._stride:
            return
        self.steps.append(step)
        self._columns.append(tuple(values.tolist()))
        if len(self.steps) > self._most:
            del self.steps[1::2], self._columns[1::2]
            self._stride *= 2

    @property
    def values(self) -> FloatArray:
        """The matrix (rows, columns) so far; (0, 0) before the first column."""
        return np.array(self._columns, np.float32).T if self._columns else np.zeros((0, 0), np.float32)

    def state(self) -> dict[str, Any]:
        """A copy that `load` goes back to, of plain lists and numbers so that it can be written to a file."""
        return {
            "columns": self._columns.copy(),
            "steps": self.steps.copy(),
            "offered": self._offered,
            "stride": self._stride,
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self._columns, self.steps = [*state["columns"]], [*state["steps"]]
        self._offered, self._stride = state["offered"], state["stride"]
