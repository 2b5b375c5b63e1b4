"""What bars, flows, chips and paragraphs share: a painted sheet of numbered items."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.surface import Surface, scrolled
from widgets.view import FrameView


class SheetView(FrameView):
    """A view whose content is painted top to bottom. The key of an item is (index,) unless `key_of` says otherwise."""

    zooms: ClassVar[bool] = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.under_mouse: int | None = None
        self.surface = Surface(self, self.body)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(scrolled(self.surface, self.body))
        self.setFocusProxy(self.surface)
        self.surface.hovered.connect(self._on_hovered)
        self.surface.clicked.connect(self._on_clicked)
        self.surface.stepped.connect(self._on_stepped)
        self.surface.chosen.connect(self._on_chosen)

    # What subclasses fill in

    def sheet_height(self, width: float) -> float:
        """Height that the content needs in this width."""
        raise NotImplementedError

    def paint_sheet(self, painter: QPainter, room: QRectF) -> None:
        """Paint the content into `room` of any paint device."""
        raise NotImplementedError

    def item_count(self) -> int:
        """Number of items the mouse can point at."""
        return 0

    def item_at(self, point: QPointF, room: QRectF) -> int | None:
        """Index of the item under a point, or None."""
        return None

    def readout(self, index: int) -> str:
        """Say what an item is."""
        return ""

    def key_of(self, index: int) -> tuple[int, ...]:
        """Numbers that a click on an item reports."""
        return (index,)

    def refresh_readout(self) -> None:
        if self.under_mouse is not None and self.under_mouse >= self.item_count():
            self.under_mouse = None
        self.header.set_readout("" if self.under_mouse is None else self.readout(self.under_mouse))

    def forget(self) -> None:
        self._move_to(None)

    # Figures

    def restyle(self) -> None:
        self.surface.refresh()

    def figure_size(self) -> QSize:
        width = max(self.surface.width(), 240)
        return QSize(width, max(round(self.sheet_height(width)), 40))

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        """Paint everything, also what is scrolled out of sight."""
        kept, self.under_mouse = self.under_mouse, None
        self.paint_sheet(painter, room)
        self.under_mouse = kept

    # Inside

    def _move_to(self, index: int | None) -> None:
        if index != self.under_mouse:
            self.under_mouse = index
            self.header.set_readout("" if index is None else self.readout(index))
            self.surface.update()
            self.item_hovered.emit(() if index is None else self.key_of(index))

    @Slot(object)
    def _on_hovered(self, index: int | None) -> None:
        if self.frame is not None:
            self._move_to(index)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        if self.frame is not None:
            self.item_clicked.emit(self.key_of(index))

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        count = self.item_count()
        if count and self.frame is not None:
            start = -1 if self.under_mouse is None else self.under_mouse
            self._move_to(min(max(start + by, 0), count - 1))

    @Slot()
    def _on_chosen(self) -> None:
        if self.under_mouse is not None:
            self.item_clicked.emit(self.key_of(self.under_mouse))
