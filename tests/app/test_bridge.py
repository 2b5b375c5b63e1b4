"""The crossing from the engine thread to Qt: order, conflation, pace, endings and shutting down."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from app import bridge as bridge_module
from app.bridge import Bridge
from engine.control import Control
from engine.experiment import Experiment, Request
from engine.frames import Frame, Frames, MetricFrame
from engine.mailbox import ENDINGS, JobEvent
from tests.app.conftest import PATIENCE_MS
from tests.engine.training import regression, request, still


class Ear:
    """Keeps what the bridge says, and when."""

    def __init__(self, bridge: Bridge) -> None:
        self.frames: list[Frame] = []
        self.events: list[JobEvent] = []
        self.said: list[object] = []
        bridge.frame_arrived.connect(self.on_frame)
        bridge.job_changed.connect(self.on_event)

    def on_frame(self, frame: Frame) -> None:
        assert QThread.currentThread() is QCoreApplication.instance().thread()  # type: ignore[union-attr]
        self.frames.append(frame)
        self.said.append(frame)

    def on_event(self, event: JobEvent) -> None:
        self.events.append(event)
        self.said.append(event)

    def states(self, number: int) -> list[str]:
        return [event.state for event in self.events if event.job == number]


def metric(value: float, slot: str = "value") -> MetricFrame:
    return MetricFrame(slot=slot, name="value", value=value)


def ended(event: JobEvent) -> bool:
    return event.state in ENDINGS


def test_ready_after_warm_up_with_the_devices_of_the_machine(bridge: Bridge) -> None:
    assert bridge.ready
    assert bridge.devices[0].name == "cpu"


def test_frames_come_before_the_ending_of_their_job(bridge: Bridge, qtbot: QtBot) -> None:
    ear = Ear(bridge)
    with qtbot.waitSignal(bridge.job_changed, timeout=PATIENCE_MS, check_params_cb=ended):
        job = bridge.submit(still(metric(1.0, "a"), metric(2.0, "b")), request())
    assert [frame.slot for frame in ear.frames] == ["a", "b"]
    assert isinstance(ear.said[-1], JobEvent)
    assert ear.states(job.number)[0] == "queued"
    assert ear.states(job.number)[-1] == "finished"


def test_a_job_is_known_until_its_ending_was_told(bridge: Bridge, qtbot: QtBot) -> None:
    known: list[bool] = []
    bridge.job_changed.connect(lambda event: known.append(bridge.job(event.job) is not None))
    with qtbot.waitSignal(bridge.job_changed, timeout=PATIENCE_MS, check_params_cb=ended):
        job = bridge.submit(still(metric(1.0)), request())
    assert all(known)
    assert bridge.job(job.number) is None


def test_unread_frames_conflate_to_the_newest(bridge: Bridge, qtbot: QtBot) -> None:
    def many(request: Request, control: Control) -> Frames:
        yield from (metric(float(value)) for value in range(2000))

    ear = Ear(bridge)
    job = bridge.submit(Experiment("test.many", "Many", many), request())
    assert job.wait(PATIENCE_MS / 1000)  # the Qt thread does not look meanwhile
    qtbot.waitUntil(lambda: ear.states(job.number)[-1:] == ["finished"], timeout=PATIENCE_MS)
    assert [frame.value for frame in ear.frames] == [1999.0]  # type: ignore[attr-defined]


def test_a_fast_training_is_drawn_less_often_than_it_steps(bridge: Bridge, qtbot: QtBot) -> None:
    ear = Ear(bridge)
    job = bridge.submit(regression, request(), draw_every=1)
    qtbot.waitUntil(lambda: len(ear.frames) > 60, timeout=PATIENCE_MS)
    job.cancel()
    qtbot.waitUntil(lambda: "cancelled" in ear.states(job.number), timeout=PATIENCE_MS)
    drains = [frame.step for frame in ear.frames if frame.slot == "rate"]
    assert len(drains) == len(set(drains))
    assert len(drains) < job.step
    assert bridge.frames_per_second() > 0


def test_a_failing_warm_up_is_told_as_job_0(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no torch here")

    monkeypatch.setattr(bridge_module, "warm_up", broken)
    bridge = Bridge()
    with qtbot.waitSignal(bridge.job_changed, timeout=PATIENCE_MS) as told:
        bridge.start()
    event = told.args[0]
    assert (event.job, event.state) == (0, "failed")
    assert bridge.failure is event.failure
    assert not bridge.ready
    assert bridge.close()


def test_closing_cancels_what_runs_joins_and_says_nothing_more(bridge: Bridge, qtbot: QtBot) -> None:
    ear = Ear(bridge)
    bridge.submit(regression, request(), draw_every=1)
    qtbot.waitUntil(lambda: len(ear.frames) > 3, timeout=PATIENCE_MS)
    assert bridge.close()
    said = len(ear.said)
    QCoreApplication.processEvents()
    assert len(ear.said) == said
    assert all(thread.name != "engine" for thread in threading.enumerate())
    with pytest.raises(RuntimeError, match="closed"):
        bridge.submit(regression, request())


def test_closing_before_the_engine_was_ready(qtbot: QtBot) -> None:
    bridge = Bridge()
    bridge.start()
    assert bridge.close(PATIENCE_MS / 1000)
    assert not bridge.ready


def test_cancel_all_stops_every_job(bridge: Bridge, qtbot: QtBot) -> None:
    ear = Ear(bridge)
    jobs = [bridge.submit(regression, request(seed)) for seed in range(3)]
    bridge.cancel_all()
    qtbot.waitUntil(lambda: all("cancelled" in ear.states(job.number) for job in jobs), timeout=PATIENCE_MS)
