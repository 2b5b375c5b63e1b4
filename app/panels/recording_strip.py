"""A strip above the views that says that a recording is shown, and which command made it."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from engine.recording import Recording
from widgets.elided_label import ElidedLabel
from widgets.icons import icon
from widgets.theme import Theme, current_theme, theme_changed

ICON_PX = 16


class RecordingStrip(QFrame):
    """Shows where a recording came from while it is on screen.

    closed: the person wants the live tab back.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._command = ""
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._words = ElidedLabel(parent=self)
        self._words.setProperty("role", "muted")
        self._copy = QPushButton(self)
        self._copy.clicked.connect(self._on_copy)
        self._close = QToolButton(self)
        self._close.setProperty("role", "flat")
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        theme_changed.connect(self._restyle)
        self._restyle(current_theme())
        self._retranslate()
        self.hide()

    @property
    def command(self) -> str:
        """The command that made the recording on screen, "" when none is."""
        return self._command

    def show_recording(self, recording: Recording) -> None:
        """Name the command of a recording."""
        self._command = str(recording.header.get("command", ""))
        self._words.setText(self._command)
        self._words.setToolTip(self._command)
        self._copy.setVisible(bool(self._command))
        self.show()

    def clear(self) -> None:
        """No recording is on screen any more."""
        self._command = ""
        self.hide()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command)

    @Slot(object)
    def _restyle(self, theme: Theme) -> None:
        self._words.setFont(theme.mono_font())
        self._icon.setPixmap(icon("play").pixmap(ICON_PX, ICON_PX))
        self._close.setIcon(icon("close"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Recording, made by"))
        self._copy.setText(self.tr("Copy command"))
        self._close.setToolTip(self.tr("Close the recording"))
        self._close.setAccessibleName(self.tr("Close the recording"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
