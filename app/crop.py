"""Cutting a part out of the picture: a frame to drag over it, in a sheet."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.sheet import Sheet
from engine.images import Picture
from widgets.rasters import picture_image
from widgets.theme import current_theme

_REACH_PX = 12
_SMALLEST_PX = 8


class _Grip(Enum):
    """What the mouse has hold of: (moves left, top, right, bottom)."""

    NEW = (False, False, False, False)
    MOVE = (True, True, True, True)
    TOP_LEFT = (True, True, False, False)
    TOP_RIGHT = (False, True, True, False)
    BOTTOM_LEFT = (True, False, False, True)
    BOTTOM_RIGHT = (False, False, True, True)


class CropFrame(QWidget):
    """The picture with a frame over it. `frame` is in pixels of the picture.

    Drag a corner, the inside or the outside; arrow keys move the frame, with Shift they resize it.
    """

    changed = Signal()

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage = picture_image(picture.pixels)
        side = min(self._image.width(), self._image.height())
        self.frame = QRectF((self._image.width() - side) / 2, (self._image.height() - side) / 2, side, side)
        self._grip = _Grip.NEW
        self._last = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    @property
    def rectangle(self) -> tuple[int, int, int, int]:
        """The frame as whole pixels (x, y, width, height), at least one pixel each way."""
        whole = self.frame.toAlignedRect().intersected(self._image.rect())
        return whole.x(), whole.y(), max(1, whole.width()), max(1, whole.height())

    def _shown(self) -> QRectF:
        """Where the picture is on the widget."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def _scale(self) -> float:
        return self._shown().width() / self._image.width()

    def _to_picture(self, place: QPointF) -> QPointF:
        return (place - self._shown().topLeft()) / self._scale()

    def _on_widget(self) -> QRectF:
        scale = self._scale()
        corner = self._shown().topLeft() + self.frame.topLeft() * scale
        return QRectF(corner, self.frame.size() * scale)

    def _grip_at(self, place: QPointF) -> _Grip:
        box = self._on_widget()
        corners = {
            _Grip.TOP_LEFT: box.topLeft(),
            _Grip.TOP_RIGHT: box.topRight(),
            _Grip.BOTTOM_LEFT: box.bottomLeft(),
            _Grip.BOTTOM_RIGHT: box.bottomRight(),
        }
        for grip, corner in corners.items():
            if (place - corner).manhattanLength() <= 2 * _REACH_PX:
                return grip
        return _Grip.MOVE if box.contains(place) else _Grip.NEW

    def _pull(self, step: QPointF) -> None:
        """Move the gripped edges by `step` picture pixels, staying inside the picture."""
        bounds = QRectF(self._image.rect())
        frame = QRectF(self.frame)
        left, top, right, bottom = self._grip.value
        if self._grip is _Grip.MOVE:
            frame.translate(step)
            frame.moveLeft(min(max(frame.left(), 0), bounds.right() - frame.width()))
            frame.moveTop(min(max(frame.top(), 0), bounds.bottom() - frame.height()))
        else:
            frame.adjust(step.x() * left, step.y() * top, step.x() * right, step.y() * bottom)
            frame = frame.intersected(bounds)
        if frame.width() >= _SMALLEST_PX and frame.height() >= _SMALLEST_PX:
            self.frame = frame
            self.changed.emit()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = self._to_picture(event.position())
        self._grip = self._grip_at(event.position())
        if self._grip is _Grip.NEW:
            inside = QRectF(self._image.rect()).contains(self._last)
            self._grip = _Grip.BOTTOM_RIGHT if inside else _Grip.NEW
            if inside:
                self.frame = QRectF(self._last.x(), self._last.y(), _SMALLEST_PX, _SMALLEST_PX)
                self.frame = self.frame.intersected(QRectF(self._image.rect()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip = self._grip_at(event.position())
        slanted = grip in (_Grip.TOP_LEFT, _Grip.BOTTOM_RIGHT)
        shapes = {_Grip.MOVE: Qt.CursorShape.SizeAllCursor, _Grip.NEW: Qt.CursorShape.CrossCursor}
        corner = Qt.CursorShape.SizeFDiagCursor if slanted else Qt.CursorShape.SizeBDiagCursor
        self.setCursor(shapes.get(grip, corner))
        if event.buttons() & Qt.MouseButton.LeftButton and self._grip is not _Grip.NEW:
            now = self._to_picture(event.position())
            self._pull(now - self._last)
            self._last = now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._grip = _Grip.BOTTOM_RIGHT if resize else _Grip.MOVE
        self._pull(step * max(1.0, self._image.width() / 100))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        shown, box = self._shown(), self._on_widget()
        painter.drawImage(shown, self._image)
        veil = QColor("#000000")
        veil.setAlpha(140)
        painter.setClipRegion(shown.toAlignedRect())
        for part in (
            QRectF(shown.left(), shown.top(), shown.width(), box.top() - shown.top()),
            QRectF(shown.left(), box.bottom(), shown.width(), shown.bottom() - box.bottom()),
            QRectF(shown.left(), box.top(), box.left() - shown.left(), box.height()),
            QRectF(box.right(), box.top(), shown.right() - box.right(), box.height()),
        ):
            painter.fillRect(part, veil)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(box)
        painter.setBrush(QColor(theme.accent))
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
            painter.drawEllipse(corner, 5, 5)


class CropSheet(Sheet):
    """The frame with its size and two buttons. `cropped` carries (x, y, width, height)."""

    cropped = Signal(int, int, int, int)

    def __init__(self, picture: Picture, window: QWidget) -> None:
        super().__init__(window, (760, 620), self.tr("Crop {}").format(picture.name))
        self.area = CropFrame(picture)
        self.area.setAccessibleName(
            self.tr("Crop frame: arrow keys move it, with Shift they resize it, Return cuts it out")
        )
        self.area.setToolTip(self.area.accessibleName())
        self._measure = QLabel()
        self._measure.setProperty("role", "muted")
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.apply = QPushButton(self.tr("Crop"))
        self.apply.setProperty("role", "primary")
        self.apply.clicked.connect(self._on_apply)
        row = QHBoxLayout()
        row.addWidget(self._measure, 1)
        row.addWidget(cancel)
        row.addWidget(self.apply)
        self.body.addWidget(self.area, 1)
        self.body.addLayout(row)
        self.area.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        _, _, width, height = self.area.rectangle
        self._measure.setText(f"{width}×{height}")

    @Slot()
    def _on_apply(self) -> None:
        self.cropped.emit(*self.area.rectangle)
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_apply()
        else:
            super().keyPressEvent(event)
