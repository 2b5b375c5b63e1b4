"""Mouse and keys on the views: what is under the mouse, what was clicked, zoom, pan and reset."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, SignalInstance
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from engine.frames import Axis, Frame, TableFrame
from tests.widgets import examples
from tests.widgets.conftest import Shown
from widgets.cell_view import CellView
from widgets.curve_view import CurveView
from widgets.plot_view import PlotView
from widgets.scatter_view import ScatterView
from widgets.sheet_view import SheetView
from widgets.view import FrameView

LEFT = Qt.MouseButton.LeftButton


class Ear(QObject):
    """Remembers what a signal said."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        self.heard: list[Any] = []
        signal.connect(self._hear)

    def _hear(self, *words: Any) -> None:
        self.heard.append(words if len(words) > 1 else words[0])


def place(view: CellView, x: float, y: float) -> QPoint:
    """Return where content (x, y) is on the canvas of a view."""
    return view.canvas.position(QPointF(x, y)).toPoint()


def viewport(view: PlotView) -> QWidget:
    """Return the widget of a plot that gets the mouse."""
    return view.plot.findChild(QGraphicsView).viewport()


def dot(view: ScatterView, index: int) -> QPoint:
    x, y = view.plot.pixels(view.xs, view.ys)[index]
    return QPoint(round(x), round(y))


