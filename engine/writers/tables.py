"""The numbers behind a frame: CSV rows where it is a table, NPZ arrays for every other."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.frame_codec import described
from engine.frames import (
    AtlasFrame,
    BarsFrame,
    CurveFrame,
    DiagramFrame,
    FlowFrame,
    Frame,
    MetricFrame,
    ScatterFrame,
    TableFrame,
)
from engine.writers.axes import axis_label

Row = Sequence[object]


def curve_rows(frame: CurveFrame) -> Iterator[Row]:
    """One row per point of every line."""
    yield ("series", axis_label(frame.x_axis), axis_label(frame.y_axis), "± band")
    for series in frame.series:
        bands = series.band.tolist() if series.band is not None else [""] * len(series.x)
        for x, y, band in zip(series.x.tolist(), series.y.tolist(), bands, strict=True):
            yield (series.name, x, y, band)


def scatter_rows(frame: ScatterFrame) -> Iterator[Row]:
    """One row per dot."""
    keys = frame.keys.tolist() if frame.keys is not None else [[]] * len(frame.x)
    names = [f"key {number}" for number in range(len(keys[0]) if keys else 0)]
    group_name = frame.legend_title or "group"
    yield (axis_label(frame.x_axis), axis_label(frame.y_axis), "± error", group_name, "label", *names)
    for index, (x, y) in enumerate(zip(frame.x.tolist(), frame.y.tolist(), strict=True)):
        error = frame.error[index].item() if frame.error is not None else ""
        label = frame.labels[index] if frame.labels else ""
        yield (x, y, error, _group(frame, index), label, *keys[index])


def _group(frame: ScatterFrame, index: int) -> str:
    if frame.group is None:
        return ""
    number = int(frame.group[index])
    return frame.groups[number] if number < len(frame.groups) else str(number)


def atlas_rows(frame: AtlasFrame) -> Iterator[Row]:
    """One row per picture, with the one most alike."""
    yield ("name", "category", "x", "y", "most alike", "similarity")
    points = zip(frame.names, frame.category.tolist(), frame.x.tolist(), frame.y.tolist(), strict=True)
    for index, (name, category, x, y) in enumerate(points):
        near: Row = ("", "")
        if frame.neighbours is not None and frame.similarities is not None and frame.neighbours.shape[1]:
            near = (frame.names[int(frame.neighbours[index, 0])], float(frame.similarities[index, 0]))
        yield (name, frame.categories[category], x, y, *near)


def bars_rows(frame: BarsFrame) -> Iterator[Row]:
    """One row per bar, with the value to compare with where there is one."""
    compared = [] if frame.reference is None else [frame.reference.tolist()]
    yield ("name", axis_label(frame.axis), *(frame.reference_name or "reference" for _ in compared))
    yield from zip(frame.names, frame.values.tolist(), *compared, strict=True)


def flow_rows(frame: FlowFrame) -> Iterator[Row]:
    """One row per stage."""
    yield ("stage", "shape", "axes", "note")
    for stage in frame.stages:
        yield (stage.name, " × ".join(map(str, stage.shape)), " × ".join(stage.dims), stage.note)


def diagram_rows(frame: DiagramFrame) -> Iterator[Row]:
    """One row per box, then one per arrow."""
    yield ("what", "name", "note", "to")
    for box in frame.boxes:
        yield ("box", box.name, box.note, "")
    for arrow in frame.arrows:
        yield (arrow.style, frame.boxes[arrow.start].name, arrow.note, frame.boxes[arrow.end].name)


def table_rows(frame: TableFrame) -> Iterator[Row]:
    """One row per row."""
    yield tuple(axis_label(column) for column in frame.columns)
    for row in frame.rows:
        yield tuple("" if cell is None else cell for cell in row)


def metric_rows(frames: Iterable[MetricFrame]) -> Iterator[Row]:
    """One row per number."""
    yield ("name", "value", "unit", "step")
    for frame in frames:
        yield (frame.name, frame.value, frame.unit, frame.step)


def csv_of(rows: Iterable[Row], metadata: Mapping[str, str]) -> bytes:
    """Return a CSV file in UTF-8, the metadata as comment lines above the header."""
    buffer = io.StringIO(newline="")
    for name, value in metadata.items():
        buffer.write(f"# {name}: {' '.join(value.split())}\n")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def npz_of(frame: Frame, metadata: Mapping[str, str]) -> bytes:
    """Return an NPZ file: every array, the other fields as JSON in `frame`, and `metadata` as JSON."""
    fields, arrays = described(frame)
    columns: dict[str, Any] = {name.replace(".", "_"): array for name, array in arrays.items()}
    columns["frame"] = np.array(json.dumps(fields, ensure_ascii=False))
    columns["metadata"] = np.array(json.dumps(dict(metadata), ensure_ascii=False))
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **columns)
    return buffer.getvalue()
