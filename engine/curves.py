"""Curves that grow while training, in bounded memory, and averages of what jumps from step to step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.frames import Series


@dataclass(slots=True)
class _Track:
    """One curve. Every `stride`-th value offered is noted; the stride doubles when it is full."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    stride: int = 1
    offered: int = 0

    def add(self, step: int, value: float, most: int) -> None:
        if self.steps and self.steps[-1] == step:
            self.values[-1] = value
            return
        self.offered += 1
        if (self.offered - 1) % self.stride:
            return
        self.steps.append(step)
        self.values.append(value)
        if len(self.steps) > most:
            del self.steps[1::2], self.values[1::2]
            self.stride *= 2

    def state(self) -> dict[str, Any]:
        """A copy; the lists hold nothing that changes, so that theirs need not be deep."""
        return {
            "steps": self.steps.copy(),
            "values": self.values.copy(),
            "stride": self.stride,
            "offered": self.offered,
        }


class Smoothed:
    """An average with weights that fall off over the last `over` values; 0 before the first."""

    def __init__(self, over: int) -> None:
        self._over = over
        self.value, self._weight = 0.0, 0.0

    def add(self, value: float) -> None:
        """Take in the next value."""
        self._weight += (1 - self._weight) / self._over
        self.value += (value - self.value) / (self._over * self._weight)

    def state(self) -> list[float]:
        """All there is, for `load`."""
        return [self.value, self._weight]

    def load(self, state: Sequence[float]) -> None:
        """Go back to a state."""
        self.value, self._weight = state


class Curves:
    """Named values over steps, each curve thinned evenly to at most `most` points."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._tracks: dict[str, _Track] = {}

    def add(self, step: int, **values: float | None) -> None:
        """Note the values of a step; None means that there is none for this curve."""
        for name, value in values.items():
            if value is not None:
                self._tracks.setdefault(name, _Track()).add(step, value, self._most)

    def series(self, **names: str) -> tuple[Series, ...]:
        """Return a line per keyword: curve name = legend text. A curve without values is empty."""
        return tuple(self.line(name, label) for name, label in names.items())

    def line(self, name: str, label: str = "") -> Series:
        """Return one curve under a legend text; empty when it has no values."""
        track = self._tracks.get(name, _Track())
        return Series(label, np.array(track.steps, np.float32), np.array(track.values, np.float32))

    def newest(self, name: str) -> float | None:
        """Return the last value of a curve, None before the first."""
        values = self.line(name).y
        return float(values[-1]) if values.size else None

    def state(self) -> dict[str, Any]:
        """A copy that `load` goes back to, of plain lists and numbers so that it can be written to a file."""
        return {name: track.state() for name, track in self._tracks.items()}

    def load(self, state: dict[str, Any]) -> None:
        """Go back to a state."""
        self._tracks = {name: _Track(**_Track(**track).state()) for name, track in state.items()}
