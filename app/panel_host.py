"""The centre of the window: one panel per paper, made when it is first opened."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.bridge import Bridge
from app.panels import make_panel
from app.panels.base import Panel
from app.session import Session
from engine.experiment import Experiment


class PanelHost(QStackedWidget):
    """Shows one panel at a time and passes on what it says; the others stay silent.

    Signals are those of `Panel`, of the panel in front alone.
    """

    experiment_shown = Signal(object)
    check_arrived = Signal(object)
    job_shown = Signal(object)
    weights_shown = Signal(object)
    exported = Signal(object)
    picture_asked = Signal(str)

    def __init__(self, session: Session, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._bridge = session, bridge
        self._panels: dict[str, Panel] = {}

    @property
    def panel(self) -> Panel | None:
        """The panel in front; None before the first was opened."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Panel) else None

    @property
    def busy(self) -> bool:
        """True while the panel in front has a job that has not ended."""
        return self.panel is not None and self.panel.busy

    def open(self, id: str) -> None:
        """Bring a paper to the front, or an experiment of it. Raises UserError for an unknown id."""
        paper = id.partition(".")[0]
        if paper not in self._panels:
            self._panels[paper] = self._make(paper)
        panel = self._panels[paper]
        self.setCurrentWidget(panel)
        if "." in id:
            panel.show_experiment(id)
        self.experiment_shown.emit(panel.experiment)
        self.check_arrived.emit(panel.page.check)
        self.weights_shown.emit(panel.page.provenance)

    def step_tab(self, step: int) -> None:
        """Go `step` tabs on, round and round."""
        if self.panel is not None:
            shown = self.panel.experiments.index(self.panel.experiment)
            self.panel.show_tab((shown + step) % len(self.panel.experiments))

    def _make(self, paper: str) -> Panel:
        panel = make_panel(paper, self._session, self._bridge)
        panel.experiment_shown.connect(self._on_experiment)
        panel.check_arrived.connect(self._on_check)
        panel.job_shown.connect(self._on_job)
        panel.weights_shown.connect(self._on_weights)
        panel.exported.connect(self.exported)
        panel.picture_asked.connect(self.picture_asked)
        self.addWidget(panel)
        return panel

    @Slot(object)
    def _on_experiment(self, experiment: Experiment) -> None:
        if self.sender() is self.panel:
            self.experiment_shown.emit(experiment)

    @Slot(object)
    def _on_check(self, check: object) -> None:
        if self.sender() is self.panel:
            self.check_arrived.emit(check)

    @Slot(object)
    def _on_job(self, job: object) -> None:
        if self.sender() is self.panel:
            self.job_shown.emit(job)

    @Slot(object)
    def _on_weights(self, provenance: object) -> None:
        if self.sender() is self.panel:
            self.weights_shown.emit(provenance)
