"""A run's frames, bounded in bytes, to scrub through from its beginning to now."""

from dataclasses import dataclass, field
from typing import Protocol

from engine.frames import Frame

LIMIT_BYTES = 96 * 2**20


class Reel(Protocol):
    """What a scrubber goes through: moments of a run, oldest first."""

    def __len__(self) -> int: ...

    def step(self, index: int) -> int:
        """Return the step of a moment."""

    def at(self, index: int) -> dict[str, Frame]:
        """Return what every slot showed at a moment, from 0 to len − 1. Raises UserError for a damaged file."""


@dataclass(slots=True)
class Moment:
    """The newest frame of each slot drawn at one step; `number` counts the moments of the run."""

    number: int
    step: int
    frames: dict[str, Frame] = field(default_factory=dict)

    def nbytes(self) -> int:
        return sum(frame.nbytes() for frame in self.frames.values())


class History(Reel):
    """Frames of one run by step, evenly spread over the whole run.

    When there are too many bytes, every second moment goes, and of those to come only every second
    is kept, so that a run of any length can be scrubbed from its beginning. The newest is always
    there; what a moment that goes showed alone passes to the next one.
    """

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self.clear()

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def nbytes(self) -> int:
        """Bytes held by the moments."""
        return self._bytes

    def clear(self) -> None:
        """Forget the run."""
        self._moments: list[Moment] = []
        self._bytes = 0
        self._stride = 1
        self._next_number = 0

    def cut(self, step: int) -> None:
        """Forget what came after `step`: another run goes on from there."""
        self._moments = [moment for moment in self._moments if moment.step <= step]
        self._count()

    def add(self, frame: Frame) -> bool:
        """Keep a frame; True when every second moment had to go for it."""
        if not self._moments or self._moments[-1].step != frame.step:
            self._begin(frame.step)
        moment = self._moments[-1]
        replaced = moment.frames.get(frame.slot)
        self._bytes += frame.nbytes() - (replaced.nbytes() if replaced else 0)
        moment.frames[frame.slot] = frame
        if self._bytes <= self._limit_bytes or len(self._moments) <= 2:
            return False
        self._stride *= 2
        for index in range(len(self._moments) - 2, 0, -1):
            self._let_go(index)
        self._count()
        return True

    def step(self, index: int) -> int:
        return self._moments[index].step

    def at(self, index: int) -> dict[str, Frame]:
        shown: dict[str, Frame] = {}
        for moment in self._moments[: index + 1]:
            shown |= moment.frames
        return shown

    def frames(self) -> list[Frame]:
        """Return all frames kept, oldest first."""
        return [frame for moment in self._moments for frame in moment.frames.values()]

    def _begin(self, step: int) -> None:
        self._moments.append(Moment(self._next_number, step))
        self._next_number += 1
        if len(self._moments) > 1 and self._let_go(len(self._moments) - 2):
            self._count()

    def _let_go(self, index: int) -> bool:
        """Drop a moment that is off the stride, leaving its frames to the next one."""
        moment, heir = self._moments[index], self._moments[index + 1]
        if moment.number % self._stride == 0:
            return False
        heir.frames = moment.frames | heir.frames
        del self._moments[index]
        return True

    def _count(self) -> None:
        self._bytes = sum(moment.nbytes() for moment in self._moments)
