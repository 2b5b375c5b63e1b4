"""Words and single numbers: paragraphs, named numbers, claims that were checked, tables."""

from dataclasses import dataclass
from typing import ClassVar

from engine.frames.base import Axis, Frame

TableCell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableFrame(Frame):
    """Rows of words and numbers under named columns.

    columns:  what each column holds, with its unit.
    rows:     a cell per column each: words, or a number; None where there is none.
    selected: index of the highlighted row, or None.
    """

    kind: ClassVar[str] = "table"

    columns: tuple[Axis, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    selected: int | None = None

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"rows: expected {len(self.columns)} cells in each, got {wrong}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextFrame(Frame):
    """A paragraph of plain text."""

    kind: ClassVar[str] = "text"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricFrame(Frame):
    """One named number."""

    kind: ClassVar[str] = "metric"

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckFrame(Frame):
    """The paper's claim checked on what is on screen. slot is always "check"."""

    kind: ClassVar[str] = "check"

    slot: str = "check"
    claim: str
    measured: str
    holds: bool
