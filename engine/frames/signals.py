"""What a run says of itself, to whoever drives it: a step is over, how far it is, what can be chosen now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from engine.frames.base import Frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tick(Frame):
    """A training step is over: yielded once after the frames of each step, drawn or not.

    It draws nothing; it is what pause and single step count.
    """

    kind: ClassVar[str] = "tick"
    slot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgressFrame(Frame):
    """done of total units; total 0 when the end is not known."""

    kind: ClassVar[str] = "progress"

    slot: str = "progress"
    done: int
    total: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LimitsFrame(Frame):
    """What depends on the loaded network and the picture.

    ranges: parameter name → (lowest, highest), for whole numbers.
    grids:  parameter name → (rows, columns) that a picked cell lies in.
    """

    kind: ClassVar[str] = "limits"

    slot: str = "limits"
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    grids: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ranges", MappingProxyType(dict(self.ranges)))
        object.__setattr__(self, "grids", MappingProxyType(dict(self.grids)))
