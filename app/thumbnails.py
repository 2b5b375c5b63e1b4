"""Small pictures for the tray, made where they do not hold the window up."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from engine.images import Picture
from widgets.rasters import picture_image

SIZE = QSize(72, 48)
_SHARPNESS = 2  # drawn at this many device pixels per pixel, enough for HiDPI screens
_OVERSAMPLING = 4  # huge pictures are thinned to about this many pixels per thumbnail pixel before smoothing


def thumbnail(picture: Picture) -> QImage:
    """Cut the middle of a picture to the tray's shape and shrink it. May run on any thread."""
    height, width = picture.pixels.shape[:2]
    cut = SIZE.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    left, top = (width - cut.width()) // 2, (height - cut.height()) // 2
    step = max(1, cut.height() // (SIZE.height() * _SHARPNESS * _OVERSAMPLING))
    middle = picture.pixels[top : top + cut.height() : step, left : left + cut.width() : step]
    small = picture_image(middle).scaled(
        SIZE * _SHARPNESS, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    small.setDevicePixelRatio(_SHARPNESS)
    return small
