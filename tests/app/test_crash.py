"""Whatever goes wrong anywhere ends in one reporter, once per cause, and the program lives on."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.crash import FaultFile, Report, Reporter
from engine.errors import Cancelled, UserError


@pytest.fixture
def reporter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reporter]:
    monkeypatch.setattr("app.crash.log.disabled", True)
    reporter = Reporter()
    reporter.install()
    yield reporter
    reporter.uninstall()


@pytest.fixture
def reports(reporter: Reporter) -> list[Report]:
    """What was reported so far."""
    found: list[Report] = []
    reporter.reported.connect(found.append)
    return found


def divide(number: int) -> float:
    return 1 / number


def raised(number: int = 0) -> Exception:
    try:
        divide(number)
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_a_bug_is_reported_once_per_cause(reporter: Reporter, reports: list[Report]) -> None:
    reporter.take(raised())
    reporter.take(raised())
    reporter.take(ValueError("another"))
    assert [report.summary for report in reports] == ["ZeroDivisionError: division by zero", "ValueError: another"]
    assert "return 1 / number" in reports[0].text
    assert "Python" in reports[0].text


def test_a_user_error_is_a_sentence_and_a_cancel_is_silence(reporter: Reporter, reports: list[Report]) -> None:
    told: list[str] = []
    reporter.told.connect(told.append)
    reporter.take(UserError("There is no file x.png.", "Check its name."))
    reporter.take(Cancelled())
    assert told == ["There is no file x.png. Check its name."]
    assert reports == []


def test_an_exception_in_a_slot(qtbot: QtBot, reporter: Reporter, reports: list[Report]) -> None:
    class Source(QObject):
        rung = Signal()

    source = Source()
    source.rung.connect(lambda: divide(0))
    with capture_exceptions() as seen:  # pytest-qt's own hook stands in front of ours inside a test
        source.rung.emit()
    for kind, error, tb in seen:
        reporter._on_exception(kind, error, tb)
    assert [report.summary for report in reports] == ["ZeroDivisionError: division by zero"]


def test_an_exception_in_a_thread(qtbot: QtBot, reporter: Reporter, reports: list[Report]) -> None:
    thread = threading.Thread(target=divide, args=(0,))
    with qtbot.waitSignal(reporter.reported):
        thread.start()
    thread.join()
    assert reports[0].cause.startswith("ZeroDivisionError at ")


def test_an_exception_in_a_task(reporter: Reporter, reports: list[Report]) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        reporter.watch(loop)
        loop.call_soon(divide, 0)
        loop.call_exception_handler({"message": "a task was lost"})
        await asyncio.sleep(0)

    asyncio.run(main())
    assert sorted(report.summary for report in reports) == ["ZeroDivisionError: division by zero", "a task was lost"]


def test_qt_warnings_are_kept_for_a_report_and_errors_reported(
    reporter: Reporter, reports: list[Report], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.crash.log.disabled", False)
    reporter._on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "a font is missing")
    assert reports == []
    assert "a font is missing" in caplog.text
    reporter._on_qt_message(QtMsgType.QtCriticalMsg, QMessageLogContext(), "no more handles")
    assert reports[0].summary == "no more handles"
    assert "a font is missing" in reports[0].text


def test_the_handlers_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    reporter = Reporter()
    reporter.install()
    assert sys.excepthook != before[0]
    reporter.uninstall()
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


CRASH = """
import faulthandler, sys
from pathlib import Path
from app.crash import FaultFile
file = FaultFile(Path(sys.argv[1]))
file.open()
if sys.argv[2] == "crash":
    faulthandler._sigabrt()
file.close()
"""


@pytest.mark.parametrize(("end", "is_left"), [("crash", True), ("well", False)])
def test_a_crash_of_the_interpreter_is_offered_at_the_next_start(tmp_path: Path, end: str, is_left: bool) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(tmp_path), end], capture_output=True, check=not is_left)
    file = FaultFile(tmp_path)
    file.open()
    earlier = file.earlier()
    assert ("Fatal Python error: Aborted" in earlier) is is_left
    assert file.earlier() == ""
    file.close()
    assert list(tmp_path.iterdir()) == []


def test_a_running_process_keeps_its_file(tmp_path: Path) -> None:
    other = tmp_path / f"crash-{os.getppid()}.txt"
    other.write_text("not yet over")
    assert FaultFile(tmp_path).earlier() == ""
    assert other.exists()
