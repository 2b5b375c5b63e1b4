"""ResNet's tabs on structure, small: held to the contract, and a click switches what it hits."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.links import switched
from app.panels.resnet import PANEL, SURGERY
from app.panels.tab import PanelSpec, Tab
from engine.experiment import Experiment
from engine.frames import FlowFrame
from engine.papers.resnet.table import table
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.view import FrameView

SMALL = {"size": 32, "pictures": 8, "net": "18"}


def small(tab: Tab) -> Tab:
    """The tab with a picture that a test can wait for."""
    parameters = tuple(
        replace(parameter, default=SMALL.get(parameter.name, parameter.default))  # type: ignore[arg-type]  # its own kind
        for parameter in tab.experiment.parameters
    )
    return replace(tab, experiment=replace(tab.experiment, parameters=parameters))


TABS = tuple(small(tab) for tab in PANEL.tabs if tab.experiment in (SURGERY.experiment, table))
EXPERIMENTS: tuple[Experiment, ...] = tuple(tab.experiment for tab in TABS)
SPEC = replace(PANEL, tabs=TABS, paper=replace(PANEL.paper, experiments=EXPERIMENTS))


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def off(panel: Panel) -> list[str]:
    """What the net that is drawn has switched off."""
    frame = view_of(panel, "blocks").frame
    assert isinstance(frame, FlowFrame)
    stages = frame.stages
    blocks = [stage.name for stage in stages if stage.switch == "off"]
    return blocks + [f"{stage.name}:shortcut" for stage in stages if stage.bypass == "off"]


class TestResnetStructure(PanelContract):
    spec: ClassVar[PanelSpec] = SPEC

    def test_clicks_switch_off_and_on(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        blocks, each = view_of(panel, "blocks"), view_of(panel, "each")
        clicks = (
            (blocks, (3, 0), ["layer2.0"]),
            (blocks, (4, 1), ["layer2.0", "layer2.1:shortcut"]),
            (blocks, (0,), ["layer2.0", "layer2.1:shortcut"]),  # the stem has no switch
            (each, (7,), ["layer2.0", "layer4.1", "layer2.1:shortcut"]),
            (blocks, (3, 0), ["layer4.1", "layer2.1:shortcut"]),
        )
        for view, key, expected in clicks:
            view.item_clicked.emit(key)
            qtbot.waitUntil(lambda expected=expected: off(panel) == expected, timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        assert '--set "off=layer2.1:shortcut, layer4.1"' in panel.command_text().replace("'", '"')

    def test_a_name_that_is_not_there_is_told(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        panel.page.controls.form.set_values({"off": "layer9.9"})
        panel.run()
        qtbot.waitUntil(lambda: "nothing called 'layer9.9'" in panel.message, timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("listed", "word", "expected"),
    [
        ("", "a", "a"),
        ("a", "b", "a, b"),
        ("a, b", "a", "b"),
        (" a ,b,, ", "b", "a"),
        ("a:shortcut", "a", "a:shortcut, a"),
    ],
)
def test_a_word_is_put_on_a_list_or_taken_off(listed: str, word: str, expected: str) -> None:
    assert switched(listed, word) == expected