def turn_wheel(qapp: QApplication, widget: QWidget, at: QPoint, notches: int) -> None:
    position = QPointF(at)
    event = QWheelEvent(
        position,
        widget.mapToGlobal(position),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    qapp.sendEvent(widget, event)


def leave(qapp: QApplication, widget: QWidget) -> None:
    qapp.sendEvent(widget, QEvent(QEvent.Type.Leave))


# Pictures, heat maps, sheets


@pytest.mark.parametrize("frame", [examples.image_frame(), examples.heat_frame()], ids=["image", "heat"])
def test_a_patch_is_hovered_clicked_and_left(qapp: QApplication, qtbot: QtBot, shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    assert isinstance(view, CellView)
    hovered, clicked = Ear(view.cell_hovered), Ear(view.cell_clicked)
    centre = place(view, 400 / 32 * 20.5, 400 / 32 * 5.5)
    qtbot.mouseMove(view.canvas, centre)
    assert "(5, 20)" in view.header.readout()
    qtbot.mouseClick(view.canvas, LEFT, pos=centre)
    leave(qapp, view.canvas)
    assert hovered.heard == [(5, 20), (-1, -1)]
    assert clicked.heard == [(5, 20)]
    assert view.header.readout() == frame.detail


def test_keys_move_the_patch_and_choose_it(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.image_frame())
    hovered, clicked = Ear(view.cell_hovered), Ear(view.cell_clicked)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view.focusProxy(), key)
    assert hovered.heard == [(15, 16), (15, 17)]
    assert clicked.heard == [(15, 17)]


def test_hover_of_another_view_is_outlined_here(shown: Shown) -> None:
    view = shown(examples.image_frame())
    plain = view.grab().toImage()
    view.highlight_cell(3, 4)
    assert view.grab().toImage() != plain
    view.highlight_cell(-1, -1)
    assert view.grab().toImage() == plain


def test_wheel_zooms_drag_pans_and_double_click_resets(qapp: QApplication, qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.image_frame())
    assert isinstance(view, CellView)
    clicked = Ear(view.cell_clicked)
    whole = view.canvas.grab().toImage()
    middle = view.canvas.rect().center()
    turn_wheel(qapp, view.canvas, middle, 6)
    zoomed = view.canvas.grab().toImage()
    assert view.canvas.camera.zoom > 2
    qtbot.mousePress(view.canvas, LEFT, pos=middle)
    qtbot.mouseMove(view.canvas, middle + QPoint(40, 20))
    qtbot.mouseMove(view.canvas, middle + QPoint(80, 40))
    qtbot.mouseRelease(view.canvas, LEFT, pos=middle + QPoint(80, 40))
    assert clicked.heard == []
    assert zoomed != view.canvas.grab().toImage()
    qtbot.mouseDClick(view.canvas, LEFT, pos=middle)
    leave(qapp, view.canvas)
    assert view.canvas.camera.zoom == 1
    assert view.canvas.grab().toImage() == whole


def test_keys_zoom_and_reset(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.heat_frame())
    assert isinstance(view, CellView)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.camera.zoom > 1
    qtbot.keyClick(view.canvas, Qt.Key.Key_0)
    assert view.canvas.camera.zoom == 1


def test_zoom_outlives_the_next_frame_of_the_same_size(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.heat_frame())
    assert isinstance(view, CellView)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    view.show_frame(examples.heat_frame())
    assert view.canvas.camera.zoom > 1
    view.reset_view()
    assert view.canvas.camera.zoom == 1


def test_a_tile_is_an_item_and_a_cell(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.head_grid_frame())
    assert isinstance(view, CellView)
    items, cells = Ear(view.item_clicked), Ear(view.cell_clicked)
    spot = place(view, 34 + 10, 34 + 12)  # second tile of the second row; tiles are 32 wide, the gap is 2
    qtbot.mouseMove(view.canvas, spot)
    assert "head 5" in view.header.readout()
    qtbot.mouseClick(view.canvas, LEFT, pos=spot)
    assert items.heard == [(4,)]
    assert cells.heard == [(1, 1)]


def test_a_tile_reports_the_cell_that_it_stands_for(qapp: QApplication, qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.patch_grid_frame())
    assert isinstance(view, CellView)
    cells = Ear(view.cell_clicked)
    qtbot.mouseClick(view.canvas, LEFT, pos=place(view, 12, 4))  # the second tile
    assert cells.heard == [(0, 4)]
    leave(qapp, view.canvas)
    plain = view.grab().toImage()
    view.highlight_cell(1, 1)  # no tile stands for it
    assert view.grab().toImage() == plain
    view.highlight_cell(0, 4)
    assert view.grab().toImage() != plain


def test_a_tile_reports_the_numbers_that_it_was_given(qtbot: QtBot, shown: Shown) -> None:
    view = shown(replace(examples.patch_grid_frame(), keys=np.array([(7, 0), (3, 1), (5, 2)])))
    assert isinstance(view, CellView)
    items = Ear(view.item_clicked)
    qtbot.mouseClick(view.canvas, LEFT, pos=place(view, 12, 4))  # the second tile
    assert items.heard == [(3, 1)]


def test_boxes_of_a_picture_are_outlined_where_they_are(shown: Shown) -> None:
    plain = shown(examples.image_frame()).grab().toImage()
    view = shown(replace(examples.image_frame(), boxes=((40, 80, 200, 120), (0, 0, 400, 400))))
    assert isinstance(view, CellView)
    boxed = view.grab().toImage()
    changed = [
        QPoint(x, y)
        for x in range(boxed.width())
        for y in range(boxed.height())
        if boxed.pixel(x, y) != plain.pixel(x, y)
    ]
    origin = view.canvas.mapTo(view, QPoint())
    inner = QRect(place(view, 40, 80) + origin, place(view, 200, 120) + origin)
    edge = QRect(place(view, 0, 0) + origin, place(view, 400, 400) + origin)
    near = [
        any(
            box.adjusted(-3, -3, 3, 3).contains(point) and not box.adjusted(5, 5, -5, -5).contains(point)
            for box in (inner, edge)
        )
        for point in changed
    ]
    assert changed
    assert all(near)


def test_a_place_without_a_tile_is_nothing(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.patch_grid_frame())
    assert isinstance(view, CellView)
    items = Ear(view.item_clicked)
    qtbot.mouseClick(view.canvas, LEFT, pos=place(view, 14, 14))  # three tiles in two columns
    assert items.heard == []


# Plots


def test_a_dot_is_hovered_clicked_and_left(qapp: QApplication, qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.scatter_frame())
    assert isinstance(view, ScatterView)
    hovered, clicked = Ear(view.item_hovered), Ear(view.item_clicked)
    qtbot.mouseMove(viewport(view), dot(view, 10))
    assert "layer 2 · head 5" in view.header.readout()
    qtbot.mouseClick(viewport(view), LEFT, pos=dot(view, 10))
    leave(qapp, view.plot)
    assert hovered.heard == [(2, 5), ()]
    assert clicked.heard == [(2, 5)]


def test_dots_without_keys_cannot_be_clicked(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.folder_scatter_frame())
    assert isinstance(view, ScatterView)
    clicked = Ear(view.item_clicked)
    qtbot.mouseClick(viewport(view), LEFT, pos=dot(view, 3))
    assert clicked.heard == []


def test_arrows_walk_over_the_dots(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.scatter_frame())
    hovered, clicked = Ear(view.item_hovered), Ear(view.item_clicked)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(view.focusProxy(), key)
    assert len(hovered.heard) == 2
    assert hovered.heard[-1][0] < 9  # the selected dot is in layer 9
    assert clicked.heard == [hovered.heard[-1]]


def test_a_plot_zooms_keeps_the_zoom_and_resets(qapp: QApplication, qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.scatter_frame())
    assert isinstance(view, ScatterView)
    before = dot(view, 0), dot(view, 71)
    turn_wheel(qapp, viewport(view), viewport(view).rect().center(), 5)
    zoomed = dot(view, 0), dot(view, 71)
    assert zoomed != before
    view.show_frame(examples.scatter_frame())
    assert (dot(view, 0), dot(view, 71)) == zoomed
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_0)
    assert (dot(view, 0), dot(view, 71)) == before


