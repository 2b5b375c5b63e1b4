"""ResNet's tabs on depth, with shallow nets: held to the contract, and the recording that ships plays at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.panels import page
from app.panels.base import Panel
from app.panels.resnet import DEGRADATION, GRADIENTS, PANEL
from app.panels.tab import PanelSpec, Shipped, Tab
from engine import recording as recordings
from engine.experiment import Experiment
from engine.frames import CurveFrame
from engine.papers.resnet import PAPER
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.view import FrameView

SMALL = {"depth": "8", "shallow": "8", "deep": "14", "batch": 4}


def small(tab: Tab) -> Tab:
    """The tab with nets that a test can wait for."""
    parameters = tuple(
        replace(parameter, default=SMALL.get(parameter.name, parameter.default))  # type: ignore[arg-type]  # its own kind
        for parameter in tab.experiment.parameters
    )
    return replace(tab, experiment=replace(tab.experiment, parameters=parameters))


TABS = (small(GRADIENTS), small(DEGRADATION))
EXPERIMENTS: tuple[Experiment, ...] = tuple(tab.experiment for tab in TABS)
SPEC = PanelSpec(replace(PAPER, experiments=EXPERIMENTS), PANEL.name, TABS)


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def play_button(panel: Panel) -> QPushButton:
    buttons = panel.page.controls.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == "Play recording")


class TestResnetDepth(PanelContract):
    spec: ClassVar[PanelSpec] = SPEC

    def test_the_recording_plays_at_once_and_names_its_command(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(1)
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        assert not panel.page.strip.isVisible()
        play_button(panel).click()
        assert panel.message == ""
        assert not panel.busy
        assert panel.page.strip.isVisible()
        assert panel.page.strip.command.startswith("python -m engine run resnet.degradation")
        assert panel.command_text() == panel.page.strip.command
        assert all(view.frame is not None for view in panel.views())
        first = view_of(panel, "residual").frame
        qtbot.keyClick(panel.page.scrubber.findChildren(QToolButton)[0], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: view_of(panel, "residual").frame is not first, timeout=PATIENCE_MS)
        panel.page.strip.findChild(QPushButton).click()  # type: ignore[union-attr]
        assert QGuiApplication.clipboard().text() == panel.page.strip.command
        panel.page.strip.findChild(QToolButton).click()  # type: ignore[union-attr]
        assert not panel.page.strip.isVisible()
        assert all(view.frame is None for view in panel.views())

    def test_training_takes_the_place_of_the_recording(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(1)
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        play_button(panel).click()
        qtbot.waitUntil(lambda: panel.page.conductor.missing() == "", timeout=PATIENCE_MS)
        panel.run()
        assert not panel.page.strip.isVisible()
        assert not play_button(panel).isVisible()

        def live() -> bool:
            frame = view_of(panel, "plain").frame
            return isinstance(frame, CurveFrame) and frame.series[0].name == "plain-8"

        qtbot.waitUntil(live, timeout=PATIENCE_MS)
        panel.page.reset()
        qtbot.waitUntil(lambda: play_button(panel).isVisible(), timeout=PATIENCE_MS)

    def test_a_recording_that_is_missing_is_told(
        self, make: Callable[..., Panel], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recordings, "SHIPPED", tmp_path)
        panel = make(1)
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        play_button(panel).click()
        assert "There is no recording" in panel.message
        assert not panel.page.strip.isVisible()

    def test_several_recordings_are_offered_in_a_menu(
        self, make: Callable[..., Panel], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(page, "shipped_recording", lambda name: asked.append(name) or Path("nowhere.psrec"))
        two = replace(TABS[1], recordings=(Shipped("one", "The one"), Shipped("two", "The other")))
        panel = make(0, replace(SPEC, tabs=(two,), paper=replace(SPEC.paper, experiments=(two.experiment,))))
        menu = play_button(panel).menu()
        assert [action.text() for action in menu.actions()] == ["The one", "The other"]
        menu.actions()[1].trigger()
        assert asked == ["two"]
        assert "nowhere.psrec" in panel.message

    def test_tabs_without_recordings_offer_none(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
        assert not any(
            button.isVisible() for button in panel.findChildren(QPushButton) if button.text() == "Play recording"
        )
