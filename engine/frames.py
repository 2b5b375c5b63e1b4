"""Frames: what an experiment yields, as frozen CPU data for one named slot of a panel.

Every frame owns read-only copies of its arrays, so it can cross threads, be kept by a scrubber,
be written to disk and be compared. No live tensor is ever in a frame. This module needs numpy
alone: `widgets` draws frames without knowing papers or torch.

Shapes below: H, W pixels or cells; N items; values are float32 unless said otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

# What constructors take; what a frame holds is float32 and int64 whatever came in.
FloatArray = NDArray[np.floating[Any]]
ByteArray = NDArray[np.uint8]
IntArray = NDArray[np.integer[Any]]
BoolArray = NDArray[np.bool_]

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


def _freeze(value: ArrayLike, dtype: type[np.generic]) -> NDArray[Any]:
    """Copy into a read-only array, unless it is one that nobody can write to already."""
    if isinstance(value, np.ndarray) and value.dtype == dtype and not value.flags.writeable and value.base is None:
        return value
    frozen = np.array(value, dtype=dtype, order="C", copy=True)
    frozen.flags.writeable = False
    return frozen


def arrays_in(value: object) -> Iterator[NDArray[Any]]:
    """Yield every array in a frame, in whatever it is made of, or in a tuple of such."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from arrays_in(part)
    elif is_dataclass(value):
        for item in fields(value):
            yield from arrays_in(getattr(value, item.name))


