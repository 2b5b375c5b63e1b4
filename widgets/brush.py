"""Painting on a surface with either mouse button, instead of moving what it shows."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)  # the second of two quick dabs


class Brush(QObject):
    """While it is `active`, takes the drags of both buttons on a surface for itself.

    began: a stroke starts; True when it is to do the opposite: with the right button, or with Shift.
    moved: QPointF in pixels of the surface, the first one included.
    ended: the button was let go.
    """

    began = Signal(bool)
    moved = Signal(object)
    ended = Signal()

    def __init__(self, surface: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._button = Qt.MouseButton.NoButton
        self.active = False
        surface.installEventFilter(self)

    @property
    def down(self) -> bool:
        """True while a stroke goes on."""
        return self._button != Qt.MouseButton.NoButton

    def set_active(self, active: bool) -> None:
        """Paint from now on, or leave the mouse to the surface again."""
        self.active = active
        self._button = Qt.MouseButton.NoButton
        self._surface.setCursor(Qt.CursorShape.CrossCursor if active else Qt.CursorShape.ArrowCursor)

    def _press(self, event: QMouseEvent) -> bool:
        if self.down:
            return True
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return False
        self._button = event.button()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        self.began.emit(shift or self._button == Qt.MouseButton.RightButton)
        self.moved.emit(QPointF(event.position()))
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if self.down:
            self.moved.emit(QPointF(event.position()))
        return self.down

    def _release(self, event: QMouseEvent) -> bool:
        if not self.down or event.button() != self._button:
            return self.down
        self._button = Qt.MouseButton.NoButton
        self.ended.emit()
        return True

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.active or not isinstance(event, QMouseEvent):
            return False
        if event.type() in _PRESSES:
            return self._press(event)
        if event.type() == QEvent.Type.MouseMove:
            return self._move(event)
        return event.type() == QEvent.Type.MouseButtonRelease and self._release(event)
