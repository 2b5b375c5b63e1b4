"""How a row of the weights table looks: a label over its name, a dot for the kind, a bar for a download."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.weights.table import BADGE, FAILED_ROLE, HASH, NAME, PAPERS, ROW_ROLE, SHARE_ROLE, SIZE, STATE
from app.weights_badge import TONES
from engine.weights.library import WeightsRow
from widgets.theme import current_theme

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT_PX = 40
_MARGIN = 10
_DOT = 7
_BAR_PX = 3


class WeightsDelegate(QStyledItemDelegate):
    """Paints every cell of the table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.raised))
        box = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.column() == NAME:
            self._paint_name(painter, box, index)
        elif index.column() == BADGE:
            self._paint_badge(painter, box, index)
        elif index.column() == STATE:
            self._paint_state(painter, box, index)
        else:
            self._paint_plain(painter, box, index)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_name(self, painter: QPainter, box: QRect, index: Index) -> None:
        theme = current_theme()
        row: WeightsRow = index.data(ROW_ROLE)
        middle = box.height() // 2
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.text))
        self._write(painter, box.adjusted(0, 3, 0, -middle + 1), index.data())
        painter.setFont(theme.small_font())
        painter.setPen(QColor(theme.muted))
        self._write(painter, box.adjusted(0, middle - 1, 0, -3), row.name)

    def _paint_badge(self, painter: QPainter, box: QRect, index: Index) -> None:
        theme = current_theme()
        row: WeightsRow = index.data(ROW_ROLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, TONES[row.badge])))
        painter.drawEllipse(QRectF(box.left(), box.center().y() - _DOT / 2 + 0.5, _DOT, _DOT))
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.text))
        self._write(painter, box.adjusted(_DOT + 7, 0, 0, 0), index.data())

    def _paint_state(self, painter: QPainter, box: QRect, index: Index) -> None:
        theme = current_theme()
        row: WeightsRow = index.data(ROW_ROLE)
        share: float | None = index.data(SHARE_ROLE)
        tone = theme.bad if index.data(FAILED_ROLE) else theme.good if row.state == "ready" else theme.muted
        moving = share is not None and row.state != "partly downloaded"
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.text if moving else tone))
        self._write(painter, box.adjusted(0, 0, 0, -6) if share is not None else box, index.data())
        if share is not None:
            line = QRectF(box.left(), box.bottom() - 8, box.width(), _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            for width, colour in ((1.0, theme.strong_border), (share, theme.good if moving else theme.muted)):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(line.left(), line.top(), line.width() * width, _BAR_PX), 1.5, 1.5)

    def _paint_plain(self, painter: QPainter, box: QRect, index: Index) -> None:
        theme = current_theme()
        painter.setFont(theme.mono_font() if index.column() == HASH else theme.font())
        painter.setPen(QColor(theme.text if index.column() in (PAPERS, SIZE) else theme.muted))
        side = Qt.AlignmentFlag.AlignRight if index.column() == SIZE else Qt.AlignmentFlag.AlignLeft
        self._write(painter, box, index.data(), side)
