"""Strokes and data flows as SVG."""

from engine.frames import FlowFrame, Stage, StrokesFrame
from engine.writers.axes import FAINT, INK, draw_title
from engine.writers.pictures import data_address
from engine.writers.svg import Svg

_BOX, _GAP, _TOP, _HEIGHT = 150.0, 34.0, 64.0, 150.0
_PICTURE = 56.0


def strokes(frame: StrokesFrame) -> Svg:
    """Draw the polylines in their own units and nothing else, so that a plotter can draw them."""
    x0, y0, x1, y1 = frame.bounds
    svg = Svg(x1 - x0, y1 - y0)
    for points, width, (red, green, blue, alpha) in zip(
        frame.points.tolist(), frame.widths.tolist(), frame.colours.tolist(), strict=True
    ):
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        style = {"stroke": colour, "stroke_opacity": alpha / 255, "stroke_width": width}
        svg.polyline([(x - x0, y - y0) for x, y in points], stroke_linecap="round", stroke_linejoin="round", **style)
    return svg


def shape_text(stage: Stage) -> str:
    """Write a shape with its axes, such as "257 tokens × 384 D"."""
    names = stage.dims or ("",) * len(stage.shape)
    return " × ".join(f"{side} {name}".strip() for side, name in zip(stage.shape, names, strict=False))


def flow(frame: FlowFrame) -> Svg:
    """Draw the stages left to right with arrows and the shape that leaves each."""
    svg = Svg(len(frame.stages) * (_BOX + _GAP) + _GAP, _TOP + _HEIGHT + 24)
    draw_title(svg, frame.title or frame.slot, frame.detail)
    for index, stage in enumerate(frame.stages):
        left = _GAP + index * (_BOX + _GAP)
        _draw_stage(svg, stage, left)
        if index:
            _draw_arrow(svg, left - _GAP + 4, left - 4, _TOP + _HEIGHT / 2)
    return svg


def _draw_stage(svg: Svg, stage: Stage, left: float) -> None:
    middle = left + _BOX / 2
    svg.rect(left, _TOP, _BOX, _HEIGHT, rx=8, fill="#f6f7f9", stroke="#c9ced4")
    svg.text(middle, _TOP + 24, stage.name, text_anchor="middle", fill=INK, font_weight=600)
    svg.text(middle, _TOP + 44, shape_text(stage), text_anchor="middle", fill=INK, font_size=11)
    if stage.picture is not None:
        svg.image(middle - _PICTURE / 2, _TOP + 54, _PICTURE, _PICTURE, data_address(stage.picture))
    svg.text(middle, _TOP + _HEIGHT - 14, stage.note, text_anchor="middle", fill=FAINT, font_size=10)


def _draw_arrow(svg: Svg, begin: float, end: float, y: float) -> None:
    svg.line(begin, y, end, y, stroke=FAINT, stroke_width=1.5)
    svg.polyline([(end - 6, y - 4), (end, y), (end - 6, y + 4)], stroke=FAINT, stroke_width=1.5)
