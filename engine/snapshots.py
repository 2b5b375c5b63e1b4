"""States that a training keeps on its way, so that it can be forked from any of them.

A run keeps at most `most` states, fewer when they are large: when there are more, every second one
is let go and the spacing doubles, so a run of any length stays covered evenly in bounded memory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.parameters import Value

LIMIT_BYTES = 2**30
_NUMBER_BYTES = 32  # a float of its own and its place in a list
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything needed to go on from a step as if nothing had happened.

    state:  what the experiment kept: weights, optimiser moments, curves.
    random: torch's random streams at that step, as `engine.torch_state.TorchState` keeps them.
    """

    step: int
    parameters: Mapping[str, Value]
    state: Mapping[str, Any]
    random: Any


class Snapshots:
    """A run's kept states, evenly spaced."""

    def __init__(self, most: int = 32, spacing: int = 50) -> None:
        self._most = most
        self._spacing = spacing
        self._kept: list[Snapshot] = []

    @property
    def steps(self) -> tuple[int, ...]:
        """Steps that can be forked from."""
        return tuple(snapshot.step for snapshot in self._kept)

    def due(self, step: int) -> bool:
        """Say whether the state after `step` should be kept."""
        return step % self._spacing == 0 and (not self._kept or self._kept[-1].step < step)

    def add(self, snapshot: Snapshot) -> None:
        """Keep a state, thinning the older ones when there are too many or they take too much memory."""
        self._kept.append(snapshot)
        affordable = LIMIT_BYTES // max(1, _nbytes(snapshot.state))
        if len(self._kept) > min(self._most, max(FEWEST, affordable)):
            self._spacing *= 2
            self._kept = [kept for kept in self._kept if kept.step % self._spacing == 0]

    def until(self, step: int) -> "Snapshots":
        """Return a collection of its own with what was kept up to `step`, for a fork."""
        other = Snapshots(self._most, self._spacing)
        other._kept = [kept for kept in self._kept if kept.step <= step]
        return other

    def nearest(self, step: int) -> Snapshot | None:
        """Return the last state kept at or before `step`, or the first one; None when empty."""
        before = [snapshot for snapshot in self._kept if snapshot.step <= step]
        return before[-1] if before else next(iter(self._kept), None)


StateMaker = Callable[[], Mapping[str, Any]]


def _nbytes(state: Any) -> int:
    """Bytes of all arrays and tensors in a state, and of its lists of numbers, which may be long."""
    if isinstance(state, Mapping):
        return sum(map(_nbytes, state.values()))
    if isinstance(state, list | tuple):
        if state and isinstance(state[0], int | float):
            return _NUMBER_BYTES * len(state)
        return sum(map(_nbytes, state))
    return int(getattr(state, "nbytes", 0))
