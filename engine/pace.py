"""When a training is drawn: often enough to look alive, seldom enough to cost it little."""

import time

LEAST_S, MOST_S = 1 / 30, 1 / 3
DRAW_SHARE = 0.015  # of the engine's time may go into making frames
VIEW_SHARE = 0.05  # of the window's time may go into showing them: while it does, both wait for each other
REST_EVERY = 4


class Pace:
    """Says which steps are drawn, from what drawing and showing the last ones cost.

    every: draw each so many steps instead, which makes a stream repeatable; what `draw_now` asks
           for comes on top.
    """

    def __init__(self, every: int | None = None) -> None:
        self._every = every
        self._now = every is None
        self._drawn_at_s = 0.0
        self._drawing = False
        self._draw_cost_s = 0.0
        self._view_cost_s = 0.0
        self._count = 0
        self.rest_due = True

    def draw_now(self) -> None:
        """Make the next `due` true, with everything."""
        self._now = True

    @property
    def interval_s(self) -> float:
        """Time between two drawings as things are."""
        wanted_s = max(self._draw_cost_s / DRAW_SHARE, self._view_cost_s / VIEW_SHARE, LEAST_S)
        return min(wanted_s, MOST_S)

    def due(self, step: int) -> bool:
        """Say whether `step` is drawn; `rest_due` then tells about the slower views."""
        now_s = time.perf_counter()
        late = now_s - self._drawn_at_s >= self.interval_s
        in_turn = late if self._every is None else step % self._every == 0
        if not self._now and not in_turn:
            return False
        self.rest_due = self._now or self._every is not None or self._count % REST_EVERY == 0
        self._count += 1
        self._now = False
        self._drawn_at_s = now_s
        self._drawing = True
        return True

    def drawn(self) -> None:
        """For the engine: the step that was due has ended."""
        if self._drawing:
            self._drawing = False
            now_s = time.perf_counter()
            self._draw_cost_s = _smoothed(self._draw_cost_s, now_s - self._drawn_at_s)
            self._drawn_at_s = now_s

    def viewed(self, cost_s: float) -> None:
        """For the window: showing what was drawn last took so long."""
        self._view_cost_s = _smoothed(self._view_cost_s, cost_s)


def _smoothed(before: float, now: float) -> float:
    """Follow a cost that differs from drawing to drawing."""
    return now if before == 0 else 0.75 * before + 0.25 * now
