"""The last frames of a run, bounded in bytes, to scrub through."""

from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from engine.frames import Frame

LIMIT_BYTES = 64 * 2**20


class Reel(Protocol):
    """What a scrubber goes through: moments of a run, oldest first."""

    def __len__(self) -> int: ...

    def step(self, index: int) -> int:
        """Return the step of a moment."""

    def at(self, index: int) -> dict[str, Frame]:
        """Return what every slot showed at a moment, from 0 to len − 1. Raises UserError for a damaged file."""


@dataclass(slots=True)
class Moment:
    """The newest frame of each slot drawn at one step."""

    step: int
    frames: dict[str, Frame] = field(default_factory=dict)

    def nbytes(self) -> int:
        return sum(frame.nbytes() for frame in self.frames.values())


class History(Reel):
    """Frames of one run by step, oldest forgotten first.

    What a slot showed before the oldest moment kept is remembered, so that a picture drawn once at
    the start is there at every later step.
    """

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._moments: deque[Moment] = deque()
        self._before: dict[str, Frame] = {}
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def nbytes(self) -> int:
        """Bytes held by the moments."""
        return self._bytes

    def clear(self) -> None:
        """Forget the run."""
        self._moments.clear()
        self._before.clear()
        self._bytes = 0

    def add(self, frame: Frame) -> int:
        """Keep a frame; return how many old moments had to go for it."""
        if not self._moments or self._moments[-1].step != frame.step:
            self._moments.append(Moment(frame.step))
        moment = self._moments[-1]
        replaced = moment.frames.get(frame.slot)
        self._bytes += frame.nbytes() - (replaced.nbytes() if replaced else 0)
        moment.frames[frame.slot] = frame
        return self._forget()

    def step(self, index: int) -> int:
        return self._moments[index].step

    def at(self, index: int) -> dict[str, Frame]:
        shown = dict(self._before)
        for _, moment in zip(range(index + 1), self._moments, strict=False):
            shown |= moment.frames
        return shown

    def frames(self) -> list[Frame]:
        """Return all frames kept, oldest first."""
        return [*self._before.values(), *(frame for moment in self._moments for frame in moment.frames.values())]

    def _forget(self) -> int:
        forgotten = 0
        while self._bytes > self._limit_bytes and len(self._moments) > 1:
            moment = self._moments.popleft()
            self._bytes -= moment.nbytes()
            self._before |= moment.frames
            forgotten += 1
        return forgotten
