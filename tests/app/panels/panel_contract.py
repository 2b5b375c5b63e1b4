"""What every panel must do. A paper's test inherits it and names its `PanelSpec`:

    class TestMaePanel(PanelContract):
        spec = mae.PANEL

Each test runs for every tab, on a real photo, with weights drawn at random.
"""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bridge import Bridge
from app.panels.banner import Banner
from app.panels.base import Panel
from app.panels.tab import Carry, Draw, Paint, PanelSpec, Pick, PickItem, PickPlace, SharedHover, Switch, Tab, views_of
from app.session import Session
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Frames, MetricFrame
from engine.images import Picture, rotated
from engine.mailbox import JobEvent
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.blocking import Blocker
from tests.engine.training import request, still

SMALL_WINDOW = (1024, 700)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `tab` once for each tab of its class's panel."""
    if "tab" in metafunc.fixturenames and metafunc.cls is not None:
        tabs: tuple[Tab, ...] = metafunc.cls.spec.tabs
        metafunc.parametrize("tab", range(len(tabs)), ids=[tab.experiment.id for tab in tabs])


def settled(panel: Panel) -> bool:
    """Say whether the tab in front shows something in every view and, unless it trains, has ended."""
    views = panel.views()
    drawn = bool(views) and all(view.frame is not None for view in views)
    return drawn and (panel.experiment.trains or not panel.busy)


