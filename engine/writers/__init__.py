"""Frames as files: a PNG or SVG to look at, and an NPZ, CSV or text with the numbers, provenance inside each."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.frames import (
    AtlasFrame,
    BarsFrame,
    CurveFrame,
    DiagramFrame,
    FlowFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    MaskFrame,
    MetricFrame,
    ScatterFrame,
    StrokesFrame,
    TableFrame,
    TextFrame,
)
from engine.lazy import lazy
from engine.saving import save_together
from engine.writers import charts, diagrams, drawings, pictures, tables
from engine.writers.svg import Svg

if TYPE_CHECKING:
    from PIL import Image, PngImagePlugin
else:
    Image, PngImagePlugin = lazy("PIL.Image"), lazy("PIL.PngImagePlugin")

Metadata = Mapping[str, str]

_PICTURES: dict[type[Frame], Callable[[Any], "Image.Image"]] = {
    ImageFrame: pictures.image,
    MaskFrame: pictures.mask,
    HeatFrame: pictures.heat,
    GridFrame: pictures.grid,
}
_DRAWINGS: dict[type[Frame], Callable[[Any], Svg]] = {
    CurveFrame: charts.curve,
    ScatterFrame: charts.scatter,
    AtlasFrame: charts.atlas,
    BarsFrame: charts.bars,
    StrokesFrame: drawings.strokes,
    FlowFrame: drawings.flow,
    DiagramFrame: diagrams.diagram,
}
_TABLES: dict[type[Frame], Callable[[Any], Iterable[tables.Row]]] = {
    CurveFrame: tables.curve_rows,
    ScatterFrame: tables.scatter_rows,
    AtlasFrame: tables.atlas_rows,
    BarsFrame: tables.bars_rows,
    FlowFrame: tables.flow_rows,
    DiagramFrame: tables.diagram_rows,
    TableFrame: tables.table_rows,
}


def write_frames(folder: Path, frames: Iterable[Frame], metadata: Metadata) -> list[Path]:
    """Write `files_of` the frames into `folder`, all or none, and return their paths. Raises UserError."""
    files = files_of(frames, metadata)
    save_together(folder, files)
    return [folder / name for name in files]


def files_of(frames: Iterable[Frame], metadata: Metadata) -> dict[str, bytes]:
    """Return the files of every frame by name, named by its slot, with `metadata` and provenance inside.

    Numbers (MetricFrame) go together into `metrics.csv`. Frames that show nothing, such as
    progress, are left out.
    """
    frames = list(frames)
    files: dict[str, bytes] = {}
    stems: set[str] = set()
    for frame in frames:
        stem = _stem(frame, stems)
        stems.add(stem)
        files |= _files_of(frame, stem, {**metadata, **provenance_of(frame)})
    metrics = [frame for frame in frames if isinstance(frame, MetricFrame)]
    if metrics:
        files["metrics.csv"] = tables.csv_of(tables.metric_rows(metrics), metadata)
    return files


def provenance_of(frame: Frame) -> dict[str, str]:
    """Return where the weights behind a frame came from, as metadata."""
    if frame.provenance is None:
        return {}
    weights = frame.provenance
    facts = {
        "weights": f"{weights.name} ({weights.badge})",
        "weights source": weights.source,
        "weights sha256": weights.sha256,
        "weights licence": weights.licence,
    }
    return {name: value for name, value in facts.items() if value}


def _stem(frame: Frame, taken: set[str]) -> str:
    """Return the slot as a file name can be, unlike those that are taken."""
    plain = re.sub(r"[^\w.-]+", "_", frame.slot).strip("._") or frame.kind
    names = (plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _files_of(frame: Frame, stem: str, metadata: Metadata) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content): what to look at, then the numbers."""
    kind = type(frame)
    if kind in _PICTURES:
        yield f"{stem}.png", _png(_PICTURES[kind](frame), metadata)
    if kind in _DRAWINGS:
        yield f"{stem}.svg", _DRAWINGS[kind](frame).document(frame.title or frame.slot, metadata)
    if kind in _TABLES:
        yield f"{stem}.csv", tables.csv_of(_TABLES[kind](frame), metadata)
    elif kind in _PICTURES or kind in _DRAWINGS:
        yield f"{stem}.npz", tables.npz_of(frame, metadata)
    elif isinstance(frame, TextFrame):
        yield f"{stem}.txt", frame.text.rstrip("\n").encode() + b"\n"


def _png(picture: "Image.Image", metadata: Metadata) -> bytes:
    facts = PngImagePlugin.PngInfo()
    for name, value in metadata.items():
        facts.add_text(name, value)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", pnginfo=facts)
    return buffer.getvalue()
