"""Painting a mask with mouse and keys: seen at once, undone as strokes, never taken back by a late frame."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.widgets import examples
from tests.widgets.conftest import Shown
from tests.widgets.test_gestures import Ear
from widgets.mask_paint import MaskPaint, block
from widgets.mask_view import MaskView

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
FRAME = replace(examples.mask_frame(), removed=np.zeros((8, 8), bool))
STEP = 50  # pixels of the picture a patch


@pytest.fixture
def view(shown: Shown) -> MaskView:
    view = shown(FRAME)
    assert isinstance(view, MaskView)
    view.set_paintable(True)
    QApplication.processEvents()  # the strip takes its room
    return view


def at(view: MaskView, row: float, column: float) -> QPoint:
    """Middle of a patch on the canvas."""
    return view.canvas.position(QPointF((column + 0.5) * STEP, (row + 0.5) * STEP)).toPoint()


def drag(qtbot: QtBot, view: MaskView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(view.canvas, button, pos=start)
    QTest.mouseMove(view.canvas, end)
    qtbot.mouseRelease(view.canvas, button, pos=end)


def gone(view: MaskView) -> set[tuple[int, int]]:
    return {(int(row), int(column)) for row, column in np.argwhere(view.removed)}


def press(view: MaskView, name: str) -> None:
    button = view.tools.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    button.click()


def test_a_drag_removes_every_patch_on_its_way(qtbot: QtBot, view: MaskView) -> None:
    painted = Ear(view.painted)
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 6))
    assert gone(view) == {(2, column) for column in range(1, 7)}
    assert np.array_equal(painted.heard[-1], view.removed)
    assert "6 of 64" in view.summary()


def test_the_right_button_and_shift_give_back(qtbot: QtBot, view: MaskView) -> None:
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 6))
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 3), RIGHT)
    assert gone(view) == {(2, 4), (2, 5), (2, 6)}
    qtbot.mouseClick(view.canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, at(view, 2, 4))
    assert gone(view) == {(2, 5), (2, 6)}
    press(view, "give_back")
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 2, 5))
    qtbot.mouseClick(view.canvas, RIGHT, pos=at(view, 0, 0))
    assert gone(view) == {(2, 6), (0, 0)}


def test_two_quick_dabs_are_two_dabs(qtbot: QtBot, view: MaskView) -> None:
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 1, 1))
    qtbot.mouseDClick(view.canvas, LEFT, pos=at(view, 1, 2))
    assert gone(view) == {(1, 1), (1, 2)}


def test_brushes_have_sizes(qtbot: QtBot, view: MaskView) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_2)
    assert view.tools.brush_size == 2
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 3, 3) + QPoint(2, 2))
    assert len(gone(view)) == 4
    qtbot.keyClick(view.canvas, Qt.Key.Key_4)
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 0, 0))  # a part of it is beside the picture
    assert gone(view) > {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_keys_clear_invert_and_undo(qtbot: QtBot, view: MaskView) -> None:
    undo = view.tools.findChild(QToolButton, "undo")
    assert not undo.isEnabled()
    drag(qtbot, view, at(view, 0, 0), at(view, 0, 7))
    drag(qtbot, view, at(view, 7, 0), at(view, 7, 7))
    qtbot.keyClick(view.canvas, Qt.Key.Key_I)
    assert len(gone(view)) == 48
    qtbot.keyClick(view.canvas, Qt.Key.Key_C)
    assert gone(view) == set()
    counts = []
    for _ in range(4):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        counts.append(len(gone(view)))
    assert counts == [48, 16, 8, 0]
    assert not undo.isEnabled()


def test_a_patch_is_painted_with_the_keyboard(qtbot: QtBot, view: MaskView) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(view.canvas, key)
    assert len(gone(view)) == 1
    qtbot.keyClick(view.canvas, Qt.Key.Key_Space)
    assert gone(view) == set()


def test_a_late_frame_does_not_take_back_a_stroke(qtbot: QtBot, view: MaskView) -> None:
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 3))
    painted = view.removed
    view.show_frame(replace(FRAME, step=1))  # answers what was before
    assert np.array_equal(view.removed, painted)
    view.show_frame(replace(FRAME, removed=painted))
    view.show_frame(replace(FRAME, step=2))  # was asked for after the answer came
    assert gone(view) == set()


def test_frames_count_again_when_another_mask_is_wanted(qtbot: QtBot, view: MaskView) -> None:
    again: list[bool] = []
    view.again_pressed.connect(lambda: again.append(True))
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 3))
    qtbot.keyClick(view.canvas, Qt.Key.Key_N)
    assert len(gone(view)) == 3
    assert again == [True]
    view.follow_frames()
    assert gone(view) == set()  # the newest frame's
    sampled = np.eye(8, dtype=bool)
    view.show_frame(replace(FRAME, removed=sampled))
    assert np.array_equal(view.removed, sampled)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert gone(view) == {(2, 1), (2, 2), (2, 3)}


def test_another_picture_keeps_the_mask_and_another_grid_does_not(qtbot: QtBot, view: MaskView) -> None:
    drag(qtbot, view, at(view, 2, 1), at(view, 2, 3))
    view.show_frame(replace(FRAME, pixels=FRAME.pixels[::-1]))
    assert len(gone(view)) == 3
    view.show_frame(replace(FRAME, removed=np.zeros((4, 4), bool)))
    assert view.removed.shape == (4, 4)
    assert not view.tools.findChild(QToolButton, "undo").isEnabled()


def test_a_mask_that_nobody_listens_to_is_not_painted(qtbot: QtBot, shown: Shown) -> None:
    view = shown(FRAME)
    assert isinstance(view, MaskView)
    clicked = Ear(view.cell_clicked)
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 3, 4))
    qtbot.keyClick(view.canvas, Qt.Key.Key_I)
    assert gone(view) == set()
    assert clicked.heard == [(3, 4)]
    assert view.tools.isHidden()


def test_what_is_removed_is_covered(shown: Shown) -> None:
    view = shown(replace(FRAME, removed=np.ones((8, 8), bool)))
    assert isinstance(view, MaskView)
    inside = view.canvas.grab().toImage().pixelColor(at(view, 4, 4))
    whole = shown(FRAME)
    assert isinstance(whole, MaskView)
    assert whole.canvas.grab().toImage().pixelColor(at(whole, 4, 4)) != inside


def test_a_stroke_beside_the_picture_changes_nothing() -> None:
    paint = MaskPaint(np.zeros((4, 4), bool))
    paint.begin()
    assert not paint.move(-3, -3, 2, remove=True)
    assert paint.move(1.5, 1.5, 1, remove=True)  # comes in over the corner
    assert not paint.undo() or not paint.removed.any()


@pytest.mark.parametrize(
    ("place", "size", "expected"),
    [((0.5, 0.5), 1, (0, 0, 1, 1)), ((2.2, 3.9), 2, (1, 3, 3, 5)), ((2.0, 2.0), 4, (0, 0, 4, 4))],
)
def test_the_block_under_a_brush(place: tuple[float, float], size: int, expected: tuple[int, ...]) -> None:
    assert block(*place, size) == expected
