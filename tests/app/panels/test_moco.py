"""MoCo's look-up, mechanisms and augmentation in their tabs: held to the contract, and clicked through."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from app.panels.base import Panel
from app.panels.moco import PANEL
from app.panels.pages import PagesWidget
from app.panels.tab import PanelSpec
from engine.frames import CurveFrame, DiagramFrame, GridFrame
from engine.images import rotated
from engine.papers.moco.augmentation import augmentation
from engine.papers.moco.lookup import lookup
from engine.papers.moco.mechanisms import mechanisms
from engine.training import mechanisms as lessons
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from widgets.view import FrameView

MINE = (lookup, mechanisms, augmentation)


def view_of(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


@pytest.fixture(autouse=True)
def little_to_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge the mechanisms at once, by few pictures."""
    monkeypatch.setattr(lessons, "FIRST_JUDGED", 1)
    monkeypatch.setattr(lessons, "UNSEEN", 8)
    probe = lessons.Probe
    monkeypatch.setattr(lessons, "Probe", lambda folder, control, side, things: probe(folder, control, side, 2))


@pytest.mark.usefixtures("little_to_look_at")
class TestMocoPanel(PanelContract):
    spec: ClassVar[PanelSpec] = replace(PANEL, tabs=tuple(tab for tab in PANEL.tabs if tab.experiment in MINE))

    def test_a_clicked_key_is_looked_up(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(MINE.index(lookup))
        self.settle(qtbot, panel)
        keys = view_of(panel, "keys").frame
        assert isinstance(keys, GridFrame)
        assert keys.keys is not None
        number = next(int(number) for number in keys.keys[:, 0] if number)
        view_of(panel, "keys").item_clicked.emit((number,))
        assert panel.page.controls.form.values()["query"] == number

        def shown() -> bool:
            frame = view_of(panel, "picture").frame
            return frame is not None and frame.title == f"Picture {number}" and not panel.busy

        qtbot.waitUntil(shown, timeout=PATIENCE_MS)

    def test_another_picture_is_looked_up_itself(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(MINE.index(lookup))
        self.settle(qtbot, panel)
        view_of(panel, "keys").item_clicked.emit((2,))
        pair = view_of(panel, "pair")
        qtbot.waitUntil(lambda: isinstance(pair.frame, GridFrame) and len(pair.frame.tiles) == 3, timeout=PATIENCE_MS)
        session = panel.page.conductor._session
        assert session.state.picture is not None
        session.set_picture(rotated(session.state.picture, 1))
        assert panel.page.controls.form.values()["query"] == 0

    def test_one_page_is_seen_at_a_time(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(MINE.index(mechanisms))
        self.settle(qtbot, panel)
        pages = panel.findChild(PagesWidget)
        assert isinstance(pages, PagesWidget)
        assert view_of(panel, "moco").isVisible()
        assert not view_of(panel, "drift").isVisible()
        pages.strip.setCurrentIndex(2)
        assert pages.page == 2
        assert view_of(panel, "drift").isVisible()
        view_of(panel, "drift").maximise_requested.emit(True)
        assert not pages.strip.isVisible()
        assert not view_of(panel, "right").isVisible()
        view_of(panel, "drift").maximise_requested.emit(False)
        assert pages.strip.isVisible()

    def test_a_clicked_bar_chooses_the_transform(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(MINE.index(augmentation))
        self.settle(qtbot, panel)
        view_of(panel, "similarity").item_clicked.emit((9,))

        def shown() -> bool:
            frame = view_of(panel, "strength").frame
            return isinstance(frame, CurveFrame) and frame.detail == "blur" and not panel.busy

        qtbot.waitUntil(shown, timeout=PATIENCE_MS)

    def test_momentum_is_obeyed_while_it_runs(self, make: Callable[..., Panel], qtbot: QtBot) -> None:
        panel = make(MINE.index(mechanisms))
        self.settle(qtbot, panel)
        panel.page.controls.form.fields["momentum"].changed.emit(0.5)

        def shown() -> bool:
            frame = view_of(panel, "moco").frame
            return isinstance(frame, DiagramFrame) and "follows, m = 0.5" in [box.note for box in frame.boxes]

        qtbot.waitUntil(shown, timeout=PATIENCE_MS)
