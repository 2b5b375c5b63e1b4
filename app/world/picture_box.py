"""A picture as large as fits, over a checkerboard where it is transparent."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.images import draw_image
from widgets.theme import current_theme

_CHECK = 8
_RADIUS = 6
_LOWEST, _HIGHEST = 120, 262


class PictureBox(QWidget):
    """Shows one QImage; a small one is not enlarged beyond twice its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LOWEST)
        self.setMaximumHeight(_HIGHEST)

    def show_image(self, image: QImage) -> None:
        """Show this one; a null image shows nothing."""
        self._image = image
        self.update()

    @property
    def image(self) -> QImage:
        return self._image

    def sizeHint(self) -> QSize:
        return QSize(_HIGHEST, _HIGHEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(theme.raised))
        if self._image.isNull():
            return
        place = self._place()
        if self._image.hasAlphaChannel():
            paint_checks(painter, QRectF(self.rect()))
        draw_image(painter, self._image, place, smooth=True)

    def _place(self) -> QRectF:
        room = self.size() if not self._image.hasAlphaChannel() else self.size() - QSize(16, 16)
        size = self._image.size().scaled(room.boundedTo(self._image.size() * 2), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )


def paint_checks(painter: QPainter, area: QRectF) -> None:
    """Fill an area with the squares that stand for transparency."""
    theme = current_theme()
    painter.fillRect(area, QColor(theme.raised))
    dark = QColor(theme.hover)
    rows, columns = int(area.height() / _CHECK) + 1, int(area.width() / _CHECK) + 1
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            painter.fillRect(QRectF(area.left() + column * _CHECK, area.top() + row * _CHECK, _CHECK, _CHECK), dark)
