"""Named bars, one below the other, each with its number."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engine.frames import BarsFrame, Frame
from widgets.language import told, told_axis
from widgets.numbers import short
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_ROW_PX = 26.0
_BAR_PX = 12.0
_TITLE_PX = 22.0
_GAP = 8.0
_NAME_SHARE = 0.4  # of the width, at most, for the names


class BarsView(SheetView):
    """Shows a `BarsFrame`."""

    kind: ClassVar[str] = "bars"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf", "csv", "npz")

    def draw(self, frame: Frame) -> None:
        self.surface.refresh()

    def sheet_height(self, width: float) -> float:
        return self.item_count() * _ROW_PX + _TITLE_PX

    def item_count(self) -> int:
        return len(self.frame.names) if isinstance(self.frame, BarsFrame) else 0

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        index = int((point.y() - room.top() - _TITLE_PX) // _ROW_PX)
        return index if 0 <= index < self.item_count() else None

    def readout(self, index: int) -> str:
        assert isinstance(self.frame, BarsFrame)
        unit = told(self.frame.axis.unit)
        text = f"{told(self.frame.names[index])}  {short(float(self.frame.values[index]), unit)}"
        if self.frame.reference is None:
            return text
        return f"{text}  {told(self.frame.reference_name)} {short(float(self.frame.reference[index]), unit)}"

    def summary(self) -> str:
        if not isinstance(self.frame, BarsFrame):
            return super().summary()
        pairs = (self.readout(index) for index in range(self.item_count()))
        return told_axis(self.frame.axis) + ": " + "; ".join(pairs) + "."

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        if not isinstance(self.frame, BarsFrame):
            return
        frame, theme = self.frame, current_theme()
        painter.save()
        painter.setFont(theme.small_font())
        metrics = QFontMetricsF(painter.font(), painter.device())
        names_px = min(self._widest([told(name) for name in frame.names], metrics), room.width() * _NAME_SHARE)
        numbers_px = self._widest([short(float(value)) for value in frame.values], metrics)
        span = QRectF(room.left() + names_px + _GAP, room.top() + _TITLE_PX, 0, len(frame.names) * _ROW_PX)
        span.setRight(max(room.right() - numbers_px - _GAP, span.left() + 1))
        painter.setPen(QColor(theme.muted))
        title = QRectF(span.left(), room.top(), room.right() - span.left(), _TITLE_PX)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, told_axis(frame.axis))
        for index in range(len(frame.names)):
            row = QRectF(room.left(), span.top() + index * _ROW_PX, room.width(), _ROW_PX)
            self._paint_row(painter, frame, index, row, span)
        painter.restore()

    def _paint_row(self, painter: QPainter, frame: BarsFrame, index: int, row: QRectF, span: QRectF) -> None:
        theme = current_theme()
        if index == self.under_mouse:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(row, 4, 4)
        name_room = QRectF(row.left(), row.top(), span.left() - _GAP - row.left(), row.height())
        metrics = QFontMetricsF(painter.font(), painter.device())
        name = metrics.elidedText(told(frame.names[index]), Qt.TextElideMode.ElideRight, name_room.width())
        painter.setPen(QColor(theme.text if index == frame.selected else theme.muted))
        painter.drawText(name_room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
        bar = self._bar(frame, float(frame.values[index]), row, span)
        colour = QColor(theme.accent)
        colour.setAlphaF(1.0 if frame.selected in (None, index) else 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, 2, 2)
        text, right = short(float(frame.values[index])), bar.right()
        if frame.reference is not None:
            mark = self._paint_mark(painter, frame, float(frame.reference[index]), row, span)
            if mark < right + metrics.horizontalAdvance(text) + 12:  # otherwise the number has room before it
                right = max(right, mark)
        painter.setPen(QColor(theme.text))
        number = QRectF(right + 6, row.top(), row.right() - right, row.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_mark(self, painter: QPainter, frame: BarsFrame, value: float, row: QRectF, span: QRectF) -> float:
        """Draw a line across the row where a bar of this value would end; return where that is."""
        bar = self._bar(frame, value, row, span)
        end = bar.right() if value > 0 else bar.left()
        painter.setPen(QPen(QColor(current_theme().text), 2))
        painter.drawLine(QPointF(end, bar.top() - 3), QPointF(end, bar.bottom() + 3))
        return end

    def _bar(self, frame: BarsFrame, value: float, row: QRectF, span: QRectF) -> QRectF:
        """The bar from zero to the value; NaN and infinity have none."""
        low, high = _reach(frame)
        scale = span.width() / (high - low or 1.0)
        value = value if np.isfinite(value) else 0.0
        left, right = sorted((span.left() - low * scale, span.left() + (value - low) * scale))
        return QRectF(left, row.center().y() - _BAR_PX / 2, max(right - left, 1.0), _BAR_PX)

    @staticmethod
    def _widest(texts: list[str], metrics: QFontMetricsF) -> float:
        return max((metrics.horizontalAdvance(text) for text in texts), default=0.0) + 2


def _reach(frame: BarsFrame) -> tuple[float, float]:
    """Return the least and the largest number of a frame, with zero between them."""
    every = frame.values if frame.reference is None else np.concatenate([frame.values, frame.reference])
    finite = every[np.isfinite(every)]
    return min(float(finite.min(initial=0)), 0.0), max(float(finite.max(initial=0)), 0.0)