def _same(one: object, other: object) -> bool:
    """Compare what frames are made of, arrays by value."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if is_dataclass(one):
        return all(_same(getattr(one, item.name), getattr(other, item.name)) for item in fields(one))
    return one == other


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
                object.__setattr__(self, name, _freeze(value, dtype))

    def stamped(self, *, job: int, provenance: Provenance | None) -> "Frame":
        """Return this frame with its job, and with provenance where it carries none."""
        return replace(self, job=job, provenance=self.provenance or provenance)

    def nbytes(self) -> int:
        """Bytes held by the arrays, for bounded histories."""
        return sum(array.nbytes for array in arrays_in(self))

    def looks_like(self, other: "Frame | None") -> bool:
        """Say whether a view that shows `other` need not be drawn again for this frame."""
        return other is not None and _same(self, replace(other, job=self.job, step=self.step))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tick(Frame):
    """A training step is over: yielded once after the frames of each step, drawn or not.

    It draws nothing; it is what pause and single step count.
    """

    kind: ClassVar[str] = "tick"
    slot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImageFrame(Frame):
    """A picture: pixels (H, W, 3) uint8 RGB.

    cells:  (rows, columns) of a patch grid over it, or None; views report the hovered cell.
    marked: cells (row, column) outlined on it.
    boxes:  rectangles (x0, y0, x1, y1) px outlined on it, x1 and y1 excluded; the first is the chosen one.
    """

    kind: ClassVar[str] = "image"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"pixels": np.uint8}

    pixels: ByteArray
    cells: tuple[int, int] | None = None
    marked: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaskFrame(Frame):
    """A picture of which a part is hidden: pixels (H, W, 3) uint8 RGB, all of it.

    removed: (rows, columns) bool, True for the patches that are covered; views may let them be painted.
    """

    kind: ClassVar[str] = "mask"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"pixels": np.uint8, "removed": np.bool_}

    pixels: ByteArray
    removed: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatFrame(Frame):
    """A heat map: values (H, W) float32, NaN where there is none.

    quantity, unit: what the colour bar says.
    low, high:      fixed levels, or None for the data's own range.
    under:          picture (h, w, 3) uint8 stretched below it, or None.
    marked:         cells (row, column) outlined on it.
    diverging:      True when zero is the middle of the scale.
    stretched:      True when it fills its card, for rows and columns that have no scale in common.
    row_names, column_names: what a cell's row and column are, or empty for their numbers.
    """

    kind: ClassVar[str] = "heat"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"values": np.float32, "under": np.uint8}

    values: FloatArray
    quantity: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    under: ByteArray | None = None
    marked: tuple[tuple[int, int], ...] = ()
    diverging: bool = False
    stretched: bool = False
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GridFrame(Frame):
    """A sheet of equal tiles: (N, h, w) float32 drawn with one colour map, or (N, h, w, 3) uint8.

    columns:    tiles per row.
    labels:     one per tile, or empty.
    selected:   index of the highlighted tile, or None.
    gap:        background pixels between tiles.
    shared:     True when all tiles share one colour scale (low, high), else each has its own.
    cells:      (N, 2) patch (row, column) that each tile stands for, which views then report as the
                cell under the mouse; or None.
    keys:       (N, K) numbers that a click on a tile reports; None for its index.
    """

    kind: ClassVar[str] = "grid"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"cells": np.int64, "keys": np.int64}

    tiles: NDArray[Any]
    columns: int
    labels: tuple[str, ...] = ()
    selected: int | None = None
    gap: int = 1
    quantity: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    shared: bool = True
    diverging: bool = False
    cells: IntArray | None = None
    keys: IntArray | None = None

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        tiles = np.asarray(self.tiles)
        colour = tiles.ndim == 4
        if tiles.ndim not in (3, 4) or (colour and tiles.shape[3] != 3):
            raise ValueError(f"tiles: expected (N, h, w) or (N, h, w, 3), got {tiles.shape}")
        object.__setattr__(self, "tiles", _freeze(tiles, np.uint8 if colour else np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One line: x, y (N,) float32; style is how it is drawn. Without a name it is not in the legend.

    band:   half-width of a shaded band around y (N,), such as a standard deviation, or None.
    colour: number of its colour, for lines that belong together; None for one of its own.
    """

    name: str
    x: FloatArray
    y: FloatArray
    style: Literal["line", "bold", "dash", "dots"] = "line"
    band: FloatArray | None = None
    colour: int | None = None

    def __post_init__(self) -> None:
        for name in ("x", "y", "band"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _freeze(getattr(self, name), np.float32))
        if self.x.shape != self.y.shape or self.x.ndim != 1:
            raise ValueError(f"series {self.name!r}: expected two equal 1-D arrays, got {self.x.shape}, {self.y.shape}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CurveFrame(Frame):
    """Lines over one x axis; NaN breaks a line.

    marker:     a vertical line at this x, or None.
    over_steps: True when x is the training step, so that two runs can be compared in one plot.
    span:       values (low, high) of y that stay in sight, so that plots can be compared; or None.
    """

    kind: ClassVar[str] = "curve"

    series: tuple[Series, ...]
    x_axis: Axis
    y_axis: Axis
    marker: float | None = None
    over_steps: bool = False
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScatterFrame(Frame):
    """Dots: x, y (N,); group (N,) int64 indexes `groups` (legend names).

    labels:   one per dot for the tooltip, or empty.
    keys:     (N, K) int64 that a click reports, such as (layer, head); None when not clickable.
    selected: index of the highlighted dot, or None.
    error:    (N,) half-length of a vertical error bar, or None.
    lines:    reference lines drawn behind the dots; NaN breaks a line.
    backdrop: (H, W) heat map drawn behind everything over bounds (x0, y0, x1, y1), row 0 at y0,
              levels 0 to 1; or None.
    square:   True when both axes share one scale.
    """

    kind: ClassVar[str] = "scatter"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {
        "x": np.float32,
        "y": np.float32,
        "group": np.int64,
        "keys": np.int64,
        "error": np.float32,
        "backdrop": np.float32,
    }

    x: FloatArray
    y: FloatArray
    x_axis: Axis
    y_axis: Axis
    group: IntArray | None = None
    groups: tuple[str, ...] = ()
    legend_title: str = ""
    labels: tuple[str, ...] = ()
    keys: IntArray | None = None
    selected: int | None = None
    error: FloatArray | None = None
    lines: tuple[Series, ...] = ()
    backdrop: FloatArray | None = None
    bounds: tuple[float, float, float, float] | None = None
    square: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtlasFrame(Frame):
    """Pictures as points in the plane, near each other when they are alike: x, y (N,), y upwards.

    names:        one per point; category (N,) int64 indexes `categories`.
    thumbnails:   (N, s, s, 3) uint8, one per point; None for those of the population's frame before, if any.
    neighbours:   (N, k) int64, the points most alike, the most alike first; or None.
    similarities: (N, k) of these, 1 for the same.
    selected:     index of the chosen point, or None.
    population:   names the points: in frames of one population a point keeps its index, so that it can travel.
    """

    kind: ClassVar[str] = "atlas"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {
        "x": np.float32,
        "y": np.float32,
        "category": np.int64,
        "thumbnails": np.uint8,
        "neighbours": np.int64,
        "similarities": np.float32,
    }

    x: FloatArray
    y: FloatArray
    names: tuple[str, ...]
    category: IntArray
    categories: tuple[str, ...]
    thumbnails: ByteArray | None = None
    neighbours: IntArray | None = None
    similarities: FloatArray | None = None
    selected: int | None = None
    population: str = ""

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        count = len(self.x)
        lengths = {name: len(getattr(self, name)) for name in ("y", "names", "category")}
        wrong = [name for name, length in lengths.items() if length != count]
        if wrong or (self.thumbnails is not None and len(self.thumbnails) != count):
            raise ValueError(f"{(wrong or ['thumbnails'])[0]}: expected one for each of {count} points")

    def nbytes(self) -> int:
        """Bytes of the places alone: all else is one and the same array in every frame of a run."""
        return self.x.nbytes + self.y.nbytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BarsFrame(Frame):
    """Named bars: values (N,).

    reference: (N,) values to compare with, marked on the bars, or None; reference_name: what they are.
    """

    kind: ClassVar[str] = "bars"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"values": np.float32, "reference": np.float32}

    names: tuple[str, ...]
    values: FloatArray
    axis: Axis
    selected: int | None = None
    reference: FloatArray | None = None
    reference_name: str = ""


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
class StrokesFrame(Frame):
    """Polylines: points (N, P, 2) in data units, widths (N,) in px, colours (N, 4) uint8 RGBA.

    bounds: (x0, y0, x1, y1) of the canvas; y grows downwards.
    """

    kind: ClassVar[str] = "strokes"
    _arrays: ClassVar[dict[str, type[np.generic]]] = {"points": np.float32, "widths": np.float32, "colours": np.uint8}

    points: FloatArray
    widths: FloatArray
    colours: ByteArray
    bounds: tuple[float, float, float, float]


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
            object.__setattr__(self, "picture", _freeze(self.picture, np.uint8))


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


FRAME_TYPES: tuple[type[Frame], ...] = (
    Tick,
    ImageFrame,
    MaskFrame,
    HeatFrame,
    GridFrame,
    CurveFrame,
    ScatterFrame,
    AtlasFrame,
    BarsFrame,
    TableFrame,
    StrokesFrame,
    FlowFrame,
    DiagramFrame,
    TextFrame,
    MetricFrame,
    CheckFrame,
    ProgressFrame,
    LimitsFrame,
)

Frames = Iterator[Frame]
