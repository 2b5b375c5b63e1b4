"""ResNet's tabs with a picture: held to the contract, and every layer of a block can be looked at."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.resnet import PANEL
from app.panels.tab import PanelSpec
from engine.frames import HeatFrame, TableFrame
from engine.papers.resnet.looking import feature_maps, grad_cam, occlusion, top_patches
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.view import FrameView

LOOKING = (feature_maps, top_patches, occlusion, grad_cam)
TABS = tuple(tab for tab in PANEL.tabs if tab.experiment in LOOKING)


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


@pytest.mark.usefixtures("little_to_look_at")
class TestResNetMaps(PanelContract):
    spec: ClassVar[PanelSpec] = replace(PANEL, tabs=TABS)

    def test_a_shortcut_is_a_layer_too(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        layers = view_of(panel, "layers").frame
        assert isinstance(layers, TableFrame)
        names = [row[0] for row in layers.rows]
        view_of(panel, "layers").item_clicked.emit((names.index("layer2.0.shortcut"),))

        def shown() -> bool:
            frame = view_of(panel, "map").frame
            return isinstance(frame, HeatFrame) and frame.title == "layer2.0.shortcut · map 1"

        qtbot.waitUntil(shown, timeout=PATIENCE_MS)