def test_the_cross_hair_reads_every_line(qapp: QApplication, qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.curve_frame())
    assert isinstance(view, CurveView)
    hovered = Ear(view.item_hovered)
    area = view.plot.area()
    qtbot.mouseMove(viewport(view), QPoint(round(area.left()) + 2, round(area.center().y())))
    assert "random 1" in view.header.readout()
    assert "salient first 1" in view.header.readout()
    leave(qapp, view.plot)
    assert hovered.heard == [(0, 0), ()]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(view.plot, key)
    assert hovered.heard[-1] == (0, 1)


def test_a_point_of_a_line_is_clicked(qtbot: QtBot, shown: Shown) -> None:
    frame = examples.curve_frame()
    view = shown(frame)
    assert isinstance(view, CurveView)
    clicked = Ear(view.item_clicked)
    line = frame.series[1]
    x, y = view.plot.pixels(view.plot.placed(line.x, 0), view.plot.placed(line.y, 1))[7]
    qtbot.mouseClick(viewport(view), LEFT, pos=QPoint(round(x), round(y)))
    assert clicked.heard == [(1, 7)]


# Sheets


@pytest.mark.parametrize(
    "frame",
    [examples.bars_frame(), examples.flow_frame(), examples.table_frame()],
    ids=["bars", "flow", "table"],
)
def test_an_item_of_a_sheet_is_hovered_and_clicked(qtbot: QtBot, shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    assert isinstance(view, SheetView)
    hovered, clicked = Ear(view.item_hovered), Ear(view.item_clicked)
    rows = QRectF(view.surface.rect())
    spot = next(
        QPoint(x, y)
        for y in range(2, view.surface.height(), 4)
        for x in range(2, view.surface.width(), 4)
        if view.item_at(QPointF(x, y), rows) == 2
    )
    qtbot.mouseMove(view.surface, spot)
    assert view.header.readout() == view.readout(2)
    qtbot.mouseClick(view.surface, LEFT, pos=spot)
    qtbot.keyClick(view.surface, Qt.Key.Key_Down)
    qtbot.keyClick(view.surface, Qt.Key.Key_Return)
    assert hovered.heard == [(2,), (3,)]
    assert clicked.heard == [(2,), (3,)]


@pytest.mark.parametrize("frame", examples.every_frame(), ids=lambda frame: frame.kind)
def test_a_view_without_a_frame_ignores_everything(
    qapp: QApplication, qtbot: QtBot, shown: Shown, frame: Frame
) -> None:
    view: FrameView = shown(frame)
    view.clear()
    ears = [Ear(signal) for signal in (view.cell_hovered, view.cell_clicked, view.item_hovered, view.item_clicked)]
    target = view.focusProxy()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_0, Qt.Key.Key_Tab):
        qtbot.keyClick(target, key)
    qtbot.mouseMove(target, QPoint(30, 30))
    qtbot.mouseClick(target, LEFT, pos=QPoint(30, 30))
    leave(qapp, target)
    assert [ear.heard for ear in ears] == [[], [], [], []]


def test_a_table_scrolls_to_its_chosen_row_once(qtbot: QtBot, shown: Shown) -> None:
    rows = tuple((f"layer {number}", number) for number in range(60))
    frame = TableFrame(slot="t", columns=(Axis("layer"), Axis("maps")), rows=rows, selected=50)
    view = shown(frame)
    area = view.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    top = 26 + 50 * 26
    assert bar.value() <= top
    assert top + 26 <= bar.value() + area.viewport().height()
    bar.setValue(0)
    view.show_frame(replace(frame, step=1))
    assert bar.value() == 0  # who scrolled away is left alone until another row is chosen
    view.show_frame(replace(frame, selected=59))
    assert bar.value() == bar.maximum()
