"""The main window: painted at once as a skeleton, then furnished with the workspace.

It owns what any window has: place and size, drops, the close button.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from app.services import Services
from app.skeleton import Skeleton

if TYPE_CHECKING:
    from app.workspace import Workspace

_FIRST_SIZE = (1440, 900)
_SMALLEST_SIZE = (960, 620)


class Window(QMainWindow):
    """closed: the user closed the window; what runs is to be ended now."""

    closed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.workspace: Workspace | None = None
        self.setWindowTitle("Paperscope")
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(*_FIRST_SIZE)
        self.restoreGeometry(services.settings.geometry)
        self.setAcceptDrops(True)
        self.setCentralWidget(Skeleton(services.settings.card_open, self))

    def furnish(self) -> "Workspace":
        """Put the real content in the skeleton's place; imports most of the program."""
        from app.workspace import Workspace

        self.workspace = Workspace(self._services, self)
        self.setCentralWidget(self.workspace)
        return self.workspace

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workspace is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.workspace is not None:
            self.workspace.intake.take(event.mimeData())
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._services.settings.geometry = self.saveGeometry()
        super().closeEvent(event)
        self.closed.emit()
