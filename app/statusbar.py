"""The status bar: device, job, progress and time left; rate, memory, weights; Cancel."""

from PySide6.QtCore import QEvent, QPoint, QTimer, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from app.action_button import ActionButton, icon_button
from app.actions import Actions
from app.bridge import Bridge
from app.i18n import translate
from app.job_meter import JobMeter
from app.session import Session
from app.weights_badge import WeightsBadge
from engine.devices import memory_used_bytes
from engine.experiment import Experiment
from engine.frames import Frame, ProgressFrame
from engine.jobs import Job
from engine.mailbox import JobEvent
from widgets.elided_label import ElidedLabel
from widgets.theme import current_theme

_TICK_MS = 500
_PROGRESS_WIDTH = 120
_FINE = 1000


class StatusBar(QFrame):
    """Shows what the engine does for the panel on screen."""

    def __init__(self, session: Session, bridge: Bridge, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session, self._bridge, self._actions = session, bridge, actions
        self._meters: dict[str, JobMeter] = {}
        self._shown = ""
        self.device = QPushButton()
        self.device.setProperty("role", "flat")
        self.device_menu = QMenu(self)
        self.device.setMenu(self.device_menu)
        self.job = ElidedLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, _FINE)
        self.progress.setFixedWidth(_PROGRESS_WIDTH)
        self.badge = WeightsBadge(short=True, opens=True)
        self.weights_menu = QMenu(self)
        self.copy_hash = self.weights_menu.addAction("")
        self.weights_menu.addAction(actions["weights"])
        self.memory, self.rate = QLabel(), QLabel()
        self.language = ActionButton(actions["language"])
        self.language.setProperty("role", "flat")
        self.cancel = ActionButton(actions["cancel"])
        self.cancel.setProperty("role", "danger")
        self._lay_out()
        self._connect()
        self._fill_devices()
        self._retranslate()

    def _lay_out(self) -> None:
        theme = current_theme()
        for label in (self.job, self.memory, self.rate):
            label.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(theme.gap)
        row.addWidget(self.device)
        row.addWidget(self.progress)
        row.addWidget(self.job, 1)
        for widget in (self.cancel, self.badge, self.rate, self.memory, self.language):
            row.addWidget(widget)
        for name in ("theme", "card"):
            row.addWidget(icon_button(self._actions[name]))

    def _connect(self) -> None:
        self._bridge.engine_ready.connect(self._on_engine_ready)
        self._bridge.frame_arrived.connect(self._on_frame)
        self._bridge.job_changed.connect(self._on_job_changed)
        self._session.device_changed.connect(self._on_device_changed)
        self._actions["device"].triggered.connect(self._on_device_asked)
        self.badge.pressed.connect(self._on_badge_pressed)
        self.copy_hash.triggered.connect(self._on_copy_hash)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    @property
    def meter(self) -> JobMeter:
        """What is known of the newest job of the experiment in front."""
        return self._meters.setdefault(self._shown, JobMeter())

    @Slot(object)
    def show_experiment(self, experiment: Experiment) -> None:
        """Speak of this experiment's newest job from here on."""
        self._shown = experiment.id
        self._write_job()

    @Slot(object)
    def show_job(self, job: Job) -> None:
        """Follow this job from here on."""
        self._meters.setdefault(job.experiment.id, JobMeter()).follow(job.number)
        self._write_job()

    @Slot()
    def _on_engine_ready(self) -> None:
        self._fill_devices()
        self._retranslate()

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        if isinstance(frame, ProgressFrame) and any(meter.progress(frame) for meter in self._meters.values()):
            self._write_job()

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if any(meter.event(event) for meter in self._meters.values()) or event.job == 0:
            self._write_job()

    @Slot(str)
    def _on_device_changed(self, device: str) -> None:
        self._fill_devices()

    @Slot()
    def _on_device_asked(self) -> None:
        # Not showMenu, which would wait for the answer in an event loop of its own.
        self.device_menu.popup(self.device.mapToGlobal(QPoint(0, -self.device_menu.sizeHint().height())))

    @Slot()
    def _on_badge_pressed(self) -> None:
        shown = self.badge.provenance
        self.copy_hash.setEnabled(shown is not None and bool(shown.sha256))
        self.weights_menu.popup(self.badge.mapToGlobal(QPoint(0, -self.weights_menu.sizeHint().height())))

    @Slot()
    def _on_copy_hash(self) -> None:
        shown = self.badge.provenance
        if shown is not None:
            QGuiApplication.clipboard().setText(shown.sha256)

    @Slot(QAction)
    def _on_device_chosen(self, action: QAction) -> None:
        self._session.set_device(action.data())

    @Slot()
    def _on_tick(self) -> None:
        if self.isVisible():
            self._write_rate()
            if self.meter.active:
                job = self._bridge.job(self.meter.job)
                if job is not None and job.state == "running" and job.step:
                    self.meter.note_steps(job.step)
                self._write_job()

    def _fill_devices(self) -> None:
        """List the machine's devices, and say which one is in use."""
        chosen = self._session.state.device
        self.device_menu.clear()
        group = QActionGroup(self.device_menu)
        group.triggered.connect(self._on_device_chosen)
        choices = [("auto", self.tr("Automatic"))] + [(found.name, found.label) for found in self._bridge.devices]
        for name, label in choices:
            action = self.device_menu.addAction(translate(label))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.setData(name)
            group.addAction(action)
        self.device.setText(self._device_text(chosen))

    def _device_text(self, chosen: str) -> str:
        found = self._bridge.devices
        if not found:
            return self.tr("Starting…")
        # "auto" takes the first device that is not the CPU, if there is one.
        automatic = found[1] if len(found) > 1 else found[0]
        return translate(next((device for device in found if device.name == chosen), automatic).label)

    def _write_job(self) -> None:
        meter = self.meter
        self._actions["cancel"].setEnabled(meter.active)
        self.cancel.setVisible(meter.active)
        share = meter.share
        endless = meter.active and share is None
        if endless:
            self.progress.setRange(0, 0)
        else:
            self.progress.setRange(0, _FINE)
            self.progress.setValue(round((share or 0.0) * _FINE))
        # A bar without an end runs to and fro, which a paused training does not.
        self.progress.setVisible(meter.state is not None and not (endless and meter.state == "paused"))
        self.job.setText(self._job_text())

    def _job_text(self) -> str:
        meter = self.meter
        if self._bridge.failure is not None:
            return self.tr("The engine could not start")
        if meter.state is None:
            return self.tr("Ready") if self._bridge.ready else self.tr("Loading the engine…")
        if meter.state == "running":
            return self._running_text()
        if meter.state == "queued" and not self._bridge.ready:
            return self.tr("Loading the engine…")
        return {
            "queued": self.tr("Waiting"),
            "paused": self.tr("Paused after step {}").format(meter.steps),
            "finished": self.tr("Done in {} s").format(f"{meter.elapsed_s:.2f}"),
            "cancelled": self.tr("Cancelled after {} s").format(f"{meter.elapsed_s:.2f}"),
            "failed": self.tr("Failed after {} s").format(f"{meter.elapsed_s:.2f}"),
        }[meter.state]

    def _running_text(self) -> str:
        meter = self.meter
        parts = [translate(meter.label) if meter.label else self.tr("Running")]
        if meter.share is not None:
            parts.append(f"{meter.share:.0%}")
        elif meter.steps:
            parts.append(self.tr("step {}").format(f"{meter.steps:,}"))
        if meter.steps_per_s > 0:
            parts.append(self.tr("{} per s").format(f"{meter.steps_per_s:.3g}"))
        if meter.left_s is not None:
            parts.append(self.tr("{} s left").format(max(1, round(meter.left_s))))
        return " · ".join(parts)

    def _write_rate(self) -> None:
        self.memory.setText(f"{memory_used_bytes() / 2**30:.1f} GB")
        rate = self._bridge.frames_per_second()
        self.rate.setText(f"{rate:.0f} fps")
        self.rate.setVisible(rate > 0)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Status"))
        self.device.setToolTip(self._actions["device"].toolTip())
        self.copy_hash.setText(self.tr("Copy the SHA-256"))
        self.memory.setToolTip(self.tr("Memory in use by Paperscope"))
        self.rate.setToolTip(self.tr("Frames per second drawn by the views"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.device.setText(self._device_text(self._session.state.device))
        self._write_job()
        self._write_rate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill_devices()
            self._retranslate()
