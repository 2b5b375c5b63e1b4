"""Curves, scatters and bars as SVG charts."""

from collections.abc import Iterable, Iterator

import numpy as np

from engine.frames import AtlasFrame, Axis, BarsFrame, CurveFrame, FloatArray, ScatterFrame, Series
from engine.writers.axes import (
    BOTTOM,
    FAINT,
    HEIGHT,
    INK,
    LEFT,
    LEGEND_WIDTH,
    PALETTE,
    RIGHT,
    TOP,
    WIDTH,
    Scale,
    draw_box,
    draw_legend,
    draw_title,
    draw_values,
    scale_over,
    width_with_legend,
)
from engine.writers.pictures import data_address, heat_colours
from engine.writers.svg import Svg

_STROKES: dict[str, dict[str, object]] = {
    "dash": {"stroke_width": 1.8, "stroke_dasharray": "6 4"},
    "line": {"stroke_width": 1.8},
    "bold": {"stroke_width": 3},
}
_MOST_NAMES = 24  # more bar names than this would overlap


def _colour(index: int) -> str:
    return PALETTE[index % len(PALETTE)]


def _line_colour(series: Series, index: int) -> str:
    return _colour(index if series.colour is None else series.colour)


def _scales(
    x_axis: Axis, y_axis: Axis, x: Iterable[FloatArray], y: Iterable[FloatArray], legend: bool
) -> tuple[Scale, Scale]:
    right = WIDTH - RIGHT - (LEGEND_WIDTH if legend else 0)
    return scale_over(x_axis, x, LEFT, right), scale_over(y_axis, y, HEIGHT - BOTTOM, TOP)


def curve(frame: CurveFrame) -> Svg:
    """Draw lines over one x axis."""
    legend = len(frame.series) > 1
    svg = Svg(width_with_legend(series.name for series in frame.series), HEIGHT)
    lows_and_highs = [np.array(frame.span or (), np.float32)]
    lows_and_highs += [edge for series in frame.series for edge in _edges(series)]
    x, y = _scales(frame.x_axis, frame.y_axis, [series.x for series in frame.series], lows_and_highs, legend)
    draw_title(svg, frame.title or frame.slot, frame.detail)
    draw_box(svg, x, y)
    for index, series in enumerate(frame.series):
        _draw_series(svg, series, x, y, _line_colour(series, index))
    if frame.marker is not None and x.low <= frame.marker <= x.high:
        svg.line(x.at(frame.marker), y.begin, x.at(frame.marker), y.end, stroke=INK, stroke_dasharray="2 3")
    if legend:
        named = [(series.name, _line_colour(series, n)) for n, series in enumerate(frame.series) if series.name]
        draw_legend(svg, named)
    return svg


def scatter(frame: ScatterFrame) -> Svg:
    """Draw dots, one colour per group."""
    names = [*frame.groups, *(line.name for line in frame.lines)]
    svg, legend = Svg(width_with_legend(names), HEIGHT), bool(names)
    low, high = (frame.y, frame.y) if frame.error is None else (frame.y - frame.error, frame.y + frame.error)
    bounds = np.array(frame.bounds or (), np.float32)
    x_values = [frame.x, bounds[0::2], *(line.x for line in frame.lines)]
    y_values = [low, high, bounds[1::2], *(line.y for line in frame.lines)]
    x, y = _scales(frame.x_axis, frame.y_axis, x_values, y_values, legend)
    draw_title(svg, frame.title or frame.slot, frame.detail)
    _draw_backdrop(svg, frame, x, y)
    draw_box(svg, x, y)
    first = max(len(frame.groups), 1)
    for index, line in enumerate(frame.lines, first):
        _draw_series(svg, line, x, y, _colour(index))
    _draw_dots(svg, frame, x, y)
    if legend:
        colours = [*range(len(frame.groups)), *range(first, first + len(frame.lines))]
        draw_legend(svg, zip(names, map(_colour, colours), strict=True), frame.legend_title)
    return svg


def atlas(frame: AtlasFrame) -> Svg:
    """Draw a map of pictures as dots, one colour per category; its axes mean nothing and have no names."""
    dots = ScatterFrame(
        slot=frame.slot,
        title=frame.title,
        detail=frame.detail,
        x=frame.x,
        y=frame.y,
        x_axis=Axis(""),
        y_axis=Axis(""),
        group=frame.category,
        groups=frame.categories,
        selected=frame.selected,
    )
    return scatter(dots)


