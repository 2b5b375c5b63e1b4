"""Downloads of weights, each on a thread of its own, and what is known of them meanwhile."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.i18n import translate
from app.worker import Worker
from engine.errors import Cancelled, failure_of
from engine.lazy import lazy
from engine.weights.catalogue import Entry
from engine.weights.part import discard_part
from engine.weights.progress import Progress

if TYPE_CHECKING:
    from engine.weights import download, web
else:
    # They bring HTTP and TLS with them, which a start without a download need not wait for.
    download, web = lazy("engine.weights.download"), lazy("engine.weights.web")


@dataclass(slots=True)
class _Running:
    """One download. discard: what arrived is deleted once it has stopped."""

    entry: Entry
    worker: Worker
    stopper: "web.Stopper"
    progress: Progress = field(default_factory=lambda: Progress(0))
    stopping: bool = False
    discard: bool = False


class Downloads(QObject):
    """Starts, pauses and cancels downloads by the entry's name.

    changed: the name of an entry that has moved on, stopped or failed.
    arrived: the name of an entry whose file is there, whole and checked.
    told:    a sentence for the user; the bool says that something failed.
    """

    changed = Signal(object)
    arrived = Signal(object)
    told = Signal(str, bool)
    _moved = Signal(object)  # (name, Progress), from the threads

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, _Running] = {}
        self._failures: dict[str, str] = {}
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    def progress(self, name: str) -> Progress | None:
        """Return how far a running download is, or None when none runs."""
        running = self._running.get(name)
        return running.progress if running is not None else None

    def stopping(self, name: str) -> bool:
        """True from `pause` or `cancel` until the thread has ended."""
        running = self._running.get(name)
        return running is not None and running.stopping

    def failure(self, name: str) -> str:
        """Return why the newest download of an entry failed; empty when it did not."""
        return self._failures.get(name, "")

    def start(self, entry: Entry) -> None:
        """Begin a download, or go on with one."""
        if entry.name in self._running:
            return
        self._failures.pop(entry.name, None)
        running = _Running(entry, Worker(f"download {entry.name}", self), web.Stopper())
        self._running[entry.name] = running
        report = partial(self._report, entry.name)
        running.worker.do(
            partial(download.download, entry, report, running.stopper),
            partial(self._on_arrived, running),
            partial(self._on_failed, running),
        )
        self.changed.emit(entry.name)

    def pause(self, name: str) -> None:
        """Stop a download and keep what has arrived."""
        running = self._running.get(name)
        if running is not None:
            running.stopping = True
            running.stopper.stop()
            self.changed.emit(name)

    def cancel(self, entry: Entry) -> None:
        """Stop a download and delete what has arrived, also of one that was paused. Raises UserError."""
        self._failures.pop(entry.name, None)
        running = self._running.get(entry.name)
        if running is None:
            discard_part(entry)
            self.changed.emit(entry.name)
        else:
            running.discard = True
            self.pause(entry.name)

    def close(self) -> None:
        """Stop every download, keep what has arrived, and wait for the threads."""
        ending = tuple(self._running.values())
        self._running.clear()
        for running in ending:
            running.stopper.stop()
        for running in ending:
            running.worker.close()

    def _report(self, name: str, progress: Progress) -> None:
        """Called on the download's thread."""
        self._moved.emit((name, progress))

    @Slot(object)
    def _on_moved(self, news: tuple[str, Progress]) -> None:
        name, progress = news
        running = self._running.get(name)
        if running is not None:
            running.progress = progress
            self.changed.emit(name)

    def _on_arrived(self, running: _Running, _: None) -> None:
        if not self._end(running):
            return
        entry = running.entry
        self.changed.emit(entry.name)
        self.arrived.emit(entry.name)
        self.told.emit(self.tr("{} has arrived, and its hash is right.").format(translate(entry.label)), False)

    def _on_failed(self, running: _Running, error: BaseException) -> None:
        if not self._end(running):
            return
        entry = running.entry
        if running.discard:
            discard_part(entry)
        if not isinstance(error, Cancelled):
            failure = failure_of(error)
            if failure.is_bug:
                raise error
            self._failures[entry.name] = failure.message
            self.told.emit(failure.message, True)
        self.changed.emit(entry.name)

    def _end(self, running: _Running) -> bool:
        """Let go of the thread, which has nothing left to do; False when that was done, at the end of the window."""
        if self._running.pop(running.entry.name, None) is None:
            return False
        running.worker.close()
        running.worker.deleteLater()
        return True
