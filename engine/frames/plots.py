"""Numbers over axes: lines, dots, bars, strokes, and pictures as points in the plane."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from engine.frames.arrays import ByteArray, FloatArray, IntArray, freeze
from engine.frames.base import Axis, Frame


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
                object.__setattr__(self, name, freeze(getattr(self, name), np.float32))
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
    words:        one per point, by which `--image` takes its picture; or empty.
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
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Frame.__post_init__(self)
        count = len(self.x)
        lengths = {name: len(getattr(self, name)) for name in ("y", "names", "category")}
        wrong = [name for name, length in lengths.items() if length != count]
        if self.words and len(self.words) != count:
            wrong.append("words")
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
