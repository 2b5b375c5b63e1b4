"""Pictures from a webcam or a video file, one after another, as fast as the panel shows them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.worker import Worker
from engine.errors import failure_of
from engine.images import Picture
from engine.video import VideoSource, open_video

_TICK_MS = 33


class Live(QObject):
    """Reads a source on its own thread. A frame is read only when the last one was dealt with.

    is_busy:  says whether the panel still works on the last picture.
    arrived:  a Picture. ended: the source is over or was stopped. told: why it failed.
    """

    arrived = Signal(object)
    ended = Signal()
    told = Signal(str, bool)

    def __init__(self, is_busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._worker = Worker("video", self)
        self._video: VideoSource | None = None
        self._run = 0
        self._reading = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def running(self) -> bool:
        """True from `start` to `ended`."""
        return self._reading or self._timer.isActive()

    def start(self, source: Path | int) -> None:
        """Open a video file, or a camera by its number, and let pictures arrive."""
        self.stop()
        self._run += 1
        self._reading = True
        self._worker.do(partial(open_video, source), partial(self._on_open, self._run), self._on_failed)

    @Slot()
    def stop(self) -> None:
        """Let no more pictures arrive."""
        was_running = self.running
        self._timer.stop()
        self._reading = False
        self._run += 1
        if self._video is not None:
            self._worker.do(self._video.close, _ignore, self._on_failed)
            self._video = None
        if was_running:
            self.ended.emit()

    def close(self) -> None:
        """Stop and end the thread."""
        self.stop()
        self._worker.close()

    def _on_open(self, run: int, video: VideoSource) -> None:
        if run != self._run:  # stopped while it was being opened
            self._worker.do(video.close, _ignore, self._on_failed)
            return
        self._video = video
        self._reading = False
        self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        if self._video is not None and not self._reading and not self._is_busy():
            self._reading = True
            self._worker.do(self._video.read, partial(self._on_frame, self._run), self._on_failed)

    def _on_frame(self, run: int, picture: Picture | None) -> None:
        if run != self._run:
            return
        self._reading = False
        if picture is None:
            self.stop()
        else:
            self.arrived.emit(picture)

    def _on_failed(self, error: BaseException) -> None:
        self.stop()
        failure = failure_of(error)
        if failure.is_bug:
            raise error
        self.told.emit(failure.message, True)


def _ignore(_: object) -> None:
    """A closed source has nothing to say."""
