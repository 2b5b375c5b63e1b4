"""The progress bar: for a terminal alone, one line that leaves nothing behind."""

import io

import pytest

from engine.cli import progress
from engine.cli.progress import ProgressBar, progress_line


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: moment[0])
    return moment


def test_nothing_is_drawn_where_the_output_goes_to_a_file() -> None:
    stream = io.StringIO()
    bar = ProgressBar(stream)
    bar.show(1, 2)
    bar.clear()
    assert stream.getvalue() == ""


def test_the_line_is_drawn_over_itself_and_taken_away(now: list[float]) -> None:
    stream = _Terminal()
    bar = ProgressBar(stream)
    bar.show(1, 4, "a long label")
    now[0] += 1
    bar.show(2, 4, "short")
    bar.clear()
    first, second, blank, _ = stream.getvalue().split("\r")[1:]
    assert len(first) == len(second)
    assert len(blank) == len(second.rstrip())
    assert blank.strip() == ""
    assert "\n" not in stream.getvalue()


def test_it_is_not_drawn_more_often_than_eyes_can_follow_but_at_the_end(now: list[float]) -> None:
    stream = _Terminal()
    bar = ProgressBar(stream)
    for done in range(1, 101):
        now[0] += 0.001
        bar.show(done, 100)
    drawn = stream.getvalue().split("\r")[1:]
    assert len(drawn) < 5
    assert "100%" in drawn[-1]


def test_the_line_has_share_label_and_time_left() -> None:
    assert progress_line(1, 4, "layer 3", 10.0) == "███████" + "░" * 21 + "  25% layer 3 · 30 s left"
    assert progress_line(4, 4, "", 10.0) == "█" * 28 + " 100%"
    assert progress_line(7, 0, "pictures", 3.2) == "7 pictures · 3 s"
