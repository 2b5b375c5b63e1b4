"""The card explains the experiment in front, and says whether the claim holds on this picture."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.card import Card
from app.i18n import LanguageSwitch
from engine.frames import CheckFrame
from engine.notes import load_notes
from engine.papers import find_experiment
from widgets.theme import DARK, LIGHT, apply_theme

DISTANCE = find_experiment("vit.attention_distance")


@pytest.fixture
def card(qtbot: QtBot, language: LanguageSwitch) -> Iterator[Card]:
    window = QWidget()
    qtbot.addWidget(window)
    card = Card(Actions(window), language, window)
    window.resize(300, 900)
    card.resize(card.width(), 900)
    with qtbot.waitExposed(window):
        window.show()
    yield card
    window.close()


def check(holds: bool) -> CheckFrame:
    return CheckFrame(claim="Some heads attend globally.", measured="4 of 12 heads <look> far.", holds=holds)


def test_it_says_what_the_notes_say(card: Card) -> None:
    note = load_notes("vit").of(DISTANCE.id)
    card.show_experiment(DISTANCE)
    assert card.looking.body.text() == note.looking
    assert card.formula.body.text() == note.formula
    assert card.recreates.body.text() == note.recreates
    assert all(item.split(":")[0] in card.tries.body.text() for item in note.tries)
    assert card.claim.body.text() == note.claim
    assert "arxiv.org/abs/2010.11929" in card.paper.body.text()


def test_it_speaks_chinese(qtbot: QtBot, card: Card, language: LanguageSwitch) -> None:
    card.show_experiment(DISTANCE)
    language.use("zh_CN")
    qtbot.waitUntil(lambda: card.looking.body.text() == load_notes("vit", "zh_CN").of(DISTANCE.id).looking)


@pytest.mark.parametrize(("holds", "sign", "words"), [(True, "✓", "holds here"), (False, "✗", "does not hold here")])
def test_the_verdict(card: Card, holds: bool, sign: str, words: str) -> None:
    card.show_experiment(DISTANCE)
    assert not card.verdict.isVisible()
    card.show_check(check(holds))
    assert card.verdict.isVisible()
    assert f"{sign} {words}" in card.verdict.text()
    assert card.verdict.accessibleName() == f"{words}: 4 of 12 heads <look> far."
    assert "&lt;look&gt;" in card.verdict.text()
    card.show_check(None)
    assert not card.verdict.isVisible()


def test_another_experiment_forgets_the_verdict(card: Card) -> None:
    card.show_experiment(DISTANCE)
    card.show_check(check(True))
    card.show_experiment(find_experiment("vit.rollout"))
    assert not card.verdict.isVisible()


def test_colours_follow_the_theme(card: Card, qapp: QApplication) -> None:
    card.show_experiment(DISTANCE)
    card.show_check(check(True))
    apply_theme(qapp, DARK)
    assert DARK.good in card.verdict.text()
    apply_theme(qapp, LIGHT)
    assert LIGHT.good in card.verdict.text()
    assert LIGHT.accent in card.paper.body.text()
    apply_theme(qapp, DARK)


def test_code_and_command_are_at_hand(card: Card) -> None:
    assert [button.text() for button in card.findChildren(QPushButton)] == ["Show code", "Copy as command"]
