"""Diagrams as SVG."""

from engine.frames import Arrow, Box, DiagramFrame
from engine.writers.axes import FAINT, INK, draw_title
from engine.writers.svg import Svg, text_width

_HEIGHT, _ACROSS, _DOWN = 44.0, 40.0, 38.0
_LEFT, _TOP, _PAD = 24.0, 56.0, 12.0
_BACK = "#2563eb"
_ASIDE = 7.0  # between an arrow and the gradients beside it

Point = tuple[float, float]


def diagram(frame: DiagramFrame) -> Svg:
    """Draw the boxes where they stand and the arrows between them, gradients dashed."""
    width = max((_width(box) for box in frame.boxes), default=0.0)
    columns, rows = (max((take(box) for box in frame.boxes), default=0) + 1 for take in (_column, _row))
    svg = Svg(2 * _LEFT + columns * (width + _ACROSS) - _ACROSS, _TOP + rows * (_HEIGHT + _DOWN))
    draw_title(svg, frame.title or frame.slot, frame.detail)
    for box in frame.boxes:
        _draw_box(svg, box, width)
    for arrow in frame.arrows:
        start, end = (_middle(frame.boxes[at], width) for at in (arrow.start, arrow.end))
        _draw_arrow(svg, arrow, start, end, width)
    return svg


def _width(box: Box) -> float:
    return max(text_width(box.name, 12), text_width(box.note, 10)) + 2 * _PAD


def _column(box: Box) -> float:
    return box.column


def _row(box: Box) -> float:
    return box.row


def _middle(box: Box, width: float) -> Point:
    return _LEFT + width / 2 + box.column * (width + _ACROSS), _TOP + _HEIGHT / 2 + box.row * (_HEIGHT + _DOWN)


def _draw_box(svg: Svg, box: Box, width: float) -> None:
    x, y = _middle(box, width)
    edge = INK if box.strong else "#c9ced4"
    svg.rect(x - width / 2, y - _HEIGHT / 2, width, _HEIGHT, rx=6, fill="#f6f7f9", stroke=edge)
    svg.text(x, y + (-2 if box.note else 4), box.name, text_anchor="middle", fill=INK, font_weight=600)
    svg.text(x, y + 14, box.note, text_anchor="middle", fill=FAINT, font_size=10)


def _draw_arrow(svg: Svg, arrow: Arrow, start: Point, end: Point, width: float) -> None:
    """Draw it from edge to edge; gradients a little aside of the line they run back along."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        side = 1 if x2 > x1 else -1
        x1, x2 = x1 + side * width / 2, x2 - side * width / 2
    else:
        side = 1 if y2 > y1 else -1
        y1, y2 = y1 + side * _HEIGHT / 2, y2 - side * _HEIGHT / 2
    if arrow.style == "back":
        x1, x2 = x1 + _ASIDE, x2 + _ASIDE
    colour = _BACK if arrow.style == "back" else INK
    dashes = {"back": {"stroke_dasharray": "5 3"}, "dots": {"stroke_dasharray": "1 4"}}.get(arrow.style, {})
    svg.line(x1, y1, x2, y2, stroke=colour, stroke_width=1.5, **dashes)
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-9)
    dx, dy = 5 * (x2 - x1) / length, 5 * (y2 - y1) / length
    head = [(x2 - dx - dy, y2 - dy + dx), (x2, y2), (x2 - dx + dy, y2 - dy - dx)]
    svg.polyline(head, stroke=colour, stroke_width=1.5)
    if arrow.note:
        svg.text((x1 + x2) / 2 + 6, (y1 + y2) / 2 - 4, arrow.note, fill=FAINT, font_size=10)
