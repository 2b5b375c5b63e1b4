"""The first thing painted: the window's cards, empty, while the rest is being imported."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import current_theme

RAIL_WIDTH, CARD_WIDTH = 226, 286
TRAY_HEIGHT, STATUS_HEIGHT = 76, 40
_HEADER_HEIGHT = 120


class Skeleton(QWidget):
    """Paints where rail, tray, panel, status bar and card will be."""

    def __init__(self, card_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card_open = card_open

    def _boxes(self) -> list[QRect]:
        gap = current_theme().gap
        room = self.rect().adjusted(gap, gap, -gap, -gap)
        left = room.left() + RAIL_WIDTH + gap
        right = room.right() - (CARD_WIDTH + gap if self._card_open else 0)
        status_top = room.bottom() - STATUS_HEIGHT
        header_top = room.top() + TRAY_HEIGHT + gap
        body_top = header_top + _HEADER_HEIGHT + gap
        boxes = [
            QRect(room.left(), room.top(), RAIL_WIDTH, room.height()),
            QRect(left, room.top(), right - left, TRAY_HEIGHT),
            QRect(left, header_top, right - left, _HEADER_HEIGHT),
            QRect(left, body_top, right - left, status_top - gap - body_top),
            QRect(left, status_top, right - left, STATUS_HEIGHT),
        ]
        if self._card_open:
            boxes.append(QRect(right + gap, room.top(), CARD_WIDTH, room.height()))
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.border))
        painter.setBrush(QColor(theme.card))
        for box in self._boxes():
            painter.drawRoundedRect(box, theme.radius, theme.radius)
        painter.setPen(QColor(theme.text))
        painter.setFont(theme.heading_font())
        title = QRect(2 * theme.gap, 2 * theme.gap, RAIL_WIDTH, 30)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, "Paperscope")
