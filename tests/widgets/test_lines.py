"""What lines and maps may ask for: a shared colour, no name, values kept in sight, names of rows and columns."""

from dataclasses import replace

import numpy as np
import pyqtgraph as pg

from engine.frames import Axis, CurveFrame, HeatFrame, Series, TableFrame
from engine.writers import files_of
from tests.widgets import examples
from tests.widgets.conftest import Shown
from widgets.curve_view import CurveView
from widgets.heat_view import HeatView
from widgets.table_view import TableView

X = np.arange(3.0)
PAIR = CurveFrame(
    slot="errors",
    series=(
        Series("plain-20", X, X + 40, "bold", colour=0),
        Series("", X, X + 30, "dash", colour=0),
        Series("plain-56", X, X + 60, "bold", colour=1),
    ),
    x_axis=Axis("step"),
    y_axis=Axis("error", "%"),
    span=(10.0, 90.0),
)


def test_lines_that_belong_together_share_a_colour_and_one_name(shown: Shown) -> None:
    view = shown(PAIR)
    assert isinstance(view, CurveView)
    assert [entry.name for entry in view.legend._entries] == ["plain-20", "plain-56"]
    assert [entry.mark for entry in view.legend._entries] == ["bold", "bold"]
    first, dashed, other = (item.opts["pen"] for item in view._drawn if isinstance(item, pg.PlotCurveItem))
    assert first.color() == dashed.color() != other.color()
    assert first.widthF() > dashed.widthF()


def test_what_is_to_stay_in_sight_is(shown: Shown) -> None:
    view = shown(PAIR)
    assert isinstance(view, CurveView)
    whole = view.plot._whole
    assert whole.top() <= 10
    assert whole.bottom() >= 90


def test_axes_wait_for_a_first_point(shown: Shown) -> None:
    none = np.empty(0)
    empty = replace(PAIR, series=(Series("plain-20", none, none), Series("plain-56", X, X * np.nan)))
    view = shown(replace(empty, detail="Measured after 10 steps"))
    assert not view.body.isVisible()
    assert view.accessibleDescription() == "Measured after 10 steps"
    assert view.header.readout() == ""
    view.show_frame(empty)
    assert view.accessibleDescription()
    view.show_frame(replace(PAIR, detail="now"))
    assert view.body.isVisible()
    assert view.header.readout() == "now"


def test_a_drawing_has_them_too() -> None:
    svg = files_of([PAIR], {})["errors.svg"].decode()
    assert svg.count(">plain-20<") == svg.count(">plain-56<") == 1
    assert svg.count('stroke-width="3"') == 2


def test_a_cell_is_called_by_its_row_and_column(shown: Shown) -> None:
    frame = HeatFrame(
        slot="map",
        values=np.array([[1.0, 2.0], [3.0, 4.0]]),
        row_names=("conv1", "fc"),
        column_names=("step 1", "step 9"),
        stretched=True,
    )
    view = shown(frame)
    assert isinstance(view, HeatView)
    assert view.readout((1, 0), None) == "fc · step 1  3"
    view.show_frame(replace(frame, column_names=()))
    assert view.readout((1, 0), None) == "fc  3"
    view.show_frame(replace(frame, row_names=(), column_names=()))
    assert view.readout((1, 0), None) == "(1, 0)  3"


def test_titles_of_a_narrow_table_take_more_lines(shown: Shown) -> None:
    view = shown(examples.table_frame())
    assert isinstance(view, TableView)
    assert view.sheet_height(1000) < view.sheet_height(300) < view.sheet_height(200)  # three lines
    assert isinstance(view.frame, TableFrame)
    view.clear()
    assert view.sheet_height(300) == view.sheet_height(1000)
