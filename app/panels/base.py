"""The panel of a paper: a header, a page per experiment, and a strip for what goes wrong."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.bridge import Bridge
from app.panels.banner import Banner
from app.panels.header import PanelHeader
from app.panels.page import TabPage
from app.panels.tab import PanelSpec
from app.session import Session
from engine.errors import Failure, UserError
from engine.experiment import Experiment, Paper, Request
from engine.frames import CheckFrame, Provenance
from engine.mailbox import JobEvent
from engine.parameters import Value
from engine.recording import Recording
from widgets.view import FrameView

GAP = 10


class Panel(QWidget):
    """Lays a paper's experiments out as tabs; each is built when it is first shown.

    experiment_shown: the Experiment of the tab now in front.
    check_arrived:    its newest CheckFrame, None when it has none yet.
    job_shown:        a Job that this panel has started.
    weights_shown:    the Provenance behind what is on screen, None before the first frame.
    exported:         the paths that views were written to.
    picture_asked:    word of a picture that is to be the input, as `--image` takes it.
    """

    experiment_shown = Signal(object)
    check_arrived = Signal(object)
    job_shown = Signal(object)
    weights_shown = Signal(object)
    exported = Signal(object)
    picture_asked = Signal(str)

    def __init__(self, spec: PanelSpec, session: Session, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._session = session
        self._bridge = bridge
        self._pages: dict[int, TabPage] = {}
        self._header = PanelHeader(spec, self)
        self._banner = Banner(self)
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._header)
        layout.addWidget(self._banner)
        layout.addWidget(self._stack, 1)
        self._banner.retried.connect(self.run)
        self._header.tab_chosen.connect(self._on_tab_chosen)
        bridge.job_changed.connect(self._on_job_changed)
        self._on_tab_chosen(self._header.tab)

    @property
    def paper(self) -> Paper:
        return self._spec.paper

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments in the order of their tabs."""
        return tuple(tab.experiment for tab in self._spec.tabs)

    @property
    def experiment(self) -> Experiment:
        """The experiment of the tab in front."""
        return self.page.experiment

    @property
    def page(self) -> TabPage:
        """The tab in front."""
        return self._pages[self._header.tab]

    @property
    def busy(self) -> bool:
        """True while the tab in front has a job that has not ended."""
        return self.page.job is not None

    @property
    def message(self) -> str:
        """The failure that is shown, "" when none is."""
        return self._banner.message

    def show_experiment(self, id: str) -> None:
        """Bring the tab of an experiment to the front. Raises UserError when this paper has none of that id."""
        for index, experiment in enumerate(self.experiments):
            if experiment.id == id:
                self._header.choose_tab(index)
                return
        raise UserError(f"{self.paper.short} has no experiment {id!r}.", "See them with: python -m engine list")

    def show_tab(self, index: int) -> None:
        """Bring a tab to the front; an index past the end does nothing."""
        if 0 <= index < len(self._spec.tabs):
            self._header.choose_tab(index)

    @Slot()
    def run(self) -> None:
        """Run the tab in front again."""
        self._banner.clear()
        self.page.run()

    @Slot()
    def cancel(self) -> None:
        """Stop what the tab in front runs."""
        self.page.cancel()

    def current_request(self) -> Request:
        """The request behind what is on screen. Raises UserError when the device is not there."""
        return self.page.conductor.shown_request()

    def command_text(self) -> str:
        """The command line that repeats what is on screen. Raises UserError as `current_request` does."""
        return str(self.page.facts()["command"])

    def views(self) -> tuple[FrameView, ...]:
        """The views of the tab in front; empty before it was first painted."""
        return self.page.views()

    # Inside

    @Slot(int)
    def _on_tab_chosen(self, index: int) -> None:
        if index not in self._pages:
            self._pages[index] = self._make_page(index)
        page = self._pages[index]
        self._banner.clear()
        self._stack.setCurrentWidget(page)
        self._header.show_controls(page.controls)
        self._on_provenance_changed(page.provenance)
        self.experiment_shown.emit(page.experiment)
        self.check_arrived.emit(page.check)

    def _make_page(self, index: int) -> TabPage:
        page = TabPage(self._spec.tabs[index], self.paper, self._session, self._bridge, self)
        page.job_started.connect(self.job_shown)
        page.check_arrived.connect(self._on_check_arrived)
        page.provenance_changed.connect(self._on_provenance_changed)
        page.failed.connect(self._banner.show_failure)
        page.succeeded.connect(self._banner.clear)
        page.files.recordings.opened.connect(self.play)
        page.conductor.carried.connect(self._on_carried)
        page.files.exporter.wrote.connect(self.exported)
        page.picture_asked.connect(self.picture_asked)
        self._stack.addWidget(page)
        return page

    @Slot(object)
    def play(self, recording: Recording) -> None:
        """Play a recording in the tab of its experiment, and close it when another run begins.

        A recording of another paper is closed and told as a failure.
        """
        id = str(recording.header.get("experiment"))
        try:
            self.show_experiment(id)
        except UserError:
            recording.close()
            text = self.tr("{} is a recording of {}, which this paper does not have. Open it in that paper's panel.")
            self._banner.show_failure(Failure(text.format(recording.path.name, id)))
            return
        self.page.play(recording)

    @Slot(str, object)
    def _on_carried(self, id: str, values: Mapping[str, Value]) -> None:
        self.show_experiment(id)
        self.page.conductor.take(values)

    @Slot(object)
    def _on_check_arrived(self, check: CheckFrame) -> None:
        if self.sender() is self.page:
            self.check_arrived.emit(check)

    @Slot(object)
    def _on_provenance_changed(self, provenance: Provenance | None) -> None:
        self._header.show_provenance(provenance)
        self.weights_shown.emit(provenance)

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if event.job == 0 and event.failure is not None:  # torch could not be loaded
            self._banner.show_failure(event.failure)
            self.page.conductor.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.page
        keys = {
            Qt.Key.Key_Space: page.run,
            Qt.Key.Key_Period: page.step,
            Qt.Key.Key_R: page.reset,
            Qt.Key.Key_K: page.fork,
        }
        if event.key() == Qt.Key.Key_Escape and self.busy:
            self.cancel()
        elif page.experiment.trains and event.key() in keys and not event.modifiers():
            keys[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)
