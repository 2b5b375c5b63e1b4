"""AlexNet's panel: held to the contract, and its views lead to one another."""

from collections.abc import Callable
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from app.panels import alexnet
from app.panels.base import Panel
from app.panels.tab import PanelSpec
from engine.experiment import Experiment
from engine.frames import GridFrame, ImageFrame, TableFrame
from engine.papers.alexnet.filters import filters
from engine.papers.alexnet.looking import feature_maps
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.view import FrameView


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def tab_of(experiment: Experiment) -> int:
    return [tab.experiment for tab in alexnet.TABS].index(experiment)


@pytest.mark.usefixtures("little_to_look_at")
class TestAlexNetPanel(PanelContract):
    spec: ClassVar[PanelSpec] = alexnet.PANEL

    def test_a_kernel_is_clicked_and_taken_apart(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(tab_of(filters))
        self.settle(qtbot, panel)
        view_of(panel, "tower2").item_clicked.emit((60, 1))

        def shown() -> bool:
            frame = view_of(panel, "kernel").frame
            return isinstance(frame, ImageFrame) and frame.title == "Kernel 60"

        qtbot.waitUntil(shown, timeout=PATIENCE_MS)
        sheet = view_of(panel, "tower1").frame
        assert isinstance(sheet, GridFrame)
        assert sheet.selected is None

    def test_the_mouse_on_a_map_moves_the_frame_on_the_picture(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(tab_of(feature_maps))
        self.settle(qtbot, panel)

        def box() -> tuple[int, int, int, int]:
            frame = view_of(panel, "image").frame
            assert isinstance(frame, ImageFrame)
            return frame.boxes[0]

        kept = box()
        view_of(panel, "map").cell_hovered.emit(1, 2)
        qtbot.waitUntil(lambda: box() == (8, 4, 19, 15), timeout=PATIENCE_MS)
        view_of(panel, "map").cell_hovered.emit(-1, -1)
        qtbot.waitUntil(lambda: box() == kept, timeout=PATIENCE_MS)

    def test_a_layer_with_fewer_maps_brings_the_map_inside(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(tab_of(feature_maps))
        self.settle(qtbot, panel)
        view_of(panel, "layers").item_clicked.emit((4,))  # conv2, 256 maps
        qtbot.waitUntil(lambda: len(view_of(panel, "sheet").frame.tiles) == 256, timeout=PATIENCE_MS)  # type: ignore[union-attr]
        view_of(panel, "sheet").item_clicked.emit((250,))
        qtbot.waitUntil(lambda: "map 250" in view_of(panel, "map").frame.title, timeout=PATIENCE_MS)  # type: ignore[union-attr]
        view_of(panel, "layers").item_clicked.emit((0,))  # conv1, 96 maps
        qtbot.waitUntil(lambda: "conv1 · map 96" in view_of(panel, "map").frame.title, timeout=PATIENCE_MS)  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
        assert panel.message == ""
        layers = view_of(panel, "layers").frame
        assert isinstance(layers, TableFrame)
        assert layers.selected == 0
