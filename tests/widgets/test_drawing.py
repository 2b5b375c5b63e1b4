"""The plain arithmetic below the views: numbers, ticks, colours, cells, cameras, dots."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QApplication

from engine.frames import Axis, GridFrame
from widgets import colourmaps
from widgets.axis import QuietAxis
from widgets.camera import Camera
from widgets.cells import NOWHERE, CellGrid
from widgets.dots import label_anchor, nearest, neighbour
from widgets.mosaic import Sheet, mosaic_image, sheet_of
from widgets.numbers import axis_title, short, titled
from widgets.rasters import indexed_image, indices_of, levels_of, picture_image
from widgets.strokes_view import curve_through
from widgets.ticks import round_ticks


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (109.4, "px", "109 px"),
        (-0.5, "", "−0.5"),
        (1234.5, "", "1234"),
        (0.87312, "", "0.873"),
        (1e-5, "", "1e−05"),
        (math.nan, "px", "–"),
    ],
)
def test_numbers_are_short(value: float, unit: str, text: str) -> None:
    assert short(value, unit) == text


def test_units_stand_in_brackets() -> None:
    assert titled("distance", "px") == "distance (px)"
    assert titled("", "px") == "px"
    assert axis_title(Axis("layer")) == "layer"


@pytest.mark.parametrize(
    ("low", "high", "at_most", "ticks"),
    [
        (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (33, 241, 5, [50, 100, 150, 200]),
        (-1, 1, 4, [-1, -0.5, 0, 0.5, 1]),
        (1, 12, 7, [2, 4, 6, 8, 10, 12]),
        (5, 5, 4, []),
        (0, math.nan, 4, []),
    ],
)
def test_ticks_are_round(low: float, high: float, at_most: int, ticks: list[float]) -> None:
    assert round_ticks(low, high, at_most) == pytest.approx(ticks)


def test_axis_writes_decimals_alike_and_powers_short(qapp: QApplication) -> None:
    axis = QuietAxis(orientation="left")
    assert axis.tickStrings([-0.5, 0.0, 0.5], 1.0, 0.5) == ["−0.5", "0.0", "0.5"]
    axis.setLogMode(True, True)
    assert axis.tickStrings([-3.0, 0.0, 2.0, 5.0, -6.0], 1.0, 1.0) == ["0.001", "1", "100", "10⁵", "10⁻⁶"]
    assert axis.logTickValues(0.0, 4.2, 300, []) == [(1.0, [0.0, 1.0, 2.0, 3.0, 4.0])]
    few = axis.logTickValues(-0.1, 1.1, 300, [])[0][1]
    assert [round(10**exponent, 6) for exponent in few] == [1, 2, 5, 10]
    within_one = axis.logTickValues(math.log10(0.55), math.log10(1.9), 300, [])[0][1]
    assert [round(10**exponent, 6) for exponent in within_one] == [1, 1.5]


def test_a_short_axis_still_has_a_number(qapp: QApplication) -> None:
    axis = QuietAxis(orientation="left")
    ((_, ticks),) = axis.tickValues(2.02, 2.17, 30)
    assert len(ticks) == 1
    assert 2.02 <= ticks[0] <= 2.17


@pytest.mark.parametrize("name", colourmaps.NAMES)
def test_colour_maps_run_evenly_in_lightness(name: str) -> None:
    light = colourmaps.colours(name).astype(float) @ [0.2126, 0.7152, 0.0722]
    if name == colourmaps.DIVERGING:
        middle = int(light.argmax())
        assert abs(middle - 127) <= 6
        assert (np.diff(light[: middle - 3]) > 0).all()
        assert (np.diff(light[middle + 3 :]) < 0.5).all()
    else:
        assert (np.diff(light) > -0.5).all()


def test_colour_tables_are_transparent_without_a_value() -> None:
    table = colourmaps.colour_table(colourmaps.INFERNO)
    assert len(table) == 256
    assert table[0] == 0
    assert {colour >> 24 for colour in table[1:]} == {255}
    overlay = colourmaps.colour_table(colourmaps.INFERNO, overlay=True)
    assert (overlay[1] >> 24) < 40 < 220 < (overlay[255] >> 24)
    middle = colourmaps.colour_table(colourmaps.DIVERGING, overlay=True)
    assert (middle[128] >> 24) < 40 < 220 < min(middle[1] >> 24, middle[255] >> 24)
    with pytest.raises(ValueError, match="jet"):
        colourmaps.colours("jet")


def test_values_become_indices_and_colours() -> None:
    values = np.array([[0.0, 0.5, 1.0], [-9.0, 9.0, np.nan]], dtype=np.float32)
    indices = indices_of(values, 0.0, 1.0)
    assert indices.tolist() == [[1, 128, 255], [1, 255, 0]]
    image = indexed_image(indices, colourmaps.colour_table(colourmaps.INFERNO))
    assert image.pixelColor(2, 0).name() == "#fcffa4"
    assert image.pixelColor(2, 1).alpha() == 0


def test_infinite_values_take_the_ends() -> None:
    values = np.array([[np.inf, -np.inf, 0.5]], dtype=np.float32)
    assert indices_of(values, 0.0, 1.0).tolist() == [[255, 1, 128]]
    assert levels_of(values, None, None) == (0.5, 1.0)


def test_levels_are_never_empty() -> None:
    nothing = np.full((2, 2), np.nan, dtype=np.float32)
    assert levels_of(nothing, None, None) == (0.0, 1.0)
    flat = np.full((2, 2), 3.0, dtype=np.float32)
    assert levels_of(flat, None, None) == (3.0, 6.0)
    around = np.array([[-2.0, 1.0]], dtype=np.float32)
    assert levels_of(around, None, None, diverging=True) == (-2.0, 2.0)
    assert levels_of(around, 0.0, 4.0) == (0.0, 4.0)


def test_pictures_keep_their_pixels() -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (5, 7, 3), dtype=np.uint8)
    image = picture_image(pixels)
    assert (image.width(), image.height()) == (7, 5)
    assert image.pixelColor(6, 4).getRgb()[:3] == tuple(pixels[4, 6])


def test_cells_are_found_and_stepped() -> None:
    grid = CellGrid(4, 8, QRectF(0, 0, 80, 40))
    assert grid.at(QPointF(79.9, 39.9)) == (3, 7)
    assert grid.at(QPointF(80, 40)) == (3, 7)
    assert grid.at(QPointF(-1, 0)) == NOWHERE
    assert grid.at(None) == NOWHERE
    assert grid.rect((1, 2)) == QRectF(20, 10, 10, 10)
    assert grid.moved((0, 0), -1, 0) == (0, 0)
    assert grid.moved((0, 0), 1, 1) == (1, 1)
    assert grid.moved(NOWHERE, 1, 0) == (2, 4)


def test_camera_zooms_about_a_point_and_stays_inside() -> None:
    camera, room = Camera(), QRectF(0, 0, 200, 100)
    camera.look_at(QRectF(0, 0, 10, 10))
    assert camera.scales(room) == (10.0, 10.0)
    under = camera.transform(room).inverted()[0].map(QPointF(120, 30))
    camera.zoom_at(QPointF(120, 30), 4.0, room)
    after = camera.transform(room).inverted()[0].map(QPointF(120, 30))
    assert (after.x(), after.y()) == pytest.approx((under.x(), under.y()))
    camera.pan(QPointF(10_000, 10_000), room)
    seen = camera.transform(room).inverted()[0].mapRect(room)
    assert seen.left() == pytest.approx(0)
    assert seen.top() == pytest.approx(0)
    camera.zoom_at(QPointF(0, 0), 1e-9, room)
    assert camera.zoom == 1.0


def test_camera_keeps_zoom_for_content_of_the_same_size_only() -> None:
    camera, room = Camera(), QRectF(0, 0, 100, 100)
    camera.look_at(QRectF(0, 0, 10, 10))
    camera.zoom_at(QPointF(5, 5), 3.0, room)
    camera.look_at(QRectF(0, 0, 10, 10))
    assert camera.zoom == pytest.approx(3.0)
    camera.look_at(QRectF(0, 0, 20, 10))
    assert camera.zoom == 1.0


def test_stretched_content_fills_the_room() -> None:
    camera, room = Camera(), QRectF(0, 0, 200, 100)
    camera.look_at(QRectF(0, 0, 10, 10), stretched=True)
    assert camera.transform(room).mapRect(camera.bounds) == room


def test_dots_are_found_by_mouse_and_by_arrows() -> None:
    pixels = np.array([[10.0, 10.0], [50.0, 12.0], [50.0, 90.0], [np.nan, 5.0]])
    assert nearest(pixels, 12, 12) == 0
    assert nearest(pixels, 30, 50) is None
    assert nearest(np.empty((0, 2)), 0, 0) is None
    assert neighbour(pixels, 0, 1, 0) == 1
    assert neighbour(pixels, 1, 0, -1) == 2
    assert neighbour(pixels, 0, -1, 0) == 0


def test_a_label_goes_where_it_hides_nothing_and_fits() -> None:
    size, area = QSizeF(40, 20), QRectF(0, 0, 200, 100)
    alone = np.array([[100.0, 50.0]])
    assert label_anchor(alone, 0, size, area)[0] < 0  # to the right
    crowded = np.array([[100.0, 50.0], [120.0, 50.0]])
    assert label_anchor(crowded, 0, size, area)[0] > 1  # to the left
    at_the_edge = np.array([[195.0, 50.0]])
    assert label_anchor(at_the_edge, 0, size, area)[0] > 1


def test_a_mosaic_has_each_tile_where_the_sheet_says() -> None:
    tiles = np.random.default_rng(0).integers(1, 255, (5, 3, 4, 3), dtype=np.uint8)
    frame = GridFrame(slot="g", tiles=tiles, columns=2, gap=1)
    sheet = sheet_of(frame)
    assert (sheet.rows, sheet.width, sheet.height) == (3, 9, 11)
    image = mosaic_image(frame, colourmaps.INFERNO)
    assert (image.width(), image.height()) == (9, 11)
    for index, tile in enumerate(tiles):
        y, x = sheet.corner(index)
        assert image.pixelColor(x + 3, y + 2).getRgb()[:3] == tuple(tile[2, 3])
    assert image.pixelColor(4, 0).alpha() == 0  # the gap
    assert image.pixelColor(8, 10).alpha() == 0  # the tile that is not there


def test_tiles_share_a_scale_or_have_their_own() -> None:
    tiles = np.array([[[0.0, 1.0]], [[0.0, 10.0]]], dtype=np.float32)
    together = mosaic_image(GridFrame(slot="g", tiles=tiles, columns=2, gap=0), colourmaps.INFERNO)
    apart = mosaic_image(GridFrame(slot="g", tiles=tiles, columns=2, gap=0, shared=False), colourmaps.INFERNO)
    assert together.pixelColor(1, 0) != together.pixelColor(3, 0)
    assert apart.pixelColor(1, 0) == apart.pixelColor(3, 0)


def test_an_empty_sheet_has_no_tile() -> None:
    assert Sheet(0, 1, 4, 4, 1).rows == 0


def test_strokes_go_through_their_points() -> None:
    points = [QPointF(0, 0), QPointF(10, 5), QPointF(20, 0)]
    curve = curve_through(points)
    ends = [curve.elementAt(index) for index in (0, 3, 6)]
    assert [(end.x, end.y) for end in ends] == [(0, 0), (10, 5), (20, 0)]
    assert curve_through([]).isEmpty()
