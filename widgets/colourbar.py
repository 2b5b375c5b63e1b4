"""The scale of a heat map: what its colours mean, in numbers with a unit."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.colourmaps import colours
from widgets.numbers import short
from widgets.rasters import picture_image
from widgets.theme import current_theme
from widgets.ticks import round_ticks

HEIGHT = 32
_MARKER_PX = 5
_BAR_PX = 8
_TICK_PX = 46  # room for one number


class ColourBar(QWidget):
    """A horizontal bar with the quantity before it and numbers under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = 0.0, 1.0
        self._title = ""
        self._marker: float | None = None
        self._strip = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scale(self, colour_map: str, low: float, high: float, title: str) -> None:
        """Show the colours from `low` to `high` of the quantity in `title`."""
        self._strip = picture_image(colours(colour_map)[None])
        self._low, self._high, self._title = low, high, title
        self._marker = None
        self.setToolTip(title)  # which is cut short on a narrow card
        self.setVisible(True)
        self.update()

    def point_at(self, value: float | None) -> None:
        """Mark where a value lies on the scale; None removes the mark."""
        if value != self._marker:
            self._marker = value
            self.update()

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint the scale into `room`, `HEIGHT` high, of any paint device."""
        theme = current_theme()
        painter.save()
        painter.setFont(theme.small_font())
        metrics = QFontMetricsF(theme.small_font(), painter.device())
        title, bar = self._places(room, metrics)
        painter.setPen(QColor(theme.muted))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self._elided(room, metrics))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, self._strip)
        painter.setPen(QColor(theme.muted))
        self._paint_ticks(painter, bar, metrics)
        painter.restore()

    def _elided(self, room: QRectF, metrics: QFontMetricsF) -> str:
        return metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room.width() * 0.5)

    def _places(self, room: QRectF, metrics: QFontMetricsF) -> tuple[QRectF, QRectF]:
        """Where the quantity is written, and the bar in what it leaves."""
        text = self._elided(room, metrics)
        width = metrics.horizontalAdvance(text) + 14 if text else 0
        top = room.top() + _MARKER_PX
        bar = QRectF(room.left() + width, top, max(room.width() - width, 1), _BAR_PX)
        return QRectF(room.left(), top, width, _BAR_PX), bar

    def _paint_ticks(self, painter: QPainter, bar: QRectF, metrics: QFontMetricsF) -> None:
        ticks = round_ticks(self._low, self._high, max(int(bar.width() / _TICK_PX), 1))
        for value in ticks if len(ticks) > 1 else (self._low, self._high):
            text = short(_rounded(value, self._high - self._low))
            half = metrics.horizontalAdvance(text) / 2
            x = min(max(self._position(value, bar), bar.left() + half), bar.right() - half)
            painter.drawText(QPointF(x - half, bar.bottom() + 3 + metrics.ascent()), text)

    def _paint_marker(self, painter: QPainter, value: float) -> None:
        bar = self._places(QRectF(self.rect()), QFontMetricsF(current_theme().small_font()))[1]
        x, y = self._position(value, bar), bar.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().text))
        painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x - 4, y - _MARKER_PX), QPointF(x + 4, y - _MARKER_PX)]))

    def _position(self, value: float, bar: QRectF) -> float:
        share = (value - self._low) / (self._high - self._low)
        return bar.left() + min(max(share, 0.0), 1.0) * bar.width()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_on(painter, QRectF(self.rect()))
            if self._marker is not None and math.isfinite(self._marker):
                self._paint_marker(painter, self._marker)


def _rounded(value: float, span: float) -> float:
    """Drop the digits that a scale of this length cannot show."""
    return round(value, 2 - math.floor(math.log10(span)))
