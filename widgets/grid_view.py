"""A sheet of tiles: filters, heads, similarity maps."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, GridFrame
from widgets import colourbar, colourmaps
from widgets.cell_view import CellView
from widgets.cells import NOWHERE, Cell, CellGrid, outline
from widgets.colourbar import ColourBar
from widgets.language import told, told_quantity
from widgets.mosaic import Sheet, levels, mosaic_image, sheet_of
from widgets.numbers import short
from widgets.theme import current_theme

_SMOOTH_FROM = 48  # tiles at least so wide are photographs or maps; smaller ones are shown pixel by pixel
_CAPTION_PX = 15.0
_CAPTION_TILE_PX = 44.0  # narrower tiles have their label under the mouse only
_TWO_LINES_PX = 60.0  # tiles at least so high have room for two lines
_ELIDED_TILE_PX = 80.0  # on tiles at least so wide, what does not fit is cut off


class GridView(CellView):
    """Shows a `GridFrame`.

    Items are tiles with the key (index,), or what the frame's `keys` say. Cells are what the frame's
    `cells` say that tiles stand for; without them, the tiles' own rows and columns.
    """

    kind: ClassVar[str] = "grid"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(0, 1, 1, 1, 0)
        self.bar = ColourBar(self.body)
        self.bar.hide()
        self.column.addWidget(self.bar)

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, GridFrame)
        self.sheet = sheet = sheet_of(frame)
        colour_map = colourmaps.map_for(frame.diverging)
        smooth = frame.tiles.ndim == 4 and sheet.tile_width >= _SMOOTH_FROM
        self.layers = [(mosaic_image(frame, colour_map), smooth)]
        # One gap more than the mosaic, so that all cells are equal.
        whole = QRectF(0, 0, sheet.width + sheet.gap, sheet.height + sheet.gap)
        self.grid = CellGrid(sheet.rows, sheet.columns, whole.translated(-sheet.gap / 2, -sheet.gap / 2))
        self.canvas.show_content(QRectF(0, 0, sheet.width, sheet.height))
        self._show_bar(frame, colour_map)

    def highlight_cell(self, row: int, column: int) -> None:
        """Mark the tile that stands for the cell that another view has under its mouse."""
        super().highlight_cell(*self._tile_of((row, column)))

    def hover(self, cell: Cell) -> None:
        index = self._index(cell)
        self.cell_hovered.emit(*(NOWHERE if index is None else self._cell_of(index)))
        self.item_hovered.emit(() if index is None else self._key_of(index))

    def choose(self, cell: Cell) -> None:
        index = self._index(cell)
        if index is not None:
            self.cell_clicked.emit(*self._cell_of(index))
            self.item_clicked.emit(self._key_of(index))

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        index = self._index(cell)
        if index is None:
            return ""
        assert isinstance(self.frame, GridFrame)
        parts = [told(self.frame.labels[index])] if self.frame.labels else [self.tr("tile {}").format(index)]
        value = self._value(index, point)
        return "  ".join(parts if value is None else [*parts, short(value, told(self.frame.unit))])

    def summary(self) -> str:
        if not isinstance(self.frame, GridFrame):
            return super().summary()
        frame, sheet = self.frame, self.sheet
        text = self.tr("{} tiles of {} by {} in {} columns").format(
            sheet.count, sheet.tile_width, sheet.tile_height, sheet.columns
        )
        if frame.quantity:
            text += ": " + told_quantity(frame.quantity, frame.unit)
        if frame.selected is not None:
            name = told(frame.labels[frame.selected]) if frame.labels else str(frame.selected)
            text += self.tr("; selected: {}").format(name)
        return text + "."

    def figure_size(self) -> QSize:
        return super().figure_size() + QSize(0, self._bar_height())

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        super().paint_figure(painter, room.adjusted(0, 0, 0, -self._bar_height()))
        if self._bar_height():
            bar = QRectF(room.left(), room.bottom() - colourbar.HEIGHT, room.width(), colourbar.HEIGHT)
            self.bar.paint_on(painter, bar)

    def paint_over(self, painter: QPainter) -> None:
        assert isinstance(self.frame, GridFrame)
        if self.frame.labels and painter.transform().mapRect(self._tile(0)).width() >= _CAPTION_TILE_PX:
            self._paint_captions(painter, self.frame.labels)
        if self.frame.selected is not None:
            tile = self._tile(self.frame.selected)
            outline(painter, tile, current_theme().accent, min(2.5, 1 + painter.transform().mapRect(tile).width() / 20))

    def _paint_captions(self, painter: QPainter, labels: tuple[str, ...]) -> None:
        """Write each label into the lower left corner of its tile, at the size of the screen.

        One that does not fit takes two lines on a high tile, and is cut off on a wide one; on narrow ones, all are
        left out then.
        """
        to_device = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setFont(current_theme().small_font())
        metrics = QFontMetricsF(painter.font(), painter.device())
        tile = to_device.mapRect(self._tile(0))
        most = 2 if tile.height() >= _TWO_LINES_PX else 1
        texts = [captioned(told(label), metrics, tile.width() - 8, most) for label in labels]
        whole = all(metrics.horizontalAdvance(line) <= tile.width() - 8 for lines in texts for line in lines)
        if whole or tile.width() >= _ELIDED_TILE_PX:
            for index, lines in enumerate(texts):
                self._paint_caption(painter, metrics, lines, to_device.mapRect(self._tile(index)))
        painter.restore()

    def _paint_caption(self, painter: QPainter, metrics: QFontMetricsF, lines: list[str], tile: QRectF) -> None:
        elided = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, tile.width() - 8) for line in lines]
        width, height = max(map(metrics.horizontalAdvance, elided)) + 8, len(lines) * _CAPTION_PX
        pill = QRectF(tile.left(), tile.bottom() - height, width, height)
        painter.fillRect(pill, QColor(0, 0, 0, 150))
        painter.setPen(QColor("#ffffff"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, "\n".join(elided))

    def _show_bar(self, frame: GridFrame, colour_map: str) -> None:
        if frame.tiles.ndim == 3 and frame.shared:
            self.bar.show_scale(colour_map, *levels(frame), told_quantity(frame.quantity, frame.unit))
        else:
            self.bar.hide()

    def _bar_height(self) -> int:
        return 0 if self.bar.isHidden() else colourbar.HEIGHT + 8

    def _tile(self, index: int) -> QRectF:
        y, x = self.sheet.corner(index)
        return QRectF(x, y, self.sheet.tile_width, self.sheet.tile_height)

    def _cell_of(self, index: int) -> Cell:
        """The cell that a tile stands for."""
        assert isinstance(self.frame, GridFrame)
        if self.frame.cells is None:
            return divmod(index, self.sheet.columns)
        row, column = self.frame.cells[index]
        return (int(row), int(column))

    def _key_of(self, index: int) -> tuple[int, ...]:
        """What a click on a tile reports."""
        assert isinstance(self.frame, GridFrame)
        return (index,) if self.frame.keys is None else tuple(int(number) for number in self.frame.keys[index])

    def _tile_of(self, cell: Cell) -> Cell:
        """Where the tile that stands for a cell lies on the sheet; NOWHERE when there is none."""
        if not isinstance(self.frame, GridFrame) or self.frame.cells is None:
            return cell
        found = np.flatnonzero((self.frame.cells == cell).all(axis=1))
        return divmod(int(found[0]), self.sheet.columns) if found.size else NOWHERE

    def _index(self, cell: Cell) -> int | None:
        index = cell[0] * self.sheet.columns + cell[1]
        return index if cell != NOWHERE and index < self.sheet.count else None

    def _value(self, index: int, point: QPointF | None) -> float | None:
        """The number under the mouse, or None between numbers and on colours."""
        assert isinstance(self.frame, GridFrame)
        if point is None or self.frame.tiles.ndim == 4:
            return None
        y, x = self.sheet.corner(index)
        row, column = int(np.floor(point.y() - y)), int(np.floor(point.x() - x))
        if not (0 <= row < self.sheet.tile_height and 0 <= column < self.sheet.tile_width):
            return None
        return float(self.frame.tiles[index, row, column])


def captioned(text: str, metrics: QFontMetricsF, room: float, most: int) -> list[str]:
    """Return a caption as one line if it fits, else as two broken at the space that leaves the longer one shortest."""
    if most < 2 or metrics.horizontalAdvance(text) <= room or " " not in text:
        return [text]
    words = text.split(" ")
    pairs = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    first, second = min(pairs, key=lambda pair: max(map(metrics.horizontalAdvance, pair)))
    return [first.removesuffix(" ·"), second]
