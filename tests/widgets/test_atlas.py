"""The map of pictures: dots where they belong, thumbnails that leave each other room, lasso, search and travel."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from engine.frames import AtlasFrame
from tests.widgets import examples
from tests.widgets.conftest import Shown
from tests.widgets.test_gestures import Ear, turn_wheel
from widgets.atlas.crowd import FAINT, HIDDEN, MARKED, PLAIN, crowd_of, radius_for
from widgets.atlas.painting import inside
from widgets.atlas.raster import CIRCLE, DIAMOND, SQUARE, TRIANGLE, DotRaster, Layer, stencil
from widgets.atlas.search import Haystack
from widgets.atlas.thumbnails import SIDES_PX, apart, side_for
from widgets.atlas.travel import Travel, centred, fitted, tilted, turned, upright
from widgets.atlas.view import AtlasView
from widgets.language import speak_with

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def frame() -> AtlasFrame:
    return examples.atlas_frame()


@pytest.fixture
def view(shown: Shown, frame: AtlasFrame) -> AtlasView:
    view = shown(frame)
    assert isinstance(view, AtlasView)
    return view


def place(view: AtlasView, index: int) -> QPoint:
    """Where a point is on the canvas."""
    x, y = view.canvas.pixels(view.canvas.room())[index]
    return QPoint(round(x), round(y))


def lonely(view: AtlasView) -> int:
    """The point farthest from any other."""
    places = view.canvas.travel.places
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(far, np.inf)
    return int(far.min(axis=1).argmax())


def around(view: AtlasView, index: int, reach: int = 12) -> list[QPoint]:
    middle = place(view, index)
    return [middle + QPoint(*corner) for corner in ((-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach))]


def draw_lasso(view: AtlasView, line: list[QPoint], modifier: Qt.KeyboardModifier) -> None:
    QTest.mousePress(view.canvas, LEFT, modifier, line[0])
    for point in line[1:]:
        QTest.mouseMove(view.canvas, point)
    QTest.mouseRelease(view.canvas, LEFT, modifier, line[-1])


# Dots


def test_a_stencil_covers_its_area_and_lays_the_rim_first() -> None:
    for shape, area in ((CIRCLE, np.pi), (SQUARE, 1.74**2), (DIAMOND, 2 * 1.2**2), (TRIANGLE, 1.75)):
        pixels = stencil(shape, 4.0, 12)
        assert sum(cover for _, _, cover in pixels) == pytest.approx(area * 16, rel=0.03)
        full = [cover >= 0.99 for _, _, cover in pixels]
        assert full == sorted(full)


def test_dots_are_drawn_in_their_colours_and_cut_at_the_edge() -> None:
    raster = DotRaster()
    raster.begin(40, 30, "#101010")
    colours = np.array([[255, 0, 0], [0, 255, 0]], np.uint8)
    pixels = np.array([[10.0, 10.0], [39.0, 29.0], [-300.0, 5.0], [20.0, 20.0]])
    layer = Layer(np.array([True, True, True, False]), 3.0, colours)
    raster.draw(layer, pixels, np.array([0, 1, 0, 1]), np.array([CIRCLE, SQUARE]))
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        raster.paint(painter, QRectF(0, 0, 40, 30))
    assert image.pixelColor(10, 10) == QColor(255, 0, 0)
    assert image.pixelColor(39, 29) == QColor(0, 255, 0)
    assert image.pixelColor(20, 20) == QColor("#101010")
    assert image.pixelColor(10, 16) == QColor("#101010")
    assert image.pixelColor(0, 5) == QColor("#101010")


def test_an_outline_is_wider_than_its_dot() -> None:
    raster = DotRaster()
    raster.begin(30, 30, "#000000")
    layer = Layer(np.array([True]), 4.0, np.array([[0, 0, 255]], np.uint8), outline=(255, 255, 255))
    raster.draw(layer, np.array([[15.0, 15.0]]), np.array([0]), np.array([CIRCLE]))
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        raster.paint(painter, QRectF(0, 0, 30, 30))
    assert image.pixelColor(15, 15) == QColor(0, 0, 255)
    assert image.pixelColor(15 + 5, 15).red() > 150


def test_looks_follow_search_and_legend(frame: AtlasFrame) -> None:
    assert set(crowd_of(frame, frozenset(), None).looks) == {PLAIN}
    marked = np.zeros(200, bool)
    marked[:5] = True
    looks = crowd_of(frame, frozenset({"kind C"}), marked).looks
    hidden = frame.category == 2
    assert (looks[hidden] == HIDDEN).all()
    assert (looks[marked & ~hidden] == MARKED).all()
    assert (looks[~marked & ~hidden] == FAINT).all()
    assert radius_for(10) > radius_for(50_000)


# Thumbnails


def test_thumbnails_leave_each_other_room_and_the_first_ones_win() -> None:
    places = np.random.default_rng(0).uniform(0, 300, (500, 2))
    kept = apart(places, np.arange(500), 30.0)
    for number, index in enumerate(kept):
        others = np.abs(places[kept[:number]] - places[index]).max(axis=1)
        assert (others >= 30).all()
    assert kept[0] == 0
    assert len(kept) > 40


def test_which_thumbnails_show_does_not_change_while_panning(view: AtlasView) -> None:
    canvas = view.canvas
    canvas.camera.zoom_at(canvas.room().center(), 4, canvas.room())
    canvas.grab()
    assert canvas._kept is not None
    before = set(canvas._kept[1])
    canvas.camera.pan(QPointF(7, 4), canvas.room())
    canvas.grab()
    after = set(canvas._kept[1])
    inner = canvas.room().adjusted(60, 60, -60, -60)
    pixels = canvas.pixels(canvas.room())
    assert {n for n in before ^ after if inner.contains(QPointF(*pixels[n]))} == set()
    assert before


def test_thumbnails_grow_with_zoom_and_there_are_none_among_many() -> None:
    sides = [side_for(800, zoom, 500_000) for zoom in (1, 1.5, 3, 10)]
    assert sides[0] == 0
    assert sides == sorted(sides)
    assert sides[-1] == SIDES_PX[-1]


def test_the_switch_hides_the_thumbnails(view: AtlasView) -> None:
    view.canvas.camera.zoom_at(view.canvas.room().center(), 6, view.canvas.room())
    assert view.canvas.side_px(view.canvas.room()) > 0
    switch = next(button for button in view.findChildren(QToolButton) if button.text() == "Thumbnails")
    switch.click()
    assert view.canvas.side_px(view.canvas.room()) == 0


# Travel


def test_a_turned_and_mirrored_layout_is_turned_back() -> None:
    places = np.random.default_rng(0).normal(size=(50, 2))
    places -= places.mean(axis=0)
    turn = np.array([[np.cos(2), -np.sin(2)], [np.sin(2), np.cos(2)]]) @ np.diag([1, -1])
    np.testing.assert_allclose(turned(places @ turn, places), places, atol=1e-9)


def test_the_longer_axis_lies_across() -> None:
    tall = np.random.default_rng(0).normal(size=(300, 2)) * (1, 5)
    tall -= tall.mean(axis=0)
    assert np.ptp(upright(tall, 4.0)[:, 0]) > 2 * np.ptp(upright(tall, 4.0)[:, 1])
    once = tilted(tall, 4.0)
    np.testing.assert_allclose(np.linalg.norm(once, axis=1), np.linalg.norm(tall, axis=1))
    for _ in range(40):
        tall = tilted(tall, 4.0)
    assert np.ptp(tall[:, 0]) > 2 * np.ptp(tall[:, 1])


def test_places_fill_the_square_with_y_upwards() -> None:
    places = fitted(centred(np.array([0.0, 4.0, 2.0]), np.array([0.0, 1.0, np.nan])))
    assert places[:, 0].min() == -1
    assert places[:, 0].max() == 1
    assert places[0, 1] > places[1, 1]
    assert fitted(centred(np.ones(3), np.ones(3))).tolist() == [[0, 0]] * 3


def test_points_travel_and_new_ones_are_there_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    travel = Travel(qapp)
    travel.jump(np.array([[0.0, 0.0], [1.0, 0.0]]))
    goal = np.array([[0.5, 0.0], [1.0, 1.0], [0.2, 0.2]])
    travel.go(goal)
    assert travel.places[2].tolist() == [0.2, 0.2]
    assert travel.places[1].tolist() == [1.0, 0.0]
    qtbot.waitUntil(lambda: np.array_equal(travel.places, goal))
    travel.go(goal)  # nothing to do
    assert np.array_equal(travel.places, goal)
    travel.deleteLater()


def test_other_features_move_the_same_points(qtbot: QtBot, view: AtlasView, frame: AtlasFrame) -> None:
    start = view.canvas.travel.places.copy()
    rng = np.random.default_rng(3)
    other = replace(frame, title="Raw pixels", x=frame.x + rng.normal(size=200), y=frame.y + rng.normal(size=200))
    view.show_frame(other)
    assert np.array_equal(view.canvas.travel.places, start)
    qtbot.waitUntil(lambda: np.array_equal(view.canvas.travel.places, view.canvas.travel.goal))
    assert not np.array_equal(view.canvas.travel.places, start)
    view.show_frame(replace(other, population="others"))
    assert np.array_equal(view.canvas.travel.places, view.canvas.travel.goal)


def test_thumbnails_stay_until_others_come(view: AtlasView, frame: AtlasFrame) -> None:
    bare = replace(frame, x=frame.y, thumbnails=None)
    view.show_frame(bare)
    assert isinstance(view.frame, AtlasFrame)
    assert view.frame.thumbnails is frame.thumbnails
    view.show_frame(replace(bare, population="others"))
    assert view.frame.thumbnails is None


# Mouse and keys


def test_the_point_under_the_mouse_is_told_and_a_click_picks_it(view: AtlasView, frame: AtlasFrame) -> None:
    index = lonely(view)
    hovers, clicks = Ear(view.item_hovered), Ear(view.item_clicked)
    QTest.mouseMove(view.canvas, place(view, index))
    assert hovers.heard == [(index,)]
    assert view.header.readout() == f"picture {index} · {frame.categories[int(frame.category[index])]}"
    QTest.mouseClick(view.canvas, LEFT, pos=place(view, index))
    assert clicks.heard == [(index,)]


def test_arrows_go_from_point_to_point_and_enter_picks(view: AtlasView) -> None:
    clicks = Ear(view.item_clicked)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    reached = view.canvas.under_mouse
    assert reached not in (None, 17)
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert clicks.heard == [(reached,)]


def test_the_wheel_zooms_and_home_shows_everything(qapp: QApplication, view: AtlasView) -> None:
    turn_wheel(qapp, view.canvas, view.canvas.rect().center(), 3)
    assert view.canvas.camera.zoom > 1
    QTest.keyClick(view.canvas, Qt.Key.Key_Home)
    assert view.canvas.camera.zoom == 1


@pytest.mark.parametrize("by_button", [False, True])
def test_a_lasso_catches_lists_and_lets_go(view: AtlasView, by_button: bool) -> None:
    index = lonely(view)
    if by_button:
        next(button for button in view.findChildren(QToolButton) if button.text() == "Lasso").click()
    draw_lasso(view, around(view, index), Qt.KeyboardModifier.NoModifier if by_button else SHIFT)
    assert view.caught_list.isVisible()
    model = view.caught_list.model
    assert [model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())] == [index]
    assert model.index(0).data() == f"picture {index}"
    assert "; in the lasso: 1" in view.summary()
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert not view.caught_list.isVisible()
    assert model.rowCount() == 0


def test_points_inside_a_line_are_found() -> None:
    square = [QPointF(0, 0), QPointF(10, 0), QPointF(10, 10), QPointF(0, 10)]
    assert inside(np.array([[5.0, 5.0], [11.0, 5.0], [5.0, -1.0], [np.nan, 5.0]]), square).tolist() == [
        True,
        False,
        False,
        False,
    ]
    assert not inside(np.array([[5.0, 5.0]]), square[:2]).any()


def test_a_selection_stays_when_the_points_travel_and_goes_with_another_population(
    view: AtlasView, frame: AtlasFrame
) -> None:
    caught = np.zeros(200, bool)
    caught[[3, 9]] = True
    view.select(caught)
    view.show_frame(replace(frame, x=frame.y, y=frame.x))
    assert view.caught_list.model.rowCount() == 2
    more = np.zeros(200, bool)
    more[4] = True
    view.select(more, add=True)
    assert view.caught_list.model.rowCount() == 3
    view.show_frame(replace(frame, population="others"))
    assert view.caught_list.model.rowCount() == 0


def test_what_was_caught_is_exported_and_copied(view: AtlasView, frame: AtlasFrame, tmp_path: Path) -> None:
    view.export(tmp_path / "all.csv", {})
    caught = np.zeros(200, bool)
    caught[[3, 9]] = True
    view.select(caught)
    view.export(tmp_path / "some.csv", {"seed": "3"})
    lines = [line for line in (tmp_path / "some.csv").read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.reader(lines))
    assert rows[0] == ["name", "category", "x", "y"]
    assert [row[0] for row in rows[1:]] == ["picture 3", "picture 9"]
    assert float(rows[1][2]) == pytest.approx(float(frame.x[3]))
    assert len((tmp_path / "all.csv").read_text("utf-8").splitlines()) > 200
    view.caught_list.copy_names()
    kind = frame.categories[int(frame.category[3])]
    assert QGuiApplication.clipboard().text().splitlines()[0] == f"picture 3\t{kind}"
    asked = Ear(view.export_requested)
    view.caught_list.exported.emit()
    assert asked.heard == ["csv"]


def test_a_search_marks_counts_and_zooms(view: AtlasView) -> None:
    field = view.findChild(QLineEdit)
    QTest.keyClicks(field, "picture 11")
    assert view.canvas.crowd is not None
    assert int((view.canvas.crowd.looks == MARKED).sum()) == 11  # 11 and 110 to 119
    assert view.tools._found.text() == "11 found"
    QTest.keyClick(field, Qt.Key.Key_Return)
    pixels = view.canvas.pixels(view.canvas.room())
    marked = pixels[view.canvas.crowd.looks == MARKED]
    assert all(view.canvas.room().contains(QPointF(*pixel)) for pixel in marked)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert set(view.canvas.crowd.looks) == {PLAIN}


def test_names_are_found_in_the_windows_language(frame: AtlasFrame) -> None:
    words = {"picture 7": "图片七", "kind B": "乙类"}
    speak_with(lambda text: words.get(text, text))
    try:
        found = Haystack(frame)
        assert np.flatnonzero(found.find("图片七")).tolist() == [7]
        assert np.array_equal(found.find("乙类"), frame.category == 1)
        assert found.find("picture kind b").sum() == (frame.category == 1).sum()
    finally:
        speak_with(str)


def test_ctrl_f_means_this_search_while_the_map_has_the_keyboard(qtbot: QtBot, frame: AtlasFrame) -> None:
    window = QMainWindow()
    view = AtlasView()
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    others: list[bool] = []
    action = window.addAction("Search papers")
    action.setShortcut("Ctrl+F")
    action.triggered.connect(others.append)
    view.show_frame(frame)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert others == []
    assert view.findChild(QLineEdit).hasFocus()


def test_the_legend_hides_and_shows_categories(view: AtlasView, frame: AtlasFrame) -> None:
    entries = [place for _, place in view.legend.places(view.legend.room())]
    QTest.mouseClick(view.legend, LEFT, pos=entries[1].center().toPoint())
    assert view.canvas.crowd is not None
    assert np.array_equal(view.canvas.crowd.looks == HIDDEN, frame.category == 1)
    hidden = int(np.flatnonzero(frame.category == 1)[0])
    assert view.canvas._at(QPointF(place(view, hidden))) != hidden
    QTest.mouseClick(view.legend, LEFT, Qt.KeyboardModifier.ControlModifier, entries[2].center().toPoint())
    assert np.array_equal(view.canvas.crowd.looks == HIDDEN, frame.category != 2)
    view.legend.setFocus()
    QTest.keyClick(view.legend, Qt.Key.Key_Right)
    QTest.keyClick(view.legend, Qt.Key.Key_Space)
    assert np.array_equal(view.canvas.crowd.looks == HIDDEN, ~np.isin(frame.category, (2, 3)))
    view.show_only(2)
    view.show_only(2)
    assert not (view.canvas.crowd.looks == HIDDEN).any()


def test_fifty_thousand_points_are_drawn(qtbot: QtBot, shown: Shown) -> None:
    rng = np.random.default_rng(0)
    many = AtlasFrame(
        slot="a",
        x=rng.normal(size=50_000),
        y=rng.normal(size=50_000),
        names=("a point",) * 50_000,
        category=rng.integers(0, 17, 50_000),
        categories=tuple(f"kind {number}" for number in range(17)),
    )
    view = shown(many)
    assert isinstance(view, AtlasView)
    middle = view.canvas.grab().toImage()
    seen = {middle.pixel(x, y) for x in range(150, 250, 2) for y in range(100, 180, 2)}
    assert len(seen) > 17
    assert view.canvas.side_px(QRectF(0, 0, 400, 300)) == 0


def test_a_figure_is_drawn_at_any_size(view: AtlasView) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        view.paint_figure(painter, QRectF(0, 0, 800, 600))
    assert len({image.pixel(x, y) for x in range(0, 800, 4) for y in range(100, 600, 4)}) > 12
    assert view.figure_size().width() >= QSizeF(240, 160).width()


# Opening


def test_a_double_click_asks_for_the_picture_of_a_point(view: AtlasView, frame: AtlasFrame, qtbot: QtBot) -> None:
    view.show_frame(replace(frame, words=tuple(f"world:{number}" for number in range(len(frame.x)))))
    index = lonely(view)
    with qtbot.waitSignal(view.picture_asked) as asked:
        QTest.mouseDClick(view.canvas, LEFT, pos=place(view, index))
    assert asked.args == [f"world:{index}"]
    QTest.mouseMove(view.canvas, place(view, index))
    with qtbot.waitSignal(view.picture_asked) as asked:
        QTest.keyClick(view.canvas, Qt.Key.Key_O)
    assert asked.args == [f"world:{index}"]


def test_a_double_click_shows_everything_where_no_picture_can_be_had(view: AtlasView) -> None:
    index = lonely(view)
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.camera.zoom > 1
    QTest.mouseDClick(view.canvas, LEFT, pos=place(view, index))
    assert view.canvas.camera.zoom == 1


def test_a_first_layout_fills_the_room_it_gets(shown: Shown) -> None:
    rng = np.random.default_rng(3)
    tall = replace(examples.atlas_frame(), x=rng.normal(size=200), y=5 * rng.normal(size=200))
    view = shown(tall)
    assert isinstance(view, AtlasView)
    spread = np.ptp(view.canvas.pixels(view.canvas.room()), axis=0)
    room = view.canvas.room()
    assert max(spread[0] / room.width(), spread[1] / room.height()) > 0.8
    assert spread[0] > spread[1] or room.height() > room.width()
