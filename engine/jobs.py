"""A job: a submitted experiment, the handle that steers it, and its own random streams."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from engine.errors import Failure
from engine.experiment import Control, Experiment, Request
from engine.frames import Frame, Frames
from engine.mailbox import JobEvent, State


class Recorder(Protocol):
    """Anything that keeps a job's frames."""

    def add(self, frame: Frame) -> None: ...

    def close(self) -> None: ...


class RandomState:
    """A job's own torch random streams, swapped in whenever its turn comes.

    Trainings that take turns would otherwise draw from one stream, and a run could not be
    repeated with its seed.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._cpu: Any = None
        self._cuda: Any = None

    def copy(self) -> "RandomState":
        """Return streams that go on from here by themselves."""
        other = RandomState(self._seed)
        other._cpu, other._cuda = self._cpu, self._cuda  # torch never writes into a state it returned
        return other

    @contextmanager
    def active(self) -> Iterator[None]:
        """Use this job's streams inside the block."""
        import torch

        if self._cpu is None:
            torch.manual_seed(self._seed)
        else:
            torch.set_rng_state(self._cpu)
            if self._cuda is not None:
                torch.cuda.set_rng_state_all(self._cuda)
        try:
            yield
        finally:
            self._cpu = torch.get_rng_state()
            if torch.cuda.is_available():
                self._cuda = torch.cuda.get_rng_state_all()


class Job:
    """A submitted experiment: the handle by which any thread steers it.

    Attributes are read-only to callers; `state` is one of `engine.mailbox.State`.
    """

    def __init__(self, number: int, experiment: Experiment, request: Request, control: Control) -> None:
        self.number = number
        self.experiment = experiment
        self.request = request
        self.control = control
        self.state: State = "queued"
        self.step = 0
        self.elapsed_s = 0.0
        self.ended = threading.Event()
        self.recorder: Recorder | None = None
        self._frames: Frames | None = None
        self._random = RandomState(request.seed)
        self._paused = False
        self._steps_wanted = 0
        self._redraw_wanted = False
        self._in_step = False
        self._wake: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Stop at the next yield or check; ends in state "cancelled"."""
        self.control.cancel()
        self._wake()

    def pause(self) -> None:
        """Stop taking turns until `resume` or `single_step`."""
        self._paused = True
        self.control.draw_now()
        self._wake()

    def resume(self) -> None:
        """Take turns again."""
        self._paused = False
        self._steps_wanted = 0
        self._wake()

    def single_step(self) -> None:
        """Pause, and run until one more step has passed."""
        self._paused = True
        self._steps_wanted += 1
        self.control.draw_now()
        self._wake()

    def change(self, values: Mapping[str, object]) -> None:
        """Change parameters from the next step on; a paused training draws again at once.

        Raises UserError for a bad value.
        """
        self.control.change(self.experiment.check({**self.control.parameters, **values}))
        if self._paused and self._frames is not None:
            self._redraw_wanted = True
            self.control.draw_now()
            self._wake()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until the job has ended; False when the time ran out first."""
        return self.ended.wait(timeout_s)

    @property
    def runnable(self) -> bool:
        wanted = self._in_step or self._steps_wanted > 0 or self._redraw_wanted
        return not self._paused or wanted or self.control.cancelled

    def _event(self, failure: Failure | None = None) -> JobEvent:
        return JobEvent(self.number, self.state, self.elapsed_s, self.step, failure)
