"""A picture with a part of its patches covered, to be painted on where its owner listens.

What the brush does is seen at once. Frames that answer an earlier stroke do not take back a later one:
until a frame shows the mask that was painted last, its picture is drawn and its mask is not.
"""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, MaskFrame
from widgets.brush import Brush
from widgets.brush_tools import BrushTools
from widgets.cell_view import CellView
from widgets.cells import NOWHERE, Cell, CellGrid, outline
from widgets.mask_paint import Mask, MaskPaint, block
from widgets.rasters import picture_image
from widgets.theme import current_theme

_SHARP_BELOW = 64  # pictures smaller than this are shown pixel by pixel


class MaskView(CellView):
    """Shows a `MaskFrame`.

    painted:       the mask (rows, columns) bool as the brush has just left it.
    again_pressed: another sampled mask is wanted.
    """

    kind: ClassVar[str] = "mask"
    painted = Signal(object)
    again_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint_mask = MaskPaint(np.zeros((1, 1), bool))
        self._ahead = False  # of the frames, which show what was painted a moment ago
        self._opposite = False
        self.tools = BrushTools(self.body)
        self.tools.hide()
        self.column.addWidget(self.tools)
        self._brush = Brush(self.canvas, self)
        self._brush.began.connect(self._on_began)
        self._brush.moved.connect(self._on_moved)
        self._brush.ended.connect(self._on_ended)
        self.tools.cleared.connect(self._on_cleared)
        self.tools.inverted.connect(self._on_inverted)
        self.tools.undone.connect(self._on_undone)
        self.tools.again_pressed.connect(self._on_again)

    @property
    def removed(self) -> Mask:
        """The mask as it is seen."""
        return self._paint_mask.removed

    def set_paintable(self, paintable: bool) -> None:
        """Offer the brush, or only show."""
        self._brush.set_active(paintable)
        self.tools.setVisible(paintable)

    def follow_frames(self) -> None:
        """Show the masks of frames again, first the newest one's: what was painted last is not wanted any more."""
        if self._ahead and not self._brush.down and isinstance(self.frame, MaskFrame):
            self._ahead = False
            self._paint_mask.take(self.frame.removed)
            self.canvas.update()

    # The view

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, MaskFrame)
        height, width, _ = frame.pixels.shape
        area = QRectF(0, 0, width, height)
        self.layers = [(picture_image(frame.pixels), max(width, height) >= _SHARP_BELOW)]
        rows, columns = frame.removed.shape
        self.grid = CellGrid(rows, columns, area)
        if self._ahead and frame.removed.shape == self.removed.shape:
            self._ahead = not np.array_equal(frame.removed, self.removed)
        else:
            self._ahead = False
            self._paint_mask.take(frame.removed)
        self.tools.allow_undo(self._paint_mask.can_undo)
        self.canvas.show_content(area)

    def paint_over(self, painter: QPainter) -> None:
        """Cover what is removed."""
        if self.grid is None:
            return
        theme = current_theme()
        pen = QPen(QColor(theme.border), 1)
        pen.setCosmetic(True)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.strong_border))
        for row, column in np.argwhere(self.removed):
            painter.drawRect(self.grid.rect((int(row), int(column))))
        painter.restore()

    def _paint_outlines(self, painter: QPainter, grid: CellGrid) -> None:
        """Outline the patches under the brush, which may be more than the one under the mouse."""
        large = self._brush.active and self.tools.brush_size > 1 and grid.has(self._under_mouse)
        if not large or self._point is None:
            super()._paint_outlines(painter, grid)
            return
        kept, self._under_mouse = self._under_mouse, NOWHERE
        super()._paint_outlines(painter, grid)
        self._under_mouse = kept
        top, left, bottom, right = block(*self._place(self._point, grid), self.tools.brush_size)
        whole = grid.rect((top, left)).united(grid.rect((bottom - 1, right - 1)))
        outline(painter, whole.intersected(grid.area), current_theme().accent)

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        if cell == NOWHERE:
            return ""
        place = self.tr("patch ({}, {})").format(*cell)
        return f"{place} · {self.tr('removed') if self.removed[cell] else self.tr('visible')}"

    def summary(self) -> str:
        if not isinstance(self.frame, MaskFrame):
            return super().summary()
        return self.tr("Picture with {} of {} patches removed.").format(int(self.removed.sum()), self.removed.size)

    def choose(self, cell: Cell) -> None:
        """A key was pressed on a patch: paint it, or only tell where nothing can be painted."""
        if not self._brush.active:
            super().choose(cell)
            return
        self._paint_mask.begin()
        self._paint_mask.move(cell[0] + 0.5, cell[1] + 0.5, 1, remove=not self.removed[cell])
        self._tell()

    # The brush

    @staticmethod
    def _place(point: QPointF, grid: CellGrid) -> tuple[float, float]:
        """Where a point of the content is, in patches from the top left: (row, column)."""
        return (
            (point.y() - grid.area.top()) / grid.area.height() * grid.rows,
            (point.x() - grid.area.left()) / grid.area.width() * grid.columns,
        )

    def _tell(self) -> None:
        self._ahead = True
        self.tools.allow_undo(self._paint_mask.can_undo)
        self.canvas.update()
        self._describe()
        self.painted.emit(self.removed)

    @Slot(bool)
    def _on_began(self, opposite: bool) -> None:
        self._opposite = opposite
        self._paint_mask.begin()

    @Slot(object)
    def _on_moved(self, pixel: QPointF) -> None:
        if self.frame is None or self.grid is None:
            return
        point = self.canvas.content_at(pixel)
        self._move_to(self.grid.at(point), point if self.grid.area.contains(point) else None)
        self.canvas.update()
        row, column = self._place(point, self.grid)
        remove = self.tools.removes != self._opposite
        if self._paint_mask.move(row, column, self.tools.brush_size, remove=remove):
            self._tell()

    @Slot()
    def _on_ended(self) -> None:
        self.tools.allow_undo(self._paint_mask.can_undo)

    @Slot()
    def _on_cleared(self) -> None:
        if self.frame is not None and self._paint_mask.fill(removed=False):
            self._tell()

    @Slot()
    def _on_inverted(self) -> None:
        if self.frame is not None and self._paint_mask.invert():
            self._tell()

    @Slot()
    def _on_undone(self) -> None:
        if self.frame is not None and self._paint_mask.undo():
            self._tell()

    @Slot()
    def _on_again(self) -> None:
        if self.frame is not None:
            self._paint_mask.take(self.removed, undoable=True)
            self.again_pressed.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._brush.active and self.tools.press(event)):
            super().keyPressEvent(event)
