"""Paints the map: dots, thumbnails, the chosen point with lines to those most alike."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from widgets.atlas.crowd import FAINT, HIDDEN, MARKED, PLAIN, Crowd, radius_for, rgb
from widgets.atlas.raster import DotRaster, Layer, Pixels
from widgets.atlas.thumbnails import apart
from widgets.language import told
from widgets.theme import current_theme

_FAINTNESS = 0.82  # of the background in the colour of a faint dot
_RING_PX = 3.5  # from a dot to the ring around it
_CARD_PX = 112.0
_CARD_GAP, _CARD_PAD = 14.0, 8.0
_NAME_PX = 17.0
_LINE_ALPHA = 150


def draw_dots(raster: DotRaster, crowd: Crowd, pixels: Pixels, size: QSizeF, ratio: float, without: list[int]) -> None:
    """Draw the dots into a raster of `size`; pixels: (N, 2) places on it, without: points shown otherwise."""
    theme = current_theme()
    raster.begin(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)), theme.card)
    looks = crowd.looks.copy()
    looks[without] = HIDDEN
    vivid = crowd.colours(theme)
    radius = radius_for(in_sight(crowd, pixels, size)) * ratio
    faint = np.rint(_FAINTNESS * np.array(rgb(theme.card)) + (1 - _FAINTNESS) * vivid).astype(np.uint8)
    layers = (
        Layer(looks == FAINT, radius, faint),
        Layer(looks == PLAIN, radius, vivid),
        Layer(looks == MARKED, radius + ratio, vivid, rgb(theme.text)),
    )
    for layer in layers:
        raster.draw(layer, pixels * ratio if ratio != 1 else pixels, crowd.frame.category, crowd.shapes)


def in_sight(crowd: Crowd, pixels: Pixels, size: QSizeF) -> int:
    """Count the points that are shown and lie on the map."""
    x, y = pixels[:, 0], pixels[:, 1]
    inside = (x >= 0) & (x <= size.width()) & (y >= 0) & (y <= size.height())
    return int(np.count_nonzero(inside & (crowd.looks != HIDDEN)))


def shown_thumbnails(crowd: Crowd, pixels: Pixels, origin: QPointF, size: QSizeF, side: float) -> list[int]:
    """Return the points whose thumbnails are shown; marked ones come first.

    origin: where the middle of the content is, in pixels.
    """
    reach = side / 2
    x, y = pixels[:, 0], pixels[:, 1]
    near = (x > -reach) & (x < size.width() + reach) & (y > -reach) & (y < size.height() + reach)
    shown = near & (crowd.looks >= (MARKED if (crowd.looks == MARKED).any() else PLAIN))
    return apart(pixels - (origin.x(), origin.y()), np.flatnonzero(shown), side + 3)


def paint_thumbnails(painter: QPainter, crowd: Crowd, pixels: Pixels, chosen: list[int], side: float) -> None:
    """Paint pictures in frames of their category's colour."""
    colours = crowd.colours(current_theme())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for index in chosen:
        picture = crowd.thumbnail(index)
        if picture is None:
            return
        place = QRectF(pixels[index, 0] - side / 2, pixels[index, 1] - side / 2, side, side)
        painter.fillRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), QColor(*map(int, colours[crowd.frame.category[index]])))
        painter.drawImage(place, picture)


def paint_relations(painter: QPainter, crowd: Crowd, pixels: Pixels, index: int, strong: bool) -> None:
    """Draw lines from a point to the ones most alike, and a ring around each."""
    theme, radius = current_theme(), radius_for(crowd.count) + _RING_PX
    colour = QColor(theme.accent)
    near = crowd.frame.neighbours
    if near is not None:
        faint = QColor(colour)
        faint.setAlpha(_LINE_ALPHA if strong else _LINE_ALPHA // 2)
        painter.setPen(QPen(faint, 1.2))
        for other in near[index].tolist():
            if crowd.looks[other] != HIDDEN:
                painter.drawLine(QPointF(*pixels[index]), QPointF(*pixels[other]))
                painter.drawEllipse(QPointF(*pixels[other]), radius - 1, radius - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.card), 5))
    painter.drawEllipse(QPointF(*pixels[index]), radius, radius)
    painter.setPen(QPen(colour, 2))
    painter.drawEllipse(QPointF(*pixels[index]), radius, radius)


def paint_card(painter: QPainter, crowd: Crowd, pixels: Pixels, index: int, room: QRectF) -> None:
    """Show a point's picture, name and category beside it, inside `room`."""
    theme, frame = current_theme(), crowd.frame
    picture = crowd.thumbnail(index)
    name, category = told(frame.names[index]), told(frame.categories[int(frame.category[index])])
    painter.setFont(theme.small_font())
    metrics = QFontMetricsF(painter.font())
    side = _CARD_PX if picture is not None else 0.0
    width = max(side, min(200.0, max(metrics.horizontalAdvance(name), metrics.horizontalAdvance(category) + 14)))
    card = QRectF(0, 0, width + 2 * _CARD_PAD, side + 2 * _NAME_PX + 2 * _CARD_PAD + (4 if side else 0))
    card.moveTopLeft(_beside(QPointF(*pixels[index]), card.size(), room))
    painter.setPen(QPen(QColor(theme.strong_border), 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(card, theme.small_radius, theme.small_radius)
    inner = card.adjusted(_CARD_PAD, _CARD_PAD, -_CARD_PAD, -_CARD_PAD)
    if picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(inner.left() + (width - side) / 2, inner.top(), side, side), picture)
    line = QRectF(inner.left(), inner.bottom() - 2 * _NAME_PX, width, _NAME_PX)
    painter.setPen(QColor(theme.text))
    painter.drawText(
        line, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(name, Qt.TextElideMode.ElideRight, width + 1)
    )
    line.translate(0, _NAME_PX)
    colours = crowd.colours(theme)
    painter.setBrush(QColor(*map(int, colours[frame.category[index]])))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(line.left() + 4, line.center().y()), 4, 4)
    painter.setPen(QColor(theme.muted))
    painter.drawText(line.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, category)


def paint_lasso(painter: QPainter, points: list[QPointF]) -> None:
    """Draw the line around what is being caught."""
    accent = QColor(current_theme().accent)
    painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
    accent.setAlpha(36)
    painter.setBrush(accent)
    painter.drawPolygon(points)


def inside(pixels: Pixels, points: list[QPointF]) -> NDArray[np.bool_]:
    """Say which places (N, 2) lie inside a closed line: those from which a ray crosses it an odd number of times."""
    corners = np.array([(point.x(), point.y()) for point in points])
    odd = np.zeros(len(pixels), bool)
    if len(corners) < 3:
        return odd
    x, y = pixels[:, 0], pixels[:, 1]
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 != y1:
            odd ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return odd


def _beside(point: QPointF, size: QSizeF, room: QRectF) -> QPointF:
    """Return the corner of a card beside a point, on the side where it has room."""
    right = point.x() + _CARD_GAP
    x = right if right + size.width() <= room.right() else point.x() - _CARD_GAP - size.width()
    y = min(max(point.y() - size.height() / 2, room.top()), max(room.top(), room.bottom() - size.height()))
    return QPointF(max(room.left(), x), y)
