"""What a view shows does not depend on what it showed before."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from engine.frames import Axis, CurveFrame, Frame, ScatterFrame, Series
from widgets.view import FrameView
from widgets.views import make_view


def curve(count: int) -> CurveFrame:
    steps = np.arange(1.0, count + 1)
    return CurveFrame(
        slot="loss", series=(Series("loss", steps, 3 / steps),), x_axis=Axis("round"), y_axis=Axis("loss")
    )


def scatter(count: int) -> ScatterFrame:
    numbers = np.arange(float(count))
    groups = numbers.astype(np.int64) % 3
    return ScatterFrame(
        slot="dots", x=numbers, y=numbers**2, group=groups, groups=("a", "b", "c"), x_axis=Axis("x"), y_axis=Axis("y")
    )


def drawn(view: FrameView, frame: Frame) -> QImage:
    view.show_frame(frame)
    for _ in range(3):  # the legend finds its place, then the plot its room
        QCoreApplication.processEvents()
        view.grab()
    return view.grab().toImage()


@pytest.mark.parametrize(("few", "many"), [(curve(1), curve(500)), (scatter(2), scatter(60))], ids=["curve", "scatter"])
def test_a_later_frame_looks_as_it_would_alone(few: Frame, many: Frame, qtbot: QtBot) -> None:
    used, fresh = make_view(many.kind), make_view(many.kind)
    for view in (used, fresh):
        qtbot.addWidget(view)
        view.resize(420, 300)
        view.show()
    drawn(used, few)
    assert drawn(used, many) == drawn(fresh, many)
