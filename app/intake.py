"""Every way a picture comes in: dialogs, clipboard, drops, the webcam; and how it is turned and cut."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import Actions
from app.crop import CropSheet
from app.live import Live
from app.session import Session
from app.shelf import Shelf
from engine.formats import SUFFIXES
from engine.images import Picture, cropped, picture_from_array, picture_from_bytes, rotated

VIDEO_SUFFIXES = frozenset([".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ogv"])
# What a browser or an editor puts on the clipboard, exact bytes before Qt's own reading of them.
_ENCODED = ("image/png", "image/webp", "image/jpeg", "image/bmp", "image/tiff", "image/gif")
_CAMERA = 0


class Intake(QObject):
    """Connects the picture actions to the shelf. told: a sentence; the bool says that something failed."""

    told = Signal(str, bool)

    def __init__(self, shelf: Shelf, session: Session, live: Live, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._shelf, self._session, self._live = shelf, session, live
        self._actions, self._window = actions, window
        self._last_live: Picture | None = None
        actions["open"].triggered.connect(self._on_open)
        actions["folder"].triggered.connect(self._on_folder)
        actions["paste"].triggered.connect(self._on_paste)
        actions["webcam"].triggered.connect(self._on_webcam)
        actions["crop"].triggered.connect(self._on_crop)
        actions["rotate_left"].triggered.connect(self._on_rotate_left)
        actions["rotate_right"].triggered.connect(self._on_rotate_right)
        live.arrived.connect(self._on_live)
        live.ended.connect(self._on_live_ended)
        shelf.chosen_changed.connect(self._on_chosen)
        session.picture_changed.connect(self._on_picture_changed)
        self._on_picture_changed(session.state.picture)

    def take(self, mime: QMimeData) -> None:
        """Use what was dropped or pasted; what it cannot be used for is told."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        encoded = next((kind for kind in _ENCODED if mime.hasFormat(kind)), None)
        if paths:
            self.take_paths(paths)
        elif encoded is not None:
            data = bytes(mime.data(encoded).data())
            self._shelf.make(partial(picture_from_bytes, data, self.tr("pasted picture")))
        elif mime.hasImage():
            self._shelf.make(partial(_picture_of, QImage(mime.imageData()), self.tr("pasted picture")))
        else:
            self._take_text(mime)

    def take_paths(self, paths: list[Path]) -> None:
        """Open files, a folder or a video."""
        pictures = [path for path in paths if path.suffix.lower() in SUFFIXES]
        if paths[0].is_dir():
            self._shelf.open_folder(paths[0])
        elif paths[0].suffix.lower() in VIDEO_SUFFIXES:
            self._live.start(paths[0])
        elif len(pictures) > 1:
            self._shelf.add_files(pictures)
        else:
            self._shelf.open_file((pictures or paths)[0])

    def _take_text(self, mime: QMimeData) -> None:
        text = mime.text().strip().strip("\"'")
        if "\n" not in text and len(text) < 4096 and text and Path(text).is_absolute():
            self.take_paths([Path(text)])
        elif text.startswith(("http://", "https://")):
            address = self.tr("Paperscope does not fetch web addresses. Save the picture, then open the file.")
            self.told.emit(address, True)
        else:
            self.told.emit(self.tr("There is no picture in what was pasted. Copy a picture or its file first."), True)

    @Slot()
    def _on_paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    @Slot()
    def _on_open(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open pictures or a video"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        pictures = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        videos = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES))
        dialog.setNameFilters(
            [
                self.tr("Pictures and videos ({})").format(f"{pictures} {videos}"),
                self.tr("All files ({})").format("*"),
            ]
        )
        dialog.filesSelected.connect(self._on_files_selected)
        _show(dialog)

    @Slot()
    def _on_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose a folder of pictures"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._on_files_selected)
        _show(dialog)

    @Slot(list)
    def _on_files_selected(self, files: list[str]) -> None:
        self.take_paths([Path(file) for file in files])

    @Slot(bool)
    def _on_webcam(self, wanted: bool) -> None:
        if wanted:
            self._live.start(_CAMERA)
        else:
            self._live.stop()

    @Slot(object)
    def _on_live(self, picture: Picture) -> None:
        self._actions["webcam"].setChecked(True)
        self._last_live = picture
        self._session.set_picture(picture)

    @Slot()
    def _on_live_ended(self) -> None:
        """Keep the last picture on the shelf, where it can be turned, cut and compared."""
        self._actions["webcam"].setChecked(False)
        if self._last_live is not None:
            self._shelf.add(self._last_live)
            self._last_live = None

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        """Another picture is wanted: the live ones stop, and their last is not kept."""
        if self._live.running:
            self._last_live = None
            self._live.stop()

    @Slot()
    def _on_rotate_left(self) -> None:
        self._rotate(-1)

    @Slot()
    def _on_rotate_right(self) -> None:
        self._rotate(1)

    def _rotate(self, quarter_turns: int) -> None:
        picture = self._session.state.picture
        if picture is not None:
            self._shelf.make(partial(rotated, picture, quarter_turns))

    @Slot()
    def _on_crop(self) -> None:
        picture = self._session.state.picture
        if picture is None:
            return
        sheet = CropSheet(picture, self._window)
        sheet.cropped.connect(self._on_cropped)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open_over(sheet.area)

    @Slot(int, int, int, int)
    def _on_cropped(self, x: int, y: int, width: int, height: int) -> None:
        picture = self._session.state.picture
        if picture is not None:
            self._shelf.make(partial(cropped, picture, x, y, width, height))

    @Slot(object)
    def _on_picture_changed(self, picture: Picture | None) -> None:
        for name in ("crop", "rotate_left", "rotate_right"):
            self._actions[name].setEnabled(picture is not None)


def _show(dialog: QFileDialog) -> None:
    """Show a dialog without waiting for it; it deletes itself."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _picture_of(image: QImage, name: str) -> Picture:
    """Copy a QImage's pixels; transparency is dropped, as Qt does."""
    whole = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())
    pixels = rows[:, : 3 * whole.width()].reshape(whole.height(), whole.width(), 3)
    return picture_from_array(pixels, name)
