"""Frames: what an experiment yields, as frozen CPU data for one named slot of a panel.

Every frame owns read-only copies of its arrays, so it can cross threads, be kept by a scrubber,
be written to disk and be compared. No live tensor is ever in a frame. This package needs numpy
alone: `widgets` draws frames without knowing papers or torch.

Shapes in its modules: H, W pixels or cells; N items; values are float32 unless said otherwise.
"""

from collections.abc import Iterator

from engine.frames.arrays import BoolArray, ByteArray, FloatArray, IntArray, arrays_in
from engine.frames.base import Axis, Badge, Frame, Provenance
from engine.frames.diagrams import Arrow, Box, DiagramFrame, FlowFrame, Stage
from engine.frames.pictures import GridFrame, HeatFrame, ImageFrame, MaskFrame
from engine.frames.plots import AtlasFrame, BarsFrame, CurveFrame, ScatterFrame, Series, StrokesFrame
from engine.frames.signals import LimitsFrame, ProgressFrame, Tick
from engine.frames.words import CheckFrame, MetricFrame, TableCell, TableFrame, TextFrame

__all__ = [
    "FRAME_TYPES",
    "Arrow",
    "AtlasFrame",
    "Axis",
    "Badge",
    "BarsFrame",
    "BoolArray",
    "Box",
    "ByteArray",
    "CheckFrame",
    "CurveFrame",
    "DiagramFrame",
    "FloatArray",
    "FlowFrame",
    "Frame",
    "Frames",
    "GridFrame",
    "HeatFrame",
    "ImageFrame",
    "IntArray",
    "LimitsFrame",
    "MaskFrame",
    "MetricFrame",
    "ProgressFrame",
    "Provenance",
    "ScatterFrame",
    "Series",
    "Stage",
    "StrokesFrame",
    "TableCell",
    "TableFrame",
    "TextFrame",
    "Tick",
    "arrays_in",
]

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
