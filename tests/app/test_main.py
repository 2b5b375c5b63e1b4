"""`python -m app` says in one line when it cannot open a window, and tours instead where there is no display."""

import sys
from pathlib import Path

import pytest

from app import __main__ as program
from app import startup, tour
from app.options import Options


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, Options]]:
    """What would have been started: ("window" or "tour", options)."""
    begun: list[tuple[str, Options]] = []

    def start(what: str, options: Options) -> int:
        begun.append((what, options))
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["app"])
    monkeypatch.setattr(startup, "run", lambda options: start("window", options))
    monkeypatch.setattr(tour, "run", lambda options: start("tour", options))
    monkeypatch.setattr(program, "missing_packages", lambda platform, environ: ())
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return begun


def test_a_window_where_there_is_a_display(
    started: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert program.main() == 0
    assert started == [("window", Options())]
    assert capsys.readouterr().out == ""


def test_a_tour_where_there_is_none(
    started: list[tuple[str, Options]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main() == 0
    assert started == [("tour", Options(tour=tmp_path / "tour"))]
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "No display" in said
    assert str(tmp_path / "tour") in said


def test_a_tour_that_was_asked_for_needs_no_display_and_no_words(
    started: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["app", "--tour", "out"])
    assert program.main() == 0
    assert started == [("tour", Options(tour=Path("out")))]
    assert capsys.readouterr().out == ""


def test_missing_libraries_are_named_in_one_line(
    started: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "missing_packages", lambda platform, environ: ("libxcb-icccm4", "libxcb-cursor0"))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert program.main() == 1
    assert started == []
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt install libxcb-icccm4 libxcb-cursor0" in said
