"""How far the job on screen is: its state, its share done and the time left. Knows no Qt."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.frames import ProgressFrame
from engine.mailbox import ENDINGS, JobEvent, State

_FIRST_GUESS_S = 0.5  # a guess made earlier than this jumps about


@dataclass(slots=True)
class JobMeter:
    """Follows one job at a time; what other jobs say is ignored.

    clock: returns seconds; only differences count.
    """

    clock: Callable[[], float] = time.perf_counter
    job: int = -1
    state: State | None = None
    done: int = 0
    total: int = 0
    label: str = ""
    steps: int = 0
    elapsed_s: float = 0.0
    steps_per_s: float = 0.0
    _began_s: float = field(default=0.0)
    _noted_at_s: float = field(default=0.0)

    @property
    def active(self) -> bool:
        """True from queued to the end."""
        return self.state is not None and self.state not in ENDINGS

    @property
    def share(self) -> float | None:
        """Share done from 0 to 1; None when the end is not known."""
        if self.state == "finished":
            return 1.0
        return self.done / self.total if self.total else None

    @property
    def left_s(self) -> float | None:
        """Seconds left, from the pace so far; None while that would be a wild guess."""
        spent_s = self.clock() - self._began_s
        if not self.active or not self.total or not self.done or spent_s < _FIRST_GUESS_S:
            return None
        return spent_s / self.done * (self.total - self.done)

    def follow(self, job: int) -> None:
        """Follow another job from here on."""
        self.job, self.state = job, "queued"
        self.done = self.total = self.steps = 0
        self.label, self.elapsed_s = "", 0.0
        self.steps_per_s = self._noted_at_s = 0.0
        self._began_s = self.clock()

    def event(self, event: JobEvent) -> bool:
        """Take a job event; False when it is another job's."""
        if event.job != self.job:
            return False
        if self.state == "queued" and event.state == "running":
            self._began_s = self.clock()
        self.state, self.elapsed_s, self.steps = event.state, event.elapsed_s, event.steps
        self._noted_at_s = 0.0  # a rate over a pause would say little
        return True

    def note_steps(self, steps: int) -> None:
        """Take the steps done by now, a few times a second, for their rate."""
        now_s = self.clock()
        if self._noted_at_s and now_s > self._noted_at_s:
            self.steps_per_s = (steps - self.steps) / (now_s - self._noted_at_s)
        self.steps, self._noted_at_s = steps, now_s

    def progress(self, frame: ProgressFrame) -> bool:
        """Take a progress frame; False when it is another job's."""
        if frame.job != self.job or not self.active:
            return False
        self.done, self.total, self.label = frame.done, frame.total, frame.label
        return True
