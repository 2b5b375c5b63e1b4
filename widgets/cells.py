"""A grid of cells over a picture: which cell is where, and how a cell is outlined."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

Cell = tuple[int, int]
NOWHERE: Cell = (-1, -1)


@dataclass(frozen=True, slots=True)
class CellGrid:
    """rows × columns equal cells that fill `area`, in content coordinates."""

    rows: int
    columns: int
    area: QRectF

    def at(self, point: QPointF | None) -> Cell:
        """Return the cell (row, column) under a point, or NOWHERE."""
        if point is None or not self.area.contains(point):
            return NOWHERE
        row = int((point.y() - self.area.top()) / self.area.height() * self.rows)
        column = int((point.x() - self.area.left()) / self.area.width() * self.columns)
        return (min(row, self.rows - 1), min(column, self.columns - 1))

    def rect(self, cell: Cell) -> QRectF:
        """Return the rectangle of a cell."""
        width, height = self.area.width() / self.columns, self.area.height() / self.rows
        return QRectF(self.area.left() + cell[1] * width, self.area.top() + cell[0] * height, width, height)

    def has(self, cell: Cell) -> bool:
        """Say whether the cell is in the grid."""
        return 0 <= cell[0] < self.rows and 0 <= cell[1] < self.columns

    def moved(self, cell: Cell, rows: int, columns: int) -> Cell:
        """Return the cell so many steps away, stopping at the edge; from NOWHERE start in the middle."""
        if cell == NOWHERE:
            return (self.rows // 2, self.columns // 2)
        row = min(max(cell[0] + rows, 0), self.rows - 1)
        return (row, min(max(cell[1] + columns, 0), self.columns - 1))


def outline(painter: QPainter, rect: QRectF, colour: str, width: float = 1.25) -> None:
    """Draw a frame just inside `rect` that is seen on dark and on bright pictures alike.

    The line keeps its width at any zoom, and a dark line lies on both sides of it.
    """
    painter.save()
    ratio = painter.device().devicePixelRatioF()
    across, down = painter.transform().m11(), painter.transform().m22()
    rect = rect.adjusted(width / 2 / across, width / 2 / down, -width / 2 / across, -width / 2 / down)
    painter.setBrush(QColor(0, 0, 0, 0))
    for shade, thickness in ((QColor(0, 0, 0, 140), width + 1.5), (QColor(colour), width)):
        pen = QPen(shade, thickness * ratio)  # a cosmetic pen counts pixels of the device
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRect(rect)
    painter.restore()