def bars(frame: BarsFrame) -> Svg:
    """Draw named bars from zero, with a line across each at the value to compare with."""
    svg = Svg(WIDTH, HEIGHT)
    marks = np.full_like(frame.values, np.nan) if frame.reference is None else frame.reference
    y = scale_over(frame.axis, [frame.values, marks], HEIGHT - BOTTOM, TOP, zero=not frame.axis.log)
    count = max(len(frame.names), 1)
    x = Scale(Axis(""), 0, count, LEFT, WIDTH - RIGHT)
    draw_title(svg, frame.title or frame.slot, frame.detail)
    draw_values(svg, x, y)
    base = y.begin if frame.axis.log else y.at(0)
    named = range(0, count, -(-count // _MOST_NAMES))
    triples = zip(frame.names, frame.values.tolist(), marks.tolist(), strict=True)
    for index, (name, value, mark) in enumerate(triples):
        colour = PALETTE[1] if index == frame.selected else PALETTE[0]
        if y.shows(value):
            top, bottom = sorted((base, y.at(value)))
            svg.rect(x.at(index + 0.15), top, x.at(index + 0.85) - x.at(index + 0.15), bottom - top, fill=colour)
        if y.shows(mark):
            svg.line(x.at(index + 0.1), y.at(mark), x.at(index + 0.9), y.at(mark), stroke=INK, stroke_width=2)
        if index in named:
            svg.text(x.at(index + 0.5), y.begin + 18, name, text_anchor="middle", fill=FAINT)
    svg.line(x.begin, base, x.end, base, stroke=INK)
    return svg


def _edges(series: Series) -> Iterator[FloatArray]:
    yield series.y
    if series.band is not None:
        yield series.y - series.band
        yield series.y + series.band


def _pieces(x: Scale, y: Scale, xs: FloatArray, ys: FloatArray) -> Iterator[list[tuple[float, float]]]:
    """Yield the drawn points of a line, broken where a value cannot be shown."""
    piece: list[tuple[float, float]] = []
    for x_value, y_value in zip(xs.tolist(), ys.tolist(), strict=True):
        if x.shows(x_value) and y.shows(y_value):
            piece.append((x.at(x_value), y.at(y_value)))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _draw_series(svg: Svg, series: Series, x: Scale, y: Scale, colour: str) -> None:
    if series.band is not None:
        xs = np.concatenate([series.x, series.x[::-1]])
        edge = np.concatenate([series.y - series.band, (series.y + series.band)[::-1]])
        for piece in _pieces(x, y, xs, edge):
            svg.polyline(piece, fill=colour, fill_opacity=0.15)
    for piece in _pieces(x, y, series.x, series.y):
        if series.style == "dots":
            for place in piece:
                svg.circle(*place, 2.5, fill=colour)
        else:
            svg.polyline(piece, stroke=colour, stroke_linejoin="round", **_STROKES[series.style])


def _draw_dots(svg: Svg, frame: ScatterFrame, x: Scale, y: Scale) -> None:
    groups = frame.group if frame.group is not None else np.zeros(len(frame.x), np.int64)
    errors = frame.error if frame.error is not None else np.zeros(len(frame.x), np.float32)
    dots = zip(frame.x.tolist(), frame.y.tolist(), groups.tolist(), errors.tolist(), strict=True)
    for index, (x_value, y_value, group, error) in enumerate(dots):
        if not (x.shows(x_value) and y.shows(y_value)):
            continue
        place, colour = (x.at(x_value), y.at(y_value)), _colour(group)
        if error and y.shows(y_value - error):
            svg.line(place[0], y.at(y_value - error), place[0], y.at(y_value + error), stroke=colour, opacity=0.5)
        svg.circle(*place, 3.2, fill=colour, fill_opacity=0.85)
        if index == frame.selected:
            svg.circle(*place, 7, fill="none", stroke=INK, stroke_width=1.5)


def _draw_backdrop(svg: Svg, frame: ScatterFrame, x: Scale, y: Scale) -> None:
    if frame.backdrop is None or frame.bounds is None:
        return
    x0, y0, x1, y1 = frame.bounds
    pixels = heat_colours(np.flipud(frame.backdrop), 0.0, 1.0, diverging=True)
    svg.image(x.at(x0), y.at(y1), x.at(x1) - x.at(x0), y.at(y0) - y.at(y1), data_address(pixels))
