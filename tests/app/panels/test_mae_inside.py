"""MAE's tabs on its inside are held to the contract; a patch is followed, asks, and a head is picked."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.mae import ATTENTION, COST, PANEL, SEQUENCE
from app.panels.tab import PanelSpec
from engine.frames import GridFrame, HeatFrame, ImageFrame
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.grid_view import GridView
from widgets.view import FrameView

TABS = (SEQUENCE, ATTENTION, COST)
PAPER = replace(
    PANEL.paper, experiments=tuple(tab.experiment for tab in TABS), weights=("random-mae-small",), recipes=()
)


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


class TestInsideTabs(PanelContract):
    spec: ClassVar[PanelSpec] = replace(PANEL, paper=PAPER, tabs=TABS)

    def test_a_patch_is_outlined_wherever_its_number_went(
        self, make: Callable[..., Panel], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        panel = make(TABS.index(SEQUENCE))
        self.settle(qtbot, panel)
        shuffled, unshuffled = view_of(panel, "shuffled"), view_of(panel, "unshuffled")
        assert isinstance(shuffled, GridView)
        assert isinstance(shuffled.frame, GridFrame)
        assert shuffled.frame.cells is not None
        row, column = (int(number) for number in shuffled.frame.cells[14])
        outlined: list[tuple[int, int]] = []
        monkeypatch.setattr(unshuffled, "highlight_cell", lambda *cell: outlined.append(cell))
        shuffled.hover((1, 2))  # the fifteenth tile, with twelve in a row
        assert outlined == [(row, column)]

    def test_the_patch_under_the_mouse_asks_and_a_click_picks_a_head(
        self, make: Callable[..., Panel], qtbot: QtBot
    ) -> None:
        panel = make(TABS.index(ATTENTION))
        self.settle(qtbot, panel)
        encoder, heads = view_of(panel, "encoder"), view_of(panel, "decoder_heads")
        assert isinstance(encoder.frame, HeatFrame)
        row, column = (int(number) for number in np.argwhere(np.isfinite(encoder.frame.values))[0])
        picture = view_of(panel, "picture")
        picture.cell_hovered.emit(row, column)

        def asks() -> bool:
            frame, shown = picture.frame, encoder.frame
            assert isinstance(frame, ImageFrame)
            assert shown is not None
            return frame.marked == ((row, column),) and shown.detail == "this patch asks"

        qtbot.waitUntil(asks, timeout=PATIENCE_MS)
        heads.item_clicked.emit((2,))
        qtbot.waitUntil(lambda: isinstance(heads.frame, GridFrame) and heads.frame.selected == 2, timeout=PATIENCE_MS)
        assert "decoder_head=3" in panel.command_text()
