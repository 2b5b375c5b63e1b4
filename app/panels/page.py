"""One tab of a panel: an experiment's controls, its views, and the scrubber below them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bridge import Bridge
from app.comparison import Comparison
from app.panels.conductor import Conductor
from app.panels.controls import ControlRow
from app.panels.file_menu import FileMenu
from app.panels.recording_strip import RecordingStrip
from app.panels.recordings import RecordedRun
from app.panels.stage import Stage
from app.panels.tab import Shipped, Tab
from app.scrubber import Scrubber
from app.session import Session
from engine.errors import Failure
from engine.experiment import Experiment, Paper
from engine.frames import CheckFrame, Frame, Provenance
from engine.jobs import Job
from engine.mailbox import ENDINGS, JobEvent
from engine.recording import Recording, shipped_recording
from widgets.view import FrameView

BUSY_AFTER_MS = 250


class TabPage(QWidget):
    """Shows one experiment. Its `controls` are laid out by the panel, above.

    job_started: a Job. check_arrived: a CheckFrame. provenance_changed: a Provenance.
    failed: a Failure. succeeded: a run ended well. picture_asked: word of a picture to be the input.
    """

    job_started = Signal(object)
    check_arrived = Signal(object)
    provenance_changed = Signal(object)
    failed = Signal(object)
    succeeded = Signal()
    picture_asked = Signal(str)

    def __init__(self, tab: Tab, paper: Paper, session: Session, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.stage: Stage | None = None
        self.check: CheckFrame | None = None
        self.provenance: Provenance | None = None
        self._recording: Recording | None = None
        self.files = FileMenu(self, self)
        self.controls = ControlRow(tab, paper, session, self.files, self)
        session.picture_changed.connect(self._on_picture_changed)  # before the conductor makes a request of it
        self.conductor = Conductor(tab.experiment, self.controls.form, session, bridge, self)
        self.strip = RecordingStrip(self)
        self.scrubber = Scrubber(self)
        self.comparison = Comparison()
        self._build_soon = QTimer(self, singleShot=True, interval=0)
        self._busy_soon = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.strip)
        self._layout.addStretch(1)
        self._layout.addWidget(self.scrubber)
        self._connect()

    def _connect(self) -> None:
        self._build_soon.timeout.connect(self._build)
        self._busy_soon.timeout.connect(self._on_busy)
        self.controls.run_asked.connect(self.run)
        self.controls.cancel_asked.connect(self.cancel)
        self.controls.step_asked.connect(self.step)
        self.controls.reset_asked.connect(self.reset)
        self.controls.play_asked.connect(self._on_play_asked)
        self.strip.closed.connect(self.reset)
        self.conductor.waiting.connect(self._on_waiting)
        self.conductor.failed.connect(self._on_refused)
        self.controls.fork_asked.connect(self.fork)
        self.conductor.runner.started.connect(self._on_started)
        self.conductor.runner.forked.connect(self._on_forked)
        self.conductor.runner.arrived.connect(self._on_arrived)
        self.conductor.runner.changed.connect(self._on_job_changed)
        self.scrubber.moved.connect(self._on_scrubbed)
        self.scrubber.failed.connect(self.failed)
        self.files.failed.connect(self.failed)

    @property
    def experiment(self) -> Experiment:
        return self.tab.experiment

    @property
    def job(self) -> Job | None:
        """The job that runs now."""
        return self.conductor.runner.job

    def views(self) -> tuple[FrameView, ...]:
        """The views in reading order; empty before the tab was first shown."""
        return tuple(self.stage.views.values()) if self.stage else ()

    def facts(self) -> Mapping[str, Any]:
        """What is on screen, as data for files: command, inputs, parameters, versions.

        Raises UserError when the device is not there.
        """
        return self._recording.header if self._recording else self.conductor.facts()

    def run_frames(self) -> list[Frame]:
        """The frames kept of the run, oldest first; empty when there is nothing to scrub."""
        history = self.scrubber.history
        return history.frames() if len(history) > 1 else []

    @Slot()
    def run(self) -> None:
        """Run again; a training starts, pauses or goes on."""
        self.conductor.run()

    @Slot()
    def step(self) -> None:
        """Train one step and stand still."""
        self.conductor.step()

    @Slot()
    def reset(self) -> None:
        """Forget the training; the next one starts from the seed with the newest controls."""
        self.conductor.reset()
        self._close_recording()
        self._busy_soon.stop()
        self.scrubber.clear()
        self.controls.show_state(None)
        if self.stage:
            self.stage.clear()

    @Slot()
    def fork(self) -> None:
        """Start another run from the moment shown, with the controls as they are, beside this one's curves."""
        self.conductor.fork(self.scrubber.step)

    @Slot()
    def cancel(self) -> None:
        """Stop the current run; the views keep what they show."""
        self.conductor.cancel()

    def play(self, recording: Recording) -> None:
        """Show a recorded run from its first moment; it is closed when another run begins."""
        self._build()
        self.reset()
        self._recording = recording
        self.strip.show_recording(recording)
        self.scrubber.load(RecordedRun(recording))

    # Inside

    @Slot()
    def _build(self) -> None:
        """Make the views: only now is pyqtgraph imported, after the window was painted."""
        if self.stage is None:
            self.stage = Stage(self.tab, self)
            self.stage.export_asked.connect(self.files.exporter.ask_for_file)
            self.stage.picture_asked.connect(self.picture_asked)
            for picker in self.stage.pickers:
                self.conductor.connect_picker(picker)
            self._layout.takeAt(1)
            self._layout.insertWidget(1, self.stage, 1)
            if self.experiment.trains:
                self.stage.clear(self._invitation())
                self.stage.on_space(self.run)
        self.conductor.set_watched(self.isVisible())

    def _invitation(self) -> str:
        """What an idle training says in its empty views."""
        if self.tab.recordings:
            return self.tr("Press Train, or play the recording")
        return self.tr("Press Train, or Space")

    @Slot(object)
    def _on_play_asked(self, recording: Shipped) -> None:
        self.files.recordings.open(str(shipped_recording(recording.name)))

    @Slot(str)
    def _on_waiting(self, missing: str) -> None:
        messages = {
            "": self._invitation(),
            "engine": self.tr("Getting ready…"),
            "torch": self.tr("The engine could not start"),
            "image": self.tr("Choose a picture above, drop one here, or paste one"),
            "second": self.tr("Choose a second picture to compare with"),
            "folder": self.tr("Choose a folder of pictures"),
        }
        if self.stage and (missing or not any(view.frame for view in self.views())):
            self.stage.clear(messages[missing])

    @Slot(object)
    def _on_picture_changed(self, _: object) -> None:
        self.controls.form.start_over(self.tab.starts_over)

    @Slot(object)
    def _on_forked(self, job: Job) -> None:
        history = self.scrubber.history
        self.comparison.remember(history.at(len(history) - 1).values())
        self.scrubber.branch(job.step)
        self.controls.show_state(job.state)
        self.job_started.emit(job)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        self.comparison.forget()
        self.controls.allow_fork(self.experiment.trains)
        self._close_recording()
        if self.stage:
            self.stage.begin_run(self.tr("Getting ready…") if self.experiment.trains else "")
        self.scrubber.start()
        if self.experiment.trains:
            self.controls.show_state(job.state)
        else:
            self._busy_soon.start()
        self.job_started.emit(job)

    @Slot(object)
    def _on_arrived(self, frame: Frame) -> None:
        self._show_provenance()
        if isinstance(frame, CheckFrame):
            self.check = frame
            self.check_arrived.emit(frame)
        elif self.stage and frame.slot in self.stage.views:
            frame = self.comparison.beside(frame)
            if self.scrubber.add(frame):
                self.stage.show_frame(frame)

    def _show_provenance(self) -> None:
        """Tell whose weights the run uses; a baseline's frames carry their own."""
        newest = self.conductor.runner.newest
        self._tell_provenance(newest.control.provenance if newest else None)

    def _tell_provenance(self, provenance: Provenance | None) -> None:
        if provenance != self.provenance:
            self.provenance = provenance
            self.provenance_changed.emit(provenance)

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if event.state in ENDINGS:
            self._become_idle()
        elif self.experiment.trains:
            self.controls.show_state(event.state)
        if event.failure is not None:
            self.failed.emit(event.failure)
        elif event.state == "finished":
            if self.stage:
                self.stage.end_run()
            self.succeeded.emit()

    def _become_idle(self) -> None:
        self._busy_soon.stop()
        self.scrubber.finish()
        self.controls.show_state(None)
        if self.stage:
            self.stage.set_busy(False)
            if self.experiment.trains:
                self.stage.invite(self._invitation())

    @Slot(object)
    def _on_refused(self, failure: Failure) -> None:
        self._become_idle()
        self.failed.emit(failure)

    @Slot()
    def _on_busy(self) -> None:
        self.controls.show_state("running")
        if self.stage:
            self.stage.set_busy(True)

    @Slot(object)
    def _on_scrubbed(self, frames: Mapping[str, Frame]) -> None:
        if self._recording:
            self._tell_provenance(next(iter(frames.values())).provenance)
        if self.stage:
            for frame in frames.values():
                self.stage.show_frame(frame)

    def _close_recording(self) -> None:
        recording, self._recording = self._recording, None
        self.strip.clear()
        if recording:
            recording.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build_soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._build_soon.stop()
        self.conductor.set_watched(False)
