"""Pictures are read in the background, the last wish wins, and what cannot be read is said."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings import Settings
from app.shelf import KEPT_IN_MEMORY, Shelf
from app.thumbnails import SIZE, thumbnail
from app.worker import Worker
from engine.images import picture_from_array


@pytest.fixture
def empty() -> Session:
    return Session()


@pytest.fixture
def shelf(qtbot: QtBot, empty: Session, settings: Settings) -> Iterator[Shelf]:
    shelf = Shelf(empty, settings)
    yield shelf
    shelf.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "pictures" / f"{number}.png" for number in range(3)]
    paths[0].parent.mkdir()
    for number, path in enumerate(paths):
        Image.new("RGB", (40 + number, 30), (number, 0, 0)).save(path)
    return paths


def picture(width: int = 60, height: int = 40, colour: int = 0) -> object:
    return picture_from_array(np.full((height, width, 3), colour, np.uint8), f"{width}")


def test_the_first_start_shows_a_sample(qtbot: QtBot, shelf: Shelf, empty: Session) -> None:
    with qtbot.waitSignal(empty.picture_changed):
        shelf.choose_last()
    assert empty.state.picture is not None
    assert shelf.chosen == shelf.items[0].key == "sample:coffee"


def test_the_last_picture_comes_back(
    qtbot: QtBot, shelf: Shelf, empty: Session, settings: Settings, files: list[Path]
) -> None:
    with qtbot.waitSignal(empty.picture_changed):
        shelf.open_file(files[1])
    again = Shelf(Session(), settings)
    again.choose_last()
    assert again.chosen == f"file:{files[1]}"
    again.close()


def test_of_many_wishes_the_last_wins(qtbot: QtBot, shelf: Shelf, empty: Session, files: list[Path]) -> None:
    seen: list[str] = []
    empty.picture_changed.connect(lambda found: seen.append(found.name))
    for path in [*files, *files]:
        shelf.open_file(path)
    with qtbot.waitSignal(empty.picture_changed):
        shelf.choose("sample:rocket")
    assert seen == ["rocket.jpg"]
    assert shelf.chosen == "sample:rocket"


def test_a_bad_file_is_said_and_the_picture_stays(
    qtbot: QtBot, shelf: Shelf, empty: Session, settings: Settings, tmp_path: Path
) -> None:
    with qtbot.waitSignal(empty.picture_changed):
        shelf.choose("sample:coffee")
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture at all")
    with qtbot.waitSignal(shelf.told) as told:
        shelf.open_file(bad)
    sentence, failed = told.args
    assert "bad.png" in sentence
    assert failed
    assert shelf.chosen == "sample:coffee"
    assert bad not in settings.recent


def test_a_bad_file_at_the_start_falls_back_to_a_sample(
    qtbot: QtBot, shelf: Shelf, empty: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignals([shelf.told, empty.picture_changed]):
        shelf.open_file(tmp_path / "missing.png")
    assert shelf.chosen == "sample:coffee"


def test_a_good_file_becomes_recent_once(qtbot: QtBot, shelf: Shelf, empty: Session, files: list[Path]) -> None:
    for path in (files[0], files[1], files[0]):
        with qtbot.waitSignal(empty.picture_changed):
            shelf.open_file(path)
    keys = [item.key for item in shelf.items]
    assert keys[:2] == [f"file:{files[0]}", f"file:{files[1]}"]
    assert len(keys) == len(set(keys))


def test_several_files_at_once(qtbot: QtBot, shelf: Shelf, empty: Session, files: list[Path]) -> None:
    with qtbot.waitSignal(empty.picture_changed):
        shelf.add_files(files)
    assert [item.path for item in shelf.items[:3]] == files
    assert empty.state.picture is not None
    assert empty.state.picture.name == "0.png"


def test_a_folder_comes_and_goes(qtbot: QtBot, shelf: Shelf, empty: Session, files: list[Path]) -> None:
    with qtbot.waitSignals([empty.folder_changed, empty.picture_changed]):
        shelf.open_folder(files[0].parent)
    assert empty.state.folder == files[0].parent
    assert [item.group for item in shelf.items[:3]] == ["folder"] * 3
    shelf.leave_folder()
    assert empty.state.folder is None
    assert all(item.group == "sample" for item in shelf.items)


def test_a_folder_without_pictures_is_said(qtbot: QtBot, shelf: Shelf, empty: Session, tmp_path: Path) -> None:
    with qtbot.waitSignal(shelf.told) as told:
        shelf.open_folder(tmp_path)
    assert "holds no picture" in told.args[0]
    assert empty.state.folder is None


def test_a_made_picture_is_kept_and_shown(qtbot: QtBot, shelf: Shelf, empty: Session) -> None:
    for number in range(KEPT_IN_MEMORY + 2):
        with qtbot.waitSignal(empty.picture_changed):
            shelf.make(lambda number=number: picture(60, 40, number))  # type: ignore[misc, return-value]
    own = [item for item in shelf.items if item.group == "own"]
    assert len(own) == KEPT_IN_MEMORY
    assert shelf.chosen == own[0].key
    assert empty.state.picture is own[0].picture


def test_a_second_picture_and_back(qtbot: QtBot, shelf: Shelf, empty: Session) -> None:
    with qtbot.waitSignal(empty.second_changed):
        shelf.choose_second("sample:cat")
    assert empty.state.second is not None
    shelf.choose_second("sample:cat")
    assert empty.state.second is None
    assert shelf.second == ""


def test_thumbnails_arrive_once(qtbot: QtBot, shelf: Shelf) -> None:
    assert shelf.thumbnail("sample:cat") is None
    with qtbot.waitSignal(shelf.thumbnail_made) as made:
        assert shelf.thumbnail("sample:cat") is None
    assert made.args == ["sample:cat"]
    found = shelf.thumbnail("sample:cat")
    assert found is not None
    assert found.deviceIndependentSize().toSize() == SIZE


def test_a_picture_that_cannot_be_read_keeps_an_empty_frame(qtbot: QtBot, shelf: Shelf, files: list[Path]) -> None:
    shelf.add_files(files)
    files[1].write_bytes(b"damaged")
    shelf.thumbnail(f"file:{files[1]}")
    with qtbot.waitSignal(shelf.thumbnail_made):  # of the next one: the line goes on
        shelf.thumbnail(f"file:{files[2]}")
    assert shelf.thumbnail(f"file:{files[1]}") is None


def test_a_thumbnail_is_the_middle() -> None:
    pixels = np.zeros((2000, 9000, 3), np.uint8)
    pixels[:, 3000:6000] = (250, 10, 10)
    small = thumbnail(picture_from_array(pixels, "wide"))
    assert small.size() == SIZE * 2
    assert small.pixelColor(4, 4) == small.pixelColor(139, 90) == QColor(250, 10, 10)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (3, 2)])
def test_thumbnails_of_odd_shapes(shape: tuple[int, int]) -> None:
    small = thumbnail(picture_from_array(np.zeros((*shape, 3), np.uint8), "odd"))
    assert small.size() == QSize(SIZE * 2)


def test_a_worker_keeps_order_and_hands_errors_over(qtbot: QtBot) -> None:
    worker = Worker("test")
    seen: list[object] = []
    worker.do(lambda: 1, seen.append, seen.append)
    worker.do(lambda: 1 // 0, seen.append, lambda error: seen.append(type(error)))
    worker.do(lambda: 2, seen.append, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [1, ZeroDivisionError, 2]
    worker.close()


def test_a_closed_worker_drops_what_waits(qtbot: QtBot) -> None:
    worker = Worker("test")
    begun, go = Event(), Event()
    done: list[int] = []

    def slow() -> int:
        begun.set()
        assert go.wait(10)
        return 1

    worker.do(slow, done.append, lambda error: None)
    worker.do(lambda: 2, done.append, lambda error: None)
    assert begun.wait(10)
    go.set()
    worker.close()
    worker.do(lambda: 3, done.append, lambda error: None)
    qtbot.wait(0)
    assert done == []


def test_pictures_of_the_world_come_back(qtbot: QtBot, shelf: Shelf, empty: Session, settings: Settings) -> None:
    word = "world:composite:0:1:48"
    for _ in range(2):  # the second time it is no other
        with qtbot.waitSignal(shelf.chosen_changed):
            shelf.open_word(word)
    qtbot.waitUntil(lambda: settings.picture == word)
    assert [item.key for item in shelf.items].count(word) == 1
    again = Shelf(Session(), settings)
    with qtbot.waitSignal(again._session.picture_changed):
        again.choose_last()
    assert again.chosen == word
    again.close()


def test_a_word_may_be_a_file_of_the_folder_or_another(
    qtbot: QtBot, shelf: Shelf, empty: Session, files: list[Path], settings: Settings
) -> None:
    with qtbot.waitSignal(empty.picture_changed):
        shelf.open_word(str(files[2]))
    assert shelf.chosen == f"file:{files[2]}"
    with qtbot.waitSignal(empty.picture_changed):
        shelf.open_folder(files[0].parent)
    recent = settings.recent
    with qtbot.waitSignal(empty.picture_changed):
        shelf.open_word(str(files[1]))
    assert shelf.chosen == f"file:{files[1]}"
    assert settings.recent == recent  # it is on the shelf anyway


def test_a_picture_that_the_world_has_no_more_gives_way_to_a_sample(
    qtbot: QtBot, shelf: Shelf, empty: Session, settings: Settings
) -> None:
    settings.picture = "world:gone"
    with qtbot.waitSignals([shelf.told, empty.picture_changed]):
        shelf.choose_last()
    assert shelf.chosen == "sample:coffee"
