"""`scatter_pan_50000`: how often a map of 50,000 points is drawn anew in a second while the mouse drags it."""

import math
import statistics
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.workspace import Workspace
from engine.bench.rows import Row, seconds
from engine.frames import AtlasFrame
from widgets.atlas.view import AtlasView

POINTS, CATEGORIES, TILE_PX = 50_000, 17, 16
FRAMES = 120
ZOOM = 1.3  # so little that nearly all points are in sight, which is the most to draw
_REACH_PX = 60.0
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def scatter_pan_50000(workspace: Workspace) -> Row:
    """Drag a map of points around in the window; every move of the mouse draws it anew. By the median frame."""
    view = AtlasView()
    workspace.host.addWidget(view)
    workspace.host.setCurrentWidget(view)
    view.show_frame(_clusters())
    canvas = view.canvas
    canvas.camera.zoom_at(canvas.room().center(), ZOOM, canvas.room())
    middle = canvas.room().center()
    _mouse(canvas, QEvent.Type.MouseButtonPress, middle, _LEFT)
    frames_s = [seconds(partial(_drag, canvas, middle + _way(number))) for number in range(FRAMES)]
    _mouse(canvas, QEvent.Type.MouseButtonRelease, middle, _LEFT)
    workspace.host.removeWidget(view)
    view.deleteLater()
    return Row("scatter_pan_50000", 1 / statistics.median(frames_s), "per s", 30, "at least")


def _way(number: int) -> QPointF:
    """Where the mouse is at a frame, from where it was pressed: along a figure of eight."""
    turn = 2 * math.pi * number / FRAMES
    return QPointF(_REACH_PX * math.sin(turn) + 20, _REACH_PX * math.sin(2 * turn))


def _drag(canvas: QWidget, to: QPointF) -> None:
    _mouse(canvas, QEvent.Type.MouseMove, to, _NONE)
    canvas.repaint()


def _clusters() -> AtlasFrame:
    """Return points around as many centres as there are categories, with thumbnails and a neighbour each."""
    rng = np.random.default_rng(0)
    category = rng.integers(0, CATEGORIES, POINTS)
    places = 3 * rng.normal(size=(CATEGORIES, 2))[category] + rng.normal(size=(POINTS, 2))
    return AtlasFrame(
        slot="atlas",
        x=places[:, 0],
        y=places[:, 1],
        names=tuple(f"point {number}" for number in range(POINTS)),
        category=category,
        categories=tuple(f"category {number}" for number in range(CATEGORIES)),
        thumbnails=rng.integers(0, 256, (POINTS, TILE_PX, TILE_PX, 3)).astype(np.uint8),
        neighbours=rng.integers(0, POINTS, (POINTS, 1)),
        similarities=np.ones((POINTS, 1)),
        selected=0,
        population="bench",
    )


def _mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
    held = _NONE if kind == QEvent.Type.MouseButtonRelease else _LEFT
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
