"""Small pictures for the tray, made where they do not hold the window up."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage

from engine.images import Picture

SIZE = QSize(72, 48)
_SHARPNESS = 2  # drawn at this many device pixels per pixel, enough for HiDPI screens


def image_of(picture: Picture) -> QImage:
    """Return the picture (H, W, 3) uint8 as a QImage that shares its pixels and keeps them alive."""
    height, width = picture.pixels.shape[:2]
    image = QImage(picture.pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    image.pixels_owner = picture.pixels  # type: ignore[attr-defined]  # QImage itself holds no reference
    return image


def thumbnail(picture: Picture) -> QImage:
    """Cut the middle of a picture to the tray's shape and shrink it. May run on any thread."""
    image = image_of(picture)
    wanted = SIZE * _SHARPNESS
    fitted = SIZE.scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
    cut = QRect((image.width() - fitted.width()) // 2, (image.height() - fitted.height()) // 2, 0, 0)
    cut.setSize(fitted.expandedTo(QSize(1, 1)))
    small = image.copy(cut).scaled(
        wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    small.setDevicePixelRatio(_SHARPNESS)
    return small
