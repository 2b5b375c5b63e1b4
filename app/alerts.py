"""Puts in front of the user what went wrong: a sentence as a notice, a bug as a report to copy."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.crash import Report, Reporter
from app.crash_sheet import CrashSheet
from app.i18n import translate
from app.notify import Notices


class Alerts(QObject):
    """Connects the reporter, and anything else that tells, to the notices over the window."""

    def __init__(self, reporter: Reporter, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._notices, self._window = notices, window
        reporter.told.connect(self.tell_error)
        reporter.reported.connect(self.show_report)

    @Slot(str, bool)
    def tell(self, text: str, failed: bool) -> None:
        """Show a sentence of the engine or the window."""
        self._notices.tell(translate(text), "error" if failed else "info")

    @Slot(str)
    def tell_error(self, text: str) -> None:
        """Show a sentence about a failure."""
        self.tell(text, True)

    @Slot(object)
    def show_report(self, report: Report) -> None:
        """Say that a bug was met, and offer its report."""
        self._offer(self.tr("Something went wrong inside Paperscope: {}").format(report.summary), report)

    def show_earlier_crash(self, stacks: str) -> None:
        """Offer the stacks that a crashed process left; does nothing without any."""
        if stacks:
            summary = self.tr("Paperscope crashed the last time it ran.")
            self._offer(summary, Report("earlier", summary, stacks))

    def _offer(self, text: str, report: Report) -> None:
        notice = self._notices.tell(text, "error", self.tr("Show report"))
        notice.offered.clicked.connect(partial(self._open_report, report))

    def _open_report(self, report: Report) -> None:
        sheet = CrashSheet(report, self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open_over(sheet.copy)
