"""Dots that all look alike, cheap to move: a live training moves hundreds of them many times a second."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPainterPath

from widgets.plot import Points


@dataclass(frozen=True, slots=True)
class Look:
    """How every dot looks. size: pixels. edge: colour of a line around it, or None."""

    size: float
    symbol: QPainterPath | str
    colour: str
    edge: str | None = None


class DotsItem(pg.ScatterPlotItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Takes new places without making its dots anew where their number and look stay."""

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None

    def show_dots(self, x: Points, y: Points, look: Look) -> None:
        """Show finite places (N,), (N,)."""
        if look != self._look or len(x) != len(self.data):
            self._look = look
            pen = None if look.edge is None else pg.mkPen(look.edge, width=1)
            self.setData(x=x, y=y, size=look.size, symbol=look.symbol, brush=QColor(look.colour), pen=pen)
        elif not (np.array_equal(x, self.data["x"]) and np.array_equal(y, self.data["y"])):
            self._move(x, y)

    def _move(self, x: Points, y: Points) -> None:
        """Do what `setData` does of it, but for looking up how each dot looks."""
        self.data["x"], self.data["y"] = x, y
        self.prepareGeometryChange()
        self.bounds = [None, None]
        self.invalidate()
