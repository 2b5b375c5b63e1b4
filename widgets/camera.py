"""Zoom and pan as plain numbers: which part of the content is seen in which part of a widget."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

_MAX_ZOOM = 64.0


class Camera:
    """Maps content coordinates into a rectangle, with one scale for both axes.

    zoom 1 shows all of `bounds`, centred; larger values show a part that never leaves them.
    """

    def __init__(self) -> None:
        self.bounds = QRectF(0, 0, 1, 1)
        self.zoom = 1.0
        self._centre = self.bounds.center()

    def look_at(self, bounds: QRectF) -> None:
        """Take new content; zoom and place are kept when its size is the same."""
        if bounds != self.bounds:
            self.bounds = bounds
            self.reset()

    def reset(self) -> None:
        """Show all of the content."""
        self.zoom = 1.0
        self._centre = self.bounds.center()

    def scale(self, room: QRectF) -> float:
        """Device-independent pixels per content unit."""
        fit = min(room.width() / self.bounds.width(), room.height() / self.bounds.height())
        return max(fit, 1e-9) * self.zoom

    def transform(self, room: QRectF) -> QTransform:
        """From content to `room`."""
        scale = self.scale(room)
        middle = room.center()
        return QTransform(
            scale, 0, 0, scale, middle.x() - scale * self._centre.x(), middle.y() - scale * self._centre.y()
        )

    def zoom_at(self, point: QPointF, factor: float, room: QRectF) -> None:
        """Zoom so that the content under `point` stays where it is."""
        before = self.transform(room).inverted()[0].map(point)
        self.zoom = min(max(self.zoom * factor, 1.0), _MAX_ZOOM)
        after = self.transform(room).inverted()[0].map(point)
        self._centre += before - after
        self._keep_inside(room)

    def pan(self, by: QPointF, room: QRectF) -> None:
        """Move the content by so many pixels of the widget."""
        self._centre -= by / self.scale(room)
        self._keep_inside(room)

    def _keep_inside(self, room: QRectF) -> None:
        scale = self.scale(room)
        x = _held(self._centre.x(), self.bounds.left(), self.bounds.right(), room.width() / scale)
        y = _held(self._centre.y(), self.bounds.top(), self.bounds.bottom(), room.height() / scale)
        self._centre = QPointF(x, y)


def _held(centre: float, first: float, last: float, seen: float) -> float:
    """Keep a window of width `seen` inside [first, last], centred when it is the wider one."""
    if seen >= last - first:
        return (first + last) / 2
    return min(max(centre, first + seen / 2), last - seen / 2)
