"""A painted sheet that is as high as its content needs and scrolls when the card is lower."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from widgets.focus import CHOOSE_KEYS, FocusWidget

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Sheet(Protocol):
    """What a surface shows."""

    def sheet_height(self, width: float) -> float:
        """Height that the content needs in this width."""

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        """Paint the content into `room` of any paint device."""

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        """Index of the item under a point, or None."""


class Surface(FocusWidget):
    """Paints a sheet and tells about its items.

    hovered: index under the mouse, or None.
    clicked: index.
    stepped: −1 or 1 for an arrow key.
    chosen:  Enter or Space.
    """

    hovered = Signal(object)
    clicked = Signal(int)
    stepped = Signal(int)
    chosen = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._to_reveal: tuple[int, int] | None = None
        self.setMouseTracking(True)

    def refresh(self) -> None:
        """Measure and paint anew."""
        self.setMinimumHeight(int(self._sheet.sheet_height(self.width())))
        self.update()

    def reveal(self, top: float, bottom: float) -> None:
        """Scroll as little as it takes to see what lies between two heights, now or when there is room."""
        self._to_reveal = (int(top), int(bottom))
        self._reveal()

    def _reveal(self) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if self._to_reveal is None or viewport is None or not isinstance(area, QScrollArea):
            return
        top, bottom = self._to_reveal
        if area.verticalScrollBar().maximum() + viewport.height() >= bottom:  # its range has followed the content
            area.ensureVisible(0, (top + bottom) // 2, 0, (bottom - top) // 2)
            self._to_reveal = None

    def _item(self, point: QPointF) -> int | None:
        return self._sheet.item_at(point, QRectF(self.rect()))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(240, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMinimumHeight(int(self._sheet.sheet_height(self.width())))
        self._reveal()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._sheet.paint_sheet(painter, QRectF(self.rect()))
            self.paint_ring(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._item(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._item(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.clicked.emit(index)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _BACK or key in _ON:
            self.stepped.emit(1 if key in _ON else -1)
        elif key in CHOOSE_KEYS:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


def scrolled(surface: Surface, parent: QWidget) -> QScrollArea:
    """Return a frameless scroll area around `surface`."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(surface)
    return area
