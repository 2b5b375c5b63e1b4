"""Drawing an image into a rectangle so that it is neither jagged nor blurred against its will."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPaintEngine, QPainter

_VECTOR_ENGINES = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf, QPaintEngine.Type.Picture)
_VECTOR_PX = 512  # viewers of SVG and PDF smooth small images; enlarged ones keep their edges


def draw_image(painter: QPainter, image: QImage, target: QRectF, smooth: bool) -> None:
    """Draw all of `image` into `target` of the painter's own coordinates.

    smooth: interpolate, and average when much smaller; otherwise every pixel stays a sharp box.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    if painter.paintEngine().type() in _VECTOR_ENGINES:
        image = _enlarged(image, smooth)
    elif smooth:
        image = _reduced(image, painter.transform().mapRect(target), painter.device())
    painter.drawImage(target, image)
    painter.restore()


def _reduced(image: QImage, shown: QRectF, device: QPaintDevice) -> QImage:
    """Average an image down while it is over twice as large as it is shown: interpolation alone would skip pixels."""
    ratio = device.devicePixelRatioF()
    size = QSize(round(shown.width() * ratio), round(shown.height() * ratio)).expandedTo(QSize(1, 1))
    if image.width() <= 2 * size.width() or image.height() <= 2 * size.height():
        return image
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _enlarged(image: QImage, smooth: bool) -> QImage:
    factor = _VECTOR_PX // max(image.width(), image.height(), 1)
    if factor < 2:
        return image
    mode = Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
    return image.scaled(image.size() * factor, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
