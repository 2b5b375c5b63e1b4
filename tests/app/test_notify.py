"""Notices are seen whole, do not pile up, and go away."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app import notify
from app.alerts import Alerts
from app.crash import Report, Reporter
from app.crash_sheet import CrashSheet
from app.notify import Notices


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    window.resize(800, 600)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def notices(window: QMainWindow) -> Notices:
    return Notices(window.centralWidget())


def test_a_long_sentence_is_seen_whole(notices: Notices) -> None:
    notices.tell("word " * 60, "error")
    notices.tell("short", "error")
    long, short = notices.shown
    assert long.height() >= long.heightForWidth(long.width()) > short.height()
    assert notices.parentWidget().rect().contains(notices.geometry())


def test_the_same_sentence_is_said_once_and_three_at_most(notices: Notices) -> None:
    for text in ("a", "a", "b", "c", "d"):
        notices.tell(text)
    assert [notice.text for notice in notices.shown] == ["b", "c", "d"]


def test_a_notice_goes_by_itself_and_an_error_stays(
    qtbot: QtBot, notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "_SHOWN_MS", 1)
    notices.tell("Something failed.", "error")
    notices.tell("Copied.")
    qtbot.waitUntil(lambda: len(notices.shown) == 1)
    assert notices.shown[0].text == "Something failed."
    notices.shown[0].close_button.click()
    assert notices.shown == ()
    assert notices.isHidden()


def test_it_keeps_its_place_when_the_window_changes(qtbot: QtBot, window: QMainWindow, notices: Notices) -> None:
    notices.tell("Here.", "error")
    window.resize(500, 400)
    area = window.centralWidget()
    qtbot.waitUntil(lambda: area.rect().contains(notices.geometry()))
    assert abs(notices.geometry().center().x() - area.rect().center().x()) <= 1


def test_a_report_is_offered_and_opens(qtbot: QtBot, window: QMainWindow, notices: Notices) -> None:
    reporter = Reporter()
    alerts = Alerts(reporter, notices, window)
    reporter.told.emit("There is no file.")
    reporter.reported.emit(Report("cause", "ValueError: no", "the report"))
    alerts.show_earlier_crash("")
    told, offered = notices.shown
    assert (told.text, told.tone) == ("There is no file.", "error")
    assert "ValueError: no" in offered.text
    offered.offered.click()
    sheet = window.findChild(CrashSheet)
    assert sheet is not None
    assert sheet.text.toPlainText() == "the report"
    alerts.show_earlier_crash("Fatal Python error")
    assert "crashed" in notices.shown[-1].text
