"""How groups are told apart: a colour each, and another shape once the colours are used up."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from widgets.theme import Theme, current_theme

_SQUARE = ((-0.42, -0.42), (0.42, -0.42), (0.42, 0.42), (-0.42, 0.42))
_TRIANGLE = ((0.0, -0.5), (0.5, 0.4), (-0.5, 0.4))
_DIAMOND = ((0.0, -0.55), (0.55, 0.0), (0.0, 0.55), (-0.55, 0.0))
_SHAPES = (None, _SQUARE, _TRIANGLE, _DIAMOND)


def group_colour(theme: Theme, group: int) -> str:
    """Return the colour of the group with this index."""
    return theme.groups[group % len(theme.groups)]


def group_symbol(theme: Theme, group: int) -> QPainterPath:
    """Return the shape of the group with this index, about 1 × 1 around the origin."""
    return _path(group_shape(group, theme))


def group_shape(group: int, theme: Theme | None = None) -> int:
    """Return the number of that shape: 0 for circles, then squares, triangles and diamonds."""
    return group // len((theme or current_theme()).groups) % len(_SHAPES)


@cache
def _path(shape: int) -> QPainterPath:
    path = QPainterPath()
    corners = _SHAPES[shape]
    if corners is None:
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    else:
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        path.closeSubpath()
    return path
