"""Named numbers as chips."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, MetricFrame
from widgets.language import told
from widgets.numbers import short
from widgets.sheet_view import SheetView
from widgets.theme import current_theme

_CHIP_PX = 52.0
_PAD = 12.0
_GAP = 8.0
_NAME_PX = 18.0


class MetricView(SheetView):
    """Shows `MetricFrame`s: one chip a name, newest value, until another job begins."""

    kind: ClassVar[str] = "metric"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf", "csv")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, MetricFrame] = {}
        self._job: int | None = None

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, MetricFrame)
        if frame.job != self._job:
            self._chips, self._job = {}, frame.job
        self._chips[frame.name] = frame
        self.surface.refresh()

    def forget(self) -> None:
        super().forget()
        self._chips = {}

    def item_count(self) -> int:
        return len(self._chips)

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        return next((index for index, chip in enumerate(self._places(room)) if chip.contains(point)), None)

    def readout(self, index: int) -> str:
        frame = list(self._chips.values())[index]
        return f"{told(frame.name)}  {frame.value:.6g} {told(frame.unit)}".rstrip()

    def summary(self) -> str:
        if not self._chips:
            return super().summary()
        return "; ".join(f"{told(f.name)} {short(f.value, told(f.unit))}" for f in self._chips.values()) + "."

    def sheet_height(self, width: float) -> float:
        return max((chip.bottom() for chip in self._places(QRectF(0, 0, width, 0))), default=0.0) + 2

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        theme = current_theme()
        for index, (frame, chip) in enumerate(zip(self._chips.values(), self._places(room), strict=True)):
            painter.setPen(QPen(QColor(theme.strong_border if index == self.under_mouse else theme.border), 1))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(chip, theme.small_radius, theme.small_radius)
            words = chip.adjusted(_PAD, 7, -_PAD, -6)
            painter.setPen(QColor(theme.muted))
            painter.setFont(theme.small_font())
            painter.drawText(words, Qt.AlignmentFlag.AlignTop, told(frame.name))
            painter.setPen(QColor(theme.text))
            painter.setFont(_number_font())
            painter.drawText(words, Qt.AlignmentFlag.AlignBottom, short(frame.value, told(frame.unit)))

    def _places(self, room: QRectF) -> list[QRectF]:
        """Chips in rows that wrap."""
        places: list[QRectF] = []
        x, y = room.left() + 1, room.top() + 1
        for frame in self._chips.values():
            width = _chip_width(frame)
            if x > room.left() + 1 and x + width > room.right():
                x, y = room.left() + 1, y + _CHIP_PX + _GAP
            places.append(QRectF(x, y, width, _CHIP_PX))
            x += width + _GAP
        return places


def _number_font() -> QFont:
    font = current_theme().font()
    font.setPixelSize(17)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _chip_width(frame: MetricFrame) -> float:
    name = QFontMetricsF(current_theme().small_font()).horizontalAdvance(told(frame.name))
    number = QFontMetricsF(_number_font()).horizontalAdvance(short(frame.value, told(frame.unit)))
    return max(name, number) + 2 * _PAD + 2
