"""Pictures of a video arrive one after another, no faster than they are used."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.live import Live
from engine.images import Picture

FRAMES = 5


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (64, 48))
    for number in range(FRAMES):
        writer.write(np.full((48, 64, 3), 40 * number, np.uint8))
    writer.release()
    return path


class Panel:
    """Says whether it still works on the last picture."""

    busy = False

    def __call__(self) -> bool:
        return self.busy


@pytest.fixture
def panel() -> Panel:
    return Panel()


@pytest.fixture
def live(qtbot: QtBot, panel: Panel) -> Iterator[Live]:
    live = Live(panel)
    yield live
    live.close()


def test_a_video_is_shown_to_its_end(qtbot: QtBot, live: Live, video: Path) -> None:
    seen: list[Picture] = []
    live.arrived.connect(seen.append)
    with qtbot.waitSignal(live.ended):
        live.start(video)
        assert live.running
    assert [int(picture.pixels.mean() / 40 + 0.5) for picture in seen] == list(range(FRAMES))
    assert not live.running


def test_it_waits_for_a_busy_panel(qtbot: QtBot, live: Live, panel: Panel, video: Path) -> None:
    seen: list[Picture] = []

    def keep(picture: Picture) -> None:
        seen.append(picture)
        panel.busy = True

    live.arrived.connect(keep)
    with qtbot.waitSignal(live.arrived):
        live.start(video)
    for _ in range(3):  # the clock goes on, the panel does not
        with qtbot.waitSignal(live._timer.timeout):
            pass
    assert len(seen) == 1
    panel.busy = False
    with qtbot.waitSignal(live.arrived):
        pass
    assert len(seen) == 2


def test_stopped_it_is_silent(qtbot: QtBot, live: Live, video: Path) -> None:
    with qtbot.waitSignal(live.arrived):
        live.start(video)
    with qtbot.waitSignal(live.ended):
        live.stop()
    with qtbot.assertNotEmitted(live.arrived, wait=50):
        live.stop()


def test_stopped_before_it_was_open(qtbot: QtBot, live: Live, video: Path) -> None:
    with qtbot.assertNotEmitted(live.arrived, wait=100):
        live.start(video)
        live.stop()


@pytest.mark.parametrize("name", ["missing.mp4", "broken.mp4"])
def test_what_is_no_video_is_said(qtbot: QtBot, live: Live, tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    with qtbot.waitSignal(live.ended), qtbot.waitSignal(live.told) as told:
        live.start(tmp_path / name)
    sentence, failed = told.args
    assert name in sentence
    assert failed
