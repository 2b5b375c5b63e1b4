"""The status bar says what runs, how far it is and on what, and lets it be cancelled."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.bridge import Bridge
from app.i18n import LanguageSwitch
from app.session import Session
from app.statusbar import StatusBar
from app.weights_badge import WeightsBadge
from engine.devices import Device
from engine.errors import Failure
from engine.frames import Badge, ProgressFrame, Provenance
from engine.mailbox import JobEvent

CPU = Device("cpu", "CPU · 1 thread")
CUDA = Device("cuda", "CUDA · A card")


@pytest.fixture
def idle(qtbot: QtBot) -> Iterator[Bridge]:
    """A bridge whose engine was not started."""
    bridge = Bridge()
    bridge.devices, bridge.ready = (CPU, CUDA), True
    yield bridge
    bridge.close()


@pytest.fixture
def actions(qtbot: QtBot) -> Iterator[Actions]:
    owner = QWidget()
    qtbot.addWidget(owner)
    yield Actions(owner)
    owner.close()


@pytest.fixture
def status(qtbot: QtBot, idle: Bridge, actions: Actions) -> Iterator[StatusBar]:
    status = StatusBar(Session(), idle, actions)
    qtbot.addWidget(status)
    status.resize(900, 40)
    status.show_experiment(experiment("a.b"))
    status.show()
    yield status
    status.close()


def experiment(id: str) -> Any:
    return SimpleNamespace(id=id)


def job(number: int, of: str = "a.b") -> Any:
    return SimpleNamespace(number=number, experiment=experiment(of))


def test_a_job_from_start_to_end(status: StatusBar, idle: Bridge, actions: Actions) -> None:
    assert not actions["cancel"].isEnabled()
    status.show_job(job(3))
    idle.job_changed.emit(JobEvent(3, "running"))
    assert actions["cancel"].isEnabled()
    assert status.cancel.isVisible()
    assert status.progress.maximum() == 0, "the end is not known yet"
    idle.frame_arrived.emit(ProgressFrame(done=3, total=12, label="layer 3 of 12", job=3))
    assert status.job.text().startswith("layer 3 of 12 · 25%")
    assert status.progress.value() / status.progress.maximum() == 0.25
    idle.job_changed.emit(JobEvent(3, "finished", elapsed_s=0.414))
    assert status.job.text() == "Done in 0.41 s"
    assert status.progress.value() == status.progress.maximum()
    assert not actions["cancel"].isEnabled()


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (JobEvent(3, "cancelled", elapsed_s=1.0), "Cancelled after 1.00 s"),
        (JobEvent(3, "failed", elapsed_s=2.0, failure=Failure("No.")), "Failed after 2.00 s"),
        (JobEvent(3, "paused", steps=17), "Paused after step 17"),
        (JobEvent(3, "running", steps=17), "Running · step 17"),
        (JobEvent(9, "failed", failure=Failure("Another's.")), "Waiting"),
    ],
)
def test_what_a_job_can_come_to(status: StatusBar, idle: Bridge, event: JobEvent, said: str) -> None:
    status.show_job(job(3))
    idle.job_changed.emit(event)
    assert status.job.text() == said
    assert status.progress.isVisible() is (event.state != "paused")


def test_each_experiment_keeps_its_own_job(status: StatusBar, idle: Bridge, actions: Actions) -> None:
    status.show_job(job(3))
    idle.job_changed.emit(JobEvent(3, "finished", elapsed_s=1.0))
    status.show_experiment(experiment("a.c"))
    assert status.job.text() == "Ready"
    status.show_job(job(4, "a.c"))
    idle.job_changed.emit(JobEvent(4, "running"))
    status.show_experiment(experiment("a.b"))
    assert status.job.text() == "Done in 1.00 s"
    assert not actions["cancel"].isEnabled()
    status.show_experiment(experiment("a.c"))
    assert actions["cancel"].isEnabled()


def test_before_the_engine_is_there(qtbot: QtBot, status: StatusBar, idle: Bridge) -> None:
    idle.ready, idle.devices = False, ()
    status.show_job(job(1))
    assert status.job.text() == "Loading the engine…"
    idle.ready, idle.devices = True, (CPU,)
    idle.engine_ready.emit()
    assert status.device.text() == "CPU · 1 thread"
    assert status.job.text() == "Waiting"


def test_an_engine_that_does_not_start_is_said(status: StatusBar, idle: Bridge) -> None:
    idle.failure = Failure("torch cannot be loaded.")
    idle.job_changed.emit(JobEvent(0, "failed", failure=idle.failure))
    assert status.job.text() == "The engine could not start"
    assert not status.cancel.isVisible()


def test_the_device_is_chosen_in_its_menu(status: StatusBar) -> None:
    session = status._session
    assert [action.text() for action in status.device_menu.actions()] == [
        "Automatic",
        "CPU · 1 thread",
        "CUDA · A card",
    ]
    assert status.device.text() == "CUDA · A card", "automatic takes the card"
    status.device_menu.actions()[1].trigger()
    assert session.state.device == "cpu"
    assert status.device.text() == "CPU · 1 thread"
    assert [action.isChecked() for action in status.device_menu.actions()] == [False, True, False]


def test_memory_and_rate(status: StatusBar, idle: Bridge) -> None:
    status._on_tick()
    assert status.memory.text().endswith(" GB")
    assert float(status.memory.text().split()[0]) > 0
    assert not status.rate.isVisible(), "nothing was drawn"


def test_it_speaks_chinese(qtbot: QtBot, status: StatusBar, idle: Bridge, language: LanguageSwitch) -> None:
    status.show_job(job(3))
    idle.job_changed.emit(JobEvent(3, "finished", elapsed_s=0.5))
    language.use("zh_CN")
    qtbot.waitUntil(lambda: status.job.text() == "完成，用时 0.50 秒")
    assert status.device_menu.actions()[0].text() == "自动"


@pytest.mark.parametrize("badge", get_args(Badge))
def test_the_badge_names_each_provenance(qtbot: QtBot, badge: Any) -> None:
    label = WeightsBadge()
    qtbot.addWidget(label)
    label.show_provenance(Provenance(badge, "A network", source="a file", sha256="ab" * 32, licence="MIT"))
    assert f"{badge} · A network" in label.text()
    assert label.toolTip().splitlines() == [
        "Weights: A network",
        "Source: a file",
        "Licence: MIT",
        "SHA-256: abababababababab…",
    ]
    label.show_provenance(Provenance(badge, "<b>.pth"))
    assert "&lt;b&gt;.pth" in label.text()
    label.show_provenance(None)
    assert label.isHidden()


def test_the_badge_opens_a_menu_by_mouse_and_keyboard(qtbot: QtBot, status: StatusBar, actions: Actions) -> None:
    status.badge.show_provenance(Provenance("official", "A network", sha256="ab" * 32))
    qtbot.mouseClick(status.badge, Qt.MouseButton.LeftButton)
    assert status.weights_menu.isVisible()
    assert actions["weights"] in status.weights_menu.actions()
    status.weights_menu.hide()
    qtbot.keyClick(status.badge, Qt.Key.Key_Return)
    assert status.weights_menu.isVisible()
    status.weights_menu.hide()
    status.copy_hash.trigger()
    assert QApplication.clipboard().text() == "ab" * 32
    status.badge.show_provenance(Provenance("random", "Random"))
    qtbot.keyClick(status.badge, Qt.Key.Key_Space)
    assert not status.copy_hash.isEnabled()
    status.weights_menu.hide()
