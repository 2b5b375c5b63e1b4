"""One reporter for whatever goes wrong anywhere in the window's process.

Three outcomes and no more: a `Cancelled` is silent, a `UserError` is a sentence for the user, and
everything else is a bug, reported once per cause while the window stays alive. Handlers on `sys`,
`threading`, asyncio and Qt's messages all end here. A crash of the interpreter itself writes its
stacks to a file, which the next start offers.
"""

import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from engine import __version__
from engine.errors import Cancelled, UserError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop  # 60 ms that the first paint need not wait for

log = logging.getLogger("paperscope")

_KEPT_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A bug as the user sees it.

    cause:   what makes two reports the same.
    summary: one line.
    text:    everything worth copying into a bug report.
    """

    cause: str
    summary: str
    text: str


def about_this_machine() -> str:
    """Return versions that a bug report needs, in one line."""
    return f"Paperscope {__version__} · Python {platform.python_version()} · PySide6 {pyside_version} · {sys.platform}"


def _cause(error: BaseException) -> str:
    """Name an error by its type and the place that raised it: its text may differ each time."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(error)
    return f"{type(error).__name__} at {place}"


class Reporter(QObject):
    """Takes errors from any thread, and tells the window in the Qt thread.

    reported: a Report of a bug not seen before.
    told:     the sentence of a UserError that nobody caught.
    """

    reported = Signal(object)
    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._messages: deque[str] = deque(maxlen=_KEPT_MESSAGES)
        self._installed = False

    def install(self) -> None:
        """Take over the handlers of sys, threading and Qt; see `watch` for asyncio's."""
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        self._before_qt = qInstallMessageHandler(self._on_qt_message)
        self._installed = True

    def uninstall(self) -> None:
        """Give the handlers back."""
        if self._installed:
            sys.excepthook, threading.excepthook = self._before
            qInstallMessageHandler(self._before_qt)
            self._installed = False

    def watch(self, loop: "AbstractEventLoop") -> None:
        """Report what tasks and callbacks of `loop` raise."""
        loop.set_exception_handler(self._on_loop_exception)

    def take(self, error: BaseException) -> None:
        """Deal with an error in its one of three ways."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError):
            self.told.emit(str(error))
            return
        text = "".join(traceback.format_exception(error))
        self._report(_cause(error), f"{type(error).__name__}: {error}", text)

    def _report(self, cause: str, summary: str, details: str) -> None:
        log.error("%s", details.rstrip())
        if cause in self._seen:
            return
        self._seen.add(cause)
        messages = "\n".join(self._messages)
        parts = [about_this_machine(), details.rstrip(), f"Qt said:\n{messages}" if messages else ""]
        self.reported.emit(Report(cause, summary, "\n\n".join(part for part in parts if part)))

    def _on_exception(self, kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        if not isinstance(error, Exception):  # Ctrl+C and SystemExit keep their meaning
            self._before[0](kind, error, tb)
            return
        self.take(error)

    def _on_thread_exception(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.take(what.exc_value)

    def _on_loop_exception(self, loop: "AbstractEventLoop", context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is None:
            self._report(context["message"], context["message"], str(context))
        else:
            self.take(error)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            return
        self._messages.append(text)
        if kind is QtMsgType.QtWarningMsg:  # Qt warns of much that a user never sees: kept for a report, no report
            log.warning("Qt: %s", text)
            return
        self._report(f"Qt: {text}", text, f"Qt: {text}")


class FaultFile:
    """The file that receives the stacks of all threads should the interpreter itself crash.

    Each process has its own, removed when it ends well; what a crashed one left is `earlier`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"crash-{os.getpid()}.txt"
        self._file: IO[bytes] | None = None

    def open(self) -> None:
        """Start to watch this process."""
        self._file = self._path.open("wb")
        faulthandler.enable(self._file)

    def close(self) -> None:
        """The process ends well: stop watching and remove the file."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None

    def earlier(self) -> str:
        """Return what earlier processes left when they crashed, and remove it; empty when none did."""
        import psutil  # 20 ms, wanted only once the window is up

        stacks = []
        for path in sorted(self._folder.glob("crash-*.txt")):
            number = path.stem.partition("-")[2]
            if path == self._path or (number.isdigit() and psutil.pid_exists(int(number))):
                continue
            stacks.append(path.read_text(encoding="utf-8", errors="replace").strip())
            path.unlink(missing_ok=True)
        return "\n\n".join(stack for stack in stacks if stack)
