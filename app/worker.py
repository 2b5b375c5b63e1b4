"""A background thread for short work that would hold the window up, such as reading a picture."""

import functools
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")


class Worker(QObject):
    """Does work in the order it was given, and hands each result to the Qt thread."""

    _over = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._closed = False
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    def do(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run `work` on the thread, then `done` with its result or `failed` with what it raised."""
        if not self._closed:
            future = self._pool.submit(work)
            future.add_done_callback(functools.partial(self._hand_over, done, failed))

    def close(self) -> None:
        """Drop what has not begun and wait for what has; nothing is handed over any more."""
        self._closed = True
        self._over.disconnect(self._on_over)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _hand_over(
        self, done: Callable[[Any], None], failed: Callable[[BaseException], None], future: Future[Any]
    ) -> None:
        """Called on the thread."""
        if not self._closed:
            self._over.emit((done, failed, future))

    @Slot(object)
    def _on_over(self, news: tuple[Callable[[Any], None], Callable[[BaseException], None], Future[Any]]) -> None:
        done, failed, future = news
        try:
            error = future.exception()
        except CancelledError:
            return
        if error is None:
            done(future.result())
        else:
            failed(error)
