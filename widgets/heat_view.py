"""A heat map, alone or over the picture that it speaks about."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, HeatFrame
from widgets import colourbar, colourmaps
from widgets.cell_view import CellView
from widgets.cells import NOWHERE, Cell, CellGrid
from widgets.colourbar import ColourBar
from widgets.language import told, told_quantity
from widgets.numbers import short
from widgets.rasters import indexed_image, indices_of, levels_of, picture_image

_LONG = 1.6  # ratio of sides from which values are a matrix and not a map


class HeatView(CellView):
    """Shows a `HeatFrame`; its cells are the rows and columns of the values."""

    kind: ClassVar[str] = "heat"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = ColourBar(self.body)
        self.column.addWidget(self.bar)

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, HeatFrame)
        rows, columns = frame.values.shape
        low, high = levels_of(frame.values, frame.low, frame.high, frame.diverging)
        colour_map = colourmaps.map_for(frame.diverging)
        table = colourmaps.colour_table(colour_map, overlay=frame.under is not None)
        heat = indexed_image(indices_of(frame.values, low, high), table)
        if frame.under is None:
            self.layers = [(heat, False)]
            area = QRectF(0, 0, columns, rows)
        else:
            self.layers = [(picture_image(frame.under), True), (heat, True)]
            area = QRectF(0, 0, frame.under.shape[1], frame.under.shape[0])
        self.grid = CellGrid(rows, columns, area)
        self.marked = frame.marked
        self.bar.show_scale(colour_map, low, high, told_quantity(frame.quantity, frame.unit))
        # A picture keeps its shape; a long matrix, such as tokens by channels, fills the card.
        longer, shorter = max(rows, columns), min(rows, columns)
        long = longer > _LONG * shorter
        self.canvas.show_content(area, stretched=frame.under is None and (long or frame.stretched))

    def hover(self, cell: Cell) -> None:
        self.bar.point_at(self._value(cell))
        super().hover(cell)

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        assert isinstance(self.frame, HeatFrame)
        value = self._value(cell)
        if value is None:
            return ""
        return f"{self._place(self.frame, cell)}  {short(value, told(self.frame.unit))}"

    def summary(self) -> str:
        if not isinstance(self.frame, HeatFrame):
            return super().summary()
        frame, values = self.frame, self.frame.values
        rows, columns = values.shape
        name = told_quantity(frame.quantity, frame.unit) or self.tr("values")
        text = self.tr("Heat map of {}, {} rows by {} columns").format(name, rows, columns)
        if not np.isfinite(values).any():
            return text + self.tr(", without a value.")
        where = np.unravel_index(int(np.nanargmax(values)), values.shape)
        largest = short(float(values[where]))
        return text + self.tr(", largest {} at row {}, column {}.").format(largest, int(where[0]), int(where[1]))

    def figure_size(self) -> QSize:
        return super().figure_size() + QSize(0, colourbar.HEIGHT + 8)

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        super().paint_figure(painter, room.adjusted(0, 0, 0, -(colourbar.HEIGHT + 8)))
        self.bar.paint_on(
            painter, QRectF(room.left(), room.bottom() - colourbar.HEIGHT, room.width(), colourbar.HEIGHT)
        )

    @staticmethod
    def _place(frame: HeatFrame, cell: Cell) -> str:
        names = [
            told(names[at]) for names, at in zip((frame.row_names, frame.column_names), cell, strict=True) if names
        ]
        return " · ".join(names) if names else f"({cell[0]}, {cell[1]})"

    def _value(self, cell: Cell) -> float | None:
        if not isinstance(self.frame, HeatFrame) or cell == NOWHERE:
            return None
        return float(self.frame.values[cell])
