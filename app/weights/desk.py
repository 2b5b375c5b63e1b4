"""Where weights are dealt with: downloads and file work live here, longer than the sheet that shows them."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.session import Session
from app.weights.downloads import Downloads
from app.weights.work import WeightsWork


class WeightsDesk(QObject):
    """Opens the weights sheet, and speaks for it while it is closed.

    told: a sentence for the user; the bool says that something failed.
    """

    told = Signal(str, bool)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.downloads, self.work = Downloads(self), WeightsWork(self)
        self._sheet_is_open = self._closed = False
        for speaker in (self.downloads, self.work):
            speaker.told.connect(self._on_told)
        self.downloads.arrived.connect(session.weights_found)
        self.work.files_changed.connect(session.weights_found)

    def open(self, chosen: str = "") -> None:
        """Show the sheet, at the row of the weights called `chosen` if there is one."""
        from app.weights.sheet import WeightsSheet  # reads the catalogue and the cache's folder

        sheet = WeightsSheet(self.downloads, self.work, self._window, chosen)
        sheet.closed.connect(self._on_sheet_closed)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open_over(sheet.table)
        self._sheet_is_open = True

    def close(self) -> None:
        """Stop downloads, keep what has arrived, and end every thread."""
        if not self._closed:
            self._closed = True
            self.downloads.close()
            self.work.close()

    @Slot()
    def _on_sheet_closed(self) -> None:
        self._sheet_is_open = False

    @Slot(str, bool)
    def _on_told(self, text: str, failed: bool) -> None:
        if not self._sheet_is_open:
            self.told.emit(text, failed)
