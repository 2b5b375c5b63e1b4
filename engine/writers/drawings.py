"""Strokes and data flows as SVG."""

from engine.frames import FlowFrame, Stage, StrokesFrame
from engine.writers.axes import FAINT, INK, draw_title
from engine.writers.pictures import data_address
from engine.writers.svg import Svg, text_width

_BOX, _GAP, _TOP, _HEIGHT, _ROW = 130.0, 34.0, 64.0, 136.0, 1400.0
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
    """Draw the stages as boxes in rows, with arrows between and in each the shape that leaves it."""
    places = _places(frame.stages)
    width = max((left + _box_width(stage) for stage, (left, _) in zip(frame.stages, places, strict=True)), default=0.0)
    height = max((top for _, top in places), default=_TOP) + _HEIGHT + _GAP
    svg = Svg(max(width, _BOX) + _GAP, height)
    draw_title(svg, frame.title or frame.slot, frame.detail)
    for index, (stage, (left, top)) in enumerate(zip(frame.stages, places, strict=True)):
        _draw_stage(svg, stage, left, top)
        if stage.bypass:
            _draw_bypass(svg, stage, left, top)
        if index:
            _draw_arrow(svg, left - _GAP + 4, left - 4, top + _HEIGHT / 2)
    return svg


def _box_width(stage: Stage) -> float:
    texts = ((stage.name, 13.0), (shape_text(stage), 11.0), (stage.note, 10.0))
    return max(_BOX, *(text_width(text, size) + 16 for text, size in texts))


def _places(stages: tuple[Stage, ...]) -> list[tuple[float, float]]:
    """Return the left top corner of every box, row after row."""
    places, left, top = [], _GAP, _TOP
    for stage in stages:
        width = _box_width(stage)
        if left > _GAP and left + width > _ROW:
            left, top = _GAP, top + _HEIGHT + _GAP
        places.append((left, top))
        left += width + _GAP
    return places


def _draw_stage(svg: Svg, stage: Stage, left: float, top: float) -> None:
    width = _box_width(stage)
    middle = left + width / 2
    off = stage.switch == "off"
    dashes = {"stroke_dasharray": "5 4"} if off else {}
    svg.rect(left, top, width, _HEIGHT, rx=8, fill="#ffffff" if off else "#f6f7f9", stroke="#c9ced4", **dashes)
    svg.text(
        middle, top + 24, f"{stage.name} · off" if off else stage.name, text_anchor="middle", fill=INK, font_weight=600
    )
    svg.text(middle, top + 44, shape_text(stage), text_anchor="middle", fill=INK, font_size=11)
    if stage.picture is not None:
        svg.image(middle - _PICTURE / 2, top + 54, _PICTURE, _PICTURE, data_address(stage.picture))
    svg.text(middle, top + _HEIGHT - 14, stage.note, text_anchor="middle", fill=FAINT, font_size=10)


def _draw_bypass(svg: Svg, stage: Stage, left: float, top: float) -> None:
    """Draw the way around a box, dotted when it is off."""
    begin, end, y = left - _GAP * 0.4, left + _box_width(stage) + _GAP * 0.3, top + _HEIGHT / 2
    dots = {"stroke_dasharray": "2 4"} if stage.bypass == "off" else {}
    svg.polyline([(begin, y), (begin, top - 12), (end, top - 12), (end, y)], stroke=INK, stroke_width=1.5, **dots)


def _draw_arrow(svg: Svg, begin: float, end: float, y: float) -> None:
    svg.line(begin, y, end, y, stroke=FAINT, stroke_width=1.5)
    svg.polyline([(end - 6, y - 4), (end, y), (end - 6, y + 4)], stroke=FAINT, stroke_width=1.5)
