"""A paragraph of text."""

from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from engine.frames import Frame, TextFrame
from widgets.language import told
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_ANY_HEIGHT = 100_000.0


class TextView(SheetView):
    """Shows a `TextFrame`; Copy in the export menu takes the words along."""

    kind: ClassVar[str] = "text"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf")

    def draw(self, frame: Frame) -> None:
        self.surface.refresh()

    def sheet_height(self, width: float) -> float:
        metrics = QFontMetricsF(current_theme().font())
        return metrics.boundingRect(QRectF(0, 0, width, _ANY_HEIGHT), _FLAGS, self._text()).height() + 2

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(current_theme().font())
        painter.setPen(QColor(current_theme().text))
        painter.drawText(room, _FLAGS, self._text())

    def summary(self) -> str:
        return self._text() or super().summary()

    def _text(self) -> str:
        return told(self.frame.text) if isinstance(self.frame, TextFrame) else ""
