"""How an item of the world looks in the gallery: its picture, a sign for a sound, its name below."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.world.tiles import SIDE, Tiles
from engine.world.items import Item
from widgets.icons import icon
from widgets.theme import current_theme

ITEM_ROLE = Qt.ItemDataRole.UserRole

_PAD, _RADIUS, _SIGN = 6, 6, 16
_NAME_HEIGHT = 20
CELL = QSize(SIDE + 2 * _PAD + 8, SIDE + 2 * _PAD + _NAME_HEIGHT + 6)

Index = QModelIndex | QPersistentModelIndex


class TileDelegate(QStyledItemDelegate):
    """Paints one item into a cell."""

    def __init__(self, tiles: Tiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        theme = current_theme()
        frame = QRect(0, 0, SIDE + 2 * _PAD, SIDE + 2 * _PAD)
        frame.moveCenter(option.rect.center())
        frame.moveTop(option.rect.top() + 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(
            QPen(QColor(theme.accent), 2) if chosen else QColor(theme.strong_border if over else theme.raised)
        )
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        self._paint_picture(painter, frame.adjusted(_PAD, _PAD, -_PAD, -_PAD), self._tiles.get(item))
        if item.sound is not None:
            self._paint_sign(painter, frame)
        self._paint_name(
            painter, QRect(option.rect.left(), frame.bottom() + 2, option.rect.width(), _NAME_HEIGHT), index
        )
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, box: QRect, tile: QImage | None) -> None:
        if tile is None:
            return
        size = tile.deviceIndependentSize().toSize()
        size = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        path = QPainterPath()
        path.addRoundedRect(QRectF(place), 3, 3)
        painter.setClipPath(path)
        painter.drawImage(place, tile)
        painter.setClipping(False)

    @staticmethod
    def _paint_sign(painter: QPainter, frame: QRect) -> None:
        theme = current_theme()
        spot = QRect(frame.right() - _SIGN - 5, frame.top() + 5, _SIGN, _SIGN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(spot.adjusted(-2, -2, 2, 2))
        icon("sound", "accent").paint(painter, spot.adjusted(1, 1, -1, -1))

    @staticmethod
    def _paint_name(painter: QPainter, line: QRect, index: Index) -> None:
        theme = current_theme()
        painter.setFont(theme.small_font())
        painter.setPen(QColor(theme.text))
        name = QFontMetrics(painter.font()).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, line.width() - 8)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
