"""Saving the run on screen as a recording, and playing one from a file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.history import Reel
from engine.errors import UserError, failure_of
from engine.frames import Frame
from engine.recording import SUFFIX, Recording, RecordingWriter, open_recording


class RecordedRun(Reel):
    """A recording as a reel to scrub through; frames are read when they are looked at."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._steps = recording.steps

    def __len__(self) -> int:
        return len(self._steps)

    def step(self, index: int) -> int:
        return self._steps[index]

    def at(self, index: int) -> dict[str, Frame]:
        return self.recording.frames_at(self._steps[index])


class RecordingDialogs(QObject):
    """Asks for files and opens or writes them.

    opened: a Recording to play, which the receiver closes. failed: a Failure.
    save_chosen: the Path to save to.
    """

    opened = Signal(object)
    save_chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    @Slot()
    def ask_what_to_play(self) -> None:
        """Ask for a recording; returns at once."""
        dialog = self._dialog(self.tr("Play a recording"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    @Slot()
    def ask_where_to_save(self) -> None:
        """Ask where to save; returns at once."""
        dialog = self._dialog(self.tr("Save the run as a recording"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.fileSelected.connect(self._on_save_chosen)
        dialog.open()

    @Slot(str)
    def open(self, path: str) -> None:
        """Open a recording to play."""
        try:
            recording = open_recording(Path(path))
        except UserError as error:
            self.failed.emit(failure_of(error))
        else:
            self.opened.emit(recording)

    def save(self, path: Path, frames: list[Frame], facts: Mapping[str, object]) -> None:
        """Write frames with what made them."""
        try:
            writer = RecordingWriter(path, facts)
            for frame in frames:
                writer.add(frame)
            writer.close()
        except UserError as error:
            self.failed.emit(failure_of(error))

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._parent, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Recordings ({})").format(f"*{SUFFIX}"))
        return dialog

    @Slot(str)
    def _on_save_chosen(self, path: str) -> None:
        self.save_chosen.emit(Path(path))
