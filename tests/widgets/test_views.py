"""What holds for every view and every kind of frame."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, QTranslator
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from engine.frames import Frame, ProgressFrame
from tests.widgets import examples
from tests.widgets.conftest import Shown
from widgets.heat_view import HeatView
from widgets.language import speak_with
from widgets.scatter_view import ScatterView
from widgets.theme import DARK, LIGHT, apply_theme
from widgets.view import FrameView
from widgets.views import KINDS, make_view

FRAMES = examples.every_frame()
NAMES = [f"{frame.kind}-{index}" for index, frame in enumerate(FRAMES)]
every_frame = pytest.mark.parametrize("frame", FRAMES, ids=NAMES)


def seen(view: FrameView) -> QImage:
    return view.grab().toImage()


def colour_count(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def test_there_is_a_view_for_each_kind_and_no_other(qtbot: QtBot) -> None:
    assert {frame.kind for frame in FRAMES} == set(KINDS)
    for kind in KINDS:
        view = make_view(kind)
        qtbot.addWidget(view)
        assert view.kind == kind
    with pytest.raises(ValueError, match="progress"):
        make_view("progress")


@every_frame
def test_a_frame_is_drawn_and_told(shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    assert view.frame is frame
    assert view.header.title.text() == frame.title
    assert colour_count(seen(view)) > 4
    assert len(view.summary()) > 15
    assert view.accessibleDescription() == view.summary()
    assert view.focusProxy().accessibleDescription() == view.summary()
    assert frame.title in view.accessibleName()


@every_frame
def test_a_view_follows_the_theme(qapp: QApplication, shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    dark = seen(view)
    apply_theme(qapp, LIGHT)
    light = seen(view)
    assert dark.pixelColor(60, 4) == QColor(DARK.card)
    assert light.pixelColor(60, 4) == QColor(LIGHT.card)
    apply_theme(qapp, DARK)
    assert seen(view) == dark


@every_frame
def test_showing_a_frame_again_changes_nothing(shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    before = seen(view)
    view.show_frame(frame)
    assert seen(view) == before


@every_frame
def test_no_menu_is_open_before_it_is_asked_for(shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    assert not any(menu.isVisible() for menu in view.findChildren(QMenu))


@every_frame
def test_a_small_card_still_works(qapp: QApplication, shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    view.resize(QSize(130, 100))
    qapp.processEvents()
    assert view.size() == QSize(130, 100)
    assert not seen(view).isNull()


@every_frame
def test_a_view_leaves_nothing_behind(qapp: QApplication, shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    gone = weakref.ref(view)
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del view
    gc.collect()
    assert gone() is None
    apply_theme(qapp, LIGHT)  # would reach a view that is still connected
    apply_theme(qapp, DARK)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_view_says_what_to_do(qtbot: QtBot, kind: str) -> None:
    view = make_view(kind)
    qtbot.addWidget(view)
    assert view.summary() == "Choose a picture and press Run"
    view.clear("Choose a second picture")
    assert view.summary() == "Choose a second picture"
    view.show_error("cat.png is not a picture.")
    assert view.accessibleDescription() == "cat.png is not a picture."


@every_frame
def test_clearing_forgets_the_frame(shown: Shown, frame: Frame) -> None:
    view = shown(frame)
    view.clear()
    assert view.frame is None
    assert view.summary() == "Choose a picture and press Run"
    view.show_frame(frame)
    assert view.summary() != "Choose a picture and press Run"


def test_a_frame_of_another_kind_is_refused(shown: Shown) -> None:
    view = shown(examples.image_frame())
    with pytest.raises(ValueError, match="expected a frame of kind 'image', got 'progress'"):
        view.show_frame(ProgressFrame(done=1, total=2))


def test_busy_is_a_line_that_goes_with_the_next_frame(shown: Shown) -> None:
    view = shown(examples.image_frame())
    idle = seen(view)
    view.set_busy(True)
    assert seen(view).pixelColor(view.width() // 2, 0) == QColor(DARK.accent)
    view.show_frame(examples.image_frame())
    assert seen(view) == idle


def test_an_error_while_painting_is_reported_and_survived(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(examples.heat_frame())
    before = seen(view)
    with monkeypatch.context() as patch:
        patch.setattr(type(view), "paint_over", lambda self, painter: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seen(view)
    assert seen(view) == before


def test_a_resting_mouse_reads_the_next_frame(shown: Shown) -> None:
    view = shown(examples.heat_frame())
    assert isinstance(view, HeatView)
    view.canvas.stepped.emit(0, 1)
    before = view.header.readout()
    frame = examples.heat_frame()
    view.show_frame(replace(frame, values=frame.values / 2))
    assert view.header.readout().split("  ")[0] == before.split("  ")[0]
    assert view.header.readout() != before


def test_buttons_ask_the_owner(shown: Shown, qtbot: QtBot) -> None:
    view = shown(examples.heat_frame())
    with qtbot.waitSignal(view.maximise_requested) as asked:
        qtbot.mouseClick(view.findChild(QToolButton, "maximise"), Qt.MouseButton.LeftButton)
    assert asked.args == [True]
    actions = {action.text(): action for action in view.header.menu.actions()}
    with qtbot.waitSignal(view.export_requested) as asked:
        actions["Save as SVG…"].trigger()
    assert asked.args == ["svg"]


def test_copy_puts_picture_and_words_on_the_clipboard(qapp: QApplication, shown: Shown) -> None:
    view = shown(examples.heat_frame())
    view.header.menu.actions()[1].trigger()
    data = qapp.clipboard().mimeData()
    assert data.hasImage()
    assert data.text() == view.summary()


def test_only_what_zooms_can_be_reset(shown: Shown) -> None:
    assert shown(examples.heat_frame()).findChild(QToolButton, "reset").isVisible()
    assert not shown(examples.text_frame()).findChild(QToolButton, "reset").isVisible()


def test_frames_are_told_in_the_language_of_the_window(shown: Shown) -> None:
    speak_with(lambda text: f"<{text}>")
    try:
        view = shown(examples.scatter_frame())
        assert view.header.title.text() == "<Attention distance by head>"
        assert "selected: <layer 9 · head 2, 241 px>" in view.summary()
    finally:
        speak_with(str)


def test_the_invitation_is_said_again_in_another_language(qapp: QApplication, qtbot: QtBot) -> None:
    class Upside(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(self, context: str, source: str, note: str | None = None, n: int = -1) -> str:
            return source.swapcase()

    own, given = make_view("image"), make_view("image")
    for view in (own, given):
        qtbot.addWidget(view)
    given.clear("Choose a second picture")
    translator = Upside()
    qapp.installTranslator(translator)
    try:
        qapp.sendEvent(own, QEvent(QEvent.Type.LanguageChange))
        qapp.sendEvent(given, QEvent(QEvent.Type.LanguageChange))
        assert own.summary() == "cHOOSE A PICTURE AND PRESS rUN"
        assert given.summary() == "Choose a second picture"
    finally:
        qapp.removeTranslator(translator)


def test_numbers_of_a_new_job_replace_those_of_the_last(shown: Shown) -> None:
    first, second, _ = examples.metric_frames()
    view = shown(first.stamped(job=1, provenance=None))
    view.show_frame(second.stamped(job=1, provenance=None))
    assert "cosine" in view.summary()
    assert "512" in view.summary()
    view.show_frame(second.stamped(job=2, provenance=None))
    assert "cosine" not in view.summary()


def test_a_backdrop_fills_its_bounds_on_square_axes(shown: Shown) -> None:
    frame = examples.backdrop_frame()
    view = shown(frame)
    assert isinstance(view, ScatterView)
    ends = np.array([-1.5, 1.5])
    (left, bottom), (right, top) = view.plot.pixels(ends, ends)
    assert right - left == pytest.approx(bottom - top, rel=0.01)
    with_it, without = seen(view), seen(shown(replace(frame, backdrop=None)))
    corner = view.plot.mapTo(view, QPoint(round(left) + 3, round(top) + 3))
    outside = view.plot.mapTo(view, QPoint(round(left) - 3, round(top) + 3))
    assert with_it.pixelColor(corner) != without.pixelColor(corner)
    assert with_it.pixelColor(outside) == without.pixelColor(outside)
