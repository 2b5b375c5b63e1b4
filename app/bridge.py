"""The only crossing from the engine thread to Qt.

The engine leaves frames and job events in its mailbox and rings once; the ring is a queued signal,
so everything below `_on_ring` runs on the Qt thread. The mailbox is drained 60 times a second at
most, but the first few drains after a rest wait for nothing: the handful of frames that a click
asks for is shown as soon as it is there.
"""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from engine.devices import Device, devices, warm_up
from engine.errors import Failure
from engine.experiment import Experiment, Request
from engine.frames import Frame
from engine.jobs import Job
from engine.mailbox import ENDINGS, JobEvent, Mailbox
from engine.parameters import Value
from engine.thread import Engine

DRAIN_INTERVAL_S = 1 / 60
BURST = 3  # drains that may follow each other at once
RATE_WINDOW_S = 1.0


class Bridge(QObject):
    """Runs the engine for the window and hands its news to Qt.

    frame_arrived: a Frame, newest of its job and slot.
    job_changed:   a JobEvent; endings come after the job's last frames. Job 0 failing means that
                   torch could not be loaded.
    engine_ready:  torch is imported; `devices` is filled.
    """

    frame_arrived = Signal(object)
    job_changed = Signal(object)
    engine_ready = Signal()
    _rung = Signal(object)
    _warmed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.devices: tuple[Device, ...] = ()
        self.ready = False
        self.failure: Failure | None = None
        self._closed = False
        self.engine = Engine(Mailbox(self._ring), self._warm_up)
        self._jobs: dict[int, Job] = {}
        self._drawn_at_s: deque[float] = deque(maxlen=600)  # drains that brought frames
        self._pace = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pace.timeout.connect(self._drain)
        self._showing: dict[int, float] = {}
        self._shown_soon = QTimer(self, singleShot=True, interval=0)  # fires after the painting
        self._shown_soon.timeout.connect(self._on_shown)
        self._rung.connect(self._on_ring, Qt.ConnectionType.QueuedConnection)
        self._warmed.connect(self._on_warmed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the engine thread; it imports torch first and then says `engine_ready`."""
        self.engine.start()

    def submit(self, experiment: Experiment, request: Request, **options: Any) -> Job:
        """Queue an experiment; see `Engine.submit` for the options and what is raised."""
        job = self.engine.submit(experiment, request, **options)
        self._jobs[job.number] = job
        return job

    def fork(self, job: Job, step: int, changes: Mapping[str, Value]) -> Job:
        """Go on from a state that `job` kept, with other settings; see `Engine.fork`."""
        fork = self.engine.fork(job, step, changes)
        self._jobs[fork.number] = fork
        return fork

    def job(self, number: int) -> Job | None:
        """Return a job whose ending was not told yet."""
        return self._jobs.get(number)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.engine.jobs:
            job.cancel()

    def frames_per_second(self) -> float:
        """Redraws in the last second."""
        since_s = time.perf_counter() - RATE_WINDOW_S
        return sum(1 for drawn_at_s in self._drawn_at_s if drawn_at_s >= since_s) / RATE_WINDOW_S

    def close(self, timeout_s: float = 5.0) -> bool:
        """Refuse new work, cancel every job, join the engine; False if it did not end in time.

        Call it before the event loop ends. No signal is sent afterwards.
        """
        self._closed = True
        self._pace.stop()
        self._shown_soon.stop()
        joined = self.engine.close(timeout_s)
        self._jobs.clear()
        return joined

    def _warm_up(self) -> None:
        """Run on the engine thread before any job."""
        warm_up()
        if not self._closed:
            self._warmed.emit(devices())

    def _ring(self) -> None:
        """Called on whichever thread left the news."""
        if not self._closed:
            self._rung.emit(None)

    @Slot(object)
    def _on_warmed(self, found: tuple[Device, ...]) -> None:
        if self._closed:
            return
        self.devices = found
        self.ready = True
        self.engine_ready.emit()

    @Slot(object)
    def _on_ring(self, _: object) -> None:
        if self._closed:
            return
        wait_s = 0.0
        if len(self._drawn_at_s) >= BURST:
            wait_s = self._drawn_at_s[-BURST] + BURST * DRAIN_INTERVAL_S - time.perf_counter()
        if wait_s <= 0:
            self._drain()
        elif not self._pace.isActive():
            self._pace.start(max(1, round(wait_s * 1000)))

    @Slot()
    def _drain(self) -> None:
        news = self.engine.mailbox.drain()
        began_s = time.perf_counter()
        drawn = {item.job for item in news if isinstance(item, Frame)}
        if drawn:
            self._drawn_at_s.append(began_s)
        for item in news:
            if isinstance(item, Frame):
                self.frame_arrived.emit(item)
            else:
                self._announce(item)
        for number in drawn:
            self._showing[number] = began_s
        self._shown_soon.start()

    @Slot()
    def _on_shown(self) -> None:
        """The views have taken the frames and painted: tell the trainings what that cost."""
        now_s = time.perf_counter()
        for number, began_s in self._showing.items():
            job = self._jobs.get(number)
            if job is not None:
                job.control.pace.viewed(now_s - began_s)
        self._showing.clear()

    def _announce(self, event: JobEvent) -> None:
        if event.job == 0:
            self.failure = event.failure
        self.job_changed.emit(event)
        if event.state in ENDINGS:
            self._jobs.pop(event.job, None)
