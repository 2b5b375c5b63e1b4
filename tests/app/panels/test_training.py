"""A panel that trains: start, pause, step, turn knobs, scrub, reset; on a training of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from app.bridge import Bridge
from app.panels.base import Panel
from app.panels.controls import SeedField
from app.panels.tab import Column, PanelSpec, Row, Tab, View
from app.session import Session
from engine.errors import Failure
from engine.experiment import Paper
from engine.frames import CurveFrame, MetricFrame
from engine.recording import RecordingWriter
from tests.app.conftest import PATIENCE_MS
from tests.app.panels.panel_contract import PanelContract
from tests.engine.training import regression

PAPER = Paper(
    id="test",
    short="Line",
    title="On Fitting a Line: A Test",
    authors="Legendre",
    year=1805,
    arxiv="",
    family="Foundations",
    experiments=(regression,),
)
PANEL = PanelSpec(
    PAPER,
    "Least squares",
    (
        Tab(
            regression,
            Row(View("loss", "curve", stretch=2), Column(View("weights", "heat"), View("rate", "metric"))),
            hint="Watch the loss fall.",
        ),
    ),
)


class TestTrainingPanel(PanelContract):
    spec = PANEL


@pytest.fixture
def panel(qtbot: QtBot, session: Session, bridge: Bridge) -> Iterator[Panel]:
    panel = Panel(PANEL, session, bridge)
    panel.resize(1024, 700)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.views()), timeout=PATIENCE_MS)
    yield panel
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def button(panel: Panel, text: str) -> QPushButton:
    found: QPushButton = next(item for item in panel.findChildren(QPushButton) if item.text() == text)
    return found


def shown_step(panel: Panel) -> int:
    view = panel.page.stage.views["loss"] if panel.page.stage else None
    return view.frame.step if view is not None and view.frame is not None else 0


def until_step(qtbot: QtBot, panel: Panel, step: int) -> None:
    qtbot.waitUntil(lambda: shown_step(panel) >= step, timeout=PATIENCE_MS)


def until_paused(qtbot: QtBot, panel: Panel) -> None:
    """Wait until the training stands still and all it said was heard."""
    job = panel.page.job
    assert job is not None
    qtbot.waitUntil(lambda: job.state == "paused" and shown_step(panel) == job.step, timeout=PATIENCE_MS)


def test_a_training_waits_to_be_started(panel: Panel) -> None:
    assert not panel.busy
    assert "Train" in panel.views()[0].summary()


def test_a_run_that_ends_before_its_first_frame_leaves_the_invitation(panel: Panel, qtbot: QtBot) -> None:
    stage = panel.page.stage
    assert stage is not None
    stage.begin_run("Getting ready…")
    assert {view.summary() for view in panel.views()} == {"Getting ready…"}
    panel.page.conductor.failed.emit(Failure("No folder is there."))
    assert all("Train" in view.summary() for view in panel.views())
    assert panel.message == "No folder is there."


def test_train_pause_and_go_on(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 3)
    button(panel, "Pause").click()
    until_paused(qtbot, panel)
    stood_at = shown_step(panel)
    button(panel, "Go on").click()
    until_step(qtbot, panel, stood_at + 3)


def test_space_starts_and_pauses_from_anywhere_in_the_views(panel: Panel, qtbot: QtBot) -> None:
    view = panel.views()[0]
    target = view.focusProxy() or view
    panel.activateWindow()
    target.setFocus()
    qtbot.waitUntil(target.hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(target, Qt.Key.Key_Space)
    until_step(qtbot, panel, 2)
    qtbot.keyClick(target, Qt.Key.Key_Space)
    until_paused(qtbot, panel)


def test_a_step_is_one_step(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Step").click()
    qtbot.waitUntil(lambda: shown_step(panel) == 1, timeout=PATIENCE_MS)
    until_paused(qtbot, panel)
    qtbot.keyClick(panel, Qt.Key.Key_Period)
    qtbot.keyClick(panel, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: shown_step(panel) == 3, timeout=PATIENCE_MS)
    assert panel.page.job is not None
    assert panel.page.job.step == 3


def test_a_live_knob_acts_while_it_trains(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 1)
    job = panel.page.job
    panel.page.controls.form.fields["rate"].findChild(QDoubleSpinBox).setValue(0.0)
    rate = panel.page.stage.views["rate"] if panel.page.stage else None

    def followed() -> bool:
        return rate is not None and isinstance(rate.frame, MetricFrame) and rate.frame.value == 0.0

    qtbot.waitUntil(followed, timeout=PATIENCE_MS)
    assert panel.page.job is job
    assert "rate=0.0" in panel.command_text()


def test_another_knob_waits_for_a_reset(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 1)
    field = panel.page.controls.form.fields["width"]
    field.findChild(QSlider).setValue(9)
    assert field.waiting
    assert panel.page.job is not None
    assert panel.page.job.request.parameters["width"] == 4
    button(panel, "Reset").click()
    assert not field.waiting
    assert not panel.busy
    button(panel, "Train").click()
    assert panel.page.job.request.parameters["width"] == 9


def test_reset_forgets_what_was_shown(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 2)
    qtbot.keyClick(panel, Qt.Key.Key_R)
    assert all(view.frame is None for view in panel.views())
    assert panel.page.scrubber.isHidden()
    assert button(panel, "Train").isVisible()


def test_the_same_seed_gives_the_same_loss(panel: Panel, qtbot: QtBot, session: Session) -> None:
    panel.findChild(SeedField).findChild(QSpinBox).setValue(11)
    assert session.state.seed == 11
    losses = []
    for _ in range(2):
        panel.page.reset()
        for step in (1, 2):
            panel.page.step()
            qtbot.waitUntil(lambda step=step: shown_step(panel) == step, timeout=PATIENCE_MS)
        frame = panel.views()[0].frame
        assert isinstance(frame, CurveFrame)
        losses.append(frame.series[0].y.tolist())
    assert losses[0] == losses[1]


def test_scrubbing_back_stands_still_while_it_trains_on(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 5)
    slider = panel.page.scrubber.findChild(QSlider)
    slider.setValue(0)
    assert shown_step(panel) == panel.page.scrubber.history.step(0)
    heard = len(panel.page.scrubber.history)
    qtbot.waitUntil(lambda: len(panel.page.scrubber.history) > heard, timeout=PATIENCE_MS)
    assert shown_step(panel) == panel.page.scrubber.history.step(0)
    slider.setValue(slider.maximum())
    until_step(qtbot, panel, panel.page.scrubber.history.step(heard))


def test_a_diverging_loss_ends_with_its_last_good_value(panel: Panel, qtbot: QtBot) -> None:
    panel.page.controls.form.set_values({"rate": 1e9})
    button(panel, "Train").click()
    qtbot.waitUntil(lambda: panel.message != "", timeout=PATIENCE_MS)
    assert "The loss became NaN or infinite at step" in panel.message
    assert button(panel, "Train").isVisible()


def test_it_trains_on_behind_another_panel_and_shows_the_newest_when_it_comes_back(panel: Panel, qtbot: QtBot) -> None:
    button(panel, "Train").click()
    until_step(qtbot, panel, 1)
    panel.hide()
    stood_at = shown_step(panel)
    history = panel.page.scrubber.history
    qtbot.waitUntil(lambda: history.step(len(history) - 1) > stood_at + 5, timeout=PATIENCE_MS)
    assert shown_step(panel) == stood_at
    panel.show()
    assert shown_step(panel) > stood_at + 5


def test_the_run_is_saved_as_a_recording_and_played(panel: Panel, qtbot: QtBot, tmp_path: Path) -> None:
    button(panel, "Train").click()
    qtbot.waitUntil(lambda: len(panel.page.scrubber.history) >= 5, timeout=PATIENCE_MS)
    panel.cancel()
    qtbot.waitUntil(lambda: not panel.busy, timeout=PATIENCE_MS)
    history, path = panel.page.scrubber.history, tmp_path / "line.psrec"
    first, last = history.step(0), history.step(len(history) - 1)
    command = panel.command_text()
    panel.page.files.recordings.save_chosen.emit(path)
    panel.page.reset()
    panel.page.controls.form.set_values({"width": 7})
    panel.page.files.recordings.open(str(path))
    assert shown_step(panel) == first
    assert panel.command_text() == command
    slider = panel.page.scrubber.findChild(QSlider)
    slider.setValue(slider.maximum())
    assert shown_step(panel) == last
    panel.run()
    assert "width=7" in panel.command_text()


def test_a_recording_of_another_paper_is_refused(panel: Panel, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "other.psrec"
    RecordingWriter(path, {"experiment": "gan.game"}).close()
    panel.page.files.recordings.open(str(path))
    assert "gan.game" in panel.message


def test_a_broken_recording_is_told(panel: Panel, tmp_path: Path) -> None:
    path = tmp_path / "broken.psrec"
    path.write_bytes(b"not a recording")
    panel.page.files.recordings.open(str(path))
    assert str(path) in panel.message
