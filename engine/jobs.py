"""A job: a submitted experiment, and the handle by which any thread steers it."""

import threading
from collections.abc import Generator, Mapping
from typing import Protocol

from engine.control import Control
from engine.errors import Failure
from engine.experiment import Experiment, Request
from engine.frames import Frame, Frames
from engine.mailbox import JobEvent, State
from engine.snapshots import Snapshot
from engine.torch_state import TorchState


class Recorder(Protocol):
    """Anything that keeps a job's frames.

    A recorder whose `add` raises is dropped and not closed: it cleans up before it raises.
    """

    def add(self, frame: Frame) -> None: ...

    def close(self) -> None: ...


class Job:
    """A submitted experiment: the handle by which any thread steers it.

    Attributes are read-only to callers; `state` is one of `engine.mailbox.State`. What both the
    engine thread and callers write is guarded by `news`, the engine's own condition.

    steps: end as finished after so many steps, the last one drawn; None to run until it returns.
    """

    def __init__(
        self,
        number: int,
        experiment: Experiment,
        request: Request,
        control: Control,
        news: threading.Condition,
        *,
        steps: int | None = None,
        paused: bool = False,
        recorder: Recorder | None = None,
    ) -> None:
        self.number = number
        self.experiment = experiment
        self.request = request
        self.control = control
        self.state: State = "queued"
        self.step = 0
        self.elapsed_s = 0.0
        self.recorder = recorder
        self._ended = threading.Event()
        self._news = news
        self._frames: Frames | None = None
        self._torch = TorchState(request.seed, gradients=experiment.trains)
        self._steps_left = steps
        self._paused = paused
        self._steps_wanted = 0
        self._redraw_wanted = False
        self._in_step = False
        self._step_was_wanted = False

    def cancel(self) -> None:
        """Stop at the next yield or check; ends in state "cancelled"."""
        self.control.cancel()
        with self._news:
            self._news.notify()

    def pause(self) -> None:
        """Finish the step in progress, then take no turns until `resume` or `single_step`."""
        with self._news:
            self._paused = True
            self.control.draw_now()
            self._news.notify()

    def resume(self) -> None:
        """Take turns again."""
        with self._news:
            self._paused = False
            self._steps_wanted = 0
            self._news.notify()

    def single_step(self) -> None:
        """Pause, and run exactly one more whole step, drawn."""
        with self._news:
            self._paused = True
            self._steps_wanted += 1
            self.control.draw_now()
            self._news.notify()

    def change(self, values: Mapping[str, object]) -> None:
        """Change parameters from the next step on; a paused training draws again at once.

        Raises UserError for a bad value.
        """
        with self._news:
            self.control.change(self.experiment.check({**self.control.parameters, **values}))
            if self._paused and self._frames is not None and self.experiment.trains:
                self._redraw_wanted = True
                self.control.draw_now()
                self._news.notify()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until the job has ended; False when the time ran out first."""
        return self._ended.wait(timeout_s)

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    @property
    def runnable(self) -> bool:
        wanted = self._in_step or self._steps_wanted > 0 or self._redraw_wanted
        return not self._paused or wanted or self.control.cancelled

    def begin_step(self) -> None:
        """For the engine: a turn is about to be taken; note what a new step is for.

        A still has no steps, so that a pause holds it at any yield.
        """
        with self._news:
            if self._in_step:
                return
            self._in_step = self.experiment.trains
            self._step_was_wanted = self._paused and self._steps_wanted > 0
            self.control.advancing = not self._paused or self._step_was_wanted
            if self._step_was_wanted or self._steps_left == 1:
                self.control.draw_now()

    def end_step(self, step: int) -> None:
        """For the engine: a Tick has come."""
        with self._news:
            self._in_step = False
            self._redraw_wanted = False
            self.control.pace.drawn()
            if not self.control.advancing:
                return
            self.step = step
            if self._step_was_wanted:
                self._steps_wanted = max(0, self._steps_wanted - 1)
            if self._steps_left is not None:
                self._steps_left -= 1

        state = self.control.take_kept()
        if state is not None:
            self.control.snapshots.add(Snapshot(step, self.control.parameters, state, self._torch.copy()))

    @property
    def steps_are_done(self) -> bool:
        """True when as many steps passed as were asked for."""
        return self._steps_left is not None and self._steps_left <= 0

    def go_on_from(self, start: Snapshot) -> None:
        """For the engine, before the first turn: take up the step and the random streams of `start`."""
        self.step = start.step
        self._torch = start.random.copy()

    def advance(self) -> Frame:
        """For the engine: run the experiment to its next yield, with the job's own torch state.

        Raises whatever the experiment raises, StopIteration when it has returned.
        """
        with self._torch.active():
            if self._frames is None:
                self._frames = iter(self.experiment.run(self.request, self.control))
            return next(self._frames)

    def release(self) -> None:
        """For the engine: close the generator. Raises what the experiment's clean-up raises."""
        frames, self._frames = self._frames, None
        if isinstance(frames, Generator):
            frames.close()

    def mark_ended(self) -> None:
        """For the engine: let `wait` return."""
        self._ended.set()

    def event(self, failure: Failure | None = None, notice: str = "") -> JobEvent:
        """Return the job's state as news."""
        return JobEvent(self.number, self.state, self.elapsed_s, self.step, failure, notice)
