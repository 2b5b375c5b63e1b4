"""The curves of the run that a fork left, drawn dashed beside its own."""

from collections.abc import Iterable
from dataclasses import replace

from engine.frames import CurveFrame, Frame, Series

MARK = " · before"


class Comparison:
    """Remembers the curves over steps of one run and adds them to those of another."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[Series, ...]] = {}

    def forget(self) -> None:
        """Compare with nothing."""
        self._before.clear()

    def remember(self, frames: Iterable[Frame]) -> None:
        """Take the curves of the run that is left, without those it was compared with itself."""
        self.forget()
        for frame in frames:
            if isinstance(frame, CurveFrame) and frame.over_steps:
                own = [series for series in frame.series if series.style in ("line", "bold")]
                self._before[frame.slot] = tuple(
                    replace(series, name=series.name + MARK, style="dash", band=None, colour=None) for series in own
                )

    def beside(self, frame: Frame) -> Frame:
        """Return the frame with the remembered curves of its slot behind its own."""
        before = self._before.get(frame.slot)
        if not before or not isinstance(frame, CurveFrame):
            return frame
        return replace(frame, series=(*frame.series, *before))
