"""How a picture of the tray looks: a rounded thumbnail, a ring around the chosen one."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shelf import Item, Shelf
from app.thumbnails import SIZE
from widgets.theme import current_theme

ITEM_ROLE = Qt.ItemDataRole.UserRole
STARTS_GROUP_ROLE = Qt.ItemDataRole.UserRole + 1

_RING = 4
_GAP = 4
_GROUP_GAP = 10
_RADIUS = 5

Index = QModelIndex | QPersistentModelIndex


class ThumbnailDelegate(QStyledItemDelegate):
    """Paints the items of a shelf."""

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        extra = _GROUP_GAP if index.data(STARTS_GROUP_ROLE) else 0
        return QSize(SIZE.width() + 2 * _RING + _GAP + extra, SIZE.height() + 2 * _RING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        theme = current_theme()
        box = QRect(option.rect.right() - SIZE.width() - _RING - _GAP + 1, option.rect.top() + _RING, 0, 0)
        box.setSize(SIZE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(STARTS_GROUP_ROLE):
            painter.setPen(QColor(theme.border))
            x = option.rect.left() + 2
            painter.drawLine(x, box.top() + 4, x, box.bottom() - 4)
        self._paint_picture(painter, box, item)
        if item.key == self._shelf.chosen:
            self._paint_ring(painter, box, theme.accent, 2.0)
        elif option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_ring(painter, box, theme.text, 1.0)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            self._paint_ring(painter, box, theme.strong_border, 1.0)
        if item.key == self._shelf.second:
            self._paint_number(painter, box)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, item: Item) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), _RADIUS, _RADIUS)
        painter.fillPath(path, QColor(current_theme().raised))
        image = self._shelf.thumbnail(item.key)
        if image is not None:
            painter.setClipPath(path)
            painter.drawImage(box, image)
            painter.setClipping(False)

    @staticmethod
    def _paint_ring(painter: QPainter, box: QRect, colour: str, width: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), width))
        painter.drawRoundedRect(QRectF(box).adjusted(-2.5, -2.5, 2.5, 2.5), _RADIUS + 2, _RADIUS + 2)

    @staticmethod
    def _paint_number(painter: QPainter, box: QRect) -> None:
        theme = current_theme()
        spot = QRect(box.right() - 17, box.top() + 3, 15, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(spot)
        painter.setFont(theme.small_font())
        painter.setPen(QColor(theme.on_accent))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "2")
