"""The guards of conftest.py catch what they are there to catch."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import leaks


def test_network_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="network"):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match=r"example\.org"):
        socket.create_connection(("example.org", 80))


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_leaked_thread_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "THREAD_GRACE_S", 0.01)
    before, leave = set(threading.enumerate()), threading.Event()
    thread = threading.Thread(target=leave.wait, name="forgotten")
    thread.start()
    found = leaks.leaks(before, leaks.windows())
    leave.set()
    thread.join()
    assert len(found) == 1
    assert "'forgotten' started at tests/test_conftest.py" in found[0]


def test_leaked_timer_is_named_and_stopped(qtbot: QtBot) -> None:
    timer = QTimer()
    timer.start(60_000)
    found = leaks.leaks(set(threading.enumerate()), leaks.windows())
    assert len(found) == 1
    assert "60000 ms started at tests/test_conftest.py" in found[0]
    assert not timer.isActive()


def test_leaked_window_is_named_and_removed(qtbot: QtBot) -> None:
    before = leaks.windows()
    window = QWidget(objectName="forgotten")
    found = leaks.leaks(set(threading.enumerate()), before)
    assert found == ["window QWidget 'forgotten'"]
    assert leaks.leaks(set(threading.enumerate()), before) == []
    del window


def test_window_in_a_reference_cycle_is_no_leak(qtbot: QtBot) -> None:
    before = leaks.windows()
    window = QWidget()
    window.itself = window  # type: ignore[attr-defined]
    del window
    assert leaks.leaks(set(threading.enumerate()), before) == []


def test_qt_warning_fails_a_test(tmp_path: Path) -> None:
    test = tmp_path / "test_warning.py"
    test.write_text("from PySide6.QtCore import qWarning\ndef test_it(qtbot): qWarning('not meant')\n")
    command = [sys.executable, "-m", "pytest", "-c", str(leaks.ROOT / "pyproject.toml"), str(test)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert "not meant" in done.stdout


def test_settings_are_this_tests_own(own_settings: Path) -> None:
    assert list(own_settings.iterdir()) == []
