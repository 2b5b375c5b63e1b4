"""What the window holds: rail, tray, panel, status bar and card, put together and connected."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.actions import Actions
from app.alerts import Alerts
from app.bridge import Bridge
from app.card import Card
from app.centre import Centre
from app.deeds import Deeds
from app.i18n import translate
from app.intake import Intake
from app.live import Live
from app.notify import Notices
from app.options import Options
from app.panel_host import PanelHost
from app.panels import PANELS
from app.rail import Rail
from app.services import Services
from app.session import Session, SessionState
from app.shelf import Shelf
from app.statusbar import StatusBar
from app.tray import Tray
from app.weights.desk import WeightsDesk
from engine.experiment import Experiment
from engine.mailbox import JobEvent
from widgets.language import speak_with
from widgets.theme import current_theme

# Below these widths the window is too small for everything, and what a key brings back gives way.
_ROOM_FOR_CARD = 1180
_ROOM_FOR_RAIL = 1080
# What a stranger sees first: it shows something true of any photo at once.
_FIRST_PAPER = "vit"
# Importing torch cannot be cancelled, and takes this long on a slow disk.
_JOIN_LIMIT_S = 20.0


class Workspace(QWidget):
    """Assembles the parts; each knows its own business."""

    def __init__(self, services: Services, window: QMainWindow) -> None:
        super().__init__(window)
        speak_with(translate)
        self._settings, self._fault_file = services.settings, services.fault_file
        self.session = Session(SessionState(device=services.settings.device), self)
        self.bridge = Bridge(self)
        self.actions_by_name = Actions(window)
        self.shelf = Shelf(self.session, services.settings, self)
        self.host = PanelHost(self.session, self.bridge)
        self.centre = Centre(self.host, services.language)
        self.live = Live(self._is_busy, self)
        self.weights = WeightsDesk(self.session, window)
        self.intake = Intake(self.shelf, self.session, self.live, self.actions_by_name, window)
        self.rail = Rail(self.actions_by_name)
        self.tray = Tray(self.shelf, self.session, self.actions_by_name)
        self.status = StatusBar(self.session, self.bridge, self.actions_by_name)
        self.card = Card(self.actions_by_name, services.language)
        self.notices = Notices(self.centre)
        self.alerts = Alerts(services.reporter, self.notices, window)
        self.deeds = Deeds(services, self.actions_by_name, self.host, self.notices, window)
        self._lay_out()
        self._connect()
        self._fit(window.width(), 0)

    def _lay_out(self) -> None:
        gap = current_theme().gap
        centre = QVBoxLayout()
        centre.setSpacing(gap)
        centre.addWidget(self.tray)
        centre.addWidget(self.centre, 1)
        centre.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        row.addWidget(self.rail)
        row.addLayout(centre, 1)
        row.addWidget(self.card)

    def _connect(self) -> None:
        host, actions = self.host, self.actions_by_name
        self.rail.opened.connect(self.deeds.open)
        host.experiment_shown.connect(self.rail.show_experiment)
        host.experiment_shown.connect(self.card.show_experiment)
        host.experiment_shown.connect(self.status.show_experiment)
        host.experiment_shown.connect(self._on_experiment_shown)
        host.check_arrived.connect(self.card.show_check)
        host.job_shown.connect(self.status.show_job)
        host.weights_shown.connect(self.status.badge.show_provenance)
        host.exported.connect(self._on_exported)
        host.picture_asked.connect(self.shelf.open_word)
        self.session.device_changed.connect(self._on_device_changed)
        self.bridge.job_changed.connect(self._on_job_changed)
        for speaker in (self.shelf, self.live, self.intake, self.centre, self.weights):
            speaker.told.connect(self.alerts.tell)
        host.experiment_shown.connect(self.centre.show_panels)
        actions["run"].triggered.connect(self.centre.show_panels)
        actions["world"].triggered.connect(self.centre.show_world)
        self.centre.used.connect(self.shelf.open_word)
        self.centre.world_shown.connect(self._on_world_shown)
        actions["search"].triggered.connect(self._on_search)
        actions["weights"].triggered.connect(self._on_weights)
        actions["compare"].triggered.connect(self._on_compare)
        actions["card"].toggled.connect(self._on_card_toggled)
        actions["rail"].toggled.connect(self._on_rail_toggled)
        actions["card"].triggered.connect(self._on_card_chosen)
        actions["rail"].triggered.connect(self._on_rail_chosen)

    def begin(self, options: Options) -> None:
        """Open the panel and the picture that were asked for or shown last, and start the engine."""
        self.rail.set_papers([spec.paper for spec in PANELS])
        self.host.open(options.panel or self._remembered())
        self.bridge.start()
        if options.image is not None:
            self.shelf.open_file(options.image)
        else:
            self.shelf.choose_last()
        self.alerts.show_earlier_crash(self._fault_file.earlier())

    def _remembered(self) -> str:
        """Return the experiment that was shown last, as long as it is there; at the first start, a paper."""
        last = self._settings.experiment
        known = {experiment.id for experiment in self.deeds.experiments()}
        return last if last in known else _FIRST_PAPER

    def close_down(self) -> bool:
        """Refuse new work, cancel what runs and join every thread; False if the engine did not end in time."""
        self.live.close()
        self.shelf.close()
        self.centre.close_down()
        self.weights.close()
        joined = self.bridge.close(_JOIN_LIMIT_S)
        self._settings.save()
        return joined

    def _is_busy(self) -> bool:
        return self.host.busy

    def _fit(self, width: int, before: int) -> None:
        """Fold card and rail when the window becomes too narrow for them, unfold them when it is not any more."""
        for name, room, wanted in (
            ("card", _ROOM_FOR_CARD, self._settings.card_open),
            ("rail", _ROOM_FOR_RAIL, self._settings.rail_open),
        ):
            if (width < room) != (before < room) or before == 0:
                action = self.actions_by_name[name]
                action.setChecked(wanted and width >= room)
                action.toggled.emit(action.isChecked())

    @Slot(object)
    def _on_experiment_shown(self, experiment: Experiment) -> None:
        self._settings.experiment = experiment.id

    @Slot(object)
    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        if paths:  # none when no view shows anything yet
            where = paths[0] if len(paths) == 1 else paths[0].parent
            self.notices.tell(self.tr("Saved: {}").format(where))

    @Slot(object)
    def _on_job_changed(self, event: JobEvent) -> None:
        if event.notice:
            self.notices.tell(translate(event.notice))

    @Slot(str)
    def _on_device_changed(self, device: str) -> None:
        self._settings.device = device

    @Slot(bool)
    def _on_world_shown(self, shown: bool) -> None:
        """The browser has a card of its own in the explanation's place."""
        self.actions_by_name["world"].setChecked(shown)
        self._on_card_toggled(self.actions_by_name["card"].isChecked())

    @Slot(bool)
    def _on_card_toggled(self, is_open: bool) -> None:
        self.card.setVisible(is_open and not self.centre.shows_world)

    @Slot()
    def _on_search(self) -> None:
        if self.centre.world is not None and self.centre.shows_world:
            self.centre.world.search()
            return
        self.actions_by_name["rail"].setChecked(True)
        self.rail.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rail.search.selectAll()

    @Slot()
    def _on_weights(self) -> None:
        panel = self.host.panel
        self.weights.open(self.session.state.weights_of(panel.experiment.paper) if panel is not None else "")

    @Slot()
    def _on_compare(self) -> None:
        self.shelf.choose_second(self.tray.strip.current_key)

    @Slot(bool)
    def _on_rail_toggled(self, wide: bool) -> None:
        self.rail.set_narrow(not wide)

    @Slot(bool)
    def _on_card_chosen(self, is_open: bool) -> None:
        self._settings.card_open = is_open

    @Slot(bool)
    def _on_rail_chosen(self, wide: bool) -> None:
        self._settings.rail_open = wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width(), event.oldSize().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.actions_by_name.retranslate()
