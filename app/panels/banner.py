"""A strip above the views that says what went wrong and what to do, without a dialog."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.i18n import translate
from engine.errors import Failure
from widgets.icons import icon
from widgets.theme import theme_changed

ICON_PX = 18


class Banner(QFrame):
    """Shows one failure until the next run succeeds or it is dismissed.

    retried: the person wants to try again.
    """

    retried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._failure: Failure | None = None
        self._icon = QLabel(self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._message.setTextInteractionFlags(self._message.textInteractionFlags().TextSelectableByMouse)
        self._copy = QPushButton(self)
        self._copy.clicked.connect(self._on_copy)
        self._retry = QPushButton(self)
        self._retry.clicked.connect(self.retried)
        self._close = QToolButton(self)
        self._close.setProperty("role", "flat")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._icon)
        row.addWidget(self._message, 1)
        for button in (self._copy, self._retry, self._close):
            row.addWidget(button)
        theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)
        self._retranslate()
        self.hide()

    @property
    def message(self) -> str:
        """What is shown, "" when nothing."""
        return self._message.text() if self._failure is not None else ""

    def show_failure(self, failure: Failure) -> None:
        """Show a failure; a bug offers its report to copy."""
        self._failure = failure
        self._copy.setVisible(failure.is_bug)
        self._write()
        self.show()

    @Slot()
    def clear(self) -> None:
        """Hide."""
        self._failure = None
        self.hide()

    def _write(self) -> None:
        if self._failure is None:
            return
        text = translate(self._failure.message)
        if self._failure.is_bug:
            text = self.tr("This is a bug in Paperscope: {}. Copy the report and send it to its makers.").format(text)
        self._message.setText(text)
        self.setAccessibleName(text)

    @Slot()
    def _on_copy(self) -> None:
        if self._failure is not None:
            QGuiApplication.clipboard().setText(self._failure.report)

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self._icon.setPixmap(icon("warning", "bad").pixmap(ICON_PX, ICON_PX))
        self._close.setIcon(icon("close"))

    def _retranslate(self) -> None:
        self._copy.setText(self.tr("Copy report"))
        self._retry.setText(self.tr("Try again"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
