"""Frames as tables and as named arrays, for CSV and NPZ."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.frames import AtlasFrame, BarsFrame, CurveFrame, Frame, MetricFrame, ScatterFrame, Series, TableFrame
from widgets.numbers import axis_title, titled

Row = Iterable[object]
Table = tuple[tuple[str, ...], list[Row]]


def table_of(frame: Frame) -> Table:
    """Return column names and rows; raises ValueError for a frame that is no table."""
    match frame:
        case CurveFrame():
            return _curve_table(frame)
        case ScatterFrame():
            return _scatter_table(frame)
        case AtlasFrame():
            columns = (frame.names, [frame.categories[number] for number in frame.category])
            points: list[Row] = [*zip(*columns, frame.x.tolist(), frame.y.tolist(), strict=True)]
            return ("name", "category", "x", "y"), points
        case BarsFrame():
            compared = [] if frame.reference is None else [frame.reference.tolist()]
            header = (
                "name",
                axis_title(frame.axis) or "value",
                *(frame.reference_name or "reference" for _ in compared),
            )
            return header, [*zip(frame.names, frame.values.tolist(), *compared, strict=True)]
        case TableFrame():
            rows: list[Row] = [tuple("" if cell is None else cell for cell in row) for row in frame.rows]
            return tuple(axis_title(column) for column in frame.columns), rows
        case MetricFrame():
            return (titled(frame.name, frame.unit),), [(frame.value,)]
    raise ValueError(f"expected a curve, scatter, atlas, bars, table or metric frame, got {frame.kind!r}")


def arrays_of(frame: Frame) -> dict[str, NDArray[Any]]:
    """Return the arrays of any frame by name; lines and stages are numbered."""
    arrays: dict[str, NDArray[Any]] = {}
    for item in fields(frame):
        value = getattr(frame, item.name)
        if isinstance(value, np.ndarray):
            arrays[item.name] = value
        elif isinstance(value, tuple) and value and isinstance(value[0], Series):
            arrays |= _series_arrays(item.name, value)
    return arrays


def _curve_table(frame: CurveFrame) -> Table:
    """One row per point of every line, so that lines with different x need no gaps."""
    header = ("series", axis_title(frame.x_axis) or "x", axis_title(frame.y_axis) or "y", "band")
    rows: list[Row] = []
    for line in frame.series:
        band = [""] * len(line.x) if line.band is None else line.band.tolist()
        rows += [(line.name, *values) for values in zip(line.x.tolist(), line.y.tolist(), band, strict=True)]
    return header, rows


def _scatter_table(frame: ScatterFrame) -> Table:
    columns: dict[str, list[Any]] = {
        axis_title(frame.x_axis) or "x": frame.x.tolist(),
        axis_title(frame.y_axis) or "y": frame.y.tolist(),
    }
    if frame.group is not None:
        columns[frame.legend_title or "group"] = [frame.groups[number] for number in frame.group] or []
    if frame.labels:
        columns["label"] = list(frame.labels)
    if frame.error is not None:
        columns["error"] = frame.error.tolist()
    return tuple(columns), [*zip(*columns.values(), strict=True)]


def _series_arrays(name: str, lines: tuple[Series, ...]) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {f"{name}_names": np.array([line.name for line in lines])}
    for number, line in enumerate(lines):
        arrays[f"{name}_{number}_x"], arrays[f"{name}_{number}_y"] = line.x, line.y
        if line.band is not None:
            arrays[f"{name}_{number}_band"] = line.band
    return arrays
