"""How a tab keeps in step with the mouse, the controls and the session."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from app.bridge import Bridge
from app.panels.base import Panel
from app.panels.runner import PATIENCE_S
from app.panels.tab import Column, PanelSpec, Pick, PickItem, Row, SharedHover, Tab, View
from app.session import Session
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Paper, Request, experiment
from engine.frames import Axis, CheckFrame, Frames, GridFrame, HeatFrame, ImageFrame, LimitsFrame, ScatterFrame
from engine.images import Picture, rotated
from engine.jobs import Job
from engine.parameters import Cell, Choice, Int
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.blocking import Blocker
from tests.engine.training import PATIENCE_S as THREAD_PATIENCE_S
from widgets.view import FrameView

SIDE = 8

LAYER = Int(name="layer", label="Layer", default=2, low=1, high=48)
HEAD = Int(name="head", label="Head", default=1, low=1, high=32, picked=True)
REDUCE = Choice(name="reduce", label="Heads", default="mean", options=(("one", "One head"), ("mean", "Mean")))
PATCH = Cell(name="patch", label="Patch")


class Log:
    """What the experiment was asked, and a gate that it waits at when closed."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.gate = threading.Event()
        self.gate.set()


LOG = Log()


@experiment("test.look", title="Look", inputs=("image",), parameters=(LAYER, HEAD, REDUCE, PATCH))
def look(request: Request, control: Control) -> Frames:
    """Mark the chosen cell."""
    LOG.requests.append(request)
    yield LimitsFrame(ranges={"layer": (1, 12), "head": (1, 3)}, grids={"patch": (SIDE, SIDE)})
    assert LOG.gate.wait(THREAD_PATIENCE_S)
    control.check()
    patch = request.parameters["patch"]
    marked = () if patch == (-1, -1) else (patch,)
    assert request.image is not None
    yield ImageFrame(slot="image", pixels=request.image.pixels, cells=(SIDE, SIDE), marked=marked)
    yield HeatFrame(slot="heat", values=np.arange(SIDE * SIDE).reshape(SIDE, SIDE), marked=marked)
    yield GridFrame(
        slot="heads", tiles=np.zeros((3, 4, 4)), columns=3, selected=int(str(request.parameters["head"])) - 1
    )
    yield ScatterFrame(
        slot="dots",
        x=np.arange(3),
        y=np.arange(3),
        x_axis=Axis("x"),
        y_axis=Axis("y"),
        keys=np.array([[4, 1], [5, 2], [6, 3]]),
    )
    if request.parameters["reduce"] == "one":
        yield ImageFrame(slot="extra", pixels=request.image.pixels)
    yield CheckFrame(claim="It looks.", measured="yes", holds=True)


@experiment("test.other", title="Other", parameters=(LAYER,))
def other(request: Request, control: Control) -> Frames:
    """Show nothing of the picture."""
    LOG.requests.append(request)
    yield HeatFrame(slot="heat", values=np.eye(3))


PANEL = PanelSpec(
    Paper(
        id="test",
        short="Test",
        title="A Test",
        authors="Nobody",
        year=2000,
        arxiv="",
        family="Foundations",
        experiments=(look, other),
    ),
    "Test",
    (
        Tab(
            look,
            Row(
                Column(View("image", "image"), View("heat", "heat"), View("extra", "image", empty="Choose One head")),
                Column(View("heads", "grid"), View("dots", "scatter")),
            ),
            links=(
                Pick("image", sets="patch", on="hover"),
                Pick("heat", sets="patch"),
                PickItem("heads", sets=("head",), base=1, also=(("reduce", "one"),)),
                PickItem("dots", sets=("layer", "head")),
                SharedHover(("image", "heat")),
            ),
            hint="Look.",
        ),
        Tab(other, View("heat", "heat"), hint="Other."),
    ),
)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, bridge: Bridge) -> Iterator[Panel]:
    """The panel, having run once."""
    LOG.requests.clear()
    panel = Panel(PANEL, session, bridge)
    panel.resize(1024, 700)
    panel.show()
    qtbot.waitUntil(lambda: bool(LOG.requests), timeout=PATIENCE_MS)
    until_idle(qtbot, panel)
    yield panel
    LOG.gate.set()
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until_idle(qtbot: QtBot, panel: Panel) -> None:
    qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)


def asked(name: str) -> list[object]:
    """Return the values of a parameter in the order in which they were asked for."""
    return [request.parameters[name] for request in LOG.requests]


def view(panel: Panel, slot: str) -> FrameView:
    assert panel.page.stage is not None
    return panel.page.stage.views[slot]


def marked(panel: Panel, slot: str = "heat") -> tuple[tuple[int, int], ...]:
    frame = view(panel, slot).frame
    assert isinstance(frame, HeatFrame | ImageFrame)
    return frame.marked


def test_a_click_keeps_the_patch_and_every_view_shows_it(panel: Panel, qtbot: QtBot) -> None:
    view(panel, "image").cell_clicked.emit(2, 3)
    until_idle(qtbot, panel)
    assert marked(panel, "image") == marked(panel, "heat") == ((2, 3),)
    assert "--set patch=2,3" in panel.command_text()


