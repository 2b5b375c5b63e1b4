"""How far a download is, how fast it goes, and how long it will take."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_WINDOW_S = 5.0
_EVERY_S = 0.1
_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a download.

    done, total: bytes; total is 0 where the server does not say.
    rate:        bytes per second over the last seconds; 0 until there is one.
    left_s:      seconds to go at that rate, None while unknown.
    checking:    everything is there and its hash is being computed.
    """

    done: int
    total: int = 0
    rate: float = 0.0
    left_s: float | None = None
    checking: bool = False

    @property
    def share(self) -> float | None:
        """Part done, 0 to 1; None where the end is not known."""
        return min(self.done / self.total, 1.0) if self.total else None


class RateMeter:
    """Measures bytes per second over the last seconds. clock: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def due(self) -> bool:
        """Say whether it is time for another `progress`."""
        return not self._seen or self._clock() - self._seen[-1][0] >= _EVERY_S

    def progress(self, done: int, total: int) -> Progress:
        """Return the progress after `done` of `total` bytes, and remember when that was."""
        now_s = self._clock()
        self._seen.append((now_s, done))
        while len(self._seen) > 2 and now_s - self._seen[0][0] > _WINDOW_S:
            self._seen.popleft()
        first_s, first = self._seen[0]
        rate = (done - first) / (now_s - first_s) if now_s > first_s else 0.0
        left_s = (total - done) / rate if rate > 0 and total else None
        return Progress(done, total, rate, left_s)


def size_text(size: int) -> str:
    """Return a number of bytes for a person, such as "244.4 MB"; empty for 0, which means unknown."""
    return f"{size / _MEGA:,.1f} MB" if size else ""
