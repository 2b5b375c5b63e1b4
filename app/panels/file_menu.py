"""The Export menu of a tab: its views into files, its run into a recording, and one to play."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.panels.exporting import Exporter
from app.panels.recordings import RecordingDialogs
from engine.frames import Frame
from widgets.view import FrameView


class Source(Protocol):
    """What a tab tells about what is on screen."""

    def views(self) -> tuple[FrameView, ...]: ...

    def run_frames(self) -> list[Frame]:
        """Return the frames kept of the run, oldest first; empty when there is nothing to scrub."""

    def facts(self) -> Mapping[str, Any]:
        """Return command, inputs, parameters and versions. Raises UserError when the device is not there."""


class FileMenu(QMenu):
    """Writes what `source` shows. failed: a Failure, when something could not be written or read."""

    failed = Signal(object)

    def __init__(self, source: Source, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.exporter = Exporter(self._metadata, parent)
        self.recordings = RecordingDialogs(parent)
        self._all = self._action(self.export_all)
        self.addSeparator()
        self._save = self._action(self.recordings.ask_where_to_save)
        self._play = self._action(self.recordings.ask_what_to_play)
        self.exporter.failed.connect(self.failed)
        self.recordings.failed.connect(self.failed)
        self.recordings.save_chosen.connect(self._on_save_chosen)
        self.aboutToShow.connect(self._on_opening)
        self._retranslate()

    def _action(self, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def export_all(self) -> None:
        """Ask for a folder and write every view there; returns at once."""
        self.exporter.ask_for_folder(self._source.views())

    def _metadata(self) -> Mapping[str, str]:
        from engine.facts import metadata_of  # 50 ms that a start need not spend

        return metadata_of(self._source.facts())

    @Slot()
    def _on_opening(self) -> None:
        self._all.setEnabled(any(view.frame is not None for view in self._source.views()))
        self._save.setEnabled(bool(self._source.run_frames()))

    @Slot(object)
    def _on_save_chosen(self, path: Path) -> None:
        self.recordings.save(path, self._source.run_frames(), self._source.facts())

    def _retranslate(self) -> None:
        self._all.setText(self.tr("All views into a folder…"))
        self._save.setText(self.tr("Save this run as a recording…"))
        self._play.setText(self.tr("Play a recording…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
