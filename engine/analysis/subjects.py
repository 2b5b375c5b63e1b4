"""Small things that a paper needs which puts a picture in front of a network, whichever it is. Imports no torch."""

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import UserError
from engine.frames import FloatArray

if TYPE_CHECKING:
    from torch import Tensor

    from engine.weights.store import Loaded

Cell = tuple[int, int]


def untrained_mark(loaded: "Loaded[Any, Any]") -> str:
    """Return what the title of a picture of random weights ends with; nothing for learned ones."""
    return " · random weights" if loaded.provenance.badge == "random" else ""


def as_array(tensor: "Tensor") -> FloatArray:
    """Return a tensor as a float32 array on the CPU."""
    array: FloatArray = np.asarray(tensor.detach().float().cpu())
    return array


def cell_in(chosen: Cell, shape: Cell, *, name: str, place: str) -> Cell:
    """Return `chosen` (row, column) if it lies in `shape`, its middle for (-1, -1); raises UserError otherwise.

    name: of the parameter; place: what it has to lie in, such as "the grid of {} patches".
    """
    rows, columns = shape
    if chosen == (-1, -1):
        return rows // 2, columns // 2
    row, column = chosen
    if not (0 <= row < rows and 0 <= column < columns):
        outside = place.format(f"{rows} × {columns}")
        raise UserError(
            f"{name}: row {row}, column {column} lies outside {outside}.",
            f"Rows go from 0 to {rows - 1}, columns from 0 to {columns - 1}.",
        )
    return row, column