def test_hovering_tries_a_patch_and_leaving_puts_the_kept_one_back(panel: Panel, qtbot: QtBot) -> None:
    view(panel, "image").cell_clicked.emit(2, 3)
    until_idle(qtbot, panel)
    view(panel, "image").cell_hovered.emit(5, 5)
    until_idle(qtbot, panel)
    assert marked(panel) == ((5, 5),)
    view(panel, "image").cell_hovered.emit(-1, -1)
    until_idle(qtbot, panel)
    assert marked(panel) == ((2, 3),)
    assert asked("patch") == [(-1, -1), (2, 3), (5, 5), (2, 3)]


def test_a_hovered_cell_is_outlined_in_the_linked_views(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    outlined: list[tuple[int, int]] = []
    heat, image = view(panel, "heat"), view(panel, "image")
    monkeypatch.setattr(heat, "highlight_cell", lambda row, column: outlined.append((row, column)))
    monkeypatch.setattr(image, "highlight_cell", lambda row, column: pytest.fail("told the view under the mouse"))
    image.cell_hovered.emit(4, 1)
    assert outlined == [(4, 1)]


def test_a_clicked_dot_sets_all_it_stands_for(panel: Panel, qtbot: QtBot) -> None:
    view(panel, "dots").item_clicked.emit((5, 2))
    until_idle(qtbot, panel)
    assert (asked("layer")[-1], asked("head")[-1]) == (5, 2)
    assert panel.page.controls.form.fields["layer"].findChild(QSlider).value() == 5


def test_a_clicked_tile_counts_from_1_and_sets_what_goes_with_it(panel: Panel, qtbot: QtBot) -> None:
    view(panel, "heads").item_clicked.emit((2,))
    until_idle(qtbot, panel)
    assert (asked("head")[-1], asked("reduce")[-1]) == (3, "one")


def test_a_mouse_on_the_move_leaves_one_in_flight_and_the_newest_waiting(panel: Panel, qtbot: QtBot) -> None:
    before = len(LOG.requests)
    LOG.gate.clear()
    for column in range(7):
        view(panel, "image").cell_hovered.emit(0, column)
    LOG.gate.set()
    qtbot.waitUntil(lambda: marked(panel) == ((0, 6),), timeout=PATIENCE_MS)
    assert asked("patch")[before:] == [(0, 0), (0, 6)]


def test_a_run_that_takes_longer_than_a_glance_makes_way(panel: Panel, qtbot: QtBot) -> None:
    LOG.gate.clear()
    slider = panel.page.controls.form.fields["layer"].findChild(QSlider)
    slider.setValue(7)
    first = panel.page.job
    assert first is not None
    slider.setValue(8)
    qtbot.waitUntil(lambda: panel.page.job is not first, timeout=int(PATIENCE_S * 1000) + PATIENCE_MS)
    assert first.control.cancelled
    LOG.gate.set()
    until_idle(qtbot, panel)
    assert asked("layer")[-1] == 8
    assert first.state == "cancelled"


def test_another_picture_drops_the_run_and_its_frames(
    panel: Panel, qtbot: QtBot, session: Session, bridge: Bridge, photo: Picture
) -> None:
    jobs: list[Job] = []
    panel.job_shown.connect(jobs.append)
    with Blocker(bridge):
        panel.run()
        session.set_picture(rotated(photo, 1))
        session.set_picture(rotated(photo, 2))
    until_idle(qtbot, panel)
    assert [job.control.cancelled for job in jobs] == [True, True, False]
    frame = view(panel, "image").frame
    assert isinstance(frame, ImageFrame)
    assert frame.job == jobs[-1].number
    assert np.array_equal(frame.pixels, rotated(photo, 2).pixels)


def test_a_tab_in_the_back_runs_when_it_comes_to_the_front(
    panel: Panel, qtbot: QtBot, session: Session, photo: Picture
) -> None:
    panel.show_tab(1)
    qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
    until_idle(qtbot, panel)
    before = len(LOG.requests)
    session.set_picture(rotated(photo, 1))  # the tab in front does not look at pictures
    assert not panel.busy
    panel.show_tab(0)
    qtbot.waitUntil(lambda: len(LOG.requests) > before, timeout=PATIENCE_MS)
    until_idle(qtbot, panel)
    assert [request.experiment for request in LOG.requests[before:]] == ["test.look"]
    panel.show_tab(1)
    panel.show_tab(0)
    QCoreApplication.processEvents()
    assert not panel.busy, "nothing changed, so nothing runs"


def test_seed_and_device_run_it_again(panel: Panel, qtbot: QtBot, session: Session) -> None:
    session.set_seed(5)
    until_idle(qtbot, panel)
    assert LOG.requests[-1].seed == 5
    before = len(LOG.requests)
    session.set_device("cuda:7")
    assert "cuda:7" in panel.message
    assert len(LOG.requests) == before
    session.set_device("cpu")
    qtbot.waitUntil(lambda: panel.message == "", timeout=PATIENCE_MS)


def test_limits_bring_a_value_inside_and_run_again(panel: Panel, qtbot: QtBot) -> None:
    panel.page.controls.form.set_values({"layer": 40})
    panel.run()
    qtbot.waitUntil(lambda: asked("layer")[-1] == 12, timeout=PATIENCE_MS)
    until_idle(qtbot, panel)
    assert panel.page.controls.form.fields["layer"].value() == 12


def test_without_a_picture_it_says_what_to_do(panel: Panel, qtbot: QtBot, session: Session, photo: Picture) -> None:
    session.set_picture(None)
    assert view(panel, "image").frame is None
    assert "Choose a picture" in view(panel, "image").summary()
    session.set_picture(photo)
    until_idle(qtbot, panel)
    assert view(panel, "image").frame is not None


def test_it_waits_for_the_engine(qtbot: QtBot, session: Session) -> None:
    bridge = Bridge()
    panel = Panel(PANEL, session, bridge)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
    assert "ready" in view(panel, "image").summary()
    assert not panel.busy
    bridge.start()
    qtbot.waitUntil(lambda: view(panel, "image").frame is not None, timeout=PATIENCE_MS)
    until_idle(qtbot, panel)
    panel.close()
    panel.deleteLater()
    assert bridge.close()


def test_the_check_and_the_experiment_are_told(panel: Panel, qtbot: QtBot) -> None:
    checks: list[object] = []
    shown: list[object] = []
    panel.check_arrived.connect(checks.append)
    panel.experiment_shown.connect(shown.append)
    panel.show_experiment("test.other")
    panel.show_experiment("test.look")
    assert shown == [other, look]
    assert [getattr(check, "claim", None) for check in checks] == [None, "It looks."]
    with pytest.raises(UserError, match=r"test\.nothing"):
        panel.show_experiment("test.nothing")


def test_a_long_still_offers_cancel_on_its_button(panel: Panel, qtbot: QtBot) -> None:
    run = next(button for button in panel.page.controls.findChildren(QPushButton) if button.text() == "Run")
    LOG.gate.clear()
    run.click()
    qtbot.waitUntil(lambda: run.text() == "Cancel", timeout=PATIENCE_MS)
    run.click()
    LOG.gate.set()
    qtbot.waitUntil(lambda: run.text() == "Run", timeout=PATIENCE_MS)
    assert not panel.busy
    assert panel.message == ""


def test_a_view_fills_the_panel_and_goes_back(panel: Panel) -> None:
    heat, rest = view(panel, "heat"), [view(panel, slot) for slot in ("image", "heads", "dots")]
    width = heat.width()
    heat.maximise_requested.emit(True)
    QCoreApplication.processEvents()
    assert heat.isVisible()
    assert heat.width() > width
    assert not any(other_view.isVisible() for other_view in rest)
    heat.maximise_requested.emit(False)
    assert all(other_view.isVisible() for other_view in rest)


def test_a_view_is_exported_through_a_dialog_that_blocks_nothing(panel: Panel, qtbot: QtBot, tmp_path: Path) -> None:
    view(panel, "heat").export_requested.emit("npz")
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(panel.page.files.exporter.wrote, timeout=PATIENCE_MS):
        dialog.fileSelected.emit(str(tmp_path / "heat.npz"))
    dialog.close()
    with np.load(tmp_path / "heat.npz") as saved:
        assert saved["values"].shape == (SIDE, SIDE)


def test_a_file_that_cannot_be_written_is_told(panel: Panel, tmp_path: Path) -> None:
    panel.page.files.exporter.export(view(panel, "heat"), tmp_path / "no such folder" / "heat.png")
    assert "no such folder" in panel.message


def test_a_choice_runs_it_again(panel: Panel, qtbot: QtBot) -> None:
    panel.page.controls.form.fields["reduce"].findChild(QComboBox).setCurrentIndex(0)
    until_idle(qtbot, panel)
    assert asked("reduce") == ["mean", "one"]


def test_an_engine_that_cannot_start_is_told_and_awaited_no_longer(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ImportError("no torch here")

    monkeypatch.setattr("app.bridge.warm_up", broken)
    bridge = Bridge()
    panel = Panel(PANEL, session, bridge)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
    bridge.start()
    qtbot.waitUntil(lambda: "no torch here" in panel.message, timeout=PATIENCE_MS)
    assert "could not start" in view(panel, "image").summary()
    panel.close()
    panel.deleteLater()
    assert bridge.close()


def test_what_a_run_says_nothing_about_is_empty_and_says_why(panel: Panel, qtbot: QtBot) -> None:
    extra = view(panel, "extra")
    assert "Choose One head" in extra.summary()
    panel.page.controls.form.set_values({"reduce": "one"})
    panel.run()
    until_idle(qtbot, panel)
    assert extra.frame is not None
    panel.page.controls.form.set_values({"reduce": "mean"})
    panel.run()
    until_idle(qtbot, panel)
    assert extra.frame is None
    assert "Choose One head" in extra.summary()
    assert view(panel, "heat").frame is not None
