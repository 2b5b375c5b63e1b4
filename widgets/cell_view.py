"""What pictures, heat maps and sheets of tiles share: one image, and a cell under the mouse."""

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.canvas import Canvas
from widgets.cells import NOWHERE, Cell, CellGrid, outline
from widgets.images import draw_image
from widgets.theme import current_theme
from widgets.view import FrameView


class CellView(FrameView):
    """A view of layers of images over one area, divided into cells.

    A subclass sets `layers`, `grid` and `marked` in `draw`, and says in `readout` what is under
    the mouse.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self._paint, self.body)
        self.layers: list[tuple[QImage, bool]] = []  # image, smooth
        self.grid: CellGrid | None = None
        self.marked: tuple[Cell, ...] = ()
        self._under_mouse = NOWHERE
        self._point: QPointF | None = None
        self._linked = NOWHERE
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 4, 0)
        self.column.setSpacing(6)
        self.column.addWidget(self.canvas, 1)
        self.setFocusProxy(self.canvas)
        self.canvas.hovered.connect(self._on_hovered)
        self.canvas.clicked.connect(self._on_clicked)
        self.canvas.stepped.connect(self._on_stepped)
        self.canvas.chosen.connect(self._on_chosen)

    # What panels call

    def highlight_cell(self, row: int, column: int) -> None:
        """Mark the cell that another view has under its mouse; (-1, -1) marks none."""
        if (row, column) != self._linked:
            self._linked = (row, column)
            self.canvas.update()

    def reset_view(self) -> None:
        """Show everything again after zoom and pan."""
        self.canvas.reset()

    # What subclasses fill in

    def readout(self, cell: Cell, point: QPointF | None) -> str:
        """Say what is in a cell, or at a point of the content where the mouse is."""
        raise NotImplementedError

    def hover(self, cell: Cell) -> None:
        """Tell that another cell is under the mouse."""
        self.cell_hovered.emit(*cell)

    def choose(self, cell: Cell) -> None:
        """Tell that a cell was clicked."""
        self.cell_clicked.emit(*cell)

    def paint_over(self, painter: QPainter) -> None:
        """Paint on top of the images and below the outlines."""

    def refresh_readout(self) -> None:
        if self.grid is None or not self.grid.has(self._under_mouse):
            self._under_mouse = NOWHERE
        self._say_readout()

    def forget(self) -> None:
        self._move_to(NOWHERE, None)
        self.grid = None

    # Figures

    def figure_size(self) -> QSize:
        """Size of the exported figure: as on screen, cut to the shape of the content."""
        seen = self.canvas.camera.transform(self.canvas.room()).mapRect(self.canvas.camera.bounds)
        return seen.intersected(self.canvas.room()).size().toSize().expandedTo(QSize(64, 64))

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        """Paint the images and marks without what is under the mouse."""
        kept, self._under_mouse = self._under_mouse, NOWHERE
        linked, self._linked = self._linked, NOWHERE
        self.canvas.paint_on(painter, room)
        self._under_mouse, self._linked = kept, linked

    # Inside

    def _paint(self, painter: QPainter) -> None:
        if self.frame is None:
            return
        for image, smooth in self.layers:
            draw_image(painter, image, self.canvas.camera.bounds, smooth)
        self.paint_over(painter)
        if self.grid is not None:
            self._paint_outlines(painter, self.grid)

    def _paint_outlines(self, painter: QPainter, grid: CellGrid) -> None:
        accent = current_theme().accent
        for cell in self.marked:
            if grid.has(cell):
                outline(painter, grid.rect(cell), "#ffffff")
        for cell in {self._linked, self._under_mouse}:
            if grid.has(cell):
                outline(painter, grid.rect(cell), accent)

    def _move_to(self, cell: Cell, point: QPointF | None) -> None:
        self._point = point
        if cell != self._under_mouse:
            self._under_mouse = cell
            self.canvas.update()
            self.hover(cell)
        self._say_readout()

    def _say_readout(self) -> None:
        nothing = self._under_mouse == NOWHERE and self._point is None
        self.header.set_readout("" if nothing else self.readout(self._under_mouse, self._point))

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        if self.frame is not None:
            self._move_to(self.grid.at(point) if self.grid else NOWHERE, point)

    @Slot(object)
    def _on_clicked(self, point: QPointF) -> None:
        if self.grid is not None and self.grid.at(point) != NOWHERE:
            self.choose(self.grid.at(point))

    @Slot(int, int)
    def _on_stepped(self, rows: int, columns: int) -> None:
        if self.grid is not None:
            start = self._under_mouse if self._under_mouse != NOWHERE else next(iter(self.marked), NOWHERE)
            self._move_to(self.grid.moved(start, rows, columns), None)

    @Slot()
    def _on_chosen(self) -> None:
        if self._under_mouse != NOWHERE:
            self.choose(self._under_mouse)
