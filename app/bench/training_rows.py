"""A live training in the window, against its bare loop and against the clock.

Each training gives `train_overhead`, `jitter_p95`, `jitter_max` and `frames_per_second`, those of
a paper with the paper's name behind.
"""

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.bench.watching import PATIENCE_S, JobWatch
from app.panels import gan
from app.panels.base import Panel
from app.panels.tab import PanelSpec, Tab, View
from app.panels.tab import Row as Beside
from app.workspace import Workspace
from engine.bench.games import game_step
from engine.bench.rows import Row
from engine.bench.training import measured_training, training_step
from engine.control import Control
from engine.experiment import Experiment, Paper, Request
from engine.frames import Frame, Frames, MetricFrame
from engine.jobs import Job

# Short turns: what else the machine does changes within seconds, and both should meet it alike.
ROUNDS, ROUND_S = 16, 0.6
WARM_STEPS = 10
TICK_MS = 10

_PAPER = Paper(
    id=measured_training.paper,
    short="Bench",
    title="A training to measure",
    authors="Paperscope",
    year=2026,
    arxiv="",
    family="Foundations",
    experiments=(measured_training,),
)
PANEL = PanelSpec(_PAPER, "Bench", (Tab(measured_training, Beside(View("loss", "curve"), View("map", "heat"))),))


@dataclass(frozen=True, slots=True)
class Training:
    """A training to measure.

    suffix:    behind the names of its rows.
    tab:       which tab of `spec`.
    make_step: makes the function that makes one step of the same loop with nothing around it.
    """

    suffix: str
    spec: PanelSpec
    tab: int
    make_step: Callable[[], Callable[[], object]]

    def bare(self) -> Experiment:
        """Return an experiment that counts the steps that the loop makes alone on the engine thread."""

        def run(request: Request, control: Control) -> Frames:
            step = self.make_step()
            for _ in range(WARM_STEPS):
                step()
            began_s, steps = time.perf_counter(), 0
            while (elapsed_s := time.perf_counter() - began_s) < ROUND_S:
                step()
                steps += 1
            yield MetricFrame(slot="rate", name="bare loop", value=steps / elapsed_s, unit="steps/s")

        return Experiment("bench.bare", "Bare loop to measure", run, trains=True)


TRAININGS = (
    Training("", PANEL, 0, training_step),
    Training("_gan_plane", gan.PANEL, 1, partial(game_step, "gan.plane")),
    Training("_gan_images", gan.PANEL, 2, partial(game_step, "gan.images")),
)


class LateTimer(QObject):
    """A timer of `TICK_MS` that notes how late each of its ticks is, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last_s = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin to tick."""
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    @Slot()
    def _on_tick(self) -> None:
        now_s = time.perf_counter()
        self.late_ms.append(max(0.0, (now_s - self._last_s) * 1000 - TICK_MS))
        self._last_s = now_s


class FrameCount(QObject):
    """Counts the frames of one slot that reach the window."""

    def __init__(self, workspace: Workspace, slot: str) -> None:
        super().__init__()
        self.frames = 0
        self._slot = slot
        workspace.bridge.frame_arrived.connect(self._on_frame)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        self.frames += frame.slot == self._slot


async def training_rows(workspace: Workspace, watch: JobWatch, training: Training) -> tuple[Row, ...]:
    """Train in the window and alone, in turns; meanwhile note how late a timer is in the window."""
    panel = Panel(training.spec, workspace.session, workspace.bridge)
    panel.show_tab(training.tab)
    panel.job_shown.connect(workspace.status.show_job)
    workspace.host.addWidget(panel)
    workspace.host.setCurrentWidget(panel)
    await _until(lambda: bool(panel.views()))
    timer, ratios, bare = LateTimer(), [], training.bare()
    count = FrameCount(workspace, panel.views()[0].objectName())
    panel.run()
    job = panel.page.job
    assert job is not None
    for _ in range(ROUNDS):
        in_window = await _steps_per_second(job, timer)
        ratios.append(in_window / await watch.measured(bare))
    panel.cancel()
    await watch.until_ended(job)
    workspace.host.removeWidget(panel)
    panel.deleteLater()
    late_ms, name = timer.late_ms, training.suffix
    return (
        Row(f"train_overhead{name}", statistics.median(ratios), "ratio", 0.95, "at least"),
        Row(f"jitter_p95{name}", statistics.quantiles(late_ms, n=20)[-1], "ms", 16),
        Row(f"jitter_max{name}", max(late_ms), "ms", 60),
        Row(f"frames_per_second{name}", count.frames / (ROUNDS * ROUND_S), "per s", 4, "at least"),
    )


async def _steps_per_second(job: Job, timer: LateTimer) -> float:
    """Let the training go on for a while, and leave it paused."""
    job.resume()
    goal = job.step + WARM_STEPS
    await _until(lambda: job.step >= goal)
    timer.start()
    began_s, before = time.perf_counter(), job.step
    await asyncio.sleep(ROUND_S)
    rate = (job.step - before) / (time.perf_counter() - began_s)
    timer.stop()
    job.pause()
    await _until(lambda: job.state == "paused")
    return rate


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.01)
