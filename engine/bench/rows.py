"""What a measurement is, and how two things are timed against each other."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number and what it should be.

    unit: "ratio", "ms", "per s" or "images/s". bound: whether the aim is the most or the least that is wanted.
    """

    name: str
    value: float
    unit: str
    aim: float
    bound: Literal["at most", "at least"] = "at most"

    @property
    def holds(self) -> bool:
        """Say whether the aim is met."""
        return self.value <= self.aim if self.bound == "at most" else self.value >= self.aim

    def as_json(self) -> dict[str, object]:
        """Return the row as `bench --json` prints it."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "aim": f"{'≤' if self.bound == 'at most' else '≥'} {self.aim:.4g}",
            "holds": self.holds,
        }


def seconds(work: Work) -> float:
    """Return how long one call takes."""
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


def interleaved(one: Work, other: Work, repeats: int) -> tuple[float, float]:
    """Return the median seconds of both, called in turns after one call each to warm up.

    Turns even out what else the machine does; the order changes so that neither always comes first.
    """
    one()
    other()
    times: tuple[list[float], list[float]] = ([], [])
    for repeat in range(repeats):
        for which in (0, 1) if repeat % 2 == 0 else (1, 0):
            times[which].append(seconds((one, other)[which]))
    return statistics.median(times[0]), statistics.median(times[1])
