"""Every layer's maps of one picture, and what single units see of it."""

from dataclasses import replace

import numpy as np

from engine.analysis.subjects import Cell, untrained_mark
from engine.analysis.vision import Subject, choose, strongest, unit_in
from engine.cache import BoundedCache
from engine.control import Control
from engine.frames import Axis, FloatArray, Frames, GridFrame, HeatFrame, IntArray, LimitsFrame, TableFrame
from engine.nn.geometry import ReceptiveField

PER_PAGE = 256
_WIDE = 0.9  # columns over rows of a sheet, so that it fills its place

# A sheet depends on neither the map nor the unit: under a moving mouse it is the same one again.
_SHEETS: BoundedCache[GridFrame] = BoundedCache(96 * 2**20, lambda frame: frame.nbytes())


def feature_maps(subject: Subject, control: Control) -> Frames:
    """Draw a layer's maps, one of them large, and what a unit of it sees.

    Slots: image, map, sheet, units, layers.
    """
    number = choose(control, "layer", len(subject.layers))
    layer = subject.layers[number - 1]
    maps = subject.maps(layer)
    rows, columns = maps.shape[1:]
    yield LimitsFrame(
        ranges={"layer": (1, len(subject.layers)), "map": (1, len(maps)), "page": (1, pages(len(maps)))},
        grids={"unit": (rows, columns)},
    )
    chosen = choose(control, "map", len(maps))
    unit, best = unit_in(control.cell("unit"), (rows, columns)), strongest(maps[chosen - 1])
    boxes = (subject.box(layer, unit), subject.box(layer, best))
    yield subject.image(*boxes)
    yield single_map(subject, layer, maps[chosen - 1], chosen, unit, best)
    yield units_table(subject, layer, maps[chosen - 1], {"chosen": unit, "strongest": best})
    page = min(control.whole("page"), pages(len(maps)))
    yield sheet(subject, layer, chosen, page, str(control["order"]), str(control["scale"]))
    yield layers_table(subject, number)


def pages(count: int) -> int:
    """Return how many sheets so many maps take."""
    return -(-count // PER_PAGE)


def seen_text(field: ReceptiveField, side_px: int) -> str:
    """Say in numbers what the units of a layer see."""
    if field.whole:
        return f"a unit sees all {side_px} × {side_px} px"
    return f"a unit sees {field.size} × {field.size} px, its neighbour {field.stride} px further"


def single_map(subject: Subject, layer: str, values: FloatArray, number: int, unit: Cell, best: Cell) -> HeatFrame:
    """Draw one map (h, w), the chosen unit and the strongest outlined."""
    rows, columns = values.shape
    return HeatFrame(
        slot="map",
        title=f"{layer} · map {number}",
        detail=f"{rows} × {columns} units",
        values=values,
        quantity="activation",
        marked=(best, unit),
        diverging=bool(values.min() < 0),
    )


def units_table(subject: Subject, layer: str, values: FloatArray, units: dict[str, Cell]) -> TableFrame:
    """List units of a map (h, w) by name: where they are, how strong, and which pixels they see."""
    rows = []
    for name, (row, column) in units.items():
        x0, y0, x1, y1 = subject.box(layer, (row, column))
        rows.append((name, f"{row}, {column}", float(values[row, column]), f"{y0} – {y1 - 1}", f"{x0} – {x1 - 1}"))
    return TableFrame(
        slot="units",
        title="Units",
        detail=seen_text(subject.fields[layer], subject.side_px),
        columns=(
            Axis("unit"),
            Axis("at"),
            Axis("activation"),
            Axis("rows", "px"),
            Axis("columns", "px"),
        ),
        rows=tuple(rows),
    )


def in_order(maps: FloatArray, order: str) -> IntArray:
    """Return the numbers of maps (C, h, w) from 0, as stored or by their strongest unit."""
    if order == "strongest":
        return np.argsort(-maps.reshape(len(maps), -1).max(axis=1), kind="stable")
    return np.arange(len(maps))


def sheet(subject: Subject, layer: str, chosen: int, page: int, order: str, scale: str) -> GridFrame:
    """Draw the maps of a layer, or a page of them."""
    key = (subject.key, layer, page, order, scale)
    drawn = _SHEETS.get(key, lambda: _sheet(subject, layer, page, order, scale))
    assert drawn.keys is not None
    here = np.flatnonzero(drawn.keys[:, 0] == chosen)
    return replace(drawn, selected=int(here[0]) if here.size else None)


def _sheet(subject: Subject, layer: str, page: int, order: str, scale: str) -> GridFrame:
    maps = subject.maps(layer)
    shown = in_order(maps, order)[(page - 1) * PER_PAGE : page * PER_PAGE]
    which = f"all {len(maps)} maps" if len(maps) <= PER_PAGE else f"{len(shown)} of {len(maps)} maps"
    single = maps.shape[1:] == (1, 1)  # a layer of single units has nothing but one scale
    tiles = maps[shown]
    return GridFrame(
        slot="sheet",
        title=f"{layer} · {which}" + untrained_mark(subject.loaded),
        detail="one colour scale" if single or scale == "shared" else "each map on its own colour scale",
        tiles=tiles,
        columns=max(1, round((_WIDE * len(shown)) ** 0.5)),
        labels=tuple(_map_name(subject, layer, int(number)) for number in shown),
        quantity="activation",
        shared=single or scale == "shared",
        diverging=bool(tiles.min() < 0),
        keys=shown[:, None] + 1,
    )


def _map_name(subject: Subject, layer: str, number: int) -> str:
    """Name a map by its number from 1, or by its class in the layer of the class scores."""
    return subject.loaded.label(number) if layer == subject.layers[-1] else f"map {number + 1}"


def layers_table(subject: Subject, selected: int) -> TableFrame:
    """List the layers: how many maps of what size, and what a unit sees; `selected` counts from 1."""
    rows = []
    for layer in subject.layers:
        shape, field = subject.trace[layer].shape, subject.fields[layer]
        side = subject.side_px if field.whole else field.size
        size = f"{shape[1]} × {shape[2]}" if len(shape) == 3 else "1"
        rows.append((layer, int(shape[0]), size, side, None if field.whole else field.stride))
    return TableFrame(
        slot="layers",
        title="Layers",
        detail="click one to see its maps",
        columns=(
            Axis("layer"),
            Axis("maps"),
            Axis("units"),
            Axis("receptive field", "px"),
            Axis("stride", "px"),
        ),
        rows=tuple(rows),
        selected=selected - 1,
    )
