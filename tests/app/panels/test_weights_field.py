"""Choosing weights: what is there, what is not and why, and files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.panels.weights_field import WeightsField
from app.session import Session
from engine.papers.vit import PAPER
from engine.weights.library import WeightsChoice

CHOICES = (
    WeightsChoice("official", "ViT-B/16", "official", False, "Not downloaded."),
    WeightsChoice("small", "ViT-S/14", "packaged", True),
    WeightsChoice("noise", "Random ViT-S/14", "random", True),
)


@pytest.fixture
def field(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> WeightsField:
    monkeypatch.setattr("app.panels.weights_field.choices", lambda names: CHOICES)
    field = WeightsField(PAPER, Session())
    qtbot.addWidget(field)
    return field


def combo(field: WeightsField) -> QComboBox:
    found: QComboBox = field.findChild(QComboBox)
    return found


def choose(field: WeightsField, text: str) -> None:
    index = combo(field).findText(text)
    combo(field).setCurrentIndex(index)
    combo(field).activated.emit(index)


def test_auto_stands_at_the_first_that_is_there(field: WeightsField) -> None:
    assert combo(field).currentText() == "ViT-S/14 (packaged)"


def test_what_is_not_there_cannot_be_chosen_and_says_why(field: WeightsField) -> None:
    item = combo(field).model().index(0, 0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    assert item.data(Qt.ItemDataRole.ToolTipRole) == "Not downloaded."


def test_what_was_downloaded_can_be_chosen_at_once(field: WeightsField, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = (WeightsChoice("official", "ViT-B/16", "official", True), *CHOICES[1:])
    monkeypatch.setattr("app.panels.weights_field.choices", lambda names: arrived)
    field._session.weights_found.emit()
    assert combo(field).model().index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_choice_goes_to_the_session_and_back(field: WeightsField) -> None:
    choose(field, "Random ViT-S/14 (random)")
    assert field._session.state.weights_of(PAPER.id) == "noise"
    field._session.set_weights(PAPER.id, "small")
    assert combo(field).currentText() == "ViT-S/14 (packaged)"
    field._session.set_weights("mae", "noise")
    assert combo(field).currentText() == "ViT-S/14 (packaged)"


def test_a_file_is_asked_for_without_blocking_and_joins_the_list(field: WeightsField) -> None:
    choose(field, "Choose file…")
    assert combo(field).currentText() == "ViT-S/14 (packaged)"
    dialog = field.findChild(QFileDialog)
    dialog.fileSelected.emit("/models/my-vit.safetensors")
    dialog.close()
    assert field._session.state.weights_of(PAPER.id) == "/models/my-vit.safetensors"
    assert combo(field).currentText() == "my-vit.safetensors"
