"""What the window shows when something in it went wrong: a sentence, the report, and Copy."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.crash import Report
from app.sheet import Sheet
from widgets.theme import current_theme


class CrashSheet(Sheet):
    """One report to read and to copy; the program goes on behind it."""

    def __init__(self, report: Report, window: QWidget) -> None:
        super().__init__(window, (720, 480), self.tr("Something went wrong inside Paperscope"))
        said = self.tr("The program goes on, and nothing of yours is lost. Copy this report and send it to us.")
        lead = QLabel(said, wordWrap=True)
        summary = QLabel(report.summary, wordWrap=True)
        summary.setProperty("role", "error")
        self.text = QPlainTextEdit(report.text, readOnly=True)
        self.text.setFont(current_theme().mono_font())
        self.text.setAccessibleName(self.tr("Report"))
        self.copy = self.add_button(self.tr("Copy"), self.tr("Copy the report"), self._on_copy)
        self.copy.setProperty("role", "primary")
        self.add_close_button()
        self.body.addWidget(lead)
        self.body.addWidget(summary)
        self.body.addWidget(self.text, 1)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
