"""The crop frame stays inside the picture, by mouse and by keys."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.crop import CropFrame, CropSheet
from engine.images import Picture, picture_from_array

WIDTH, HEIGHT = 400, 200


@pytest.fixture
def wide() -> Picture:
    return picture_from_array(np.zeros((HEIGHT, WIDTH, 3), np.uint8), "wide.png")


@pytest.fixture
def frame(qtbot: QtBot, wide: Picture) -> Iterator[CropFrame]:
    frame = CropFrame(wide)
    qtbot.addWidget(frame)
    frame.resize(800, 600)  # the picture is drawn twice as large, 100 px from the top
    frame.show()
    yield frame
    frame.close()


def at(x: float, y: float) -> QPoint:
    """Where a pixel of the picture is on the widget."""
    return QPointF(2 * x, 2 * y + 100).toPoint()


def drag(qtbot: QtBot, frame: CropFrame, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(frame, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(frame, end)
    frame.mouseMoveEvent(_move(end))
    qtbot.mouseRelease(frame, Qt.MouseButton.LeftButton, pos=end)


def _move(place: QPoint) -> QMouseEvent:
    where = QPointF(place)
    button = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, where, where, button, button, Qt.KeyboardModifier.NoModifier)


def test_it_starts_as_the_middle_square(frame: CropFrame) -> None:
    assert frame.rectangle == (100, 0, 200, 200)


def test_dragging_inside_moves_it_to_the_edge_at_most(qtbot: QtBot, frame: CropFrame) -> None:
    drag(qtbot, frame, at(200, 100), at(250, 100))
    assert frame.rectangle == (150, 0, 200, 200)
    drag(qtbot, frame, at(250, 100), at(900, 300))
    assert frame.rectangle == (200, 0, 200, 200)


def test_dragging_a_corner_resizes_it(qtbot: QtBot, frame: CropFrame) -> None:
    drag(qtbot, frame, at(100, 0), at(140, 30))
    assert frame.rectangle == (140, 30, 160, 170)
    drag(qtbot, frame, at(300, 200), at(9000, 9000))
    assert frame.rectangle == (140, 30, 260, 170)


def test_dragging_outside_draws_another(qtbot: QtBot, frame: CropFrame) -> None:
    drag(qtbot, frame, at(20, 20), at(80, 60))
    x, y, width, height = frame.rectangle
    assert (x, y) == (20, 20)
    assert (width, height) == pytest.approx((68, 48), abs=1)


def test_it_never_becomes_empty(qtbot: QtBot, frame: CropFrame) -> None:
    drag(qtbot, frame, at(100, 0), at(300, 200))
    _, _, width, height = frame.rectangle
    assert min(width, height) >= 8


def test_arrow_keys_move_and_resize(qtbot: QtBot, frame: CropFrame) -> None:
    qtbot.keyClick(frame, Qt.Key.Key_Right)
    assert frame.rectangle == (104, 0, 200, 200)
    qtbot.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert frame.rectangle == (104, 0, 196, 200)


def test_return_crops_and_says_how_large(qtbot: QtBot, wide: Picture) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    sheet = CropSheet(wide, window)
    sheet.open_over(sheet.area)
    assert sheet.grab().toImage().size() == window.size()
    with qtbot.waitSignal(sheet.closed), qtbot.waitSignal(sheet.cropped) as cropped:
        qtbot.keyClick(sheet.area, Qt.Key.Key_Return)
    assert cropped.args == [100, 0, 200, 200]
    window.close()


def test_a_tiny_picture(qtbot: QtBot) -> None:
    tiny = CropFrame(picture_from_array(np.zeros((1, 3, 3), np.uint8), "tiny"))
    qtbot.addWidget(tiny)
    tiny.resize(300, 100)
    qtbot.keyClick(tiny, Qt.Key.Key_Right)
    x, y, width, height = tiny.rectangle
    assert 0 <= x < x + width <= 3
    assert (y, height) == (0, 1)
