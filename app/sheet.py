"""A sheet: a card over the dimmed window that takes the keyboard until it is closed.

It stands in for a modal dialog. It blocks nothing: no nested event loop runs, so jobs, timers and
coroutines go on behind it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.escape import claims_escape, is_escape
from widgets.theme import current_theme

_MARGIN = 24
_TOP_SHARE = 0.12


class Sheet(QWidget):
    """Covers `window`; `body` is the layout of its card. Esc or a click beside the card closes it.

    size: the largest (width, height) of the card; it shrinks with the window.
    """

    closed = Signal()

    def __init__(self, window: QWidget, size: tuple[int, int], title: str = "") -> None:
        super().__init__(window)
        self._window, self._size = window, size
        self._focus_before: QWidget | None = None
        self._card = QFrame(self)
        self._card.setProperty("role", "card")
        self.body = QVBoxLayout(self._card)
        theme = current_theme()
        self.body.setContentsMargins(theme.padding, theme.padding, theme.padding, theme.padding)
        self.body.setSpacing(theme.gap)
        if title:
            self._add_title(title)
        window.installEventFilter(self)
        self.hide()

    def _add_title(self, title: str) -> None:
        self.title = QLabel(title)
        font = current_theme().font()
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.title_row = QHBoxLayout()
        self.title_row.addWidget(self.title)
        self.title_row.addStretch()
        self.body.addLayout(self.title_row)
        self.setAccessibleName(title)

    def add_button(self, text: str, tip: str, pressed: Callable[[], object]) -> QPushButton:
        """Put a button at the right end of the title's line."""
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(pressed)
        self.title_row.addWidget(button)
        return button

    def add_close_button(self) -> QPushButton:
        """Put a button that closes the sheet at the right end of the title's line."""
        return self.add_button(self.tr("Close"), self.tr("Back to the panel (Esc)"), self.dismiss)

    def open_over(self, focus: QWidget) -> None:
        """Show the sheet in place of any other, and give the keyboard to `focus`, one of its widgets."""
        for other in self._window.findChildren(Sheet):
            other.dismiss()
        self._focus_before = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Hide the sheet, give the keyboard back, and tell `closed`."""
        if self.isHidden():
            return
        self.hide()
        before, self._focus_before = self._focus_before, None
        # It may have been in another sheet, which is gone by now.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _place_card(self) -> None:
        width = min(self._size[0], self.width() - 2 * _MARGIN)
        top = max(_MARGIN, int(self.height() * _TOP_SHARE))
        height = min(self._size[1], self.height() - top - _MARGIN)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        stops = [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled() and child.isVisible()
        ]
        now = QApplication.focusWidget()
        if not stops:
            return False
        index = stops.index(now) + (1 if forward else -1) if now in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[index % len(stops)].setFocus(reason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_card()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(current_theme().page)
        veil.setAlpha(190)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
