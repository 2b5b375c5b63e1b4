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
    """A job changed state, or has something to say while it goes on.

    elapsed_s: time the engine spent in the job so far.
    steps:     steps done.
    failure:   why it failed; None unless state is "failed".
    notice:    a sentence to show although the job goes on, such as that its recording stopped.
    """

    job: int
    state: State
    elapsed_s: float = 0.0
    steps: int = 0
    failure: Failure | None = None
    notice: str = ""


News = Frame | JobEvent


class Mailbox:
    """Newest frame per (job, slot), plus every job event, in order of arrival.

    Unread frames are replaced, so a slow reader costs nothing; events are all kept. `on_news` is
    called on the thread that leaves the news, when the box goes from empty to not empty.
    """

    def __init__(self, on_news: Callable[[], None] = lambda: None) -> None:
        self._lock = threading.Lock()
        self._news: dict[tuple[int, str] | int, News] = {}
        self._events = 0
        self._ringing = False
        self.on_news = on_news

    def put_frame(self, frame: Frame) -> None:
        """Leave a frame, replacing an unread one of the same job and slot."""
        with self._lock:
            key = (frame.job, frame.slot)
            self._news.pop(key, None)  # so that the newest is also the last
            self._news[key] = frame
            ring = self._ring_once()
        if ring:
            self.on_news()

    def put_event(self, event: JobEvent) -> None:
        """Leave a job event. It will be read after all that was put before it."""
        with self._lock:
            self._events += 1
            self._news[self._events] = event
            ring = self._ring_once()
        if ring:
            self.on_news()

    def _ring_once(self) -> bool:
        ring, self._ringing = not self._ringing, True
        return ring

    def forget(self, job: int) -> None:
        """Drop the unread frames of a job nobody looks at any more."""
        with self._lock:
            self._news = {key: news for key, news in self._news.items() if isinstance(key, int) or key[0] != job}

    def drain(self) -> list[News]:
        """Take everything, in order of arrival; a replaced frame counts as arrived when its successor did."""
        with self._lock:
            news, self._news = self._news, {}
            self._ringing = False
        return list(news.values())
