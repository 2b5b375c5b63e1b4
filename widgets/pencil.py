"""Drawing on a plot with the mouse, instead of moving it."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class Pencil(QObject):
    """While it is `active`, takes the left button's drags on a surface for itself.

    began: a line starts; True when Shift is held, to add to what is drawn.
    moved: QPointF in pixels of the surface, the first one included.
    """

    began = Signal(bool)
    moved = Signal(object)

    def __init__(self, surface: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.surface = surface
        self._down = False
        self.active = False
        surface.installEventFilter(self)

    def set_active(self, active: bool) -> None:
        """Draw from now on, or leave the mouse to the plot again."""
        self.active = active
        self._down = False
        self.surface.setCursor(Qt.CursorShape.CrossCursor if active else Qt.CursorShape.ArrowCursor)

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._down = True
        self.began.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self.moved.emit(QPointF(event.position()))
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if self._down:
            self.moved.emit(QPointF(event.position()))
        return self._down

    def _release(self, event: QMouseEvent) -> bool:
        drew, self._down = self._down, False
        return drew

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.active or not isinstance(event, QMouseEvent):
            return False
        handlers = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
        }
        handler = handlers.get(event.type())
        return handler is not None and handler(event)
