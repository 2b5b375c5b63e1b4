"""MAE's tabs on a picture are held to the contract, and the brush reaches the network and the command."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.mae import INPAINTING, PANEL, RECONSTRUCT, SHEET, WEIGHTS
from app.panels.tab import PanelSpec
from app.session import Session
from engine.analysis import inpainting as without_network
from engine.analysis.inpainting import held_out_pictures
from engine.analysis.patch_masks import mask_text
from engine.frames import GridFrame, ImageFrame, MaskFrame, TableFrame
from engine.images import Picture, rotated
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.mask_view import MaskView
from widgets.view import FrameView

TABS = (RECONSTRUCT, SHEET, WEIGHTS, INPAINTING)
PAPER = replace(
    PANEL.paper, experiments=tuple(tab.experiment for tab in TABS), weights=("random-mae-small",), recipes=()
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def painter_of(panel: Panel) -> MaskView:
    view = view_of(panel, "masked")
    assert isinstance(view, MaskView)
    return view


def at(view: MaskView, row: int, column: int) -> QPoint:
    """Middle of a patch of 8 px on the canvas."""
    return view.canvas.position(QPointF(8 * column + 4, 8 * row + 4)).toPoint()


def drag(qtbot: QtBot, view: MaskView, start: tuple[int, int], end: tuple[int, int], button: Qt.MouseButton) -> None:
    qtbot.mousePress(view.canvas, button, pos=at(view, *start))
    QTest.mouseMove(view.canvas, at(view, *end))
    qtbot.mouseRelease(view.canvas, button, pos=at(view, *end))


def choose(panel: Panel, name: str, value: str) -> None:
    """Choose an option, as a person does in its list."""
    field = panel.page.controls.form.fields[name]
    field.set_value(value)
    field.changed.emit(value)


def answered(panel: Panel) -> bool:
    """Say whether what is painted is what the network has filled in."""
    view, frame = painter_of(panel), view_of(panel, "masked").frame
    assert isinstance(frame, MaskFrame)
    return not panel.busy and np.array_equal(view.removed, frame.removed)


@pytest.fixture(autouse=True)
def few_photographs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(without_network, "held_out_pictures", lambda size: held_out_pictures(size)[:4])


class TestMaePainting(PanelContract):
    spec: ClassVar[PanelSpec] = replace(PANEL, tabs=TABS, paper=PAPER)

    @pytest.mark.parametrize("painted_tab", [0, 2, 3])
    def test_painting_reaches_the_network_and_the_command(
        self, make: Callable[..., Panel], qtbot: QtBot, painted_tab: int
    ) -> None:
        panel = make(painted_tab)
        self.settle(qtbot, panel)
        view = painter_of(panel)
        sampled = view.removed.copy()
        drag(qtbot, view, (0, 0), (0, 11), RIGHT)
        drag(qtbot, view, (5, 2), (5, 9), LEFT)
        expected = sampled.copy()
        expected[0], expected[5, 2:10] = False, True
        assert np.array_equal(view.removed, expected)  # before the network has answered
        qtbot.waitUntil(lambda: answered(panel), timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        assert f"mask={mask_text(expected)}" in panel.command_text()
        assert "sampling=painted" in panel.command_text()

    def test_the_picture_is_filled_in_where_it_was_painted(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        view = painter_of(panel)
        qtbot.keyClick(view.canvas, Qt.Key.Key_C)
        qtbot.waitUntil(lambda: answered(panel), timeout=PATIENCE_MS)
        drag(qtbot, view, (3, 3), (3, 6), LEFT)
        qtbot.waitUntil(lambda: answered(panel), timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        combined, original = view_of(panel, "combined").frame, view_of(panel, "original").frame
        assert isinstance(combined, ImageFrame)
        assert isinstance(original, ImageFrame)
        changed = (combined.pixels != original.pixels).any(axis=2).reshape(12, 8, 12, 8).any(axis=(1, 3))
        assert {(int(row), int(column)) for row, column in np.argwhere(changed)} == {(3, 3), (3, 4), (3, 5), (3, 6)}

    def test_a_painted_mask_stays_for_another_picture(
        self, make: Callable[..., Panel], qtbot: QtBot, session: Session, photo: Picture
    ) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        view = painter_of(panel)
        drag(qtbot, view, (2, 2), (8, 8), LEFT)
        painted = view.removed
        qtbot.waitUntil(lambda: answered(panel), timeout=PATIENCE_MS)
        before = view_of(panel, "original").frame
        session.set_picture(rotated(photo, 1))
        qtbot.waitUntil(lambda: view_of(panel, "original").frame is not before, timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        assert np.array_equal(view.removed, painted)

    def test_there_is_a_way_back_to_sampling(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        view, form = painter_of(panel), panel.page.controls.form
        choose(panel, "sampling", "grid")
        qtbot.waitUntil(lambda: answered(panel) and view.removed.sum() == 108, timeout=PATIENCE_MS)
        drag(qtbot, view, (0, 0), (11, 11), LEFT)
        assert form.fields["ratio"].isHidden()
        qtbot.waitUntil(lambda: answered(panel), timeout=PATIENCE_MS)
        qtbot.keyClick(view.canvas, Qt.Key.Key_N)
        qtbot.waitUntil(lambda: answered(panel) and view.removed.sum() == 108, timeout=PATIENCE_MS)
        values = form.values()
        assert (values["sampling"], values["mask_seed"]) == ("grid", 1)
        assert not form.fields["ratio"].isHidden()

    def test_choosing_a_sampling_drops_what_was_just_painted(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(0)
        self.settle(qtbot, panel)
        view = painter_of(panel)
        sampled = view.removed
        drag(qtbot, view, (0, 0), (11, 11), LEFT)
        choose(panel, "sampling", "random")  # at once, before any answer
        qtbot.waitUntil(lambda: np.array_equal(view.removed, sampled), timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        assert np.array_equal(view.removed, sampled)

    def test_a_click_on_the_sheet_chooses_share_and_mask(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(1)
        self.settle(qtbot, panel)
        sheet = view_of(panel, "sheet")
        sheet.item_clicked.emit((90, 0))
        qtbot.waitUntil(lambda: "90 % removed" in view_of(panel, "chosen").header.detail, timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        assert isinstance(sheet.frame, GridFrame)
        assert sheet.frame.selected == 6 + 4

    @pytest.mark.parametrize("by_menu", [False, True])
    def test_a_column_of_the_sheet_is_opened_where_it_can_be_painted(
        self, make: Callable[..., Panel], qtbot: QtBot, by_menu: bool
    ) -> None:
        panel = make(1)
        self.settle(qtbot, panel)
        choose(panel, "sampling", "grid")
        self.settle(qtbot, panel)
        sheet = view_of(panel, "sheet")
        if by_menu:
            sheet.item_hovered.emit((90, 0))
            sheet.customContextMenuRequested.emit(QPoint(40, 40))
            sheet.item_hovered.emit(())  # the menu takes the mouse away
            menu = sheet.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
            assert menu is not None
            menu.actions()[0].trigger()
            menu.close()
        else:
            qtbot.mouseClick(sheet.header.findChild(QToolButton, "carry"), LEFT)
        assert panel.experiment.id == "mae.reconstruct"
        removed = 90 if by_menu else 75
        qtbot.waitUntil(lambda: not panel.busy and bool(panel.views()), timeout=PATIENCE_MS)
        self.settle(qtbot, panel)
        values = panel.page.controls.form.values()
        assert (values["sampling"], values["ratio"], values["mask_seed"]) == ("grid", removed, 0)
        assert f"ratio={removed}" in panel.command_text() or removed == 75
        assert painter_of(panel).removed.mean() == pytest.approx(removed / 100, abs=0.01)

    def test_a_click_on_the_table_brings_weights_back(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(2)
        self.settle(qtbot, panel)
        table = view_of(panel, "table")
        assert isinstance(table.frame, TableFrame)
        row = next(index for index, row in enumerate(table.frame.rows) if row[0] == "random-mae-base")
        table.item_clicked.emit((row,))
        qtbot.waitUntil(lambda: panel.page.controls.form.values()["off"] == "", timeout=PATIENCE_MS)
        panel.cancel()  # the base-size network need not be drawn
        qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
