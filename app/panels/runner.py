"""Keeps one experiment in step with what is asked of it: the newest request wins.

`replace` is for another picture, other weights, another seed: what was running is dropped at once
and nothing of it is shown any more. `follow` is for a knob or a mouse on the move: the run in
flight ends and is shown, then the newest request runs, and those between are skipped. So a moving
mouse sees every result the machine can make, never a queue. A run in flight that takes longer than
a glance is dropped as well.
"""

import time
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bridge import Bridge
from engine.experiment import Experiment, Request
from engine.frames import Frame
from engine.jobs import Job
from engine.mailbox import ENDINGS, JobEvent
from engine.parameters import Value

PATIENCE_S = 0.3


class Runner(QObject):
    """Submits the requests of one experiment and passes on the frames of the newest job alone.

    job:     runs now, or None. newest: the job of the last frame passed on, or None.
    started: the Job. forked: a Job that goes on from an earlier one.
    arrived: a Frame. changed: a JobEvent of the current job, endings included.
    """

    started = Signal(object)
    forked = Signal(object)
    arrived = Signal(object)
    changed = Signal(object)

    def __init__(self, experiment: Experiment, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job: Job | None = None
        self.newest: Job | None = None
        self._experiment = experiment
        self._bridge = bridge
        self._waiting: Request | None = None
        self._began_s = 0.0
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._on_patience_lost)
        bridge.frame_arrived.connect(self._on_frame)
        bridge.job_changed.connect(self._on_job_changed)

    def replace(self, request: Request) -> None:
        """Drop what runs and run `request`. Raises UserError for a parameter that is not allowed."""
        self._start(request, paused=False)

    def replace_paused(self, request: Request) -> None:
        """Like `replace`, but take no step until told to."""
        self._start(request, paused=True)

    def follow(self, request: Request) -> None:
        """Run `request` as soon as the run in flight has ended; see the module. Raises like `replace`."""
        if self.job is None:
            self.replace(request)
            return
        self._experiment.check(request.parameters)
        self._waiting = request
        if not self._patience.isActive():
            left_s = self._began_s + PATIENCE_S - time.perf_counter()
            self._patience.start(max(0, round(left_s * 1000)))

    def fork(self, step: int, changes: Mapping[str, Value]) -> None:
        """Leave the run as it is and go on from what it kept at `step`, with other settings.

        Raises UserError when nothing was kept yet or a value is not allowed.
        """
        if self.newest is None:
            return
        fork = self._bridge.fork(self.newest, step, changes)
        self.drop()
        self._began_s = time.perf_counter()
        self.job = fork
        self.forked.emit(fork)

    def cancel(self) -> None:
        """Ask the current job to stop; its "cancelled" event is passed on when it has."""
        self._waiting = None
        self._patience.stop()
        if self.job is not None:
            self.job.cancel()

    def drop(self) -> None:
        """Stop listening to the current job, then ask it to stop."""
        job, self.job = self.job, None
        self._waiting = None
        self._patience.stop()
        if job is not None:
            job.cancel()

    def _start(self, request: Request, *, paused: bool) -> None:
        self.drop()
        self._began_s = time.perf_counter()
        self.job = self._bridge.submit(self._experiment, request, paused=paused)
        self.started.emit(self.job)

    def forget(self) -> None:
        """Drop what runs, and what ran before it."""
        self.drop()
        self.newest = None

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        if self.job is not None and frame.job == self.job.number:
            self.newest = self.job
            self.arrived.emit(frame)

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if self.job is None or event.job != self.job.number:
            return
        if event.state not in ENDINGS:
            self.changed.emit(event)
            return
        self.job = None
        self._patience.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            self.changed.emit(event)
        else:
            self.replace(waiting)

    @Slot()
    def _on_patience_lost(self) -> None:
        if self._waiting is not None:
            self.replace(self._waiting)
