"""How data flows: stages with the shape that leaves each, and arrows between them.

Where ways lead around stages, every row of boxes is on a wire with a lane above it, and each box and
each way is an item of its own.
"""

from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine.frames import FlowFrame, Frame, Stage
from widgets.bypasses import LANE_PX, bypass_of, paint_wire
from widgets.images import draw_image
from widgets.language import told
from widgets.rasters import picture_image
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_BOX_PX = 136.0
_WIRED_BOX_PX = 104.0
_WIDEST_BOX_PX = 280.0
_ARROW_PX = 34.0
_ROW_GAP = 22.0
_PAD = 10.0
_PICTURE_PX = 96.0
_HEAD_PX = 5.0
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class FlowView(SheetView):
    """Shows a `FlowFrame`, left to right and then onto the next row."""

    kind: ClassVar[str] = "flow"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[int, int]] = []
        self._wired = False
        self._pictures: list[QImage | None] = []
        self._laid: dict[tuple[float, float, float], list[QRectF]] = {}

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, FlowFrame)
        self._laid.clear()
        self._wired = any(stage.bypass for stage in frame.stages)
        parts = ((at, part) for at in range(len(frame.stages)) for part in (0, 1))
        self._items = [(at, part) for at, part in parts if not part or frame.stages[at].bypass]
        pictures = (stage.picture for stage in frame.stages)
        self._pictures = [None if picture is None else picture_image(picture) for picture in pictures]
        self.surface.refresh()

    def sheet_height(self, width: float) -> float:
        boxes = self._boxes(QRectF(0, 0, width, 0))
        return max((box.bottom() for box in boxes), default=0.0) + 2

    def item_count(self) -> int:
        return len(self._items) if isinstance(self.frame, FlowFrame) else 0

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        boxes = self._boxes(room)
        for index, (at, part) in enumerate(self._items if boxes else ()):
            place = bypass_of(boxes[at], _ARROW_PX).place if part else boxes[at]
            if place.contains(point):
                return index
        return None

    def key_of(self, index: int) -> tuple[int, ...]:
        """(stage,) of a plain flow; (stage, 0) for a box and (stage, 1) for the way around it where there are such."""
        return self._items[index] if self._wired else self._items[index][:1]

    def readout(self, index: int) -> str:
        assert isinstance(self.frame, FlowFrame)
        at, part = self._items[index]
        stage = self.frame.stages[at]
        if part:
            return f"{told(stage.name)}  {told('shortcut')} {told(stage.bypass)}"
        return f"{told(stage.name)}  {shape_text(stage)}  {told(stage.switch)}".rstrip()

    def summary(self) -> str:
        if not isinstance(self.frame, FlowFrame):
            return super().summary()
        return " → ".join(self.readout(index) for index in range(self.item_count())) + "."

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        if not isinstance(self.frame, FlowFrame):
            return
        boxes = self._boxes(room)
        under = None if self.under_mouse is None else self._items[self.under_mouse]
        for index, (stage, box) in enumerate(zip(self.frame.stages, boxes, strict=True)):
            if self._wired:
                paint_wire(painter, stage, box, _ARROW_PX, hovered=under == (index, 1))
            self._paint_stage(painter, stage, self._pictures[index], box, hovered=under == (index, 0))
        for before, after in () if self._wired else pairwise(boxes):
            _paint_arrow(painter, before, after)

    def restyle(self) -> None:
        self._laid.clear()
        super().restyle()

    def _boxes(self, room: QRectF) -> list[QRectF]:
        """Return the boxes of all stages; measured once in each room, for the mouse asks at every move."""
        if not isinstance(self.frame, FlowFrame):
            return []
        place = (room.left(), room.top(), room.width())
        if place not in self._laid:
            self._laid[place] = self._lay_out(self.frame.stages, room)
        return self._laid[place]

    def _lay_out(self, stages: tuple[Stage, ...], room: QRectF) -> list[QRectF]:
        """Boxes of one row are equally high; what does not fit goes onto the next row."""
        # On a wire a row has half an arrow at either end, and room for the ways above it.
        inset, lane = (_ARROW_PX / 2, LANE_PX) if self._wired else (1.0, 0.0)
        least = _WIRED_BOX_PX if self._wired else _BOX_PX
        across, width = _columns(len(stages), room.width() - 2 * inset, least)
        boxes: list[QRectF] = []
        top = room.top() + 1 + lane
        for first in range(0, len(stages), across):
            row = stages[first : first + across]
            height = max(_stage_height(stage, width) for stage in row)
            lefts = (room.left() + inset + place * (width + _ARROW_PX) for place in range(len(row)))
            boxes += [QRectF(left, top, width, height) for left in lefts]
            top += height + max(lane + 8, _ROW_GAP)
        return boxes

    def _paint_stage(self, painter: QPainter, stage: Stage, picture: QImage | None, box: QRectF, hovered: bool) -> None:
        theme = current_theme()
        painter.save()
        off = stage.switch == "off"
        edge = theme.accent if hovered else theme.strong_border if stage.switch else theme.border
        painter.setPen(QPen(QColor(edge), 1, Qt.PenStyle.DashLine if off else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(theme.card if off else theme.raised))
        painter.drawRoundedRect(box, theme.small_radius, theme.small_radius)
        inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if picture is not None:
            _paint_picture(painter, picture, QRectF(inner.left(), inner.top(), inner.width(), _PICTURE_PX))
            inner.setTop(inner.top() + _PICTURE_PX + 8)
        else:
            inner.setTop(inner.top() + (box.height() - _stage_height(stage, box.width())) / 2)
        for text, font, colour in _lines(stage):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            height = _text_height(text, font, inner.width())
            painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), height), _WRAP, text)
            inner.setTop(inner.top() + height + 3)
        painter.restore()


