"""Going back through the last frames of a run, within bounded memory."""

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QToolButton
from pytestqt.qtbot import QtBot

from app.history import History
from app.scrubber import Scrubber
from engine.frames import Frame, HeatFrame, MetricFrame
from tests.app.conftest import PATIENCE_MS


def heat(step: int, side: int = 4) -> HeatFrame:
    return HeatFrame(slot="heat", step=step, values=np.full((side, side), step))


def metric(step: int) -> MetricFrame:
    return MetricFrame(slot="loss", step=step, name="loss", value=1 / (1 + step))


def steps(frames: Mapping[str, Frame]) -> dict[str, int]:
    return {slot: frame.step for slot, frame in frames.items()}


def history_of(*frames: Frame) -> History:
    history = History()
    for frame in frames:
        history.add(frame)
    return history


class Seen:
    """Keeps what a scrubber shows."""

    def __init__(self, scrubber: Scrubber) -> None:
        self.moments: list[dict[str, int]] = []
        scrubber.moved.connect(self.on_moved)

    def on_moved(self, frames: Mapping[str, Frame]) -> None:
        self.moments.append(steps(frames))


@pytest.fixture
def scrubber(qtbot: QtBot) -> Scrubber:
    scrubber = Scrubber()
    qtbot.addWidget(scrubber)
    return scrubber


def slider(scrubber: Scrubber) -> QSlider:
    found: QSlider = scrubber.findChild(QSlider)
    return found


def test_a_moment_shows_the_newest_frame_of_every_slot() -> None:
    history = history_of(heat(0), metric(0), metric(1), metric(2), heat(2))
    assert len(history) == 3
    assert [steps(history.at(index)) for index in range(3)] == [
        {"heat": 0, "loss": 0},
        {"heat": 0, "loss": 1},
        {"heat": 2, "loss": 2},
    ]


def test_a_second_frame_of_a_step_replaces_the_first() -> None:
    history = history_of(heat(3, side=4), heat(3, side=8))
    assert history.nbytes == heat(3, side=8).nbytes()
    assert len(history) == 1


def test_memory_is_bounded_and_the_whole_run_stays_covered() -> None:
    one = heat(0).nbytes()
    history = History(limit_bytes=10 * one)
    for step in range(100):
        if step == 1:
            history.add(MetricFrame(slot="once", step=1, name="once", value=1.0))
        history.add(heat(step))
        assert history.nbytes <= 10 * one
    kept = [history.step(index) for index in range(len(history))]
    assert kept[0] == 0
    assert kept[-1] == 99
    assert max(b - a for a, b in itertools.pairwise(kept)) <= 100 / len(kept) * 2
    assert steps(history.at(len(history) - 1)) == {"once": 1, "heat": 99}


def test_a_cut_forgets_what_came_after() -> None:
    history = history_of(metric(0), metric(5), metric(9))
    history.cut(6)
    assert [history.step(index) for index in range(len(history))] == [0, 5]
    assert history.nbytes == metric(0).nbytes() + metric(5).nbytes()


def test_it_is_live_at_its_right_end_and_still_anywhere_else(scrubber: Scrubber) -> None:
    assert all(scrubber.add(metric(step)) for step in range(5))
    slider(scrubber).setValue(2)
    assert not scrubber.live
    assert not scrubber.add(metric(5))
    assert slider(scrubber).value() == 2
    slider(scrubber).setValue(slider(scrubber).maximum())
    assert scrubber.add(metric(6))


def test_dragging_and_arrow_keys_show_the_moment(scrubber: Scrubber, qtbot: QtBot) -> None:
    for step in range(5):
        scrubber.add(metric(step))
    seen = Seen(scrubber)
    slider(scrubber).setValue(1)
    qtbot.keyClick(slider(scrubber), Qt.Key.Key_Right)
    qtbot.keyClick(slider(scrubber), Qt.Key.Key_Left)
    assert seen.moments == [{"loss": 1}, {"loss": 2}, {"loss": 1}]


def test_it_stays_about_where_it_is_while_moments_go(scrubber: Scrubber) -> None:
    scrubber.history = History(limit_bytes=10 * heat(0).nbytes())
    for step in range(10):
        scrubber.add(heat(step))
    slider(scrubber).setValue(5)
    for step in range(10, 13):
        scrubber.add(heat(step))
    assert abs(scrubber.history.step(slider(scrubber).value()) - 5) <= 1


def test_a_branch_is_live_again_at_its_step(scrubber: Scrubber) -> None:
    for step in range(5):
        scrubber.add(metric(step))
    slider(scrubber).setValue(2)
    assert scrubber.step == 2
    scrubber.branch(3)
    assert scrubber.live
    assert scrubber.step == 3


def test_a_recording_plays_from_its_start_to_its_end(scrubber: Scrubber, qtbot: QtBot) -> None:
    seen = Seen(scrubber)
    scrubber.load(history_of(heat(0), *(metric(step) for step in range(4))))
    scrubber.findChild(QToolButton).click()
    assert scrubber.playing
    qtbot.waitUntil(lambda: not scrubber.playing, timeout=PATIENCE_MS)
    assert seen.moments == [{"heat": 0, "loss": step} for step in range(4)]


def test_playing_stops_at_a_second_press(scrubber: Scrubber, qtbot: QtBot) -> None:
    scrubber.load(history_of(*(metric(step) for step in range(1000))))
    button = scrubber.findChild(QToolButton)
    button.click()
    button.click()
    assert not scrubber.playing


def test_a_still_needs_no_scrubber(scrubber: Scrubber) -> None:
    scrubber.start()
    scrubber.add(heat(0))
    scrubber.add(metric(0))
    scrubber.finish()
    assert scrubber.isHidden()
    scrubber.add(metric(1))
    assert not scrubber.isHidden()
    scrubber.clear()
    assert scrubber.isHidden()
    assert len(scrubber.history) == 0
