"""Every action has words, a tooltip that names its shortcut, and a shortcut of its own."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.action_button import ActionButton, icon_button
from app.actions import KEYS, Actions
from app.i18n import LanguageSwitch


@pytest.fixture
def actions(qtbot: QtBot) -> Iterator[Actions]:
    owner = QWidget()
    qtbot.addWidget(owner)
    yield Actions(owner)
    owner.close()


def test_every_action_says_what_it_does_and_how(actions: Actions) -> None:
    assert len(actions.all()) == len(KEYS) + len(actions.tabs)
    for action in actions.all():
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert action.text()
        assert shown
        assert action.toolTip().endswith(f"({shown})")
        assert len(action.statusTip()) > len(action.text()) or action.statusTip() != action.text()


def test_no_two_actions_share_a_shortcut(actions: Actions) -> None:
    keys = Counter(key.toString() for action in actions.all() for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_icon_is_there(actions: Actions) -> None:
    for name, key in KEYS.items():
        assert actions[name].icon().isNull() == (not key.icon)


def test_words_follow_the_language(actions: Actions, language: LanguageSwitch) -> None:
    language.use("zh_CN")
    actions.retranslate()
    assert actions["open"].text() == "打开…"
    assert actions["open"].toolTip() == "打开图片或视频文件 (Ctrl+O)"


def test_a_button_is_its_action(qtbot: QtBot, actions: Actions) -> None:
    action = actions["webcam"]
    button = ActionButton(action)
    qtbot.addWidget(button)
    with qtbot.waitSignal(action.triggered):
        button.click()
    assert action.isChecked()
    assert button.isChecked()
    action.setChecked(False)
    assert not button.isChecked()
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.toolTip() == action.toolTip()


def test_an_icon_button_can_be_reached_by_tab(qtbot: QtBot, actions: Actions) -> None:
    button = icon_button(actions["crop"])
    qtbot.addWidget(button)
    pressed: list[QAction] = []
    button.triggered.connect(pressed.append)
    button.click()
    assert pressed == [actions["crop"]]
    assert button.focusPolicy() & button.focusPolicy().TabFocus
