"""What a live training draws again and again costs little, and shows the newest frame all the same."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from engine.frames import Axis
from widgets.axis import QuietAxis
from widgets.dots_item import DotsItem, Look
from widgets.plot import Plot

LOOK = Look(6, "o", "#ff0000", "#000000")


def places(first: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.linspace(first, first + 1, 5)


def test_dots_that_move_keep_their_look_and_are_where_they_moved(qapp: QApplication) -> None:
    dots = DotsItem()
    dots.show_dots(places(0), places(1), LOOK)
    drawn = dots.data["sourceRect"].copy()
    dots.show_dots(places(2), places(3), LOOK)
    assert (dots.data["sourceRect"] == drawn).all()
    np.testing.assert_array_equal(dots.data["x"], places(2))
    assert QRectF(dots.boundingRect()).contains(3.0, 4.0)
    assert not QRectF(dots.boundingRect()).contains(0.0, 1.0)


@pytest.mark.parametrize("look", [replace(LOOK, size=9), replace(LOOK, colour="#00ff00"), replace(LOOK, edge=None)])
def test_dots_that_look_otherwise_are_made_anew(qapp: QApplication, look: Look) -> None:
    dots, fresh = DotsItem(), DotsItem()
    dots.show_dots(places(0), places(0), LOOK)
    dots.show_dots(places(0), places(0), look)
    fresh.show_dots(places(0), places(0), look)
    for name in ("size", "brush", "pen"):
        assert dots.opts[name] == fresh.opts[name]
    dots.show_dots(places(0)[:3], places(0)[:3], look)
    assert len(dots.data) == 3


def test_an_axis_is_drawn_anew_where_its_range_changes_and_only_there(qapp: QApplication) -> None:
    axis = QuietAxis(orientation="bottom")
    axis.picture = "drawn"
    axis.setRange(0, 2)
    assert axis.picture is None


def test_a_frame_with_the_same_axes_and_range_leaves_both_alone(qapp: QApplication) -> None:
    plot = Plot()
    ranges: list[object] = []
    x, y = Axis("x"), Axis("loss", log=True)
    for _ in range(2):
        plot.set_axes(x, y)
        plot.show_range(places(0), places(0))
        plot.moved.connect(lambda: ranges.append(1))
    assert not ranges
    plot.show_range(places(1), places(0))
    assert ranges
    plot.deleteLater()
