"""What a view shows when it has nothing to draw: an invitation, or what went wrong."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.icons import icon
from widgets.theme import theme_changed

_ICON_PX = 28


class Placeholder(QWidget):
    """An icon and a sentence in the middle of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failed = False
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch()
        layout.addWidget(self._picture)
        layout.addWidget(self._words)
        layout.addStretch()
        theme_changed.connect(self._restyle)

    def invite(self, sentence: str) -> None:
        """Say what to do to see something here."""
        self._say(sentence, failed=False)

    def fail(self, sentence: str) -> None:
        """Say why there is nothing to see."""
        self._say(sentence, failed=True)

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def _say(self, sentence: str, failed: bool) -> None:
        self._failed = failed
        self._words.setText(sentence)
        self._words.setProperty("role", "error" if failed else "muted")
        self._words.style().polish(self._words)
        # Only a sentence about a failure is worth copying.
        flag = Qt.TextInteractionFlag.TextSelectableByMouse if failed else Qt.TextInteractionFlag.NoTextInteraction
        self._words.setTextInteractionFlags(flag)
        self._restyle()

    @Slot(object)
    def _restyle(self, _theme: object = None) -> None:
        name, tone = ("warning", "bad") if self._failed else ("image", "strong_border")
        self._picture.setPixmap(icon(name, tone).pixmap(QSize(_ICON_PX, _ICON_PX), self.devicePixelRatioF()))
