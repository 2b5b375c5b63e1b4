"""The engine thread: one thread that owns torch and runs every job.

Jobs are generators, so the thread is a cooperative scheduler: stills go before trainings, jobs of
a kind take turns yield by yield, paused ones are passed over. So a click in one panel waits for no
more than one yield of whatever runs in the others.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.control import Control
from engine.errors import Cancelled, UserError, failure_of
from engine.experiment import Experiment, Request
from engine.frames import Frame, Tick
from engine.jobs import Job, Recorder
from engine.mailbox import JobEvent, Mailbox, State
from engine.snapshots import Snapshot, Snapshots

__all__ = ["Engine", "Job", "Recorder"]


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
        steps: int | None = None,
        recorder: Recorder | None = None,
        paused: bool = False,
        start: Snapshot | None = None,
        snapshots: Snapshots | None = None,
    ) -> Job:
        """Queue an experiment and return its handle at once.

        steps: end as finished after so many steps; None to run until the experiment returns.
        start: a kept state to go on from, instead of from the beginning.
        snapshots: what keeps the states of the run, instead of the memory.

        Raises UserError when a parameter is not allowed or an input is missing, RuntimeError when
        the engine is closed.
        """
        request = experiment.checked(request)
        control = Control(request.parameters, draw_every, start)
        if snapshots is not None:
            control.snapshots = snapshots
        job = Job(
            next(self._numbers), experiment, request, control, self._news, steps=steps, paused=paused, recorder=recorder
        )
        if start is not None:
            job.go_on_from(start)
        with self._news:
            if self._closing:
                raise RuntimeError("the engine is closed")
            # Told before the thread can see the job, so that "queued" is always its first event.
            self.mailbox.put_event(job.event())
            self._jobs.append(job)
            self._news.notify()
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
        fork = self.submit(job.experiment, request, paused=paused, start=snapshot)
        fork.control.snapshots = job.control.snapshots.until(snapshot.step)
        return fork

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

    def _work(self) -> None:
        try:
            self._warm_up()
        except Exception as error:  # a machine without a working torch must still say so in the window
            self.mailbox.put_event(JobEvent(0, "failed", failure=failure_of(error)))
        while (job := self._next_job()) is not None:
            self._take_turn(job)

    def _next_job(self) -> Job | None:
        """Wait for a job that can run, stills first; None ends the thread."""
        with self._news:
            while True:
                self._announce_pauses()
                ready = [job for job in self._jobs if job.runnable]
                if ready:
                    job = next((job for job in ready if not job.experiment.trains), ready[0])
                    self._jobs.remove(job)
                    self._jobs.append(job)
                    return job
                if self._closing and not self._jobs:
                    return None
                self._news.wait()

    def _announce_pauses(self) -> None:
        for job in self._jobs:
            if job.state != "paused" and not job.runnable:
                self._enter(job, "paused")

    def _take_turn(self, job: Job) -> None:
        """Advance a job by one yield; end it when it returned or raised."""
        began_s = time.perf_counter()
        ending = self._attempt(job)
        job.elapsed_s += time.perf_counter() - began_s
        if ending is not None:
            self._end(job, ending)

    def _attempt(self, job: Job) -> BaseException | None:
        """Return None when the job goes on; else why it ended, StopIteration when it is finished."""
        try:
            job.control.check()
            job.begin_step()
            if job.state != "running" and job.control.advancing:
                self._enter(job, "running")
            frame = job.advance()
            job.control.check()
            self._deliver(job, frame)
        except BaseException as error:  # SystemExit too: nothing that an experiment raises may end the thread
            return error
        return StopIteration() if job.steps_are_done else None

    def _deliver(self, job: Job, frame: Frame) -> None:
        if isinstance(frame, Tick):
            job.end_step(frame.step)
            return
        frame = frame.stamped(job=job.number, provenance=job.control.provenance)
        if job.recorder is not None:
            try:
                job.recorder.add(frame)
            except Exception as error:
                self._stop_recording(job, error)
        self.mailbox.put_frame(frame)

    def _stop_recording(self, job: Job, error: Exception) -> None:
        """Let the job go on without its recorder, and say so once."""
        job.recorder = None
        self.mailbox.put_event(job.event(notice=f"The recording stopped. {failure_of(error).message}"))

    def _enter(self, job: Job, state: State) -> None:
        job.state = state
        self.mailbox.put_event(job.event())

    def _end(self, job: Job, error: BaseException) -> None:
        error = self._released(job, error)
        with self._news:
            self._jobs.remove(job)
        failure = None
        if isinstance(error, StopIteration):
            job.state = "finished"
        elif isinstance(error, Cancelled):
            job.state = "cancelled"
            self.mailbox.forget(job.number)
        else:
            job.state, failure = "failed", failure_of(error)
        self.mailbox.put_event(job.event(failure))
        job.mark_ended()

    def _released(self, job: Job, error: BaseException) -> BaseException:
        """Let go of what the job holds; return `error`, or what went wrong while letting go."""
        if job.recorder is not None:
            try:
                job.recorder.close()
            except Exception as trouble:
                self._stop_recording(job, trouble)
        try:
            job.release()
        except Exception as trouble:
            return trouble if isinstance(error, StopIteration | Cancelled) else error
        return error
