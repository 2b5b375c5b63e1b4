"""The engine thread: one thread that owns torch and runs every job.

Jobs are generators, so the thread is a cooperative scheduler: stills run first and to their end,
trainings take turns step by step, paused ones are passed over. A training therefore never keeps
a click in another panel waiting for more than one of its steps.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.errors import Cancelled, UserError, failure_of
from engine.experiment import Control, Experiment, Request
from engine.frames import Frame, Tick
from engine.jobs import Job, Recorder
from engine.mailbox import ENDINGS, JobEvent, Mailbox, State
from engine.snapshots import Snapshot


class Engine:
    """Owns the engine thread. Start it once; `close` joins it.

    warm_up: called first on the thread; the window passes the torch import and first-use costs.
    """

    def __init__(self, mailbox: Mailbox | None = None, warm_up: Callable[[], None] = lambda: None) -> None:
        self.mailbox = mailbox or Mailbox()
        self._numbers = itertools.count(1)
        self._jobs: deque[Job] = deque()
        self._news = threading.Condition()
        self._closing = False
        self._warm_up = warm_up
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def submit(
        self,
        experiment: Experiment,
        request: Request,
        *,
        draw_every: int | None = None,
        recorder: Recorder | None = None,
        paused: bool = False,
        start: Snapshot | None = None,
    ) -> Job:
        """Queue an experiment and return its handle at once.

        start: a kept state to go on from, instead of from the beginning.

        Raises UserError when a parameter is not allowed, RuntimeError when the engine is closed.
        """
        control = Control(experiment.check(request.parameters), draw_every, start)
        job = Job(next(self._numbers), experiment, request, control)
        if start is not None:
            job._random, job.step = start.random.copy(), start.step
        job.recorder = recorder
        job._paused = paused
        job._wake = self._wake
        with self._news:
            if self._closing:
                raise RuntimeError("the engine is closed")
            self._jobs.append(job)
            self._news.notify()
        self.mailbox.put_event(job._event())
        return job

    def fork(self, job: Job, step: int, changes: Mapping[str, object], *, paused: bool = False) -> Job:
        """Start another run from the state that `job` kept at or before `step`, with other settings.

        Raises UserError when the job kept none yet or a value is bad.
        """
        snapshot = job.control.snapshots.nearest(step)
        if snapshot is None:
            raise UserError("This run has kept no state to fork from yet.", "Let it train a little longer.")
        parameters = job.experiment.check({**snapshot.parameters, **changes})
        request = replace(job.request, parameters=parameters)
        return self.submit(job.experiment, request, paused=paused, start=snapshot)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that have not ended."""
        with self._news:
            return tuple(self._jobs)

    def close(self, timeout_s: float = 5.0) -> bool:
        """Refuse new work, cancel every job, and join the thread; False if it did not end in time."""
        with self._news:
            self._closing = True
            for job in self._jobs:
                job.control.cancel()
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _wake(self) -> None:
        with self._news:
            self._news.notify()

    def _next_job(self) -> Job | None:
        """Wait for a job that can run. Stills go first; trainings take turns. None ends the thread."""
        with self._news:
            while True:
                ready = [job for job in self._jobs if job.runnable]
                if ready:
                    job = next((job for job in ready if not job.experiment.trains), ready[0])
                    self._jobs.remove(job)
                    self._jobs.append(job)
                    return job
                if self._closing and not self._jobs:
                    return None
                self._announce_pauses()
                self._news.wait()

    def _announce_pauses(self) -> None:
        for job in self._jobs:
            if job.state in ("running", "queued") and job._paused:
                self._enter(job, "paused")

    def _work(self) -> None:
        try:
            self._warm_up()
        except Exception as error:  # a machine without a working torch must still say so in the window
            self.mailbox.put_event(JobEvent(0, "failed", failure=failure_of(error)))
        while (job := self._next_job()) is not None:
            self._take_turn(job)

    def _take_turn(self, job: Job) -> None:
        """Advance a job by one yield; end it when it returns or raises."""
        began_s = time.perf_counter()
        try:
            job.control.check()
            if job.state in ("queued", "paused"):
                self._enter(job, "running")
            frame = self._advance(job)
            job.control.check()
        except Exception as error:
            job.elapsed_s += time.perf_counter() - began_s
            self._end(job, error)
            return
        job.elapsed_s += time.perf_counter() - began_s
        self._deliver(job, frame)

    def _advance(self, job: Job) -> Frame:
        import torch

        if not job._in_step:
            job.control.advancing = not job._paused or job._steps_wanted > 0
            job._in_step = True
        with job._random.active(), torch.set_grad_enabled(job.experiment.trains):
            if job._frames is None:
                job._frames = iter(job.experiment.run(job.request, job.control))
            return next(job._frames)

    def _deliver(self, job: Job, frame: Frame) -> None:
        if isinstance(frame, Tick):
            self._end_step(job, frame.step)
            return
        frame = frame.stamped(job=job.number, provenance=job.control.provenance)
        if job.recorder is not None:
            job.recorder.add(frame)
        self.mailbox.put_frame(frame)

    def _end_step(self, job: Job, step: int) -> None:
        job._in_step = False
        job._redraw_wanted = False
        if not job.control.advancing:
            return
        job.step = step
        job._steps_wanted = max(0, job._steps_wanted - 1)
        if job._steps_wanted:
            job.control.draw_now()
        state = job.control.take_kept()
        if state is not None:
            snapshot = Snapshot(step, job.control.parameters, state, job._random.copy())
            job.control.snapshots.add(snapshot)

    def _enter(self, job: Job, state: State) -> None:
        job.state = state
        self.mailbox.put_event(job._event())

    def _end(self, job: Job, error: BaseException) -> None:
        failure = None
        if isinstance(error, StopIteration):
            job.state = "finished"
        elif isinstance(error, Cancelled):
            job.state = "cancelled"
            self.mailbox.forget(job.number)
        else:
            job.state, failure = "failed", failure_of(error)
        if job._frames is not None:
            job._frames.close()  # type: ignore[attr-defined]  # runs are generators
            job._frames = None
        with self._news:
            self._jobs.remove(job)
        if job.recorder is not None:
            job.recorder.close()
        assert job.state in ENDINGS
        self.mailbox.put_event(job._event(failure))
        job.ended.set()
