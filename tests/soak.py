"""The soak, run by test_soak.py in a process of its own so that a crash is seen as one.

100,000 frames go from the engine thread through mailbox and bridge as signals, 5,000 are drawn by
real views in a window, and 200 jobs are started and cancelled while they run. It prints one line
of JSON that says what was counted and what is left.
"""

import faulthandler
import gc
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.bridge import Bridge
from engine.control import Control
from engine.experiment import Experiment, Request
from engine.frames import (
    Axis,
    BarsFrame,
    CurveFrame,
    Frame,
    Frames,
    GridFrame,
    HeatFrame,
    ImageFrame,
    MetricFrame,
    ScatterFrame,
    Series,
)
from engine.images import cropped, load_picture
from engine.mailbox import ENDINGS, JobEvent
from engine.samples import find_sample
from tests.engine.training import regression
from widgets.view import FrameView
from widgets.views import make_view

SIGNALS = 100_000
SLOTS = 1_000
DRAWN = 5_000
CYCLES = 200
# Share of each part after which memory is measured first: caches and lazy imports are filled by then.
WARM = 0.3
PATIENCE_S = 60.0

Step = Callable[[], None]


class Listener(QObject):
    """Counts what the bridge says, and the paint events of the views it filters."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.frames = 0
        self.paints = 0
        self.states: dict[int, str] = {}
        self.failures: list[str] = []
        bridge.frame_arrived.connect(self._on_frame)
        bridge.job_changed.connect(self._on_job_changed)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        self.frames += 1

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        self.states[event.job] = event.state
        if event.failure is not None:
            self.failures.append(event.failure.report or event.failure.message)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.paints += event.type() == QEvent.Type.Paint
        return False


def until(true: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds; raises TimeoutError when it does not come to hold."""
    deadline_s = time.monotonic() + PATIENCE_S
    pulse = QTimer(interval=100)  # so that the deadline is looked at when nothing else happens
    pulse.start()
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline_s:
            raise TimeoutError
    pulse.stop()


def _many_slots(request: Request, control: Control) -> Frames:
    for slot in range(SLOTS):
        yield MetricFrame(slot=str(slot), name="value", value=float(slot))


def signals(bridge: Bridge, listener: Listener) -> Iterator[Step]:
    """Send frames in slots of their own, so that none replaces another on the way."""
    many = Experiment("soak.many", "Many", _many_slots)

    def send() -> None:
        job = bridge.submit(many, Request(many.id))
        until(lambda: listener.states.get(job.number) in ENDINGS)

    return (send for _ in range(SIGNALS // SLOTS))


def _examples(step: int) -> tuple[Frame, ...]:
    noise = np.random.default_rng(step)
    line = Series("loss", np.arange(200), noise.random(200))
    x, y = noise.random((2, 144))
    pixels = noise.integers(0, 256, (224, 224, 3), dtype=np.uint8)
    axis = Axis("share", "%")
    return (
        ImageFrame(slot="image", step=step, pixels=pixels, cells=(16, 16)),
        HeatFrame(slot="heat", step=step, values=noise.random((16, 16)), under=pixels, quantity="attention"),
        GridFrame(slot="grid", step=step, tiles=noise.random((12, 16, 16)), columns=4),
        CurveFrame(slot="curve", step=step, series=(line,), x_axis=axis, y_axis=axis),
        ScatterFrame(slot="scatter", step=step, x=x, y=y, x_axis=axis, y_axis=axis, group=np.arange(144) // 12),
        BarsFrame(slot="bars", step=step, names=("a", "b", "c"), values=noise.random(3), axis=axis),
    )


def drawing(window: QWidget, listener: Listener) -> Iterator[Step]:
    """Draw a new frame of each kind in turn, each painted before the next."""
    views: dict[str, FrameView] = {}
    layout = QGridLayout(window)
    for place, example in enumerate(_examples(0)):
        view = views[example.kind] = make_view(example.kind)
        view.installEventFilter(listener)
        layout.addWidget(view, place // 3, place % 3)
    window.resize(1200, 800)
    window.show()
    until(lambda: window.windowHandle().isExposed())

    def draw(step: int) -> None:
        for frame in _examples(step):
            views[frame.kind].show_frame(frame)
            views[frame.kind].repaint()

    return (partial(draw, step) for step in range(-(-DRAWN // len(views))))


def cycles(bridge: Bridge, listener: Listener) -> Iterator[Step]:
    """Start a training and a network on a photo in turn, and cancel each while it runs."""
    from engine.papers import find_experiment

    photo, attention = load_picture(find_sample("coffee").path), find_experiment("vit.attention_maps")

    def start_and_cancel(cycle: int) -> None:
        if cycle % 2:
            job = bridge.submit(regression, Request(regression.id))
        else:
            # A new part of the photo each time, or the engine would answer from its cache at once.
            job = bridge.submit(attention, Request(attention.id, image=cropped(photo, cycle, 0, 300, 300)))
        until(lambda: listener.states.get(job.number, "queued") != "queued")
        job.cancel()
        until(lambda: listener.states[job.number] in ENDINGS)

    return (partial(start_and_cancel, cycle) for cycle in range(CYCLES))


def _memory_mb() -> float:
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


def growth_of(steps: Iterator[Step], count: int) -> float:
    """Run steps; return by how many MB the process grew after the warm share of them."""
    before_mb = 0.0
    for number, step in enumerate(steps):
        step()
        if number == int(count * WARM):
            before_mb = _memory_mb()
    return _memory_mb() - before_mb


def main() -> int:
    faulthandler.enable()
    app = QApplication(sys.argv)
    bridge, window = Bridge(), QWidget()
    listener = Listener(bridge)
    bridge.start()
    until(lambda: bridge.ready)
    threads = threading.active_count()
    growth_mb = {"signals": growth_of(signals(bridge, listener), SIGNALS // SLOTS)}
    arrived = listener.frames
    growth_mb |= {
        "drawing": growth_of(drawing(window, listener), DRAWN // 6),
        "cycles": growth_of(cycles(bridge, listener), CYCLES),
    }
    report = {
        "signals": arrived,
        "drawn": listener.paints,
        "cycles": sum(state == "cancelled" for state in listener.states.values()),
        "growth_mb": growth_mb,
        "failures": listener.failures,
        "extra_threads": threading.active_count() - threads,
        "frames_alive": sum(issubclass(type(thing), Frame) for thing in gc.get_objects()),
        "jobs_alive": len(bridge.engine.jobs),
        "joined": bridge.close(),
    }
    window.close()
    app.processEvents()
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
