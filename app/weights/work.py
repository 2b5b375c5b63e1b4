"""Reading, hashing and deleting files of weights: it takes seconds, so it is done beside the Qt thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.worker import Worker
from engine.errors import failure_of
from engine.lazy import lazy
from engine.weights import library

if TYPE_CHECKING:
    from engine.weights import imports
else:
    imports = lazy("engine.weights.imports")


class WeightsWork(QObject):
    """Does one thing after the other.

    begun:         a sentence about what is being done now.
    told:          a sentence for the user; the bool says that something failed.
    files_changed: a file came or went.
    """

    begun = Signal(str)
    told = Signal(str, bool)
    files_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("weights", self)
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """True while something is being done."""
        return self._waiting > 0

    def import_file(self, path: Path, name: str | None = None) -> None:
        """Check a file and keep a copy; `name` as for `engine.weights.imports.import_file`."""
        done = partial(self._on_imported, path.name)
        self._do(self.tr("Reading {}…").format(path.name), partial(_import, path, name), done)

    def verify(self, name: str) -> None:
        """Hash a file again."""
        self._do(self.tr("Hashing {}…").format(name), partial(library.verify, name), self._on_verified)

    def delete(self, name: str) -> None:
        """Delete a downloaded or imported file."""
        self._do(self.tr("Deleting {}…").format(name), partial(library.delete, name), self._on_deleted)

    def close(self) -> None:
        """Wait for what has begun and end the thread."""
        self._worker.close()

    def _do(self, text: str, work: Callable[[], str], done: Callable[[str], None]) -> None:
        self._waiting += 1
        self.begun.emit(text)
        self._worker.do(work, done, self._on_failed)

    def _on_imported(self, file: str, name: str) -> None:
        self._waiting -= 1
        self.told.emit(self.tr("{} is here now, as {}.").format(file, name), False)
        self.files_changed.emit()

    def _on_verified(self, sentence: str) -> None:
        self._waiting -= 1
        self.told.emit(sentence, False)

    def _on_deleted(self, sentence: str) -> None:
        self._waiting -= 1
        self.told.emit(sentence, False)
        self.files_changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._waiting -= 1
        failure = failure_of(error)
        self.told.emit(failure.message, True)
        if failure.is_bug:
            raise error


def _import(path: Path, name: str | None) -> str:
    return imports.import_file(path, name)
