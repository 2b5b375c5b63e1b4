"""The names of a plot's groups or lines, in one row that wraps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import current_theme

_MARK_PX = 9
_SPACE = 5  # between a mark and its name
_GAP = 12  # between entries
_LINE_PX = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One name. `mark` is how it is drawn in the plot; `symbol` the shape of its dots."""

    name: str
    colour: str
    mark: Literal["dots", "line", "bold", "dash"] = "dots"
    symbol: QPainterPath | None = None


class Legend(QWidget):
    """Shows entries, right-aligned, with a word on what they are at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._title = ""
        self._lead = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_entries(self, entries: tuple[Entry, ...], title: str = "") -> None:
        """Show these entries; nothing takes no room."""
        if (entries, title) != (self._entries, self._title):
            self._entries, self._title = entries, title
            self._refresh()

    def lead_with(self, words: str) -> None:
        """Write `words` at the left, such as the name of an axis that has no room beside it."""
        if words != self._lead:
            self._lead = words
            self._refresh()

    @property
    def lead(self) -> str:
        """The words at the left."""
        return self._lead

    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not self._entries and not self._lead

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def full_width(self) -> float:
        """Width that shows everything in one row."""
        return sum(width for _, width in self._pieces()) + _GAP * max(len(self._pieces()) - 1, 0)

    def height_in(self, width: float) -> int:
        """Height that shows everything in rows of `width`."""
        return 0 if self.is_empty() else len(self._rows(width)) * _LINE_PX

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint into `room` of any paint device."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current_theme().small_font())
        painter.setPen(QColor(current_theme().muted))
        first = QRectF(room.left(), room.top(), room.width(), _LINE_PX)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self._lead)
        for entry, place in self.places(room):
            self._paint_entry(painter, entry, place)
        painter.restore()

    def places(self, room: QRectF) -> Iterator[tuple[Entry | str, QRectF]]:
        """Yield each entry, and the title, with where it stands in `room`."""
        for number, row in enumerate(self._rows(room.width())):
            x = room.right() - sum(width for _, width in row) - _GAP * (len(row) - 1)
            for entry, width in row:
                yield entry, QRectF(x, room.top() + number * _LINE_PX, width, _LINE_PX)
                x += width + _GAP

    def _pieces(self) -> list[tuple[Entry | str, float]]:
        metrics = QFontMetricsF(current_theme().small_font())
        pieces: list[tuple[Entry | str, float]] = [
            (entry, _MARK_PX + _SPACE + metrics.horizontalAdvance(entry.name)) for entry in self._entries
        ]
        if self._title:
            pieces.append((self._title, metrics.horizontalAdvance(self._title)))
        return pieces

    def _rows(self, room: float) -> list[list[tuple[Entry | str, float]]]:
        rows: list[list[tuple[Entry | str, float]]] = [[]]
        lead = QFontMetricsF(current_theme().small_font()).horizontalAdvance(self._lead)
        used = lead + _GAP if lead else 0.0
        if used and used + self.full_width() > room >= self.full_width():
            rows, used = [[], []], 0.0  # better the name above than the entries torn apart
        for piece in self._pieces():
            if used and used + piece[1] > room + 0.5:
                rows.append([])
                used = 0.0
            rows[-1].append(piece)
            used += piece[1] + _GAP
        return rows

    def _paint_entry(self, painter: QPainter, entry: Entry | str, place: QRectF) -> None:
        painter.setPen(QColor(current_theme().muted))
        if isinstance(entry, str):
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, entry)
            return
        words = place.adjusted(_MARK_PX + _SPACE, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, entry.name)
        middle = QPointF(place.left() + _MARK_PX / 2, place.center().y())
        _paint_mark(painter, entry, middle)

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.height_in(width)

    def sizeHint(self) -> QSize:
        return QSize(int(self.full_width()) + 1, _LINE_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, _LINE_PX)

    def room(self) -> QRectF:
        """Where on the widget its rows are."""
        rows = self.height_in(self.width())
        return QRectF(0, (self.height() - rows) / 2, self.width(), rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_on(painter, self.room())


def _paint_mark(painter: QPainter, entry: Entry, middle: QPointF) -> None:
    painter.save()
    painter.translate(middle)
    if entry.mark == "dots":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(entry.colour))
        painter.scale(_MARK_PX, _MARK_PX)
        if entry.symbol is None:
            painter.drawEllipse(QRectF(-0.5, -0.5, 1, 1))
        else:
            painter.drawPath(entry.symbol)
    else:
        style = Qt.PenStyle.DashLine if entry.mark == "dash" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(entry.colour), 2.6 if entry.mark == "bold" else 1.5, style))
        painter.drawLine(QPointF(-_MARK_PX / 2, 0), QPointF(_MARK_PX / 2, 0))
    painter.restore()
