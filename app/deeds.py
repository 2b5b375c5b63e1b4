"""What the window's actions do, apart from bringing in pictures (see `app.intake`)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from app.actions import Actions
from app.code_sheet import CodeSheet
from app.command_palette import Command, CommandPalette
from app.i18n import translate
from app.notify import Notices
from app.panel_host import PanelHost
from app.panels import PANELS
from app.services import Services
from app.sheet import Sheet
from app.shortcut_sheet import ShortcutSheet
from engine.experiment import Experiment


class Deeds(QObject):
    """Carries out actions on the panel in front and on the window."""

    def __init__(
        self, services: Services, actions: Actions, host: PanelHost, notices: Notices, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._services, self._actions, self._host = services, actions, host
        self._notices, self._window = notices, window
        deeds: dict[str, Callable[[], object]] = {
            "palette": self._open_palette,
            "run": self._run,
            "cancel": self._cancel,
            "next_tab": self._next_tab,
            "previous_tab": self._previous_tab,
            "export": self._export,
            "reset_views": self._reset_views,
            "code": self._show_code,
            "command": self._copy_command,
            "theme": services.appearance.toggle,
            "system_theme": services.appearance.follow_system,
            "language": self._switch_language,
            "shortcuts": self._list_shortcuts,
            "full_screen": self._fill_screen,
            "quit": window.close,
        }
        for name, deed in deeds.items():
            actions[name].triggered.connect(deed)
        for action in actions.tabs:
            action.triggered.connect(self._show_tab)

    def open(self, id: str) -> None:
        """Open a paper or an experiment; raises UserError for an unknown one."""
        self._host.open(id)

    def experiments(self) -> tuple[Experiment, ...]:
        """Every experiment that has a tab, in the order of the rail."""
        return tuple(tab.experiment for spec in PANELS for tab in spec.tabs)

    def commands(self) -> list[Command]:
        """List everything the palette offers: papers, their experiments, actions."""
        found = []
        for spec in PANELS:
            paper, kind = spec.paper, self.tr("Paper")
            names = f"{paper.title} {paper.authors} {translate(paper.family)}"
            found.append(Command(paper.short, kind, partial(self.open, paper.id), str(paper.year), names))
            for tab in spec.tabs:
                experiment = tab.experiment
                title = translate(experiment.title)
                found.append(
                    Command(title, paper.short, partial(self.open, experiment.id), words=f"{experiment.title} {names}")
                )
        shown = (action for action in self._actions.named() if action.isEnabled() and action.objectName() != "palette")
        return found + [_command(action, self.tr("Action")) for action in shown]

    def _show(self, sheet: Sheet, focus: QWidget) -> None:
        sheet.closed.connect(sheet.deleteLater)
        sheet.open_over(focus)

    @Slot()
    def _open_palette(self) -> None:
        palette = CommandPalette(self.commands(), self._window)
        self._show(palette, palette.search)

    @Slot()
    def _list_shortcuts(self) -> None:
        sheet = ShortcutSheet(self._actions.all(), self._window)
        self._show(sheet, sheet.close_button)

    @Slot()
    def _show_code(self) -> None:
        if self._host.panel is not None:
            sheet = CodeSheet(self._host.panel.experiment, self._window)
            self._show(sheet, sheet.text)

    @Slot()
    def _copy_command(self) -> None:
        if self._host.panel is not None:
            command = self._host.panel.command_text()
            QGuiApplication.clipboard().setText(command)
            self._notices.tell(self.tr("Copied: {}").format(command))

    @Slot()
    def _run(self) -> None:
        if self._host.panel is not None:
            self._host.panel.run()

    @Slot()
    def _cancel(self) -> None:
        if self._host.panel is not None:
            self._host.panel.cancel()

    @Slot()
    def _export(self) -> None:
        if self._host.panel is not None:
            self._host.panel.page.files.export_all()

    @Slot()
    def _reset_views(self) -> None:
        if self._host.panel is not None:
            for view in self._host.panel.views():
                view.reset_view()

    @Slot()
    def _next_tab(self) -> None:
        self._host.step_tab(1)

    @Slot()
    def _previous_tab(self) -> None:
        self._host.step_tab(-1)

    @Slot()
    def _show_tab(self) -> None:
        action = self.sender()
        if self._host.panel is not None and isinstance(action, QAction):
            self._host.panel.show_tab(action.data())

    @Slot()
    def _switch_language(self) -> None:
        language = self._services.language
        language.use("en" if language.language == "zh_CN" else "zh_CN")
        self._services.settings.language = language.language

    @Slot()
    def _fill_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()


def _command(action: QAction, kind: str) -> Command:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    # The name of the action stays English in every language, so that either finds it.
    words = f"{action.statusTip()} {action.objectName().replace('_', ' ')}"
    return Command(action.text(), kind, action.trigger, keys, words)
