"""Tables that never cut a number while words can give way, flows with ways around their boxes, bars with marks."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from engine.frames import Axis, BarsFrame, TableFrame
from tests.widgets import examples
from tests.widgets.conftest import Shown
from tests.widgets.test_gestures import LEFT, Ear
from widgets.bars_view import BarsView
from widgets.flow_view import FlowView
from widgets.table_view import TableView
from widgets.tables import table_of
from widgets.theme import current_theme


def spot(view: FlowView, index: int) -> QPoint:
    """The first point on a coarse grid where the mouse hits an item."""
    room = QRectF(view.surface.rect())
    points = (QPoint(x, y) for y in range(4, view.surface.height(), 9) for x in range(10, view.surface.width(), 30))
    return next(point for point in points if view.item_at(QPointF(point), room) == index)


def test_a_box_and_the_way_around_it_are_items_of_their_own(qtbot: QtBot, shown: Shown) -> None:
    view = shown(examples.wired_flow_frame())
    assert isinstance(view, FlowView)
    assert view.item_count() == 9 + 7
    keys = [view.key_of(index) for index in range(view.item_count())]
    assert keys[:4] == [(0, 0), (1, 0), (1, 1), (2, 0)]
    clicked = Ear(view.item_clicked)
    for key in ((2, 1), (5, 0), (8, 0)):
        qtbot.mouseClick(view.surface, LEFT, pos=spot(view, keys.index(key)))
    qtbot.keyClick(view.surface, Qt.Key.Key_Left)
    assert clicked.heard == [(2, 1), (5, 0), (8, 0)]
    assert view.readout(keys.index((5, 1))) == "block 4  shortcut off"
    assert view.readout(keys.index((2, 0))) == "block 1  64 × 56 × 56  off"


def test_a_flow_without_ways_around_keeps_its_keys(shown: Shown) -> None:
    view = shown(examples.flow_frame())
    assert isinstance(view, FlowView)
    assert [view.key_of(index) for index in range(view.item_count())] == [(index,) for index in range(7)]


def test_what_is_switched_off_looks_different(shown: Shown) -> None:
    frame = examples.wired_flow_frame()
    on = replace(frame, stages=tuple(replace(stage, switch="on", bypass="on") for stage in frame.stages))
    box = replace(on, stages=(*on.stages[:3], replace(on.stages[3], switch="off"), *on.stages[4:]))
    way = replace(on, stages=(*on.stages[:3], replace(on.stages[3], bypass="off"), *on.stages[4:]))
    pictures = [shown(one).grab().toImage() for one in (on, box, way)]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


@pytest.mark.parametrize("width", [200, 300, 420, 900])
def test_words_give_way_before_numbers_do(shown: Shown, width: int) -> None:
    frame = TableFrame(
        slot="t",
        columns=(Axis("layer"), Axis("made of what"), Axis("multiply-adds", "million")),
        rows=(("layer1.0.conv1", "a very long description of something", 118_013_952),),
    )
    view = shown(frame)
    assert isinstance(view, TableView)
    metrics = QFontMetricsF(current_theme().small_font())
    columns = view._columns(frame, metrics, QRectF(0, 0, width, 100))
    assert [numeric for _, numeric in columns] == [False, False, True]
    assert columns[2][0].width() >= metrics.horizontalAdvance("118,013,952")
    assert columns[-1][0].right() <= width
    if width >= 300:
        assert columns[0][0].width() >= metrics.horizontalAdvance("layer1.0.conv1")


def bars(**changes: object) -> BarsFrame:
    frame = examples.bars_frame()
    reference = np.array([0.1, 0.9, 0.2, 0.07, -0.3])
    return replace(frame, reference=reference, reference_name="before", **changes)  # type: ignore[arg-type]


def test_a_bar_says_what_it_is_compared_with(shown: Shown) -> None:
    view = shown(bars())
    assert isinstance(view, BarsView)
    assert view.readout(1) == "saucer  0.24  before 0.9"
    assert shown(examples.bars_frame()).grab().toImage() != view.grab().toImage()
    header, rows = table_of(bars())
    assert header == ("name", "cosine similarity", "before")
    assert list(rows[0]) == ["coffee cup", pytest.approx(0.31), pytest.approx(0.1)]


def test_marks_are_in_sight(shown: Shown) -> None:
    """The scale holds the values to compare with, too: the longest bar leaves room for a mark three times as far."""
    view = shown(bars())
    assert isinstance(view, BarsView)
    row, span = QRectF(0, 0, 300, 26), QRectF(100, 0, 200, 130)
    assert view._bar(bars(), 0.9, row, span).right() <= span.right() + 0.5
    assert view._bar(bars(), -0.3, row, span).left() >= span.left() - 0.5
