"""A composite as large as fits, with its labels over it: boxes, masks, depth order."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.world.composites import Composite
from widgets.cells import outline
from widgets.colourmaps import INFERNO, LEVELS, colour_table
from widgets.images import draw_image
from widgets.rasters import ARGB, indexed_image, picture_image
from widgets.theme import current_theme

_MASK_OPACITY = 0.55
_SHARP_BELOW = 64  # composites smaller than this are shown pixel by pixel
_LABEL_PAD = 4.0


@dataclass(frozen=True, slots=True)
class Layers:
    """Which labels are shown."""

    boxes: bool = True
    masks: bool = False
    depth: bool = False


class CompositeStage(QWidget):
    """Shows one composite. stepped: −1 or 1 for an arrow key. used: Return or a double click."""

    stepped = Signal(int)
    used = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composite: Composite | None = None
        self._layers = Layers()
        self._chinese = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 160))

    @property
    def composite(self) -> Composite | None:
        return self._composite

    def show_composite(self, composite: Composite | None) -> None:
        """Show this one."""
        self._composite = composite
        self.update()

    def show_layers(self, layers: Layers) -> None:
        """Show these labels."""
        self._layers = layers
        self.update()

    def speak(self, chinese: bool) -> None:
        """Write names in Chinese, or in English."""
        self._chinese = chinese
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._composite is not None:
            place = self._place()
            self._paint_picture(painter, self._composite, place)
            if self._layers.boxes:
                self._paint_boxes(painter, self._composite, place)
        if self.hasFocus():
            painter.setPen(QColor(current_theme().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _place(self) -> QRectF:
        side = min(self.width(), self.height()) - 6.0
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _paint_picture(self, painter: QPainter, composite: Composite, place: QRectF) -> None:
        smooth = composite.size >= _SHARP_BELOW
        image = depth_image(composite) if self._layers.depth else picture_image(composite.pixels)
        draw_image(painter, image, place, smooth=smooth and not self._layers.depth)
        if self._layers.masks:
            draw_image(painter, mask_image(composite), place, smooth=False)

    def _paint_boxes(self, painter: QPainter, composite: Composite, place: QRectF) -> None:
        scale = place.width() / composite.size
        for number, box in reversed(list(enumerate(composite.boxes.tolist()))):
            x0, y0, x1, y1 = box
            if x1 > x0:
                corner = place.topLeft() + QPointF(x0 * scale, y0 * scale)
                frame = QRectF(corner.x(), corner.y(), (x1 - x0) * scale, (y1 - y0) * scale)
                outline(painter, frame, colour_of(number), 2.0)
                item = composite.things[number].item
                self._paint_label(painter, frame, place, item.name_zh if self._chinese else item.name_en, number)

    @staticmethod
    def _paint_label(painter: QPainter, frame: QRectF, place: QRectF, name: str, number: int) -> None:
        theme = current_theme()
        painter.setFont(theme.small_font())
        metrics = QFontMetricsF(painter.font())
        chip = QRectF(0, 0, metrics.horizontalAdvance(name) + 2 * _LABEL_PAD, metrics.height() + 2)
        above = frame.top() - chip.height() >= place.top()
        chip.moveTopLeft(QPointF(frame.left(), frame.top() - chip.height() if above else frame.top()))
        chip.moveRight(min(chip.right(), place.right()))
        painter.fillRect(chip, QColor(colour_of(number)))
        painter.setPen(QColor(theme.on_accent))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.used.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.used.emit()


def colour_of(number: int) -> str:
    """Return the colour of the thing with this number, 0 for the nearest."""
    groups = current_theme().groups
    return groups[number % len(groups)]


def mask_image(composite: Composite) -> QImage:
    """Tint the visible pixels of each thing in its colour; the rest stays transparent."""
    size = composite.size
    argb = np.zeros((size, size), np.uint32)
    for number, mask in enumerate(composite.masks):
        colour = QColor(colour_of(number))
        parts = [round(part * _MASK_OPACITY) for part in (colour.red(), colour.green(), colour.blue())]
        argb[mask] = round(255 * _MASK_OPACITY) << 24 | parts[0] << 16 | parts[1] << 8 | parts[2]
    return QImage(argb.data, size, size, 4 * size, ARGB).copy()


def depth_image(composite: Composite) -> QImage:
    """Paint the depth order, the nearest thing the brightest and the background the darkest."""
    farthest = len(composite.things)
    nearness = (farthest - composite.depth) / max(1, farthest)
    return indexed_image((1 + nearness * (LEVELS - 1)).astype(np.uint8), colour_table(INFERNO))
