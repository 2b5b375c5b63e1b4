"""Boxes in rows and arrows between them: what is computed from what, and where gradients go."""

from typing import ClassVar

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from engine.frames import Arrow, Box, DiagramFrame, Frame
from widgets.language import told
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_PAD, _GAP_PX, _LEAST_GAP_PX = 4.0, 30.0, 18.0
_WIDEST_BOX_PX = 190.0
_HEAD_PX = 5.0
_ASIDE_PX = 7.0  # between an arrow and the gradients beside it
_NOTE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_PENS = {"line": Qt.PenStyle.SolidLine, "back": Qt.PenStyle.DashLine, "dots": Qt.PenStyle.DotLine}


class DiagramView(SheetView):
    """Shows a `DiagramFrame`."""

    kind: ClassVar[str] = "diagram"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf")

    def draw(self, frame: Frame) -> None:
        self.surface.refresh()

    def sheet_height(self, width: float) -> float:
        heights = self._row_heights(self._box_width(width))
        return sum(heights) + _LEAST_GAP_PX * max(len(heights) - 1, 0) + 4

    def item_count(self) -> int:
        return len(self.frame.boxes) if isinstance(self.frame, DiagramFrame) else 0

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        for index, place in enumerate(self._places(room)):
            if place.contains(point):
                return index
        return None

    def readout(self, index: int) -> str:
        assert isinstance(self.frame, DiagramFrame)
        box = self.frame.boxes[index]
        return "  ".join(told(text) for text in (box.name, box.note) if text)

    def summary(self) -> str:
        if not isinstance(self.frame, DiagramFrame):
            return super().summary()
        names = [self.readout(index) for index in range(self.item_count())]
        arrows = (f"{names[arrow.start]} → {names[arrow.end]}" for arrow in self.frame.arrows)
        return "; ".join(arrows) + "."

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        if not isinstance(self.frame, DiagramFrame):
            return
        places = self._places(room)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current_theme().small_font())
        for arrow in self.frame.arrows:
            _paint_arrow(painter, arrow, places[arrow.start], places[arrow.end])
        for index, (box, place) in enumerate(zip(self.frame.boxes, places, strict=True)):
            _paint_box(painter, box, place, hovered=index == self.under_mouse)
        painter.restore()

    def _box_width(self, width: float) -> float:
        """All boxes are equally wide; there is a gap between columns."""
        columns = max((box.column for box in self._boxes()), default=0.0) + 1
        return max(min((width - 2 - _GAP_PX * (columns - 1)) / columns, _WIDEST_BOX_PX), 24.0)

    def _boxes(self) -> tuple[Box, ...]:
        return self.frame.boxes if isinstance(self.frame, DiagramFrame) else ()

    def _row_heights(self, width: float) -> list[float]:
        heights: dict[int, float] = {}
        for box in self._boxes():
            heights[box.row] = max(heights.get(box.row, 0.0), _box_height(box, width))
        return [heights.get(row, 0.0) for row in range(max(heights, default=-1) + 1)]

    def _places(self, room: QRectF) -> list[QRectF]:
        """Where the boxes are: in the middle of the room, the gaps between rows as large as it allows."""
        width = self._box_width(room.width())
        heights = self._row_heights(width)
        free = room.height() - sum(heights) - 4
        gap = min(max(free / max(len(heights) - 1, 1), _LEAST_GAP_PX), 2 * _GAP_PX)
        tops = [room.top() + 1 + sum(heights[:row]) + row * gap for row in range(len(heights))]
        columns = max((box.column for box in self._boxes()), default=0.0) + 1
        left = room.center().x() - (columns * (width + _GAP_PX) - _GAP_PX) / 2
        return [
            QRectF(left + box.column * (width + _GAP_PX), tops[box.row], width, heights[box.row])
            for box in self._boxes()
        ]


def _lines(box: Box) -> list[tuple[str, QFont, str]]:
    """Text, font and colour of the lines in a box, from the top."""
    theme = current_theme()
    strong = theme.small_font()
    strong.setWeight(QFont.Weight.DemiBold)
    lines = [(told(box.name), strong, theme.text), (told(box.note), theme.small_font(), theme.muted)]
    return [line for line in lines if line[0]]


def _text_height(text: str, font: QFont, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10000), _NOTE, text).height()


def _box_height(box: Box, width: float) -> float:
    return 2 * _PAD + sum(_text_height(text, font, width - 2 * _PAD) for text, font, _ in _lines(box))


def _paint_box(painter: QPainter, box: Box, place: QRectF, *, hovered: bool) -> None:
    theme = current_theme()
    painter.setPen(QPen(QColor(theme.accent if box.strong or hovered else theme.border), 1.5 if box.strong else 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(place, theme.small_radius, theme.small_radius)
    top = place.top() + (place.height() - _box_height(box, place.width())) / 2 + _PAD
    for text, font, colour in _lines(box):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        height = _text_height(text, font, place.width() - 2 * _PAD)
        painter.drawText(QRectF(place.left() + _PAD, top, place.width() - 2 * _PAD, height), _NOTE, text)
        top += height


def _paint_arrow(painter: QPainter, arrow: Arrow, start: QRectF, end: QRectF) -> None:
    theme = current_theme()
    line = _line_between(start, end, copy=arrow.style == "dots")
    if arrow.style == "back":
        aside = line.normalVector().unitVector()
        line.translate(_ASIDE_PX * aside.dx(), _ASIDE_PX * aside.dy())
    colour = QColor(theme.accent if arrow.style == "back" else theme.muted)
    painter.setPen(QPen(colour, 1.5, _PENS[arrow.style]))
    painter.drawLine(line)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour)
    along = line.unitVector()
    dx, dy = _HEAD_PX * along.dx(), _HEAD_PX * along.dy()
    tip = line.p2()
    painter.drawPolygon(
        QPolygonF([tip, tip + QPointF(-dx - dy / 2, -dy + dx / 2), tip + QPointF(-dx + dy / 2, -dy - dx / 2)])
    )
    if arrow.note:
        painter.setFont(theme.small_font())
        _paint_note(painter, told(arrow.note), line, colour)


def _line_between(start: QRectF, end: QRectF, copy: bool) -> QLineF:
    """From edge to edge: across in a row, and where something is copied; else down or up."""
    level = abs(start.center().y() - end.center().y()) < 1
    if level or (copy and (end.left() > start.right() or end.right() < start.left())):
        right = end.left() > start.right()
        x1, x2 = (start.right() + 3, end.left() - 3) if right else (start.left() - 3, end.right() + 3)
        return QLineF(x1, start.center().y(), x2, end.center().y())
    down = end.top() > start.bottom()
    y1, y2 = (start.bottom() + 3, end.top() - 3) if down else (start.top() - 3, end.bottom() + 3)
    return QLineF(start.center().x(), y1, end.center().x(), y2)


def _paint_note(painter: QPainter, note: str, line: QLineF, colour: QColor) -> None:
    """Write beside the middle of an arrow: above one that lies, to the right of one that stands."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(colour)
    middle = line.center()
    if abs(line.dy()) < 1:
        place = QPointF(middle.x() - metrics.horizontalAdvance(note) / 2, middle.y() - 5)
    else:
        place = QPointF(middle.x() + 6, middle.y() + metrics.ascent() / 2 - 1)
    painter.drawText(place, note)
