"""A progress bar for a terminal; nothing where the output goes to a file."""

import time
from typing import TextIO

_CELLS = 28
_REDRAW_S = 0.05


class ProgressBar:
    """One line that is drawn over itself, with a share, a label and the time left."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._began_s = time.monotonic()
        self._drawn_s = 0.0
        self._length = 0

    def show(self, done: int, total: int, label: str = "", left_s: float | None = None) -> None:
        """Draw `done` of `total`; total 0 when the end is not known. left_s: if it is known better than from here."""
        now_s = time.monotonic()
        if not self._shown or (now_s - self._drawn_s < _REDRAW_S and done < total):
            return
        self._drawn_s = now_s
        self._draw(progress_line(done, total, label, now_s - self._began_s, left_s))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown and self._length:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _draw(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._length))
        self._stream.flush()
        self._length = len(line)


def progress_line(done: int, total: int, label: str, elapsed_s: float, left_s: float | None = None) -> str:
    """Return the bar as text; without `left_s` the time left is reckoned from the time that has passed."""
    if total <= 0:
        return f"{done} {label} · {elapsed_s:.0f} s".strip()
    share = min(done / total, 1.0)
    filled = round(share * _CELLS)
    if left_s is None and 0 < share < 1 and elapsed_s > 1:
        left_s = elapsed_s / share - elapsed_s
    left = f" · {left_s:.0f} s left" if left_s is not None else ""
    return f"{'█' * filled}{'░' * (_CELLS - filled)} {share:4.0%} {label}".rstrip() + left
