"""Waiting in the window: for jobs to end and for views to be painted."""

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.tour import Bell
from app.workspace import Workspace
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import Frame, MetricFrame
from engine.jobs import Job
from engine.mailbox import ENDINGS, JobEvent
from widgets.view import FrameView

PATIENCE_S = 180.0


class Painted(QObject):
    """Says when a view has first been painted with another frame than the one it shows now."""

    def __init__(self, view: FrameView) -> None:
        super().__init__(view)
        self._view, self._before = view, view.frame
        self._at_s = 0.0
        self._done = asyncio.Event()
        self._watched = [view, *view.findChildren(QWidget)]
        for widget in self._watched:
            widget.installEventFilter(self)

    async def wait(self) -> float:
        """Return the time of `time.perf_counter` when it was on screen. Raises UserError when it never is."""
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE_S)
        except TimeoutError as error:
            raise UserError("A view was never drawn.", "Open the window to see why: python -m app") from error
        for widget in self._watched:
            widget.removeEventFilter(self)
        return self._at_s

    @Slot()
    def _on_painted(self) -> None:
        if not self._done.is_set():
            self._at_s = time.perf_counter()
            self._done.set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.frame is not self._before:
            QTimer.singleShot(0, self._on_painted)  # this event comes before the painting
        return super().eventFilter(watched, event)


class JobWatch(QObject):
    """Keeps the news of the engine's jobs for whoever waits for them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        bridge = workspace.bridge
        self._bridge = bridge
        self._values: dict[int, float] = {}
        self._endings: dict[int, JobEvent] = {}
        bridge.frame_arrived.connect(self._on_frame)
        bridge.job_changed.connect(self._on_job_changed)
        # Connected last, so that what is asked at its ring has been noted.
        self._bell = Bell(bridge.job_changed, bridge.engine_ready, workspace.session.picture_changed)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds that a job, the engine or a picture can bring about. Raises UserError."""
        if not await self._bell.until(lambda: bool(condition()), PATIENCE_S):
            raise UserError("The window waited in vain.", "Open it to see why: python -m app")

    async def until_ended(self, job: Job) -> None:
        """Wait until the window knows that a job has ended. Raises UserError when it failed."""
        await self.until(lambda: job.number in self._endings)
        failure = self._endings[job.number].failure
        if failure is not None:
            raise UserError(failure.message)

    async def measured(self, experiment: Experiment) -> float:
        """Run an experiment that yields one number, and return the number. Raises UserError when it fails."""
        job = self._bridge.submit(experiment, Request(experiment.id))
        await self.until_ended(job)
        return self._values.pop(job.number)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        if isinstance(frame, MetricFrame):
            self._values[frame.job] = frame.value

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if event.state in ENDINGS:
            self._endings[event.job] = event
