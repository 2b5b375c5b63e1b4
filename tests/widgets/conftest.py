"""What tests of the views share."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.frames import Frame
from widgets.theme import DARK, apply_theme
from widgets.view import FrameView
from widgets.views import make_view

SIZE = QSize(420, 380)
AWAY = QPoint(5000, 5000)

Shown = Callable[[Frame], FrameView]


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot) -> Shown:
    """Make a view on the screen that shows a frame."""
    apply_theme(qapp, DARK)
    QCursor.setPos(AWAY)  # where an earlier test left the mouse is no part of this one

    def show(frame: Frame) -> FrameView:
        view = make_view(frame.kind)
        qtbot.addWidget(view)
        view.resize(SIZE)
        with qtbot.waitExposed(view):
            view.show()
        view.show_frame(frame)
        qapp.processEvents()
        return view

    return show
