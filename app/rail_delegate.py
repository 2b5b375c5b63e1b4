"""How a line of the rail looks: a family in spaced capitals, a paper with its year, an experiment."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import current_theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole

Kind = Literal["family", "paper", "experiment"]
Index = QModelIndex | QPersistentModelIndex

_HEIGHTS: dict[Kind, int] = {"family": 30, "paper": 28, "experiment": 26}
_INDENT: dict[Kind, int] = {"family": 10, "paper": 14, "experiment": 54}
_YEAR_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is, what it says, and the id it opens (empty for a family)."""

    kind: Kind
    text: str
    id: str = ""
    year: str = ""


class RailDelegate(QStyledItemDelegate):
    """Paints entries; the one that is shown has a bar at its left edge."""

    narrow = False
    shown = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHTS[index.data(ENTRY_ROLE).kind])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        box = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind != "family":
            self._paint_box(painter, option, box, self._is_shown(entry))
        if self.narrow:
            self._paint_narrow(painter, box, entry)
        else:
            self._paint_wide(painter, box, entry)
        painter.restore()

    def _is_shown(self, entry: Entry) -> bool:
        """Narrow, the paper stands for its experiments."""
        return self.shown.partition(".")[0] == entry.id if self.narrow else self.shown == entry.id

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, shown: bool) -> None:
        theme = current_theme()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if shown or chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.raised))
            painter.setPen(QColor(theme.accent) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), theme.small_radius, theme.small_radius)
        if shown:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRect(box.left() + 1, box.top() + 5, 3, box.height() - 10), 1.5, 1.5)

    def _paint_narrow(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = current_theme()
        if entry.kind == "family":
            painter.setPen(QColor(theme.border))
            painter.drawLine(box.left() + 12, box.center().y(), box.right() - 12, box.center().y())
            return
        painter.setFont(theme.small_font())
        painter.setPen(QColor(theme.text))
        elided = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, box.width() - 10)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)

    def _paint_wide(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = current_theme()
        place = box.adjusted(_INDENT[entry.kind], 0, -8, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        if entry.kind == "family":
            painter.setFont(theme.caption_font())
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignBottom, entry.text)
            return
        painter.setFont(theme.font())
        if entry.year:
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, centre, entry.year)
            place.setLeft(place.left() + _YEAR_WIDTH)
        shown = entry.kind == "paper" or entry.id == self.shown
        painter.setPen(QColor(theme.text if shown else theme.muted))
        elided = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, centre, elided)
