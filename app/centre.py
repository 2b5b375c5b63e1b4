"""The centre of the window: the panels, or the world browser in their place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.i18n import LanguageSwitch
from app.panel_host import PanelHost
from engine.errors import UserError
from engine.lazy import lazy

if TYPE_CHECKING:
    from app.world.page import WorldPage
    from engine.world import items
else:
    items = lazy("engine.world.items")


class Centre(QStackedWidget):
    """Imports and makes the browser when it is first opened; the panels go on behind it.

    world_shown: whether the browser is in front now.
    used:        what `--image` takes for the picture chosen there.
    told:        a sentence; the bool says that something failed.
    """

    world_shown = Signal(bool)
    used = Signal(str)
    told = Signal(str, bool)

    def __init__(self, host: PanelHost, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self._language = host, language
        self.world: WorldPage | None = None
        self.addWidget(host)

    @property
    def shows_world(self) -> bool:
        """True while the browser is in front."""
        return self.world is not None and self.currentWidget() is self.world

    @Slot(bool)
    def show_world(self, wanted: bool) -> None:
        """Bring the browser to the front, or the panels."""
        if wanted == self.shows_world:
            return
        if wanted and self.world is None and not self._make_world():
            self.world_shown.emit(False)
            return
        self.setCurrentWidget(self.world if wanted and self.world is not None else self._host)
        if wanted and self.world is not None:
            self.world.take_keyboard()
        self.world_shown.emit(wanted)

    @Slot()
    def show_panels(self) -> None:
        """Bring the panels to the front."""
        self.show_world(False)

    def close_down(self) -> None:
        """Stop the browser's threads."""
        if self.world is not None:
            self.world.close_down()

    def _make_world(self) -> bool:
        """Import and build the browser; tell why when the world cannot be read."""
        from app.world.page import WorldPage

        try:
            items.world()  # before anything is built of it
        except UserError as error:
            self.told.emit(str(error), True)
            return False
        self.world = WorldPage(self._language)
        self.addWidget(self.world)
        self.world.left.connect(self.show_panels)
        self.world.used.connect(self._on_used)
        return True

    @Slot(str)
    def _on_used(self, word: str) -> None:
        self.used.emit(word)
        self.show_panels()
