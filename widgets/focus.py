"""Widgets that take the keyboard, and show it when it was the keyboard that brought them the focus."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import current_theme

CHOOSE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TAB_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FocusWidget(QWidget):
    """Has a ring while the focus is on it that Tab brought; a click brings it without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focus_by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def ringed(self) -> bool:
        """Whether the ring is to be seen now."""
        return self._focus_by_key and self.hasFocus()

    def paint_ring(self, painter: QPainter) -> None:
        """Paint the ring along the border, if there is one now."""
        if self.ringed:
            painter.setPen(QPen(QColor(current_theme().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_by_key = event.reason() in _TAB_REASONS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
