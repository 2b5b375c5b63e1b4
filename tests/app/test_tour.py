"""What the tour visits, how it waits, and what it says when an experiment fails."""

import asyncio
import gc
import html
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.options import Options
from app.tour import Bell, Stop, WorldStop, index_page, stops, world_stops
from engine.papers import find_paper

EXPERIMENTS = find_paper("vit").experiments


def test_every_experiment_in_both_themes_and_once_in_chinese() -> None:
    files = [stop.file for stop in stops(Options(), EXPERIMENTS)]
    assert len(files) == len(set(files)) == 2 * len(EXPERIMENTS) + 1
    assert {"vit-attention_distance-dark.png", "vit-rollout-light.png"} <= set(files)
    assert files[-1] == "vit-attention_distance-dark-zh_CN.png"


def test_one_theme_and_one_language_when_asked() -> None:
    made = list(stops(Options(theme="light", language="zh_CN"), EXPERIMENTS))
    assert len(made) == len(EXPERIMENTS)
    assert {(stop.theme, stop.language) for stop in made} == {("light", "zh_CN")}


def test_of_the_panel_asked_for_alone() -> None:
    one = EXPERIMENTS[0]
    assert {stop.experiment for stop in stops(Options(panel=one.id), EXPERIMENTS)} == {one}
    of_the_paper = {experiment for experiment in EXPERIMENTS if experiment.paper == one.paper}
    assert {stop.experiment for stop in stops(Options(panel=one.paper), EXPERIMENTS)} == of_the_paper
    assert not list(world_stops(Options(panel=one.paper)))


def test_the_page_shows_every_picture() -> None:
    made = list(stops(Options(), EXPERIMENTS))
    page = index_page(made)
    assert all(f'src="{stop.file}"' in page for stop in made)
    assert all(html.escape(experiment.title) in page for experiment in EXPERIMENTS)


def test_the_world_is_visited_in_both_themes() -> None:
    assert [stop.file for stop in world_stops(Options())] == [
        "world-dark.png",
        "world-composites-dark.png",
        "world-light.png",
        "world-composites-light.png",
    ]
    assert [stop.file for stop in world_stops(Options(theme="light", language="zh_CN"))] == [
        "world-light-zh_CN.png",
        "world-composites-light-zh_CN.png",
    ]
    assert "World: composites" in index_page([WorldStop("composites", "dark", "en")])


def test_names_of_files() -> None:
    assert Stop(EXPERIMENTS[0], "dark", "zh_CN").file == "vit-attention_distance-dark-zh_CN.png"
    assert Path(Stop(EXPERIMENTS[0], "light", "en").file).name == "vit-attention_distance-light.png"


@pytest.fixture
def collected() -> Iterator[None]:
    """Free what a test leaves in cycles on this thread: timers of a QObject must not end on another one."""
    yield
    gc.collect()


class Source(QObject):
    rung = Signal(object)


@pytest.mark.usefixtures("collected")
def test_the_bell_wakes_who_waits_and_gives_up_in_time(qtbot: QtBot, qapp: QApplication) -> None:
    source, rings = Source(), []

    def ring() -> None:
        rings.append(1)
        source.rung.emit(None)

    async def wait() -> tuple[bool, bool]:
        bell = Bell(source.rung)
        timer = QTimer(interval=1)
        timer.timeout.connect(ring)
        timer.start()
        came = await bell.until(lambda: len(rings) >= 3, 10)
        timer.stop()
        return came, await bell.until(lambda: False, 0.01)

    loop = qasync.QEventLoop(qapp)
    try:
        asyncio.set_event_loop(loop)
        assert loop.run_until_complete(wait()) == (True, False)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
