"""A pyqtgraph plot in the window's style: faint horizontal lines, quiet axes, no menus of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.frames import Axis
from widgets.axis import QuietAxis
from widgets.focus import CHOOSE_KEYS, FocusWidget
from widgets.language import told_axis
from widgets.pencil import Pencil
from widgets.theme import current_theme

_PADDING = 0.05  # room around the data, as a share of its range
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_KEY_ZOOM = 0.8
_MANY_POINTS = 500

Points = NDArray[np.float64]


class Plot(FocusWidget):
    """Axes and an area that items are added to.

    On a logarithmic axis, items hold the decimal logarithm; `placed` converts.

    hovered: QPointF in pixels of the plot, or None when the mouse left.
    clicked: QPointF in pixels of the plot.
    stepped: an arrow key, as (x, y) with y upwards.
    chosen:  Enter or Space.
    moved:   places are at other pixels than before.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    stepped = Signal(int, int)
    chosen = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes = (Axis(""), Axis(""))
        self._written: tuple[bool, bool, str, str] | None = None
        self._square = False
        self._whole = QRectF(0, 0, 1, 1)
        self._zoomed = False
        axes = {side: QuietAxis(orientation=side) for side in ("left", "bottom")}
        self._pg = pg.PlotWidget(self, axisItems=axes, enableMenu=False)
        self._pg.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys and focus ring are ours
        self._pg.hideButtons()
        menu = self._pg.getPlotItem().ctrlMenu
        menu.setParent(self, menu.windowFlags())  # never shown; it would outlive the plot otherwise
        self.pencil = Pencil(self._pg.viewport(), self)
        self._box = self._pg.getViewBox()
        self._box.disableAutoRange()
        self._box.setRange(self._whole, padding=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pg)
        self.setMinimumSize(80, 60)
        self._pg.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._pg.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self._box.sigRangeChanged.connect(self._on_moved)
        self._box.sigResized.connect(self._on_moved)
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self.restyle()

    def add(self, item: object) -> None:
        """Put a pyqtgraph item into the area without letting it move the range."""
        self._box.addItem(item, ignoreBounds=True)

    def remove(self, item: object) -> None:
        """Take an item out again."""
        self._box.removeItem(item)

    def pen(self, colour: str, points: int, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a pen for a line of so many points that is as wide on every screen.

        Past `_MANY_POINTS` it is one pixel of the device: wider ones take a hundred times as long.
        """
        pen = QPen(QColor(colour), width * self.devicePixelRatioF() if points <= _MANY_POINTS else 1, style)
        pen.setCosmetic(True)
        return pen

    def set_axes(self, x: Axis, y: Axis) -> None:
        """Label the axes and make them linear or logarithmic."""
        if (x, y) != self._axes:
            self._axes = (x, y)
            if self._zoomed:
                self.reset()
        if (x.log, y.log, told_axis(x), told_axis(y)) != self._written:  # else pyqtgraph would draw them anew
            self._write_axes()

    def _write_axes(self) -> None:
        x, y = self._axes
        self._written = (x.log, y.log, told_axis(x), told_axis(y))
        for side, axis in (("bottom", x), ("left", y)):
            item = self._pg.getAxis(side)
            item.setLogMode(axis.log, axis.log)
            item.setLabel(escape(told_axis(axis)), **self._label_style())

    def spare_y_title(self) -> str:
        """Return the name of the y axis if it has no room beside the axis, where it then is not shown."""
        axis = self._pg.getAxis("left")
        title = told_axis(self._axes[1])
        fits = QFontMetricsF(current_theme().small_font()).horizontalAdvance(title) <= self.area().height()
        if fits != axis.label.isVisible() and title:
            axis.showLabel(fits)
        return "" if fits else title

    def lock_square(self, locked: bool) -> None:
        """Give both axes one scale, or let each have its own."""
        if locked != self._square:
            self._square = locked
            self._box.setAspectLocked(locked)

    def placed(self, values: NDArray[np.floating[Any]], along: int) -> Points:
        """Return values (N,) as they lie along axis 0 (x) or 1 (y); NaN where a logarithm has none."""
        if not self._axes[along].log:
            return values.astype(np.float64)
        positive = np.where(values > 0, values, np.nan).astype(np.float64)
        return np.asarray(np.log10(positive))

    def show_range(self, x: Points, y: Points) -> None:
        """Show all these places, unless the user has zoomed."""
        left, right = _padded(x)
        low, high = _padded(y)
        whole = QRectF(left, low, right - left, high - low)
        if whole.getRect() == self._whole.getRect():  # shown, or zoomed away from
            return
        self._whole = whole
        if not self._zoomed:
            self.reset()

    def reset(self) -> None:
        """Show everything again."""
        self._zoomed = False
        self._box.setRange(self._whole, padding=0)

    def pixels(self, x: Points, y: Points) -> Points:
        """Return where places (N,), (N,) are, as (N, 2) pixels of the plot; NaN stays NaN."""
        (left, right), (low, high) = self._box.viewRange()
        room = self._box.sceneBoundingRect()
        across = room.left() + (x - left) / (right - left) * room.width()
        down = room.bottom() - (y - low) / (high - low) * room.height()
        return np.stack([across, down], axis=1)

    def place_of(self, pixel: QPointF) -> QPointF:
        """Return the place under a pixel of the plot."""
        return QPointF(self._box.mapSceneToView(pixel))

    def area(self) -> QRectF:
        """The area between the axes, in pixels of the plot."""
        return QRectF(self._box.sceneBoundingRect())

    def restyle(self) -> None:
        """Take over the colours and fonts of the theme."""
        theme = current_theme()
        self._pg.setBackground(QColor(theme.card))
        for side in ("bottom", "left"):
            axis = self._pg.getAxis(side)
            axis.setStyle(tickFont=theme.small_font(), maxTickLevel=0, maxTextLevel=0, tickLength=-4, tickTextOffset=6)
            axis.setTextPen(QColor(theme.muted))
        left, bottom = self._pg.getAxis("left"), self._pg.getAxis("bottom")
        left.setPen(QPen(Qt.PenStyle.NoPen))
        left.setTickPen(QPen(QColor(theme.grid), 1))
        left.setGrid(255)
        left.setZValue(-1000)  # lines across lie behind what is plotted
        bottom.setPen(QPen(QColor(theme.strong_border), 1))
        bottom.setTickPen(QPen(QColor(theme.strong_border), 1))
        self._write_axes()

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint the plot into `room` of any paint device."""
        scene = self._pg.scene()
        painter.fillRect(room, QColor(current_theme().card))
        ratio = painter.device().devicePixelRatioF() / self.devicePixelRatioF()
        with _exporting(scene.items(), ratio):
            scene.render(painter, room, QRectF(self._pg.viewport().rect()), Qt.AspectRatioMode.IgnoreAspectRatio)

    def _label_style(self) -> dict[str, str]:
        theme = current_theme()
        return {"color": theme.muted, "font-size": f"{theme.small_font_px}px"}

    @Slot(object)
    def _on_mouse_moved(self, pixel: QPointF) -> None:
        self.hovered.emit(pixel if self.area().contains(pixel) else None)

    @Slot(object)
    def _on_mouse_clicked(self, event: Any) -> None:  # pyqtgraph's own MouseClickEvent
        self._focus_by_key = False
        if event.double():
            self.reset()
        else:
            self.clicked.emit(QPointF(event.scenePos()))

    @Slot()
    def _on_moved(self) -> None:
        self.moved.emit()

    @Slot(object)
    def _on_zoomed(self, _mask: object) -> None:
        self._zoomed = True

    # Qt

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.stepped.emit(*_ARROWS[key])
        elif key in CHOOSE_KEYS:
            self.chosen.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoomed = True
            factor = 1 / _KEY_ZOOM if key == Qt.Key.Key_Minus else _KEY_ZOOM
            self._box.scaleBy((factor, factor))
        elif key == Qt.Key.Key_0:
            self.reset()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.ringed:
            with QPainter(self) as painter:
                painter.setPen(QPen(QColor(current_theme().accent), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


@contextmanager
def _exporting(items: list[Any], ratio: float) -> Iterator[None]:
    """Let pyqtgraph's items draw shapes instead of the pixels they keep for the screen.

    ratio: pixels of the device for one of the screen, which is what the lines' widths count.
    """
    shapes = [item for item in items if isinstance(item, pg.GraphicsItem)]
    lines = {item: QPen(item.opts["pen"]) for item in items if isinstance(item, pg.PlotCurveItem)}
    for item in shapes:
        item.setExportMode(True, {"antialias": True})
    for line, pen in lines.items():
        wider = QPen(pen)
        wider.setWidthF(pen.widthF() * ratio)
        line.setPen(wider)
    try:
        yield
    finally:
        for line, pen in lines.items():
            line.setPen(pen)
        for item in shapes:
            item.setExportMode(False)


def _padded(values: Points) -> tuple[float, float]:
    """Return the range of the finite values with a little room around it; never empty."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    room = (high - low) * _PADDING or abs(low) * _PADDING or 0.5
    return (low - room, high + room)
