"""Notices: one sentence over the lower edge of the window, that never asks and never blocks."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from widgets.icons import icon
from widgets.theme import current_theme, theme_changed

Tone = Literal["info", "warning", "error"]

_ICONS = {"info": ("info", "accent"), "warning": ("warning", "warn"), "error": ("warning", "bad")}
_SHOWN_MS = 6000
_MOST = 3
_WIDTH = 460


class Notice(QFrame):
    """One notice. It goes by itself, except an error or one that offers something to do."""

    gone = Signal(object)

    def __init__(self, text: str, tone: Tone, offer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.tone = text, tone
        self.setProperty("role", "notice")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(current_theme().gap)
        self._sign = QLabel()
        self._words = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.offered = QPushButton(offer)
        self.offered.setVisible(bool(offer))
        self.offered.clicked.connect(self.leave)
        row.addWidget(self.offered)
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Close this notice"))
        self.close_button.setProperty("role", "flat")
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.close_button.clicked.connect(self.leave)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._restyle()
        theme_changed.connect(self._restyle)
        if tone != "error" and not offer:
            QTimer.singleShot(_SHOWN_MS, self, self.leave)

    @Slot()
    def leave(self) -> None:
        """Take the notice away."""
        self.gone.emit(self)

    @Slot(object)
    def _restyle(self, theme: object = None) -> None:
        name, tone = _ICONS[self.tone]
        self._sign.setPixmap(icon(name, tone).pixmap(16, 16))
        self.close_button.setIcon(icon("close"))
        now = current_theme()
        edge = {"info": now.accent, "warning": now.warn, "error": now.bad}[self.tone]
        self.setStyleSheet(
            f'QFrame[role="notice"] {{ background: {now.raised}; border: 1px solid {now.strong_border};'
            f" border-left: 3px solid {edge}; border-radius: {now.small_radius}px; }}"
        )


class Notices(QWidget):
    """The pile of notices over the lower edge of `area`; the newest at the bottom, three at most."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(6)
        self._shown: list[Notice] = []
        area.installEventFilter(self)
        self.hide()

    @property
    def shown(self) -> tuple[Notice, ...]:
        """The notices on screen, oldest first."""
        return tuple(self._shown)

    def tell(self, text: str, tone: Tone = "info", offer: str = "") -> Notice:
        """Show a sentence; a repeated one is not piled up. `offer` labels a button of the notice."""
        for notice in self._shown:
            if notice.text == text:
                return notice
        notice = Notice(text, tone, offer, self)
        notice.gone.connect(self._on_gone)
        self._shown.append(notice)
        self._pile.addWidget(notice)
        notice.show()  # now, not at the next turn of the event loop: its height is asked for below
        if len(self._shown) > _MOST:
            self._on_gone(self._shown[0])
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        return notice

    @Slot(object)
    def _on_gone(self, notice: Notice) -> None:
        if notice in self._shown:
            self._shown.remove(notice)
            self._pile.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
            self._place()

    def _place(self) -> None:
        """Sit at the bottom of the area, in its middle, as tall as the notices need."""
        self.setVisible(bool(self._shown))
        area = self._area.rect()
        width = min(_WIDTH, area.width() - 24)
        height = self._pile.heightForWidth(width) if self._pile.hasHeightForWidth() else self._pile.sizeHint().height()
        self.setGeometry((area.width() - width) // 2, area.height() - height - 12, width, height)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self._place()
        return super().eventFilter(watched, event)
