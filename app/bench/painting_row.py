"""`brush_to_view`: from the mouse moving over a patch to the picture being drawn as the network fills it in."""

import statistics
import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.bench.watching import JobWatch, Painted
from app.panels.base import Panel
from app.workspace import Workspace
from engine.bench.rows import Row
from widgets.mask_view import MaskView
from widgets.view import FrameView

REPEATS = 40
WEIGHTS = "random-mae-small"  # of the built-in network's size, and always there
_EXPERIMENT, _SLOT = "mae.reconstruct", "combined"


async def brush_to_view(workspace: Workspace, watch: JobWatch) -> Row:
    """Lead the brush over patch after patch, each time until the answer is on screen; the median in milliseconds."""
    workspace.session.set_weights("mae", WEIGHTS)
    workspace.host.open(_EXPERIMENT)
    panel = workspace.host.panel
    assert panel is not None
    await watch.until(lambda: panel.views() and not panel.busy and _view(panel, _SLOT).frame is not None)
    painter = _view(panel, "masked")
    assert isinstance(painter, MaskView)
    painter.tools.cleared.emit()
    await watch.until(lambda: not panel.busy)
    took_s = []
    for number in range(REPEATS + 1):
        painted = Painted(_view(panel, _SLOT))
        began_s = time.perf_counter()
        _move(painter, number)
        took_s.append(await painted.wait() - began_s)
        await watch.until(lambda: not panel.busy)
    _send(painter, QEvent.Type.MouseButtonRelease, REPEATS)
    return Row("brush_to_view", 1000 * statistics.median(took_s[1:]), "ms", 100)


def _view(panel: Panel, slot: str) -> FrameView:
    return next(view for view in panel.views() if view.objectName() == slot)


def _move(painter: MaskView, number: int) -> None:
    """Press on the first patch, and move on to the next ones."""
    _send(painter, QEvent.Type.MouseMove if number else QEvent.Type.MouseButtonPress, number)


def _send(painter: MaskView, kind: QEvent.Type, number: int) -> None:
    """Send the canvas a mouse event over the patch of this number, row by row and every other row backwards."""
    assert painter.grid is not None
    row, column = divmod(number, painter.grid.columns)
    cell = (row, column if row % 2 == 0 else painter.grid.columns - 1 - column)
    position = painter.canvas.position(painter.grid.rect(cell).center())
    moves, released = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind,
        position,
        painter.canvas.mapToGlobal(position),
        none if moves else left,
        none if released else left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(painter.canvas, event)
