"""Sheets take the keyboard, keep it, and give it back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.code_sheet import CodeSheet, PythonColours
from app.crash import Report
from app.crash_sheet import CrashSheet
from app.sheet import Sheet
from app.shortcut_sheet import ShortcutSheet
from engine.papers import PAPERS


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLineEdit())
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.centralWidget().setFocus()
    yield window
    window.close()


def test_escape_closes_the_sheet_and_not_the_job(qtbot: QtBot, window: QMainWindow) -> None:
    cancel = QAction(window)
    cancel.setShortcut(QKeySequence("Esc"))
    window.addAction(cancel)
    sheet = Sheet(window, (400, 300), "A sheet")
    button = sheet.add_close_button()
    sheet.open_over(button)
    assert QApplication.focusWidget() is button
    with qtbot.assertNotEmitted(cancel.triggered), qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert QApplication.focusWidget() is window.centralWidget()


def test_tab_stays_inside(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = Sheet(window, (400, 300), "A sheet")
    first = sheet.add_button("One", "", lambda: None)
    second = sheet.add_close_button()
    sheet.open_over(first)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is second


def test_a_click_beside_the_card_closes_it(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = Sheet(window, (400, 300), "A sheet")
    sheet.open_over(sheet.add_close_button())
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(450, 200))
    assert sheet.isVisible()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert sheet.isHidden()


def test_one_sheet_at_a_time(qtbot: QtBot, window: QMainWindow) -> None:
    first, second = Sheet(window, (400, 300), "One"), Sheet(window, (400, 300), "Two")
    first.open_over(first.add_close_button())
    second.open_over(second.add_close_button())
    assert first.isHidden()
    second.dismiss()
    assert QApplication.focusWidget() is window.centralWidget()


def test_the_keyboard_of_a_sheet_that_is_gone_is_not_given_back(qtbot: QtBot, window: QMainWindow) -> None:
    first, second = Sheet(window, (400, 300), "One"), Sheet(window, (400, 300), "Two")
    first.closed.connect(first.deleteLater)
    button = first.add_close_button()
    first.open_over(button)
    second._focus_before = button
    second.show()
    with qtbot.waitSignal(first.destroyed):
        first.dismiss()
    second.dismiss()
    assert second.isHidden()


def test_it_follows_the_window(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = Sheet(window, (4000, 3000), "A sheet")
    sheet.open_over(sheet.add_close_button())
    window.resize(640, 480)
    qtbot.waitUntil(lambda: sheet.size() == window.size())
    assert sheet.rect().contains(sheet.body.parentWidget().geometry())


def test_the_code_is_the_experiments_own(qtbot: QtBot, window: QMainWindow) -> None:
    experiment = PAPERS[0].experiments[0]
    sheet = CodeSheet(experiment, window)
    sheet.open_over(sheet.text)
    assert sheet.text.toPlainText() == experiment.source.rstrip()
    sheet._on_copy()
    assert QApplication.clipboard().text() == experiment.source.rstrip()


def test_python_is_coloured(qtbot: QtBot) -> None:
    painted: dict[str, str] = {}

    class Watched(PythonColours):
        def highlightBlock(self, text: str) -> None:
            self.text = text
            super().highlightBlock(text)

        def setFormat(self, start: int, count: int, look: QTextCharFormat) -> None:  # type: ignore[override]
            painted[self.text[start : start + count]] = look.foreground().color().name()
            super().setFormat(start, count, look)

    document = QTextDocument('def cut(n=16):  # "one" if\n    """Cut\n    if n\n    """\n    return "if"')
    Watched(document).rehighlight()
    assert set(painted) == {"def", "16", '# "one" if', '    """Cut', "    if n", '    """', "return", '"if"'}
    assert painted["def"] == painted["return"]
    assert len({painted[part] for part in ("def", "16", '"if"', "    if n")}) == 4


def test_a_report_can_be_copied(qtbot: QtBot, window: QMainWindow) -> None:
    sheet = CrashSheet(Report("cause", "It broke", "the whole report"), window)
    sheet.open_over(sheet.copy)
    qtbot.keyClick(sheet.copy, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "the whole report"


def test_every_shortcut_is_listed(qtbot: QtBot, window: QMainWindow) -> None:
    actions = Actions(window)
    sheet = ShortcutSheet(actions.all(), window)
    sheet.open_over(sheet.close_button)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {action.text() for action in actions.all()} <= words
    assert "F5  Ctrl+Return" in words
