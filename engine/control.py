"""What a running experiment may ask of its driver, and a watch over its numbers."""

import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from engine.errors import Cancelled, NotFinite
from engine.frames import Provenance
from engine.pace import Pace
from engine.parameters import Value
from engine.snapshots import Snapshot, Snapshots, StateMaker


class Control:
    """What a running experiment may ask of its driver. Thread-safe; one per job.

    An experiment reads `control[name]` once a step, so that a knob turned while it runs acts on
    the next step, and calls `check()` inside anything that takes longer than a tenth of a second.

    draw_every: draw each so many steps instead of 30 times a second, which makes a stream
                repeatable; what `draw_now` asks for comes on top.
    start:      the state to go on from, or None for a fresh run.
    advancing:  False while a paused training is only asked to draw again with changed parameters.
    """

    def __init__(
        self,
        parameters: Mapping[str, Value] | None = None,
        draw_every: int | None = None,
        start: Snapshot | None = None,
    ) -> None:
        self._parameters = MappingProxyType(dict(parameters or {}))
        self._cancelled = threading.Event()
        self.pace = Pace(draw_every)
        self.provenance: Provenance | None = None
        self.start = start
        self.advancing = True
        self.snapshots = Snapshots()
        self._to_keep: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Value:
        return self._parameters[name]

    def whole(self, name: str) -> int:
        """The Int parameter `name` as it is now."""
        value = self._parameters[name]
        assert isinstance(value, int)
        return value

    def real(self, name: str) -> float:
        """The Float parameter `name` as it is now."""
        value = self._parameters[name]
        assert isinstance(value, float)
        return value

    def cell(self, name: str) -> tuple[int, int]:
        """The Cell parameter `name` as it is now, (row, column)."""
        row, column = cast(tuple[int, int], self._parameters[name])
        return row, column

    @property
    def parameters(self) -> Mapping[str, Value]:
        """The parameters as they are now."""
        return self._parameters

    def change(self, values: Mapping[str, Value]) -> None:
        """Replace some parameters; the experiment sees them at its next look."""
        self._parameters = MappingProxyType({**self._parameters, **values})

    def cancel(self) -> None:
        """Ask the experiment to stop at its next check or yield."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled if the job was asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def draw_now(self) -> None:
        """Make the next `due` true, so that a single step or a pause shows its result."""
        self.pace.draw_now()

    def due(self, step: int) -> bool:
        """Say whether frames yielded at `step` will be looked at; if not, yield the Tick alone.

        At most 30 times a second, and less often when drawing costs much beside training.
        """
        return self.pace.due(step)

    @property
    def rest_due(self) -> bool:
        """At a step that is due: whether the views that may lag are due too, such as curves."""
        return self.pace.rest_due

    def keep(self, step: int, make_state: StateMaker) -> None:
        """Offer the state after `step`, just before its Tick; it is made only if it will be kept."""
        if self.advancing and self.snapshots.due(step):
            self._to_keep = make_state()

    def take_kept(self) -> Mapping[str, Any] | None:
        """For the engine: the state offered in the step that just ended, once."""
        kept, self._to_keep = self._to_keep, None
        return kept

    def from_weights(self, provenance: Provenance) -> None:
        """Declare the weights in use; the engine stamps them on every frame from here on."""
        self.provenance = provenance


class FiniteWatch:
    """Raises NotFinite at the first NaN or infinity, remembering the last good value."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last_good: float | None = None

    def __call__(self, value: float | None, step: int) -> float | None:
        """Return `value`; None, for nothing measured, passes."""
        if value is None:
            return None
        if value - value != 0:  # true for NaN and both infinities, without importing math or torch
            raise NotFinite(self._name, step, self._last_good)
        self._last_good = value
        return value
