"""How a network is built: chains of stages with their shapes, boxes with arrows between them."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from engine.frames.arrays import ByteArray, freeze
from engine.frames.base import Frame


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One station of a data flow: a name, the shape that leaves it, and a word on what it does.

    dims:    names of the axes, as long as shape, such as ("tokens", "D").
    picture: thumbnail (h, w, 3) uint8, or None.
    switch:  "on" or "off" for a stage that a click switches, "" for any other.
    bypass:  the same for a line around the stage, from what enters it to what leaves it; "" where there is none.
    """

    name: str
    shape: tuple[int, ...]
    dims: tuple[str, ...] = ()
    note: str = ""
    picture: ByteArray | None = None
    switch: Literal["", "on", "off"] = ""
    bypass: Literal["", "on", "off"] = ""

    def __post_init__(self) -> None:
        if self.picture is not None:
            object.__setattr__(self, "picture", freeze(self.picture, np.uint8))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowFrame(Frame):
    """A chain of stages with their shapes, drawn left to right with arrows."""

    kind: ClassVar[str] = "flow"

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram. column: of its middle, may be between two; row: from the top. strong: it stands out."""

    name: str
    column: float
    row: int
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the box numbered `start` to that numbered `end`.

    style: "line" for what is computed, "back" for gradients, which run beside such a line, "dots" for a copy.
    """

    start: int
    end: int
    style: Literal["line", "back", "dots"] = "line"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DiagramFrame(Frame):
    """Boxes in rows, and arrows between any two of them."""

    kind: ClassVar[str] = "diagram"

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        wrong = [arrow for arrow in self.arrows if not {arrow.start, arrow.end} <= set(range(len(self.boxes)))]
        if wrong:
            raise ValueError(f"arrows: expected numbers of {len(self.boxes)} boxes, got {wrong[0]}")
