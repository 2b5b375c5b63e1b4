"""Every test runs offscreen, offline, on the CPU, in folders of its own, and leaves nothing behind."""

import ipaddress
import logging
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Read by Qt and torch when they are imported, so set before anything else is.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# One cache for the whole run: the packaged weights are converted once.
_CACHE = tempfile.TemporaryDirectory(prefix="paperscope-cache-")
os.environ["PAPERSCOPE_CACHE"] = _CACHE.name

import pytest

from tests import leaks

leaks.watch()


def _is_local(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    return host in ("", "localhost") or ipaddress.ip_address(host).is_loopback


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def local_connect(self: socket.socket, address: Any) -> None:
        if not _is_local(self.family, address):
            raise AssertionError(f"a test tried to reach the network: {address}")
        connect(self, address)

    def local_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in (None, "", "localhost", "127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to look up {host!r}")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_connect)
        patch.setattr(socket, "getaddrinfo", local_look_up)
        yield


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a fresh folder for settings and crash reports."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("PAPERSCOPE_CONFIG", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window, and name it."""
    threads, tops = set(threading.enumerate()), leaks.windows()
    yield
    leaks.empty_clipboard()
    left = leaks.leaks(threads, tops)
    if left:
        pytest.fail("the test left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which a warning or an error was logged, unless it looks at the log itself."""
    yield
    if "caplog" in request.node.function.__code__.co_varnames:
        return
    unexpected = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    if unexpected:
        pytest.fail("logged: " + "; ".join(record.getMessage() for record in unexpected), pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that visit every panel: the longest of all, they leave the rest to the other process."""
    items.sort(key=lambda item: item.path.name != "test_end_to_end.py")
