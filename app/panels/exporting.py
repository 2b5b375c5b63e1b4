"""Writes views to files that the person chooses, with where they came from inside."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import Failure, UserError
from widgets.view import FrameView

ALL_FORMATS = ("png", "csv", "npz")

Metadata = Callable[[], Mapping[str, str]]


class _SaveDialog(QFileDialog):
    """Asks where one view goes, or all of them, and remembers which."""

    def __init__(self, parent: QWidget, title: str, views: tuple[FrameView, ...], formats: tuple[str, ...]) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.views = views
        self.formats = formats


class Exporter(QObject):
    """Opens the dialogs and writes the files.

    metadata: called when a file is written, for what is then on screen.
    wrote:    the paths written. failed: a Failure.
    """

    wrote = Signal(object)
    failed = Signal(object)

    def __init__(self, metadata: Metadata, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._metadata = metadata

    def ask_for_file(self, view: FrameView, file_format: str) -> None:
        """Ask where `view` goes and write it there; returns at once."""
        dialog = _SaveDialog(self._parent, self.tr("Export the view"), (view,), (file_format,))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(file_format)
        dialog.setNameFilter(f"{file_format.upper()} (*.{file_format})")
        dialog.selectFile(f"{view.objectName()}.{file_format}")
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def ask_for_folder(self, views: tuple[FrameView, ...]) -> None:
        """Ask for a folder and write every view there, as picture and as numbers; returns at once."""
        dialog = _SaveDialog(self._parent, self.tr("Export all views into a folder"), views, ALL_FORMATS)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    def export(self, view: FrameView, path: Path) -> None:
        """Write one view; what goes wrong is told by `failed`."""
        self._write([(view, path)])

    def export_all(self, views: tuple[FrameView, ...], formats: tuple[str, ...], folder: Path) -> None:
        """Write views that show something as "<slot>.<format>" in each format that they know."""
        self._write(
            [
                (view, folder / f"{view.objectName()}.{file_format}")
                for view in views
                if view.frame is not None
                for file_format in formats
                if file_format in view.export_formats()
            ]
        )

    def _write(self, targets: list[tuple[FrameView, Path]]) -> None:
        try:
            metadata = self._metadata()
            for view, path in targets:
                view.export(path, metadata)
        except (OSError, UserError) as error:  # a view's ExportError is an OSError whose text is a sentence
            self.failed.emit(Failure(str(error)))
        else:
            self.wrote.emit(tuple(path for _, path in targets))

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        dialog = self.sender()
        assert isinstance(dialog, _SaveDialog)
        self.export(dialog.views[0], Path(path))

    @Slot(str)
    def _on_folder_chosen(self, folder: str) -> None:
        dialog = self.sender()
        assert isinstance(dialog, _SaveDialog)
        self.export_all(dialog.views, dialog.formats, Path(folder))