class PanelContract:
    """Inherit and set `spec`."""

    spec: ClassVar[PanelSpec]

    @pytest.fixture
    def make(self, qtbot: QtBot, session: Session, bridge: Bridge, photo: Picture) -> Iterator[Callable[..., Panel]]:
        """Make the panel, or one of a changed spec, in a small window with a tab in front."""
        session.set_second(rotated(photo, 1))
        if self.spec.paper.weights:
            session.set_weights(self.spec.paper.id, self.spec.paper.weights[-1])
        made: list[QWidget] = []

        def make(tab: int = 0, spec: PanelSpec | None = None) -> Panel:
            panel = Panel(spec or self.spec, session, bridge)
            made.append(panel)
            panel.resize(*SMALL_WINDOW)
            panel.show_tab(tab)
            panel.show()
            return panel

        yield make
        for widget in filter(isValid, made):
            widget.close()
            widget.deleteLater()
        made.clear()  # pytest keeps `make`; parts that nobody owns in Qt go with their last reference
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @staticmethod
    def settle(qtbot: QtBot, panel: Panel) -> None:
        """Let the tab in front draw everything, starting it if it does not start by itself."""
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        if panel.experiment.trains and not panel.busy:
            panel.run()
        qtbot.waitUntil(lambda: settled(panel) or bool(panel.message), timeout=PATIENCE_MS)
        assert panel.message == ""

    def failing(self, tab: int, error: Exception) -> PanelSpec:
        """Return the spec with an experiment that raises `error` as soon as `broken` is set."""

        def run(request: Request, control: Control) -> Frames:
            if self.broken:
                raise error
            yield from experiment.run(request, control)

        experiment = self.spec.tabs[tab].experiment
        tabs = list(self.spec.tabs)
        tabs[tab] = dataclasses.replace(tabs[tab], experiment=dataclasses.replace(experiment, run=run))
        return dataclasses.replace(self.spec, tabs=tuple(tabs))

    broken = False

    def test_the_declaration_is_consistent(self, tab: int) -> None:
        declared = self.spec.tabs[tab]
        slots = [view.slot for view in views_of(declared.layout)]
        parameters = {parameter.name for parameter in declared.experiment.parameters}
        assert len(set(slots)) == len(slots)
        assert declared.experiment in self.spec.paper.experiments
        assert declared.hint
        for link in declared.links:
            viewed = link.views if isinstance(link, SharedHover) else (link.view,)
            assert set(viewed) <= set(slots)
            if isinstance(link, Pick | Draw | Switch):
                assert link.sets in parameters
            if isinstance(link, Paint):
                assert {link.sets, link.kind, link.again} <= parameters
            if isinstance(link, Carry):
                (there,) = (one for one in self.spec.paper.experiments if one.id == link.to)
                assert set(link.takes) <= parameters & {parameter.name for parameter in there.parameters}
                assert set(link.sets) <= set(link.takes)
            if isinstance(link, PickPlace):
                assert set(link.sets) <= parameters
            if isinstance(link, PickItem):
                assert {*link.sets, *(name for name, _ in link.also)} <= parameters

    def test_it_builds_runs_and_fills_every_view(
        self, make: Callable[..., Panel], tab: int, qtbot: QtBot, bridge: Bridge
    ) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        assert {view.objectName() for view in panel.views()} == {
            view.slot for view in views_of(self.spec.tabs[tab].layout)
        }
        assert self.spec.tabs[tab].experiment.id in panel.command_text()

    def test_it_fits_a_small_window(self, make: Callable[..., Panel], tab: int, qtbot: QtBot) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        least = panel.minimumSizeHint()
        assert least.width() <= SMALL_WINDOW[0]
        assert least.height() <= SMALL_WINDOW[1]
        assert (panel.width(), panel.height()) == SMALL_WINDOW
        for widget in panel.findChildren(QWidget):
            if widget.isVisible() and not widget.isWindow() and isinstance(widget, QPushButton):
                place = QRect(widget.mapTo(panel, QPoint()), widget.size())
                assert panel.rect().contains(place), f"{widget.text()} is cut off"

    def test_it_runs_again(self, make: Callable[..., Panel], tab: int, qtbot: QtBot) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        before = panel.page.conductor.runner.newest
        if panel.experiment.trains:
            panel.page.reset()
        panel.run()
        qtbot.waitUntil(lambda: panel.page.conductor.runner.newest is not before, timeout=PATIENCE_MS)
        self.settle(qtbot, panel)

    def test_escape_cancels(self, make: Callable[..., Panel], tab: int, qtbot: QtBot, bridge: Bridge) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        panel.page.reset()
        events: list[JobEvent] = []
        bridge.job_changed.connect(events.append)
        with Blocker(bridge):  # so that the run cannot be over before it is cancelled
            panel.run()
            job = panel.page.job
            assert job is not None
            qtbot.keyClick(panel, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
        assert [event.state for event in events if event.job == job.number][-1] == "cancelled"
        assert panel.message == ""

    def test_a_failure_says_what_to_do_and_leaves_the_views(
        self, make: Callable[..., Panel], tab: int, qtbot: QtBot
    ) -> None:
        panel = make(tab, self.failing(tab, UserError("The picture is broken.", "Choose another one.")))
        self.settle(qtbot, panel)
        shown = [view.frame for view in panel.views()]
        panel.cancel()
        qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
        self.broken = True
        panel.run()
        qtbot.waitUntil(lambda: panel.message != "", timeout=PATIENCE_MS)
        assert panel.message == "The picture is broken. Choose another one."
        assert not panel.busy
        if not panel.experiment.trains:
            assert [view.frame for view in panel.views()] == shown
        self.broken = False
        panel.run()
        self.settle(qtbot, panel)

    def test_a_bug_offers_its_report(self, make: Callable[..., Panel], tab: int, qtbot: QtBot) -> None:
        self.broken = True
        panel = make(tab, self.failing(tab, ZeroDivisionError("a bug of ours")))
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        if panel.experiment.trains:
            panel.run()
        qtbot.waitUntil(lambda: panel.message != "", timeout=PATIENCE_MS)
        assert "a bug of ours" in panel.message
        banner = panel.findChild(Banner)
        copy = next(button for button in banner.findChildren(QPushButton) if button.text() == "Copy report")
        assert copy.isVisible()
        copy.click()
        assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
        assert not panel.busy

    def test_it_exports_every_view(self, make: Callable[..., Panel], tab: int, qtbot: QtBot, tmp_path: Path) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        panel.cancel()
        with qtbot.waitSignal(panel.page.files.exporter.wrote, timeout=PATIENCE_MS) as wrote:
            panel.page.files.exporter.export_all(panel.views(), ("png", "npz"), tmp_path)
        (paths,) = wrote.args
        assert {path.stem for path in paths} == {view.objectName() for view in panel.views()}
        assert all(path.stat().st_size > 0 for path in paths)
        picture = QImage(str(next(path for path in paths if path.suffix == ".png")))
        assert f"engine run {panel.experiment.id}" in picture.text("command")

    def test_it_closes_and_leaves_nothing(
        self, make: Callable[..., Panel], tab: int, qtbot: QtBot, bridge: Bridge
    ) -> None:
        panel = make(tab)
        self.settle(qtbot, panel)
        parts = [panel, *panel.findChildren(QObject)]
        panel.close()
        panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert [part for part in parts if isValid(part)] == []
        with qtbot.waitSignal(bridge.frame_arrived, timeout=PATIENCE_MS):  # reaches nobody who is gone
            bridge.submit(still(MetricFrame(slot="a", name="a", value=1.0)), request())
