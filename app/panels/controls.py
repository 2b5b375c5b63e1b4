"""The row of controls under the tabs: weights, parameters, export, and what starts and stops a run."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.forms import ParameterForm
from app.i18n import translate
from app.panels.tab import Tab
from app.panels.weights_field import WeightsField
from app.session import Session
from engine.experiment import Paper
from engine.mailbox import State
from widgets.icons import icon
from widgets.theme import theme_changed

HIGHEST_SEED = 2**31 - 1


class SeedField(QWidget):
    """The session's seed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._box = QSpinBox(self)
        self._box.setRange(0, HIGHEST_SEED)
        self._box.setFixedWidth(84)
        self._box.setKeyboardTracking(False)
        self._box.setValue(session.state.seed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._label)
        row.addWidget(self._box)
        self._retranslate()
        self._box.valueChanged.connect(session.set_seed)
        session.seed_changed.connect(self._on_seed_changed)

    @Slot(int)
    def _on_seed_changed(self, seed: int) -> None:
        with QSignalBlocker(self._box):
            self._box.setValue(seed)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Seed"))
        self._box.setAccessibleName(self.tr("Seed"))
        self.setToolTip(self.tr("Where every random stream starts: the same seed gives the same run"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class ControlRow(QWidget):
    """What one experiment can be told.

    run_asked:    run again; for a training, start, pause or go on.
    cancel_asked: stop a still that takes long.
    step_asked, reset_asked, fork_asked: trainings only.
    play_asked:   the Shipped recording to play, offered while nothing runs.
    """

    run_asked = Signal()
    cancel_asked = Signal()
    step_asked = Signal()
    reset_asked = Signal()
    fork_asked = Signal()
    play_asked = Signal(object)

    def __init__(self, tab: Tab, paper: Paper, session: Session, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        experiment = tab.experiment
        self._trains = experiment.trains
        self._state: State | None = None
        self._recordings = tab.recordings
        weighted = paper.weights and not tab.weightless and not experiment.trains  # a training draws its own
        before: list[QWidget] = [WeightsField(paper, session)] if weighted else []
        if experiment.trains or tab.seeded:
            before.append(SeedField(session))
        self.form = ParameterForm(experiment.parameters, () if experiment.trains else before, self)
        self._export = QPushButton(self)
        self._export.setMenu(menu)
        self._play = self._play_button()
        self._reset = self._button(self.reset_asked)
        self._step = self._button(self.step_asked)
        self._fork = self._button(self.fork_asked)
        self._run = self._button(self._on_run_clicked)
        self._run.setProperty("role", "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        if experiment.trains:  # many knobs: they get the whole width, below what starts and stops
            for widget in before:
                row.addWidget(widget)
            row.addStretch(1)
            column.addWidget(self.form)
        else:
            row.addWidget(self.form, 1)
        for button in (self._play, self._export, self._reset, self._fork, self._step, self._run):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self._reset, self._fork, self._step):
            button.setVisible(experiment.trains)
        self._fork.setEnabled(False)
        theme_changed.connect(self._on_theme_changed)
        self._retranslate()

    def _button(self, asked: SignalInstance | Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that Space after a click still pauses
        button.clicked.connect(asked)
        return button

    def _play_button(self) -> QPushButton:
        """Make the button that plays the tab's recording, with a menu where there are several."""
        if len(self._recordings) < 2:
            return self._button(self._on_play_clicked)
        button = self._button(lambda: None)
        menu = QMenu(button)
        for recording in self._recordings:
            action = menu.addAction(translate(recording.label))
            action.triggered.connect(partial(self.play_asked.emit, recording))
        button.setMenu(menu)
        return button

    @Slot()
    def _on_play_clicked(self) -> None:
        self.play_asked.emit(self._recordings[0])

    @Slot()
    def _on_run_clicked(self) -> None:
        (self.cancel_asked if self.offers_cancel else self.run_asked).emit()

    def show_state(self, state: State | None) -> None:
        """Say what the main button does now; None when no job is there, or a still is over in no time."""
        self._state = state
        self._retranslate()

    def allow_fork(self, allowed: bool) -> None:
        """Say whether there is a run to fork."""
        self._fork.setEnabled(allowed)

    @property
    def offers_cancel(self) -> bool:
        """True while the main button stops a still instead of running it again."""
        return not self._trains and self._state is not None

    def _run_words(self) -> tuple[str, str]:
        if self.offers_cancel:
            return self.tr("Cancel"), self.tr("Stop this run (Esc)")
        if not self._trains:
            return self.tr("Run"), self.tr("Run again (F5)")
        if self._state in ("running", "queued"):
            return self.tr("Pause"), self.tr("Pause the training (Space)")
        if self._state == "paused":
            return self.tr("Go on"), self.tr("Go on training (Space)")
        return self.tr("Train"), self.tr("Start the training (Space)")

    def _retranslate(self) -> None:
        self._play.setVisible(bool(self._recordings) and self._state is None)
        self._play.setText(self.tr("Play recording"))
        self._play.setToolTip("\n".join(translate(recording.label) for recording in self._recordings))
        text, tip = self._run_words()
        self._run.setText(text)
        self._run.setToolTip(tip)
        self._export.setText(self.tr("Export"))
        self._export.setToolTip(self.tr("Save every view of this experiment (Ctrl+E)"))
        self._step.setText(self.tr("Step"))
        self._step.setToolTip(self.tr("Train one step (.)"))
        self._fork.setText(self.tr("Fork"))
        self._fork.setToolTip(
            self.tr("Start another run from the moment below with the controls as they are now, and compare (K)")
        )
        self._reset.setText(self.tr("Reset"))
        self._reset.setToolTip(self.tr("Forget the training and start from the seed (R)"))
        self._draw_icons()

    def _draw_icons(self) -> None:
        self._play.setIcon(icon("play"))
        if self._trains:
            self._run.setIcon(icon("pause" if self._state in ("running", "queued") else "play", "on_accent"))
            self._step.setIcon(icon("step"))
            self._reset.setIcon(icon("reset"))

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self._draw_icons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
