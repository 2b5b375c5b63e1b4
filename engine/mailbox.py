"""The way from the engine thread to whoever looks: frames conflate, endings never drop."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.errors import Failure
from engine.frames import Frame

State = Literal["queued", "running", "paused", "finished", "cancelled", "failed"]
ENDINGS: frozenset[State] = frozenset({"finished", "cancelled", "failed"})


@dataclass(frozen=True, slots=True)
class JobEvent:
    """A job changed state.

    elapsed_s: time the engine spent in the job so far.
    steps:     steps done.
    """

    job: int
    state: State
    elapsed_s: float = 0.0
    steps: int = 0
    failure: Failure | None = None


News = Frame | JobEvent


class Mailbox:
    """Newest frame per (job, slot), plus every job event, in order of arrival.

    Unread frames are replaced, so a slow reader costs nothing; events are all kept. `on_news` is
    called on the engine thread when the box goes from empty to not empty.
    """

    def __init__(self, on_news: Callable[[], None] = lambda: None) -> None:
        self._lock = threading.Lock()
        self._frames: dict[tuple[int, str], Frame] = {}
        self._events: list[JobEvent] = []
        self._ringing = False
        self.on_news = on_news

    def put_frame(self, frame: Frame) -> None:
        """Leave a frame, replacing an unread one of the same job and slot."""
        with self._lock:
            key = (frame.job, frame.slot)
            self._frames.pop(key, None)  # so that the newest is also the last
            self._frames[key] = frame
            ring = self._ring_once()
        if ring:
            self.on_news()

    def put_event(self, event: JobEvent) -> None:
        """Leave a job event. It will be read after all frames put before it."""
        with self._lock:
            self._events.append(event)
            ring = self._ring_once()
        if ring:
            self.on_news()

    def _ring_once(self) -> bool:
        ring, self._ringing = not self._ringing, True
        return ring

    def forget(self, job: int) -> None:
        """Drop the unread frames of a job nobody looks at any more."""
        with self._lock:
            for key in [key for key in self._frames if key[0] == job]:
                del self._frames[key]

    def drain(self) -> list[News]:
        """Take everything: started/paused events first, then frames, then endings."""
        with self._lock:
            frames, self._frames = self._frames, {}
            events, self._events = self._events, []
            self._ringing = False
        before = [event for event in events if event.state not in ENDINGS]
        after = [event for event in events if event.state in ENDINGS]
        return [*before, *frames.values(), *after]
