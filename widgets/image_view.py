"""A picture, with a grid of patches over it when the frame has one."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from engine.frames import Frame, ImageFrame
from widgets.cell_view import CellView
from widgets.cells import NOWHERE, Cell, CellGrid, outline
from widgets.rasters import picture_image
from widgets.theme import current_theme

_SHARP_BELOW = 64  # pictures smaller than this are shown pixel by pixel


class ImageView(CellView):
    """Shows an `ImageFrame`."""

    kind: ClassVar[str] = "image"

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, ImageFrame)
        height, width, _ = frame.pixels.shape
        area = QRectF(0, 0, width, height)
        self.layers = [(picture_image(frame.pixels), max(width, height) >= _SHARP_BELOW)]
        self.grid = CellGrid(*frame.cells, area) if frame.cells else None
        self.marked = frame.marked
        self.canvas.show_content(area)

    def paint_over(self, painter: QPainter) -> None:
        """Outline the boxes, the chosen one last so that it lies on top."""
        assert isinstance(self.frame, ImageFrame)
        for number, (x0, y0, x1, y1) in reversed(list(enumerate(self.frame.boxes))):
            colour = "#ffffff" if number else current_theme().accent
            outline(painter, QRectF(x0, y0, x1 - x0, y1 - y0), colour, 1.25 if number else 2)

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        assert isinstance(self.frame, ImageFrame)
        parts = []
        if cell != NOWHERE:
            parts.append(self.tr("patch ({}, {})").format(*cell))
        if point is not None:
            height, width, _ = self.frame.pixels.shape
            x, y = min(int(point.x()), width - 1), min(int(point.y()), height - 1)
            red, green, blue = (int(value) for value in self.frame.pixels[y, x])
            parts.append(f"#{red:02x}{green:02x}{blue:02x}")
        return " · ".join(parts)

    def summary(self) -> str:
        if not isinstance(self.frame, ImageFrame):
            return super().summary()
        height, width, _ = self.frame.pixels.shape
        text = self.tr("Picture of {} by {} pixels").format(width, height)
        if self.frame.cells:
            text += ", " + self.tr("cut into {} rows and {} columns of patches").format(*self.frame.cells)
        return text + "."
