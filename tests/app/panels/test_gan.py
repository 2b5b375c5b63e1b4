"""The GAN panel: held to the contract, drawn on, walked through, stepped and forked."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.comparison import MARK
from app.panels import gan
from app.panels.base import Panel
from app.panels.tab import PanelSpec
from engine.frames import CurveFrame
from engine.papers.gan import images, line, plane
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.plot_view import PlotView
from widgets.view import FrameView

ORDER = (line, plane, images)


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


class TestGanPanel(PanelContract):
    spec: ClassVar[PanelSpec] = gan.PANEL

    def test_a_fork_goes_on_from_the_moment_and_is_compared(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(ORDER.index(line))
        self.settle(qtbot, panel)
        parent = panel.page.job
        assert parent is not None
        qtbot.waitUntil(lambda: parent.step >= 60, timeout=PATIENCE_MS)
        panel.page.fork()
        fork = panel.page.job
        assert fork is not None
        assert fork is not parent
        assert 0 < fork.step <= parent.step
        assert fork.control.snapshots.steps
        qtbot.waitUntil(lambda: parent.ended, timeout=PATIENCE_MS)

        def compared() -> bool:
            frame = view_of(panel, "losses").frame
            return isinstance(frame, CurveFrame) and any(series.name.endswith(MARK) for series in frame.series)

        qtbot.waitUntil(compared, timeout=PATIENCE_MS)

    def test_steps_are_single_and_play_who_is_told(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(ORDER.index(line))
        qtbot.waitUntil(lambda: bool(panel.views()) and panel.page.conductor.missing() == "", timeout=PATIENCE_MS)
        panel.page.controls.form.set_values({"turn": "D"})
        panel.page.step()
        job = panel.page.job
        assert job is not None
        qtbot.waitUntil(lambda: job.state == "paused" and job.step == 1, timeout=PATIENCE_MS)
        assert job.control["turn"] == "D"
        panel.page.step()
        qtbot.waitUntil(lambda: job.step == 2, timeout=PATIENCE_MS)

    def test_the_mouse_draws_the_data(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(ORDER.index(plane))
        self.settle(qtbot, panel)
        view = view_of(panel, "plane")
        assert isinstance(view, PlotView)
        form = panel.page.controls.form
        assert not view.plot.pencil.active
        form.fields["data"].changed.emit("drawn")
        assert view.plot.pencil.active
        middle = view.plot.area().center().toPoint()
        surface = view.plot.pencil.surface
        for step, (dx, modifier) in enumerate(
            ((0, Qt.KeyboardModifier.NoModifier), (30, Qt.KeyboardModifier.ShiftModifier))
        ):
            QTest.mousePress(surface, Qt.MouseButton.LeftButton, modifier, middle + QPoint(dx, 0))
            QTest.mouseMove(surface, middle + QPoint(dx, 10))
            QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, modifier, middle + QPoint(dx, 10))
            assert len(form.values()["drawing"]) == 2 * (step + 1)  # type: ignore[arg-type]  # points
        job = panel.page.job
        assert job is not None
        assert len(job.control["drawing"]) == 4  # type: ignore[arg-type]  # points
        assert panel.message == ""

    def test_a_tile_of_the_plane_says_how_far_across_and_down(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(ORDER.index(images))
        self.settle(qtbot, panel)
        job = panel.page.job
        assert job is not None
        view = view_of(panel, "plane")
        view.cell_clicked.emit(6, 3)
        assert (job.control["across"], job.control["down"]) == (0.5, 1.0)
        view.cell_hovered.emit(0, 6)
        assert (job.control["across"], job.control["down"]) == (1.0, 0.0)
        view.cell_hovered.emit(-1, -1)
        assert (job.control["across"], job.control["down"]) == (0.5, 1.0)