def _columns(count: int, room: float, least: float) -> tuple[int, float]:
    """Return how many boxes stand in a row and how wide each is, at `least` so wide, rows being about equally long."""
    most = max(int((room + _ARROW_PX) // (least + _ARROW_PX)), 1)
    rows = max(-(-count // most), 1)
    across = max(-(-count // rows), 1)
    return across, min((room - (across - 1) * _ARROW_PX) / across, _WIDEST_BOX_PX)


def shape_text(stage: Stage) -> str:
    """Write a shape as "197 × 768"."""
    return " × ".join(f"{size}" for size in stage.shape)


def _lines(stage: Stage) -> list[tuple[str, QFont, str]]:
    """Text, font and colour of the lines in a box, from the top."""
    theme = current_theme()
    strong = theme.small_font()
    strong.setWeight(QFont.Weight.DemiBold)
    off = stage.switch == "off"
    name = f"{told(stage.name)} · {told('off')}" if off else told(stage.name)
    lines = [
        (name, strong, theme.muted if off else theme.text),
        (shape_text(stage), theme.font(), theme.muted if off else theme.accent),
        (" × ".join(told(name) for name in stage.dims), theme.small_font(), theme.muted),
        (told(stage.note), theme.small_font(), theme.muted),
    ]
    return [line for line in lines if line[0]]


def _text_height(text: str, font: QFont, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10000), _WRAP, text).height()


def _stage_height(stage: Stage, width: float) -> float:
    picture = _PICTURE_PX + 8 if stage.picture is not None else 0
    lines = (_text_height(text, font, width - 2 * _PAD) + 3 for text, font, _ in _lines(stage))
    return 2 * _PAD + picture + sum(lines) - 3


def _paint_picture(painter: QPainter, picture: QImage, room: QRectF) -> None:
    """Fit a thumbnail into its room, keeping its shape."""
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
    draw_image(painter, picture, target, smooth=scale < 4)


def _paint_arrow(painter: QPainter, before: QRectF, after: QRectF) -> None:
    """Draw an arrow to the next box; onto a new row it comes in from above."""
    painter.save()
    painter.setPen(QPen(QColor(current_theme().muted), 1.25))
    if after.top() == before.top():
        tip = QPointF(after.left() - 4, before.center().y())
        painter.drawLine(QPointF(before.right() + 4, tip.y()), tip)
        head = [tip, tip + QPointF(-_HEAD_PX, -_HEAD_PX * 0.7), tip + QPointF(-_HEAD_PX, _HEAD_PX * 0.7)]
    else:
        middle = before.bottom() + _ROW_GAP / 2
        tip = QPointF(after.center().x(), after.top() - 2)
        corners = [QPointF(before.center().x(), before.bottom() + 2), QPointF(before.center().x(), middle)]
        painter.drawPolyline(QPolygonF([*corners, QPointF(tip.x(), middle), tip]))
        head = [tip, tip + QPointF(-_HEAD_PX * 0.7, -_HEAD_PX), tip + QPointF(_HEAD_PX * 0.7, -_HEAD_PX)]
    painter.setBrush(QColor(current_theme().muted))
    painter.drawPolygon(QPolygonF(head))
    painter.restore()
