"""The rail lists what works, finds it, and opens it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.i18n import LanguageSwitch
from app.rail import Rail, entries
from app.rail_delegate import ENTRY_ROLE, Entry
from engine.papers import PAPERS as REGISTERED
from engine.papers import find_paper

VIT = find_paper("vit")
OLDER = replace(VIT, id="older", short="Older", title="An Older Paper", authors="A. Turing", year=1950)
GAN = replace(VIT, id="gan", short="GAN", title="Generative Nets", family="Generative", year=2014, experiments=())
PAPERS = (VIT, GAN, OLDER)


def ids(found: Iterator[Entry]) -> list[str]:
    return [entry.id or entry.text for entry in found]


def test_families_in_order_and_papers_by_year() -> None:
    assert ids(entries(PAPERS, "", "")) == ["Generative", "gan", "Vision transformers", "older", "vit"]


def test_the_open_paper_lists_its_experiments() -> None:
    listed = ids(entries((VIT,), "", "vit"))
    assert listed == ["Vision transformers", "vit", *(item.id for item in VIT.experiments)]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("turing", ["Vision transformers", "older"]),
        ("2014", ["Generative", "gan"]),
        ("rollout dosov", ["Vision transformers", "vit", "vit.rollout"]),
        ("nothing like it", []),
    ],
)
def test_search(search: str, expected: list[str]) -> None:
    assert ids(entries(PAPERS, search, "vit")) == expected


def test_search_works_in_both_languages(language: LanguageSwitch) -> None:
    language.use("zh_CN")
    assert "vit.robustness" in ids(entries((VIT,), "鲁棒性", ""))
    assert "vit.robustness" in ids(entries((VIT,), "robustness", ""))


@pytest.fixture
def rail(qtbot: QtBot) -> Iterator[Rail]:
    window = QWidget()
    qtbot.addWidget(window)
    rail = Rail(Actions(window), window)
    rail.set_papers((VIT, GAN))
    rail.resize(226, 600)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield rail
    window.close()


def shown(rail: Rail) -> list[Entry]:
    return [rail.list.item(row).data(ENTRY_ROLE) for row in range(rail.list.count())]


def test_return_opens_the_first_hit(qtbot: QtBot, rail: Rail) -> None:
    rail.search.setFocus()
    qtbot.keyClicks(rail.search, "rollout")
    with qtbot.waitSignal(rail.opened) as opened:
        qtbot.keyClick(rail.search, Qt.Key.Key_Return)
    assert opened.args == ["vit.rollout"]
    assert rail.search.text() == ""


def test_down_steps_into_the_list_past_the_families(qtbot: QtBot, rail: Rail) -> None:
    rail.search.setFocus()
    qtbot.keyClick(rail.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rail.list
    assert rail.list.currentItem().data(ENTRY_ROLE).id == "gan"
    qtbot.keyClick(rail.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(rail.opened) as opened:
        qtbot.keyClick(rail.list, Qt.Key.Key_Return)
    assert opened.args == ["vit"]


def test_a_click_opens(qtbot: QtBot, rail: Rail) -> None:
    rail.show_experiment(VIT.experiments[0])
    row = next(row for row, entry in enumerate(shown(rail)) if entry.id == "vit.positions")
    place = rail.list.visualItemRect(rail.list.item(row)).center()
    with qtbot.waitSignal(rail.opened) as opened:
        qtbot.mouseClick(rail.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["vit.positions"]


def test_nothing_found_is_said_and_escape_clears(qtbot: QtBot, rail: Rail) -> None:
    qtbot.keyClicks(rail.search, "xyzzy")
    assert rail.empty.isVisible()
    qtbot.keyClick(rail.search, Qt.Key.Key_Return)
    qtbot.keyClick(rail.search, Qt.Key.Key_Escape)
    assert rail.search.text() == ""
    assert not rail.empty.isVisible()


def test_narrow_it_shows_papers_alone(rail: Rail) -> None:
    rail.show_experiment(VIT.experiments[0])
    rail.set_narrow(True)
    assert [entry.id for entry in shown(rail) if entry.id] == ["gan", "vit"]
    assert rail.width() < 100
    assert not rail.grab().isNull()
    rail.set_narrow(False)
    assert any(entry.kind == "experiment" for entry in shown(rail))
    assert not rail.grab().isNull()


def test_every_paper_says_its_whole_name(rail: Rail) -> None:
    tips = [rail.list.item(row).toolTip() for row in range(rail.list.count())]
    assert any(VIT.title in tip and VIT.authors in tip for tip in tips)


def test_papers_of_this_program_have_families_that_are_listed() -> None:
    listed = ids(entries(REGISTERED, "", ""))
    assert {paper.id for paper in REGISTERED} <= set(listed)
