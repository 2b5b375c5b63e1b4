"""The palette finds by a few letters and does the marked line."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.command_palette import Command, CommandPalette, best, score

done: list[str] = []


def command(title: str, words: str = "") -> Command:
    return Command(title, "Action", lambda: done.append(title), words=words)


COMMANDS = [
    command("ViT", "An Image is Worth 16x16 Words Dosovitskiy"),
    command("Rollout"),
    command("Attention maps"),
    command("Rotate left", "rotate left"),
    command("Show code"),
]


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[CommandPalette]:
    done.clear()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    palette = CommandPalette(COMMANDS, window)
    palette.open_over(palette.search)
    yield palette
    window.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ro", "Rollout"),
        ("left", "Rotate left"),
        ("dosov", "ViT"),
        ("maps att", "Attention maps"),
        ("shc", "Show code"),
    ],
)
def test_the_best_comes_first(typed: str, first: str) -> None:
    assert best(typed, COMMANDS)[0].title == first


def test_starts_beat_middles_and_nothing_is_found_by_other_letters() -> None:
    ranks = [
        score("att", COMMANDS[2]),
        score("maps", COMMANDS[2]),
        score("aps", COMMANDS[2]),
        score("amp", COMMANDS[2]),
    ]
    assert ranks == [4, 3, 2, 1]
    assert score("xyz", COMMANDS[2]) is None


def test_everything_is_offered_before_typing(palette: CommandPalette) -> None:
    assert palette.list.count() == len(COMMANDS)


def test_return_does_the_marked_line(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.search, "ro")
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert done == ["Rotate left"]
    assert palette.isHidden()


def test_a_click_does_its_line(qtbot: QtBot, palette: CommandPalette) -> None:
    place = palette.list.visualItemRect(palette.list.item(1)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["Rollout"]


def test_nothing_found_is_said_and_return_does_nothing(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.search, "xyz")
    assert palette.empty.isVisible()
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()
