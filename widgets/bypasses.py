"""Lines around the boxes of a flow, each of which, like its box, can be switched off."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.frames import Stage
from widgets.theme import current_theme

LANE_PX = 20.0  # above a row of boxes
_LIFT_PX = 10.0
_FORK_SHARE, _JOIN_SHARE = 0.62, 0.34  # of the gap before and after a box
_DOT_PX = 3.5
_CROSS_PX = 4.0
_HEAD_PX = 5.0


@dataclass(frozen=True, slots=True)
class Bypass:
    """The way around a box: from `fork` on the wire, over the box at `top`, to `join` on the wire."""

    fork: QPointF
    join: QPointF
    top: float

    @property
    def place(self) -> QRectF:
        """Where the mouse hits it."""
        return QRectF(self.fork.x(), self.top - _LIFT_PX / 2, self.join.x() - self.fork.x(), LANE_PX - 4)


def bypass_of(box: QRectF, gap: float) -> Bypass:
    """Lay the way around a box whose neighbours are `gap` pixels away."""
    y = box.center().y()
    fork, join = box.left() - (1 - _FORK_SHARE) * gap, box.right() + _JOIN_SHARE * gap
    return Bypass(QPointF(fork, y), QPointF(join, y), box.top() - _LIFT_PX)


def paint_wire(painter: QPainter, stage: Stage, box: QRectF, gap: float, hovered: bool) -> None:
    """Paint what leads into a box and out of it, and the way around it where there is one."""
    theme = current_theme()
    y, into, out = box.center().y(), box.left() - gap / 2, box.right() + gap / 2
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stage.bypass:
        way = bypass_of(box, gap)
        _paint_line(painter, [QPointF(into, y), way.fork], theme.muted, 1.25, on=True)
        _paint_line(painter, [way.join, QPointF(out, y)], theme.muted, 1.25, on=True)
        _paint_line(painter, [way.fork, QPointF(box.left() - 3, y)], theme.muted, 1.25, on=stage.switch != "off")
        _paint_line(painter, [QPointF(box.right() + 3, y), way.join], theme.muted, 1.25, on=stage.switch != "off")
        _paint_bypass(painter, way, on=stage.bypass == "on", hovered=hovered)
    else:
        _paint_line(painter, [QPointF(into, y), QPointF(box.left() - 3, y)], theme.muted, 1.25, on=True)
        _paint_line(painter, [QPointF(box.right() + 3, y), QPointF(out, y)], theme.muted, 1.25, on=True)
    _paint_head(painter, QPointF(box.left() - 3, y), theme.muted)
    painter.restore()


def _paint_bypass(painter: QPainter, way: Bypass, *, on: bool, hovered: bool) -> None:
    theme = current_theme()
    colour = theme.accent if on or hovered else theme.muted
    corners = [
        way.fork,
        QPointF(way.fork.x(), way.top),
        QPointF(way.join.x(), way.top),
        way.join - QPointF(0, _DOT_PX),
    ]
    _paint_line(painter, corners, colour, 2.5 if hovered else 1.75, on=on)
    if not on:
        _paint_cross(painter, QPointF((way.fork.x() + way.join.x()) / 2, way.top))
    painter.setPen(QPen(QColor(theme.muted), 1.25))
    painter.setBrush(QColor(theme.card))
    painter.drawEllipse(way.join, _DOT_PX, _DOT_PX)  # here F(x) and x are added
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_line(painter: QPainter, points: list[QPointF], colour: str, width: float, *, on: bool) -> None:
    """Paint a line; one that is off is dotted."""
    pen = QPen(QColor(colour), width)
    if not on:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))


def _paint_cross(painter: QPainter, middle: QPointF) -> None:
    painter.setPen(QPen(QColor(current_theme().bad), 2))
    for slope in (1, -1):
        arm = QPointF(_CROSS_PX, slope * _CROSS_PX)
        painter.drawLine(middle - arm, middle + arm)


def _paint_head(painter: QPainter, tip: QPointF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.25))
    painter.setBrush(QColor(colour))
    back = QPointF(-_HEAD_PX, _HEAD_PX * 0.7), QPointF(-_HEAD_PX, -_HEAD_PX * 0.7)
    painter.drawPolygon(QPolygonF([tip, *(tip + side for side in back)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
