"""Zoom and pan as plain numbers: which part of the content is seen in which part of a widget."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

_MAX_ZOOM = 64.0
_LEAST_SCALE = 1e-9  # a widget without room still has a map that can be inverted


class Camera:
    """Maps content coordinates into a rectangle.

    zoom 1 shows all of `bounds`, centred; larger values show a part that never leaves them.
    stretched: each axis has its own scale and the rectangle is filled; otherwise both have the same.
    """

    def __init__(self) -> None:
        self.bounds = QRectF(0, 0, 1, 1)
        self.stretched = False
        self.zoom = 1.0
        self._centre = self.bounds.center()

    def look_at(self, bounds: QRectF, stretched: bool = False) -> None:
        """Take new content; zoom and place are kept when its size is the same."""
        if (bounds, stretched) != (self.bounds, self.stretched):
            self.bounds, self.stretched = bounds, stretched
            self.reset()

    def reset(self) -> None:
        """Show all of the content."""
        self.zoom = 1.0
        self._centre = self.bounds.center()

    def scales(self, room: QRectF) -> tuple[float, float]:
        """Device-independent pixels per content unit along x and along y."""
        across = max(room.width() / self.bounds.width(), _LEAST_SCALE)
        down = max(room.height() / self.bounds.height(), _LEAST_SCALE)
        if not self.stretched:
            across = down = min(across, down)
        return (across * self.zoom, down * self.zoom)

    def transform(self, room: QRectF) -> QTransform:
        """From content to `room`."""
        across, down = self.scales(room)
        middle = room.center()
        left, top = middle.x() - across * self._centre.x(), middle.y() - down * self._centre.y()
        return QTransform(across, 0, 0, down, left, top)

    def zoom_at(self, point: QPointF, factor: float, room: QRectF) -> None:
        """Zoom so that the content under `point` stays where it is."""
        before = self.transform(room).inverted()[0].map(point)
        self.zoom = min(max(self.zoom * factor, 1.0), _MAX_ZOOM)
        after = self.transform(room).inverted()[0].map(point)
        self._centre += before - after
        self._keep_inside(room)

    def pan(self, by: QPointF, room: QRectF) -> None:
        """Move the content by so many pixels of the widget."""
        across, down = self.scales(room)
        self._centre -= QPointF(by.x() / across, by.y() / down)
        self._keep_inside(room)

    def _keep_inside(self, room: QRectF) -> None:
        across, down = self.scales(room)
        x = _held(self._centre.x(), self.bounds.left(), self.bounds.right(), room.width() / across)
        y = _held(self._centre.y(), self.bounds.top(), self.bounds.bottom(), room.height() / down)
        self._centre = QPointF(x, y)


def _held(centre: float, first: float, last: float, seen: float) -> float:
    """Keep a window of width `seen` inside [first, last], centred when it is the wider one."""
    if seen >= last - first:
        return (first + last) / 2
    return min(max(centre, first + seen / 2), last - seen / 2)
