"""What a test must not leave behind: running threads, active timers, windows.

Each is reported with the line of the project or of the test that made it.
"""

import gc
import threading
import traceback
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

ROOT = Path(__file__).resolve().parent.parent
THREAD_GRACE_S = 5.0
# Qt keeps the last tooltip for the next one.
QT_KEEPS = ("QTipLabel",)

_started_by: "weakref.WeakKeyDictionary[Any, str]" = weakref.WeakKeyDictionary()


def _caller() -> str:
    """Return the innermost line of our own code below here, as file:line in function."""
    for frame in reversed(traceback.extract_stack()[:-2]):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and path != Path(__file__):
            return f"{path.relative_to(ROOT)}:{frame.lineno} in {frame.name}"
    return "a library"


def _remembering(start: Callable[..., Any]) -> Callable[..., Any]:
    def remembered(started: Any, *arguments: Any) -> Any:
        _started_by[started] = _caller()
        return start(started, *arguments)

    return remembered


def watch() -> None:
    """Remember from now on who starts threads and timers."""
    threading.Thread.start = _remembering(threading.Thread.start)  # type: ignore[method-assign]
    QTimer.start = _remembering(QTimer.start)  # type: ignore[method-assign]


def windows() -> set[QWidget]:
    """Return the top-level widgets that nobody owns."""
    if QApplication.instance() is None:
        return set()
    return {
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parentWidget() is None and widget.metaObject().className() not in QT_KEEPS
    }


def empty_clipboard() -> None:
    """Let go of what a test copied.

    The offscreen plugin keeps it until the process exits; deleting an object that Python made,
    after Python has ended, crashes.
    """
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


def _leaked_threads(before: set[threading.Thread]) -> list[str]:
    extra = [thread for thread in threading.enumerate() if thread not in before]
    for thread in extra:
        thread.join(THREAD_GRACE_S)
    return [f"thread {thread.name!r} started at {_started_by.get(thread)}" for thread in extra if thread.is_alive()]


def _leaked_timers() -> list[str]:
    active = [timer for timer in _started_by if isinstance(timer, QTimer) and isValid(timer) and timer.isActive()]
    for timer in active:
        timer.stop()
    return [f"timer of {timer.interval()} ms started at {_started_by[timer]}" for timer in active]


def _leaked_windows(before: set[QWidget]) -> list[str]:
    if not windows() - before:
        return []
    gc.collect()  # a window in a reference cycle is no leak
    names = []
    for widget in windows() - before:
        names.append(f"window {type(widget).__name__} {widget.objectName() or widget.windowTitle()!r}")
        widget.close()
        widget.deleteLater()
    return names


def leaks(threads: set[threading.Thread], tops: set[QWidget]) -> list[str]:
    """Name what is there now and was not in `threads` and `tops`, and remove what can be."""
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [*_leaked_threads(threads), *_leaked_windows(tops), *_leaked_timers()]
