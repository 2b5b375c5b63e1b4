"""Rows of words and numbers under named columns."""

import re
from collections.abc import Iterator
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextOption
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, TableCell, TableFrame
from widgets.language import told, told_axis
from widgets.numbers import short
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_ROW_PX = 26.0
_HEAD_PX = 26.0
_INSET = 6.0
_HIGH = 10_000.0
_LEAST_WORDS_PX = 44.0  # of a column of words, even where numbers would take all
_UNBROKEN = re.compile(r"[^\s\u2e80-\uffef]+")  # what a title on two lines keeps on one; Chinese breaks anywhere
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class TableView(SheetView):
    """Shows a `TableFrame`: numbers to the right of their column, words to the left."""

    kind: ClassVar[str] = "table"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf", "csv")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selected: int | None = None

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, TableFrame)
        self.surface.refresh()
        if frame.selected is not None and frame.selected != self._selected:
            top = self._head_px(self.surface.width()) + frame.selected * _ROW_PX
            self.surface.reveal(top, top + _ROW_PX)
        self._selected = frame.selected

    def sheet_height(self, width: float) -> float:
        return self._head_px(width) + self.item_count() * _ROW_PX

    def item_count(self) -> int:
        return len(self.frame.rows) if isinstance(self.frame, TableFrame) else 0

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        index = int((point.y() - room.top() - self._head_px(room.width())) // _ROW_PX)
        return index if 0 <= index < self.item_count() else None

    def readout(self, index: int) -> str:
        assert isinstance(self.frame, TableFrame)
        cells = zip(self.frame.columns, self.frame.rows[index], strict=True)
        return "  ".join(f"{told(column.label)} {_written(cell, column.unit)}".strip() for column, cell in cells)

    def summary(self) -> str:
        if not isinstance(self.frame, TableFrame):
            return super().summary()
        return "; ".join(self.readout(index) for index in range(self.item_count())) + "."

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        if not isinstance(self.frame, TableFrame):
            return
        theme = current_theme()
        painter.save()
        painter.setFont(theme.small_font())
        columns = self._columns(self.frame, QFontMetricsF(painter.font(), painter.device()), room)
        head = QRectF(room.left(), room.top(), room.width(), self._head_px(room.width()))
        self._paint_titles(painter, self.frame, columns, head)
        painter.setPen(QColor(theme.strong_border))
        painter.drawLine(QPointF(head.left(), head.bottom() - 1), QPointF(head.right(), head.bottom() - 1))
        for index, row in enumerate(self.frame.rows):
            place = QRectF(room.left(), head.bottom() + index * _ROW_PX, room.width(), _ROW_PX)
            if index in (self.under_mouse, self.frame.selected):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.selection if index == self.frame.selected else theme.raised))
                painter.drawRoundedRect(place, 4, 4)
            self._paint_row(painter, [_written(cell) for cell in row], columns, place, QColor(theme.text))
        painter.restore()

    @staticmethod
    def _paint_titles(painter: QPainter, frame: TableFrame, columns: list[tuple[QRectF, bool]], head: QRectF) -> None:
        """Write the titles, on several lines where one is too short."""
        painter.setPen(QColor(current_theme().muted))
        for axis, (column, right) in zip(frame.columns, columns, strict=True):
            option = QTextOption(_RIGHT if right else _LEFT)
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            painter.drawText(
                QRectF(column.left(), head.top(), column.width() + 1, head.height()), told_axis(axis), option
            )

    def _head_px(self, width: float) -> float:
        """Height of the titles in this width."""
        if not isinstance(self.frame, TableFrame):
            return _HEAD_PX
        metrics = QFontMetricsF(current_theme().small_font())
        columns = self._columns(self.frame, metrics, QRectF(0, 0, width, 0))
        tallest = max(
            (
                _title_px(told_axis(axis), place.width() + 1, metrics)
                for axis, (place, _) in zip(self.frame.columns, columns, strict=True)
            ),
            default=0.0,
        )
        return _HEAD_PX + max(tallest - metrics.lineSpacing(), 0.0)

    def _paint_row(
        self, painter: QPainter, words: list[str], columns: list[tuple[QRectF, bool]], row: QRectF, ink: QColor
    ) -> None:
        metrics = QFontMetricsF(painter.font(), painter.device())
        painter.setPen(ink)
        for text, (column, right) in zip(words, columns, strict=True):
            place = QRectF(column.left(), row.top(), column.width(), row.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
            painter.drawText(place, _RIGHT if right else _LEFT, shown)

    @staticmethod
    def _columns(frame: TableFrame, metrics: QFontMetricsF, room: QRectF) -> list[tuple[QRectF, bool]]:
        """Return each column's place across, and whether it is of numbers; spare room is shared out evenly."""
        titles, cells, numeric = [], [], []
        for number, column in enumerate(frame.columns):
            inside = [row[number] for row in frame.rows]
            title = told_axis(column)
            titles.append(metrics.horizontalAdvance(title) + 2)
            pieces = [*_UNBROKEN.findall(title), *map(_written, inside)]
            cells.append(max((metrics.horizontalAdvance(piece) for piece in pieces), default=0.0) + 2)
            filled = [cell for cell in inside if cell is not None]
            of_words = any(isinstance(cell, str) for cell in filled)
            numeric.append(not of_words and bool(filled or column.unit))  # empty ones by what is to come
        free = room.width() - 2 * _INSET * len(titles)
        places = _spread(_fitted(titles, cells, numeric, free), room.left())
        return list(zip(places, numeric, strict=True))


def _title_px(title: str, width: float, metrics: QFontMetricsF) -> float:
    """Return the height of a title in this width, broken as it is when it is painted."""
    if metrics.horizontalAdvance(title) <= width:
        return metrics.lineSpacing()
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    return metrics.boundingRect(QRectF(0, 0, max(width, 1), _HIGH), flags.value, title).height()


def _fitted(titles: list[float], cells: list[float], numeric: list[bool], free: float) -> list[float]:
    """Share out `free` pixels. Half a number is a wrong number: titles give way first, then the widest words.

    titles: widths that they need on one line; cells: what the widest cell, or word of the title, needs.
    """
    full = [max(pair) for pair in zip(titles, cells, strict=True)]
    spare = free - sum(full)
    if spare >= 0:
        return [width + spare / len(full) for width in full]
    words = [cell for cell, number in zip(cells, numeric, strict=True) if not number]
    cap = _cap(words, max(free - sum(cells) + sum(words), _LEAST_WORDS_PX * len(words)))
    widths = [cell if number else min(cell, cap) for cell, number in zip(cells, numeric, strict=True)]
    lacking = [max(title - width, 0.0) for title, width in zip(titles, widths, strict=True)]
    share = min(max(free - sum(widths), 0.0) / (sum(lacking) or 1.0), 1.0)
    widths = [width + share * lack for width, lack in zip(widths, lacking, strict=True)]
    return [width * min(1.0, free / (sum(widths) or 1.0)) for width in widths]


def _cap(widths: list[float], room: float) -> float:
    """Return the width to which the widest are cut so that all take up `room` at most."""
    ordered = sorted(widths)
    for place, width in enumerate(ordered):
        share = room / (len(ordered) - place)
        if width >= share:
            return share
        room -= width
    return ordered[-1] if ordered else 0.0


def _spread(widths: list[float], left: float) -> Iterator[QRectF]:
    """Place columns side by side with an inset on both sides of each."""
    for width in widths:
        yield QRectF(left + _INSET, 0, width, 0)
        left += width + 2 * _INSET


def _written(cell: TableCell, unit: str = "") -> str:
    """Write a cell: whole numbers in full, others shortly."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return told(cell)
    text = f"{cell:,}".replace("-", "−") if isinstance(cell, int) else short(cell)
    return f"{text} {told(unit)}" if unit else text
