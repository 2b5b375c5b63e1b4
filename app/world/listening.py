"""One sound at a time: started and stopped on a background thread, for taking the loudspeaker may last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.i18n import translate
from app.worker import Worker
from app.world.sound import Player
from engine.errors import failure_of


class Listening(QObject):
    """Knows what plays. changed: whether something does. failed: a sentence."""

    changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._worker = Worker("sound", self)
        self._wanted: Path | None = None
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self.stop)

    @property
    def playing(self) -> bool:
        """True from the moment a sound is asked for to its end."""
        return self._wanted is not None

    def toggle(self, path: Path) -> None:
        """Play a file, or stop if something plays."""
        if self.playing:
            self.stop()
            return
        self._wanted = path
        self.changed.emit(True)
        self._worker.do(partial(self._player.play, path), partial(self._on_begun, path), self._on_failed)

    @Slot()
    def stop(self) -> None:
        """Be silent."""
        if self.playing:
            self._end.stop()
            self._wanted = None
            self.changed.emit(False)
            self._worker.do(self._player.stop, self._on_silent, self._on_failed)

    def close(self) -> None:
        """Be silent for good: join the thread and let go of the loudspeaker."""
        self._end.stop()
        self._worker.close()
        self._player.close()

    def _on_begun(self, path: Path, seconds: float) -> None:
        if path is self._wanted:
            self._end.start(round(seconds * 1000))

    def _on_silent(self, nothing: None) -> None:
        """Nothing is left to do: `stop` has told it already."""

    def _on_failed(self, error: BaseException) -> None:
        failure = failure_of(error)
        self._end.stop()
        self._wanted = None
        self.changed.emit(False)
        if failure.is_bug:
            raise error
        self.failed.emit(translate(failure.message))
