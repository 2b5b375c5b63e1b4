"""What every frame carries: its slot, its step, where the weights behind it came from, its axes' names."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from engine.frames.arrays import arrays_in, freeze, same

# "official" is said only of a file whose hash the authors published; any other file that a person
# chose is their "own file", whatever its name claims.
Badge = Literal["official", "packaged", "built-in", "random", "own file"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the weights behind a frame came from.

    name:    what a person calls them, such as "DINOv2 ViT-S/14".
    source:  file name, package or address.
    sha256:  hash of the file they were read from; empty for random weights.
    """

    badge: Badge
    name: str
    source: str = ""
    sha256: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A labelled axis; `unit` is shown in brackets, empty when the number has none."""

    label: str
    unit: str = ""
    log: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What every frame carries.

    slot:   the view it belongs to.
    step:   training step or iteration, 0 for a still.
    job:    stamped by the engine.
    detail: short text beside the view's title, such as "layer 9 · head 2".
    """

    kind: ClassVar[str] = "frame"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {}

    slot: str
    step: int = 0
    job: int = 0
    title: str = ""
    detail: str = ""
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        for name, dtype in self._arrays.items():
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, freeze(value, dtype))

    def stamped(self, *, job: int, provenance: Provenance | None) -> "Frame":
        """Return this frame with its job, and with provenance where it carries none."""
        return replace(self, job=job, provenance=self.provenance or provenance)

    def nbytes(self) -> int:
        """Bytes held by the arrays, for bounded histories."""
        return sum(array.nbytes for array in arrays_in(self))

    def looks_like(self, other: "Frame | None") -> bool:
        """Say whether a view that shows `other` need not be drawn again for this frame."""
        return other is not None and same(self, replace(other, job=self.job, step=self.step))
