"""Dots in groups, with reference lines, error bars and one dot that is selected."""

from typing import Any, ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.frames import Frame, ScatterFrame, Series
from widgets.colourmaps import DIVERGING, colours
from widgets.dots import label_anchor, nearest, neighbour
from widgets.dots_item import DotsItem, Look
from widgets.language import told, told_axis
from widgets.legend import Entry
from widgets.numbers import short
from widgets.plot import Points
from widgets.plot_view import PlotView
from widgets.rasters import indices_of
from widgets.symbols import group_colour, group_symbol
from widgets.theme import current_theme

_DOT_PX, _SMALL_DOT_PX, _SMALLEST_DOT_PX = 9, 6, 4
_SOME = 200  # dots from which they are drawn smaller
_MANY = 3000  # dots from which they are drawn smallest and without an edge
_REFERENCE_DOT_PX = 5
_RING_PX = 18
_BACKDROP_OPACITY = 0.45


class ScatterView(PlotView):
    """Shows a `ScatterFrame`. Items are dots; their key is a row of `keys`, else the index."""

    kind: ClassVar[str] = "scatter"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.xs: Points = np.empty(0)
        self.ys: Points = np.empty(0)
        self._drawn: list[Any] = []
        self._dots: dict[int, Any] = {}
        self._under_mouse: int | None = None
        self._ring = pg.ScatterPlotItem(size=_RING_PX, pxMode=True, brush=None)
        self._hover_ring = pg.ScatterPlotItem(size=_RING_PX - 4, pxMode=True, brush=None)
        self._backdrop = pg.ImageItem(axisOrder="row-major", opacity=_BACKDROP_OPACITY)
        self._label = pg.TextItem()
        self._hover_label = pg.TextItem()
        labels = (self._ring, self._hover_ring, self._label, self._hover_label)
        for height, item in ((-10, self._backdrop), *enumerate(labels, 20)):
            item.setZValue(height)
            self.plot.add(item)
        self.plot.moved.connect(self._place_labels)

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, ScatterFrame)
        self.plot.set_axes(frame.x_axis, frame.y_axis)
        self.plot.lock_square(frame.square)
        self.xs, self.ys = self.plot.placed(frame.x, 0), self.plot.placed(frame.y, 1)
        for item in self._drawn:
            self.plot.remove(item)
        self._drawn = [self._line(series) for series in frame.lines]
        if frame.error is not None:
            self._drawn.append(self._errors(frame))
        for item in self._drawn:
            self.plot.add(item)
        self._show_backdrop(frame)
        self._show_groups(frame)
        self._show_legend(frame)
        self._fit(frame)
        self._show_selected(frame)

    def hover_items(self) -> tuple[Any, ...]:
        return (self._hover_ring, self._hover_label)

    def hover(self, pixel: QPointF | None) -> None:
        self._move_to(None if pixel is None else self._at(pixel))

    def choose(self, pixel: QPointF) -> None:
        index = self._at(pixel)
        if index is not None:
            self._click(index)

    def step(self, x: int, y: int) -> None:
        assert isinstance(self.frame, ScatterFrame)
        start = self._under_mouse if self._under_mouse is not None else self.frame.selected
        if len(self.xs):
            self._move_to(0 if start is None else neighbour(self.plot.pixels(self.xs, self.ys), start, x, y))

    def choose_hovered(self) -> None:
        if self._under_mouse is not None:
            self._click(self._under_mouse)

    def summary(self) -> str:
        if not isinstance(self.frame, ScatterFrame):
            return super().summary()
        frame = self.frame
        text = self.tr("{} dots: {} over {}").format(len(frame.x), told_axis(frame.y_axis), told_axis(frame.x_axis))
        finite = frame.y[np.isfinite(frame.y)]
        if finite.size:
            low, high = short(float(finite.min())), short(float(finite.max()), frame.y_axis.unit)
            text += self.tr(", from {} to {}").format(low, high)
        if frame.selected is not None:
            text += self.tr("; selected: {}").format(self._told(frame.selected).replace("\n", ", "))
        return text + "."

    # Drawing

    def _show_groups(self, frame: ScatterFrame) -> None:
        """One item a group: twice as fast as a colour for every dot. Items are kept from frame to frame."""
        theme = current_theme()
        group = frame.group if frame.group is not None else np.zeros(len(frame.x), np.int64)
        many = len(frame.x) > _MANY
        edge = None if many else theme.card
        shown = {int(number) for number in np.unique(group)}
        for number in self._dots.keys() - shown:
            self.plot.remove(self._dots.pop(number))
        for number in shown:
            if number not in self._dots:
                self._dots[number] = DotsItem()
                self._dots[number].setZValue(10)
                self.plot.add(self._dots[number])
            chosen = (group == number) & np.isfinite(self.xs) & np.isfinite(self.ys)
            self._dots[number].show_dots(
                self.xs[chosen],
                self.ys[chosen],
                Look(_dot_px(len(frame.x)), group_symbol(theme, number), group_colour(theme, number), edge),
            )

    def _show_backdrop(self, frame: ScatterFrame) -> None:
        """A heat map behind the dots, faint enough to leave them readable."""
        self._backdrop.setVisible(frame.backdrop is not None)
        if frame.backdrop is None:
            return
        assert frame.bounds is not None
        left, first, right, last = frame.bounds
        shades = np.concatenate([np.zeros((1, 3), np.uint8), colours(DIVERGING)])[indices_of(frame.backdrop, 0.0, 1.0)]
        self._backdrop.setImage(shades, levels=(0, 255))
        self._backdrop.setRect(QRectF(left, first, right - left, last - first))

    def _line(self, series: Series) -> Any:
        if series.style == "dots":
            return self._reference_dots(series)
        style = Qt.PenStyle.SolidLine if series.style == "line" else Qt.PenStyle.DashLine
        pen = self.plot.pen(current_theme().muted, len(series.x), style=style)
        x, y = self.plot.placed(series.x, 0), self.plot.placed(series.y, 1)
        item = pg.PlotCurveItem(x=x, y=y, pen=pen, connect="finite", antialias=True)
        item.setZValue(4)
        return item

    def _reference_dots(self, series: Series) -> Any:
        x, y = self.plot.placed(series.x, 0), self.plot.placed(series.y, 1)
        item = pg.ScatterPlotItem(x=x, y=y, size=_REFERENCE_DOT_PX, pen=None, brush=QColor(current_theme().muted))
        item.setZValue(4)
        return item

    def _errors(self, frame: ScatterFrame) -> Any:
        assert frame.error is not None
        low = self.plot.placed(frame.y - frame.error, 1)
        high = self.plot.placed(frame.y + frame.error, 1)
        x, y = np.repeat(self.xs, 2), np.stack([low, high], axis=1).ravel()
        pen = self.plot.pen(current_theme().strong_border, len(x))
        item = pg.PlotCurveItem(x=x, y=y, pen=pen, connect="pairs")
        item.setZValue(6)
        return item

    def _show_legend(self, frame: ScatterFrame) -> None:
        theme = current_theme()
        groups = [
            Entry(told(name), group_colour(theme, number), symbol=group_symbol(theme, number))
            for number, name in enumerate(frame.groups)
        ]
        lines = [Entry(told(line.name), theme.muted, line.style) for line in frame.lines]
        self.legend.show_entries((*groups, *(line for line in lines if line.name)), told(frame.legend_title))
        self.place_legend()

    def _fit(self, frame: ScatterFrame) -> None:
        x = [self.xs, *(self.plot.placed(line.x, 0) for line in frame.lines)]
        y = [self.ys, *(self.plot.placed(line.y, 1) for line in frame.lines)]
        if frame.bounds is not None:
            x.append(np.array(frame.bounds[0::2]))
            y.append(np.array(frame.bounds[1::2]))
        if frame.error is not None:
            y += [self.plot.placed(frame.y - frame.error, 1), self.plot.placed(frame.y + frame.error, 1)]
        self.plot.show_range(np.concatenate(x), np.concatenate(y))

    # The selected dot and the one under the mouse

    def _show_selected(self, frame: ScatterFrame) -> None:
        self._mark(frame.selected, self._ring, self._label)

    def _move_to(self, index: int | None) -> None:
        """Ring the dot under the mouse, or none."""
        assert isinstance(self.frame, ScatterFrame)
        changed = index != self._under_mouse
        self._under_mouse = index
        shown = None if index == self.frame.selected else index
        self._mark(shown, self._hover_ring, self._hover_label)
        self.header.set_readout("" if index is None else self._told(index).replace("\n", " · "))
        if changed:
            self.item_hovered.emit(() if index is None else self._key(index))

    def _mark(self, index: int | None, ring: Any, label: Any) -> None:
        ring.setVisible(index is not None)
        label.setVisible(index is not None)
        if index is None:
            return
        assert isinstance(self.frame, ScatterFrame)
        theme = current_theme()
        group = 0 if self.frame.group is None else int(self.frame.group[index])
        pen = self.plot.pen(group_colour(theme, group), 1, width=2)
        ring.setData(x=[self.xs[index]], y=[self.ys[index]], pen=pen)
        label.setText(self._told(index), color=QColor(theme.text))
        label.setFont(theme.small_font())
        label.fill = pg.mkBrush(_veil(theme.card))
        label.setPos(self.xs[index], self.ys[index])
        self._place_labels()

    @Slot()
    def _place_labels(self) -> None:
        """Put the labels where they hide least, for the zoom and size as they are now."""
        if not isinstance(self.frame, ScatterFrame) or len(self.xs) != len(self.frame.x):
            return
        pixels, area = self.plot.pixels(self.xs, self.ys), self.plot.area()
        for index, label in ((self.frame.selected, self._label), (self._under_mouse, self._hover_label)):
            if index is not None and np.isfinite(pixels[index]).all():
                label.setAnchor(label_anchor(pixels, index, label.boundingRect().size(), area))

    def _told(self, index: int) -> str:
        assert isinstance(self.frame, ScatterFrame)
        if self.frame.labels:
            # What comes last in a label is its number, which gets a line of its own.
            name, _, number = told(self.frame.labels[index]).rpartition(" · ")
            return f"{name}\n{number}" if name else number
        x = short(float(self.frame.x[index]), told(self.frame.x_axis.unit))
        return f"{x}\n{short(float(self.frame.y[index]), told(self.frame.y_axis.unit))}"

    def _key(self, index: int) -> tuple[int, ...]:
        assert isinstance(self.frame, ScatterFrame)
        keys = self.frame.keys
        return (index,) if keys is None else tuple(int(part) for part in keys[index])

    def _click(self, index: int) -> None:
        assert isinstance(self.frame, ScatterFrame)
        if self.frame.keys is not None:
            self.item_clicked.emit(self._key(index))

    def _at(self, pixel: QPointF) -> int | None:
        return nearest(self.plot.pixels(self.xs, self.ys), pixel.x(), pixel.y())


def _dot_px(count: int) -> int:
    """Size of a dot among so many."""
    if count > _MANY:
        return _SMALLEST_DOT_PX
    return _SMALL_DOT_PX if count > _SOME else _DOT_PX


def _veil(colour: str) -> QColor:
    """Let dots show through below a label."""
    veil = QColor(colour)
    veil.setAlpha(190)
    return veil
