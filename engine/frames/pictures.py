"""Pixels and cells: pictures, pictures with a part hidden, heat maps, sheets of tiles."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.frames.arrays import BoolArray, ByteArray, FloatArray, IntArray, freeze
from engine.frames.base import Frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImageFrame(Frame):
    """A picture: pixels (H, W, 3) uint8 RGB.

    cells:  (rows, columns) of a patch grid over it, or None; views report the hovered cell.
    marked: cells (row, column) outlined on it.
    boxes:  rectangles (x0, y0, x1, y1) px outlined on it, x1 and y1 excluded; the first is the chosen one.
    """

    kind: ClassVar[str] = "image"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"pixels": np.uint8}

    pixels: ByteArray
    cells: tuple[int, int] | None = None
    marked: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaskFrame(Frame):
    """A picture of which a part is hidden: pixels (H, W, 3) uint8 RGB, all of it.

    removed: (rows, columns) bool, True for the patches that are covered; views may let them be painted.
    """

    kind: ClassVar[str] = "mask"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"pixels": np.uint8, "removed": np.bool_}

    pixels: ByteArray
    removed: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatFrame(Frame):
    """A heat map: values (H, W) float32, NaN where there is none.

    quantity, unit: what the colour bar says.
    low, high:      fixed levels, or None for the data's own range.
    under:          picture (h, w, 3) uint8 stretched below it, or None.
    marked:         cells (row, column) outlined on it.
    diverging:      True when zero is the middle of the scale.
    stretched:      True when it fills its card, for rows and columns that have no scale in common.
    row_names, column_names: what a cell's row and column are, or empty for their numbers.
    """

    kind: ClassVar[str] = "heat"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"values": np.float32, "under": np.uint8}

    values: FloatArray
    quantity: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    under: ByteArray | None = None
    marked: tuple[tuple[int, int], ...] = ()
    diverging: bool = False
    stretched: bool = False
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GridFrame(Frame):
    """A sheet of equal tiles: (N, h, w) float32 drawn with one colour map, or (N, h, w, 3) uint8.

    columns:    tiles per row.
    labels:     one per tile, or empty.
    selected:   index of the highlighted tile, or None.
    gap:        background pixels between tiles.
    shared:     True when all tiles share one colour scale (low, high), else each has its own.
    cells:      (N, 2) patch (row, column) that each tile stands for, which views then report as the
                cell under the mouse; or None.
    keys:       (N, K) numbers that a click on a tile reports; None for its index.
    """

    kind: ClassVar[str] = "grid"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"cells": np.int64, "keys": np.int64}

    tiles: NDArray[Any]
    columns: int
    labels: tuple[str, ...] = ()
    selected: int | None = None
    gap: int = 1
    quantity: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    shared: bool = True
    diverging: bool = False
    cells: IntArray | None = None
    keys: IntArray | None = None

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        tiles = np.asarray(self.tiles)
        colour = tiles.ndim == 4
        if tiles.ndim not in (3, 4) or (colour and tiles.shape[3] != 3):
            raise ValueError(f"tiles: expected (N, h, w) or (N, h, w, 3), got {tiles.shape}")
        object.__setattr__(self, "tiles", freeze(tiles, np.uint8 if colour else np.float32))
