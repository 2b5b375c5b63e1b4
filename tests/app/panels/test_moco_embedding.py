"""MoCo's map of pictures in its tab: held to the contract, clicked through, and switched to other features."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.moco import PANEL
from app.panels.tab import PanelSpec
from engine.frames import AtlasFrame, GridFrame
from engine.papers.moco.embedding import embedding
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.atlas.view import AtlasView
from widgets.view import FrameView


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def the_map(panel: Panel) -> AtlasView:
    view = view_of(panel, "atlas")
    assert isinstance(view, AtlasView)
    return view


@pytest.mark.usefixtures("little_to_look_at")
class TestMocoEmbedding(PanelContract):
    spec: ClassVar[PanelSpec] = replace(PANEL, tabs=tuple(tab for tab in PANEL.tabs if tab.experiment is embedding))

    def test_a_click_shows_the_neighbours_and_a_neighbour_leads_on(
        self, make: Callable[..., Panel], qtbot: QtBot
    ) -> None:
        panel = make()
        self.settle(qtbot, panel)
        view = the_map(panel)
        view.item_clicked.emit((5,))
        assert panel.page.controls.form.values()["point"] == 5

        def shows(index: int) -> bool:
            frame = view_of(panel, "neighbours").frame
            return isinstance(frame, GridFrame) and frame.keys is not None and frame.keys[0, 0] == index

        qtbot.waitUntil(lambda: shows(5), timeout=PATIENCE_MS)
        frame = view_of(panel, "neighbours").frame
        assert isinstance(frame, GridFrame)
        assert frame.keys is not None
        nearest = int(frame.keys[1, 0])
        view_of(panel, "neighbours").item_clicked.emit((nearest,))
        qtbot.waitUntil(lambda: shows(nearest), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
        assert panel.message == ""

    def test_other_features_move_the_same_points_and_keep_the_selection(
        self, make: Callable[..., Panel], qtbot: QtBot
    ) -> None:
        panel = make()
        self.settle(qtbot, panel)
        view = the_map(panel)
        before = view.frame
        assert isinstance(before, AtlasFrame)
        caught = np.zeros(len(before.x), bool)
        caught[[2, 4]] = True
        view.select(caught)
        panel.page.controls.form.fields["features"].changed.emit("pixels")

        def switched() -> bool:
            return isinstance(view.frame, AtlasFrame) and view.frame.title == "Raw pixels" and not panel.busy

        qtbot.waitUntil(switched, timeout=PATIENCE_MS)
        assert isinstance(view.frame, AtlasFrame)
        assert view.frame.population == before.population
        assert view.caught_list.model.rowCount() == 2

    def test_a_double_click_asks_for_the_picture(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make()
        self.settle(qtbot, panel)
        view = the_map(panel)
        assert isinstance(view.frame, AtlasFrame)
        with qtbot.waitSignal(panel.picture_asked) as asked:
            view.canvas.opened.emit(3)
        assert asked.args == [view.frame.words[3]]
        assert view.frame.words[3].startswith("world:")

    def test_escape_lets_the_selection_go_before_it_cancels(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make()
        self.settle(qtbot, panel)
        view = the_map(panel)
        assert isinstance(view.frame, AtlasFrame)
        view.select(np.ones(len(view.frame.x), bool))
        QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
        assert not view.caught_list.isVisible()
