"""A surface for content of a fixed shape: zoom with the wheel, pan by dragging, all with keys too.

It knows where the mouse is in content coordinates; what is painted there is the caller's.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from widgets.camera import Camera
from widgets.focus import CHOOSE_KEYS, FocusWidget

Paint = Callable[[QPainter], None]

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_KEY_ZOOM = 1.25
_WHEEL_ZOOM = 1.0015  # to the power of the angle in eighths of a degree: 1.2 a notch


class Canvas(FocusWidget):
    """Shows content through a `Camera`.

    hovered: QPointF in content coordinates, or None when the mouse is beside the content or left.
    clicked: QPointF in content coordinates; a drag is no click.
    stepped: an arrow key, as (rows, columns).
    chosen:  Enter or Space.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    stepped = Signal(int, int)
    chosen = Signal()

    def __init__(self, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self._paint = paint
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    def show_content(self, bounds: QRectF, stretched: bool = False) -> None:
        """Show content that fills `bounds`, and paint it anew; `stretched` lets its shape go."""
        self.camera.look_at(bounds, stretched)
        self.update()

    def reset(self) -> None:
        """Show all of the content."""
        self.camera.reset()
        self.update()

    def room(self) -> QRectF:
        """The part of the widget that content is fitted into."""
        return QRectF(self.rect())

    def position(self, point: QPointF) -> QPointF:
        """Where a point of the content is on the widget."""
        return self.camera.transform(self.room()).map(point)

    def content_at(self, position: QPointF) -> QPointF:
        """What point of the content is at a position on the widget, be it beside the content."""
        return self.camera.transform(self.room()).inverted()[0].map(position)

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint what is seen now into `room` of any paint device."""
        painter.save()
        try:
            painter.setClipRect(room)
            painter.setTransform(self.camera.transform(room), combine=True)
            self._paint(painter)
        finally:
            painter.restore()

    def _content_point(self, position: QPointF) -> QPointF | None:
        point = self.content_at(position)
        return point if self.camera.bounds.contains(point) else None

    def _zoom(self, position: QPointF, factor: float) -> None:
        self.camera.zoom_at(position, factor, self.room())
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_on(painter, self.room())
            self.paint_ring(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._focus_by_key = False
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None and self._dragged_from is None and self.camera.zoom > 1:
            far = (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._dragged_from = self._pressed_at
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged_from is not None:
            self.camera.pan(event.position() - self._dragged_from, self.room())
            self._dragged_from = event.position()
            self.update()
        else:
            self.hovered.emit(self._content_point(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed_at is not None and self._dragged_from is None
        self._pressed_at = self._dragged_from = None
        self.unsetCursor()
        point = self._content_point(event.position())
        if was_click and point is not None:
            self.clicked.emit(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(event.position(), _WHEEL_ZOOM ** event.angleDelta().y())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(self._content_point(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.stepped.emit(*_ARROWS[key])
        elif key in CHOOSE_KEYS:
            self.chosen.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(self.room().center(), _KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self._zoom(self.room().center(), 1 / _KEY_ZOOM)
        elif key == Qt.Key.Key_0:
            self.reset()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hovered.emit(None)
        super().focusOutEvent(event)
