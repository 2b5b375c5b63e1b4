"""The surface of the map: zoom, pan, a point under the mouse, and a lasso."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.atlas.crowd import HIDDEN, MARKED, Crowd
from widgets.atlas.painting import (
    draw_dots,
    inside,
    paint_card,
    paint_lasso,
    paint_relations,
    paint_thumbnails,
    shown_thumbnails,
)
from widgets.atlas.raster import DotRaster, Pixels
from widgets.atlas.thumbnails import side_for
from widgets.atlas.travel import EMPTY, Travel, bounds_of, fitted, upright
from widgets.canvas import Canvas
from widgets.dots import nearest, neighbour

_LEAST_STEP_PX = 3.0  # between corners of a lasso
_FEW_MARKED, _MARKED_PX, _NEAR = 40, 46, 3.0  # so many show themselves at once, so large up to this zoom
_ROOM_AROUND = 1.35  # around points that are zoomed to


class AtlasCanvas(Canvas):
    """Shows a `Crowd` where its `travel` is.

    pointed: number of the point under the mouse, or None. picked: number of one that was clicked.
    opened: number of one that was double-clicked, or under the mouse at O; where points have words for pictures.
    lassoed: (N,) bool of the points that were caught, and whether they are added to those before.
    """

    pointed = Signal(object)
    picked = Signal(int)
    opened = Signal(int)
    lassoed = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda painter: None, parent)
        self.crowd: Crowd | None = None
        self.travel = Travel(self)
        self.lasso_mode = False
        self.with_thumbnails = True
        self.under_mouse: int | None = None
        self._unseen = False  # a first layout may come before there is a room
        self._lasso: list[QPointF] = []
        self._lasso_adds = False
        self._raster = DotRaster()
        self._kept: tuple[tuple[object, ...], list[int]] | None = None
        self.camera.look_at(EMPTY)
        self.travel.moved.connect(self._on_travelled)
        self.hovered.connect(self._on_hovered)
        self.clicked.connect(self._on_clicked)
        self.stepped.connect(self._on_stepped)
        self.chosen.connect(self._on_chosen)

    def show_crowd(self, crowd: Crowd | None) -> None:
        """Show these points, where `travel` has them."""
        self.crowd = crowd
        if crowd is None or (self.under_mouse is not None and self.under_mouse >= crowd.count):
            self.point_at(None)
        self._frame_all()
        self._redraw()

    @property
    def aspect(self) -> float:
        """Width of the room over its height."""
        return self.room().width() / max(self.room().height(), 1.0)

    def show_first(self, places: Pixels) -> None:
        """Put other points there. Until they are seen, they are turned to fill whatever room there is."""
        self._unseen = True
        self.travel.jump(places)

    def set_with_thumbnails(self, shown: bool) -> None:
        """Let pictures appear with zoom, or never."""
        self.with_thumbnails = shown
        self._redraw()

    def set_lasso_mode(self, on: bool) -> None:
        """Let a drag catch points instead of moving the map."""
        self.lasso_mode = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def pixels(self, room: QRectF) -> Pixels:
        """Where the points are in `room`, (N, 2)."""
        across, down = self.camera.scales(room)
        corner = self.camera.transform(room).map(QPointF(0, 0))
        places = self.travel.places
        pixels = np.empty(places.shape, order="F")  # one axis after the other is twice as fast
        for axis, (scale, origin) in enumerate(((across, corner.x()), (down, corner.y()))):
            np.multiply(places[:, axis], scale, out=pixels[:, axis])
            pixels[:, axis] += origin
        return pixels

    def point_at(self, index: int | None) -> None:
        """Put the mouse's mark on a point, or on none."""
        if index != self.under_mouse:
            self.under_mouse = index
            self.pointed.emit(index)
            self.update()

    def zoom_to(self, chosen: NDArray[np.bool_]) -> None:
        """Show these points as large as fits."""
        places = self.travel.goal[chosen]
        if not len(places):
            return
        low, high = places.min(axis=0), places.max(axis=0)
        room, middle = self.room(), QPointF(*((low + high) / 2))
        self.camera.reset()
        across, down = self.camera.scales(room)
        spread = np.maximum((high - low) * _ROOM_AROUND * (across, down), 1.0)
        zoom = float(min(room.width() / spread[0], room.height() / spread[1], 12.0))
        self.camera.zoom_at(self.position(middle), max(zoom, 1.0), room)
        self.camera.pan(room.center() - self.position(middle), room)
        self._redraw()

    def side_px(self, room: QRectF) -> int:
        """Side of the thumbnails at this zoom, 0 when there are none."""
        if self.crowd is None or not self.with_thumbnails or self.crowd.frame.thumbnails is None:
            return 0
        marked = int(np.count_nonzero(self.crowd.looks == MARKED))
        few = 0 < marked <= _FEW_MARKED
        shown = marked if few else int(np.count_nonzero(self.crowd.looks != HIDDEN))
        side = side_for(shown, self.camera.zoom, room.width() * room.height())
        return min(side, _MARKED_PX) if few and self.camera.zoom < _NEAR else side

    # Painting

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        if self.crowd is None or len(self.travel.places) != self.crowd.count:
            return
        painter.save()
        try:
            painter.setClipRect(room)
            pixels, side = self.pixels(room), self.side_px(room)
            thumbnails = self._draw(pixels, room, side, painter.device().devicePixelRatioF())
            self._raster.paint(painter, room)
            if self.crowd.frame.selected is not None:
                paint_relations(painter, self.crowd, pixels, self.crowd.frame.selected, strong=True)
            paint_thumbnails(painter, self.crowd, pixels, thumbnails, side)
        finally:
            painter.restore()

    def _draw(self, pixels: Pixels, room: QRectF, side: int, ratio: float) -> list[int]:
        """Draw the dots, unless nothing has moved, and return the points that are thumbnails."""
        assert self.crowd is not None
        corner = self.camera.transform(room).map(QPointF(0, 0))
        key = (room.getRect(), ratio, side, self.camera.zoom, corner.toTuple())
        if self._kept is None or self._kept[0] != key:
            size, local = room.size(), pixels
            if room.topLeft() != QPointF(0, 0):
                local = pixels - (room.left(), room.top())
            thumbnails = shown_thumbnails(self.crowd, local, corner - room.topLeft(), size, side) if side else []
            draw_dots(self._raster, self.crowd, local, size, ratio, thumbnails)
            self._kept = key, thumbnails
        return self._kept[1]

    def _redraw(self) -> None:
        self._kept = None
        self.update()

    # Inside

    def _frame_all(self) -> None:
        """Let the whole be what the points take up now; a place that was zoomed to stays."""
        whole = bounds_of(self.travel.places)
        if self.camera.zoom > 1:
            self.camera.bounds = whole
        else:
            self.camera.look_at(whole)

    @Slot()
    def _on_travelled(self) -> None:
        self._frame_all()
        self._redraw()

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        self.point_at(None if point is None else self._at(self.position(point)))

    @Slot(object)
    def _on_clicked(self, point: QPointF) -> None:
        index = self._at(self.position(point))
        if index is not None:
            self.picked.emit(index)

    @Slot(int, int)
    def _on_stepped(self, rows: int, columns: int) -> None:
        if self.crowd is not None and self.crowd.count:
            start = self.under_mouse if self.under_mouse is not None else (self.crowd.frame.selected or 0)
            self.point_at(neighbour(self._seen(), start, columns, -rows))

    @Slot()
    def _on_chosen(self) -> None:
        if self.under_mouse is not None:
            self.picked.emit(self.under_mouse)

    def _open(self, index: int | None) -> bool:
        """Ask for the picture of a point; False when there is none to be had."""
        had = index is not None and self.crowd is not None and bool(self.crowd.frame.words)
        if had:
            self.opened.emit(index)
        return had

    def _seen(self) -> Pixels:
        """Where the points are on the widget; those that are hidden nowhere."""
        assert self.crowd is not None
        pixels = self.pixels(self.room())
        pixels[self.crowd.looks == HIDDEN] = np.nan
        return pixels

    def _at(self, position: QPointF) -> int | None:
        if self.crowd is None or len(self.travel.places) != self.crowd.count:
            return None
        reach = max(10.0, self.side_px(self.room()) / 2)
        return nearest(self._seen(), position.x(), position.y(), reach)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.crowd is None or len(self.travel.places) != self.crowd.count:
            return
        self._unseen = False
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._lasso:
                paint_lasso(painter, self._lasso)
            elif self.under_mouse is not None:
                pixels = self.pixels(self.room())
                paint_relations(painter, self.crowd, pixels, self.under_mouse, strong=False)
                paint_card(painter, self.crowd, pixels, self.under_mouse, self.room())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.LeftButton and self.crowd is not None and (shift or self.lasso_mode):
            self._lasso = [event.position()]
            self._lasso_adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._open(self._at(event.position())):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._lasso:
            super().mouseMoveEvent(event)
        elif (event.position() - self._lasso[-1]).manhattanLength() >= _LEAST_STEP_PX:
            self._lasso.append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._lasso:
            super().mouseReleaseEvent(event)
            self.set_lasso_mode(self.lasso_mode)
            return
        line, self._lasso = self._lasso, []
        if len(line) < 3:  # a click
            self._on_clicked(self.content_at(event.position()))
        else:
            self.lassoed.emit(inside(self._seen(), line), self._lasso_adds)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.reset()
        elif event.key() == Qt.Key.Key_O and self.crowd is not None and not event.modifiers():
            self._open(self.crowd.frame.selected if self.under_mouse is None else self.under_mouse)
        elif event.key() == Qt.Key.Key_Escape and self._lasso:
            self._lasso = []
            self.update()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._unseen:
            self.travel.jump(fitted(upright(self.travel.goal, self.aspect)))
            self._frame_all()
        self._redraw()
