"""What scatter plots and curves share: a plot, a legend that finds its place, and export."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.legend import Legend
from widgets.plot import Plot
from widgets.view import FrameView

_LEGEND_GAP = 6


class PlotView(FrameView):
    """A view around a `Plot`; a short legend stands in the header, a long one above the plot."""

    formats = ("png", "svg", "pdf", "csv", "npz")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = Plot(self.body)
        self.legend = Legend(self.body)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(_LEGEND_GAP)
        self._column.addWidget(self.legend)
        self._column.addWidget(self.plot, 1)
        self._legend_in_header = False
        self.setFocusProxy(self.plot)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.clicked.connect(self._on_clicked)
        self.plot.stepped.connect(self._on_stepped)
        self.plot.chosen.connect(self._on_chosen)
        self.plot.moved.connect(self.place_legend)

    def reset_view(self) -> None:
        """Show everything again after zoom and pan."""
        self.plot.reset()

    def restyle(self) -> None:
        self.plot.restyle()
        if self.frame is not None:
            self.draw(self.frame)

    def forget(self) -> None:
        self.hover(None)
        self.legend.hide()

    @Slot()
    def place_legend(self) -> None:
        """Put the legend where there is room for it, and the name of the y axis above a low plot."""
        self.legend.lead_with(self.plot.spare_y_title())
        self.legend.setVisible(not self.legend.is_empty() and self.frame is not None)
        fits = not self.legend.lead and self.legend.full_width() <= self.header.room_for_extra()
        if fits != self._legend_in_header:
            self._legend_in_header = fits
            if fits:
                self.header.set_extra(self.legend)
            else:
                self._column.insertWidget(0, self.legend)

    def figure_size(self) -> QSize:
        return self.plot.size().expandedTo(QSize(240, 160)) + QSize(0, self._legend_height())

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        """Paint legend and plot without what is under the mouse."""
        height = self._legend_height()
        self.legend.paint_on(painter, QRectF(room.left(), room.top(), room.width(), height))
        shown = [item for item in self.hover_items() if item.isVisible()]
        for item in shown:
            item.setVisible(False)
        self.plot.paint_on(painter, room.adjusted(0, height, 0, 0))
        for item in shown:
            item.setVisible(True)

    def _legend_height(self) -> int:
        if self.legend.isHidden():
            return 0
        return self.legend.height_in(self.plot.width()) + _LEGEND_GAP

    # What subclasses fill in

    def hover_items(self) -> tuple[Any, ...]:
        """The pyqtgraph items that belong to the mouse."""
        return ()

    def hover(self, pixel: QPointF | None) -> None:
        """React to the mouse at a pixel of the plot, or to its leaving."""

    def choose(self, pixel: QPointF) -> None:
        """React to a click at a pixel of the plot."""

    def step(self, x: int, y: int) -> None:
        """React to an arrow key."""

    def choose_hovered(self) -> None:
        """React to Enter."""

    # Inside

    @Slot(object)
    def _on_hovered(self, pixel: QPointF | None) -> None:
        if self.frame is not None:
            self.hover(pixel)

    @Slot(object)
    def _on_clicked(self, pixel: QPointF) -> None:
        if self.frame is not None:
            self.choose(pixel)

    @Slot(int, int)
    def _on_stepped(self, x: int, y: int) -> None:
        if self.frame is not None:
            self.step(x, y)

    @Slot()
    def _on_chosen(self) -> None:
        if self.frame is not None:
            self.choose_hovered()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_legend()
