"""Lines over one axis, with bands, a marker, and a cross-hair that reads all of them."""

from typing import Any, ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.frames import CurveFrame, Frame, Series
from widgets.dots import nearest
from widgets.language import told, told_axis
from widgets.legend import Entry
from widgets.numbers import short
from widgets.plot import Points
from widgets.plot_view import PlotView
from widgets.symbols import group_colour
from widgets.theme import current_theme

_FEW = 60  # points up to which each is also drawn as a dot
_BAND_ALPHA = 46
_LINE_PX, _BOLD_PX = 1.5, 2.6


class CurveView(PlotView):
    """Shows a `CurveFrame`. Items are points; their key is (line, index)."""

    kind: ClassVar[str] = "curve"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: list[Any] = []
        self._at: int | None = None
        self._hair = pg.InfiniteLine(angle=90)
        self._marker = pg.InfiniteLine(angle=90)
        self._dots = pg.ScatterPlotItem(size=8, pxMode=True)
        for item, height in ((self._marker, 2), (self._hair, 3), (self._dots, 20)):
            item.setZValue(height)
            item.setVisible(False)
            self.plot.add(item)

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, CurveFrame)
        self.plot.set_axes(frame.x_axis, frame.y_axis)
        for item in self._drawn:
            self.plot.remove(item)
        self._drawn = [item for number, line in enumerate(frame.series) for item in self._items(number, line)]
        for item in self._drawn:
            self.plot.add(item)
        self._show_marker(frame)
        self._show_legend(frame)
        self._fit(frame)
        self._move_to(self._at if self._at is not None and self._at < self._longest() else None)

    def lacking(self, frame: Frame) -> str:
        """Axes without a point look broken: in their place stands the frame's detail, such as when the first comes."""
        assert isinstance(frame, CurveFrame)
        if any(np.isfinite(line.y).any() for line in frame.series):
            return ""
        return told(frame.detail) or self.tr("Nothing is measured yet")

    def hover_items(self) -> tuple[Any, ...]:
        return (self._hair, self._dots)

    def hover(self, pixel: QPointF | None) -> None:
        self._move_to(None if pixel is None else self._index_near(self.plot.place_of(pixel).x()))

    def choose(self, pixel: QPointF) -> None:
        assert isinstance(self.frame, CurveFrame)
        for number, line in enumerate(self.frame.series):
            index = nearest(self.plot.pixels(*self._places(line)), pixel.x(), pixel.y())
            if index is not None:
                self.item_clicked.emit((number, index))
                return

    def step(self, x: int, y: int) -> None:
        last = self._longest() - 1
        if x and last >= 0:
            self._move_to(min(max((-1 if self._at is None else self._at) + x, 0), last))

    def choose_hovered(self) -> None:
        if self._at is not None:
            self.item_clicked.emit((self._reference(), self._at))

    def summary(self) -> str:
        if not isinstance(self.frame, CurveFrame):
            return super().summary()
        frame = self.frame
        parts = [self.tr("{} over {}").format(told_axis(frame.y_axis), told_axis(frame.x_axis))]
        for line in frame.series:
            if len(line.y):
                first, last = short(float(line.y[0])), short(float(line.y[-1]))
                parts.append(self.tr("{}: from {} to {}").format(told(line.name), first, last))
        return "; ".join(parts) + "."

    # Drawing

    def _items(self, number: int, line: Series) -> list[Any]:
        """Its band, its line, and its points where they are few."""
        colour = _colour(line, number)
        x, y = self._places(line)
        items = []
        if line.band is not None:
            items.append(self._band(line, colour))
        if line.style != "dots":
            style = Qt.PenStyle.DashLine if line.style == "dash" else Qt.PenStyle.SolidLine
            width = _BOLD_PX if line.style == "bold" else _LINE_PX
            pen = self.plot.pen(colour, len(x), width=width, style=style)
            items.append(pg.PlotCurveItem(x=x, y=y, pen=pen, connect="finite", antialias=True))
        if line.style == "dots" or len(x) <= _FEW:
            seen = np.isfinite(x) & np.isfinite(y)
            size = 7 if line.style == "dots" else 5
            items.append(pg.ScatterPlotItem(x=x[seen], y=y[seen], size=size, pen=None, brush=QColor(colour)))
        for item in items:
            item.setZValue(8)
        return items

    def _band(self, line: Series, colour: str) -> Any:
        x, _ = self._places(line)
        band = line.band if line.band is not None else np.zeros_like(line.y)
        low = pg.PlotCurveItem(x=x, y=self.plot.placed(line.y - band, 1))
        high = pg.PlotCurveItem(x=x, y=self.plot.placed(line.y + band, 1))
        shade = QColor(colour)
        shade.setAlpha(_BAND_ALPHA)
        return pg.FillBetweenItem(low, high, brush=shade)

    def _show_marker(self, frame: CurveFrame) -> None:
        self._marker.setVisible(frame.marker is not None)
        if frame.marker is not None:
            self._marker.setPen(self.plot.pen(current_theme().accent, 2, style=Qt.PenStyle.DashLine))
            self._marker.setPos(float(self.plot.placed(np.array([frame.marker]), 0)[0]))

    def _show_legend(self, frame: CurveFrame) -> None:
        entries = [
            Entry(told(line.name), _colour(line, number), line.style)
            for number, line in enumerate(frame.series)
            if line.name
        ]
        self.legend.show_entries(tuple(entries))
        self.place_legend()

    def _fit(self, frame: CurveFrame) -> None:
        x: list[Points] = [np.empty(0)]
        y: list[Points] = [self.plot.placed(np.array(frame.span or (), np.float32), 1)]
        for line in frame.series:
            x.append(self.plot.placed(line.x, 0))
            for band in (0,) if line.band is None else (-line.band, line.band):
                y.append(self.plot.placed(line.y + band, 1))
        self.plot.show_range(np.concatenate(x), np.concatenate(y))

    # The cross-hair

    def _move_to(self, index: int | None) -> None:
        """Put the cross-hair on the point with this index of the longest line, or away."""
        assert isinstance(self.frame, CurveFrame)
        changed, self._at = index != self._at, index
        self._hair.setVisible(index is not None)
        self._dots.setVisible(index is not None)
        if index is None:
            self.header.set_readout("")
        else:
            self._read(self.frame, self.frame.series[self._reference()].x[index])
        if changed:
            self.item_hovered.emit(() if index is None else (self._reference(), index))

    def _read(self, frame: CurveFrame, x: np.float32) -> None:
        """Show every line's value at its point nearest to x."""
        theme, at = current_theme(), float(self.plot.placed(np.array([x]), 0)[0])
        self._hair.setPen(self.plot.pen(theme.strong_border, 2))
        self._hair.setPos(at)
        words = [short(float(x), told(frame.x_axis.unit))]
        spots = []
        for number, line in enumerate(frame.series):
            if len(line.x):
                index = int(np.abs(line.x - x).argmin())
                words.append(f"{told(line.name)} {short(float(line.y[index]), told(frame.y_axis.unit))}")
                spots.append((*self._place(line, index), pg.mkBrush(_colour(line, number))))
        finite = [spot for spot in spots if np.isfinite(spot[0]) and np.isfinite(spot[1])]
        pen = pg.mkPen(theme.card, width=2)
        self._dots.setData([{"pos": (px, py), "brush": brush, "pen": pen} for px, py, brush in finite])
        self.header.set_readout("  ".join(words))

    def _places(self, line: Series) -> tuple[Points, Points]:
        return self.plot.placed(line.x, 0), self.plot.placed(line.y, 1)

    def _place(self, line: Series, index: int) -> tuple[float, float]:
        one = slice(index, index + 1)
        return float(self.plot.placed(line.x[one], 0)[0]), float(self.plot.placed(line.y[one], 1)[0])

    def _reference(self) -> int:
        """The longest line, whose points the cross-hair stops at."""
        assert isinstance(self.frame, CurveFrame)
        lengths = [len(line.x) for line in self.frame.series]
        return lengths.index(max(lengths))

    def _longest(self) -> int:
        assert isinstance(self.frame, CurveFrame)
        return max((len(line.x) for line in self.frame.series), default=0)

    def _index_near(self, place: float) -> int | None:
        if self._longest() == 0:
            return None
        assert isinstance(self.frame, CurveFrame)
        x = self.plot.placed(self.frame.series[self._reference()].x, 0)
        return int(np.nan_to_num(np.abs(x - place), nan=np.inf).argmin())


def _colour(line: Series, number: int) -> str:
    """The line's own colour, or that of its place."""
    return group_colour(current_theme(), number if line.colour is None else line.colour)
