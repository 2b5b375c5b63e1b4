"""A drawing made of strokes."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.frames import Frame, StrokesFrame
from widgets.cell_view import CellView
from widgets.cells import Cell

_PAPER = "#ffffff"


class StrokesView(CellView):
    """Shows a `StrokesFrame` on white paper; exports keep every stroke as one curve."""

    kind: ClassVar[str] = "strokes"

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, StrokesFrame)
        self._curves = [curve_through([QPointF(float(x), float(y)) for x, y in stroke]) for stroke in frame.points]
        left, top, right, bottom = frame.bounds
        self.canvas.show_content(QRectF(left, top, right - left, bottom - top))

    def paint_over(self, painter: QPainter) -> None:
        assert isinstance(self.frame, StrokesFrame)
        painter.fillRect(self.canvas.camera.bounds, QColor(_PAPER))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for curve, width, colour in zip(self._curves, self.frame.widths, self.frame.colours, strict=True):
            pen = QPen(QColor(*(int(part) for part in colour)), float(width))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(curve)

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        return "" if point is None else f"({point.x():.0f}, {point.y():.0f})"

    def summary(self) -> str:
        if not isinstance(self.frame, StrokesFrame):
            return super().summary()
        return self.tr("Drawing of {} strokes.").format(len(self.frame.points))


def curve_through(points: list[QPointF]) -> QPainterPath:
    """Return the Catmull–Rom spline through `points` as cubic Bézier curves."""
    path = QPainterPath(points[0]) if points else QPainterPath()
    padded = [points[0], *points, points[-1]] if points else []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    return path
