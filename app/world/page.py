"""The world browser's page: gallery and composites on the left, the card of what is chosen on the right."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.escape import claims_escape, is_escape
from app.i18n import LanguageSwitch, translate
from app.worker import Worker
from app.world.browse import BrowsePane
from app.world.composite_controls import CompositeControls
from app.world.composites import CompositePane
from app.world.details import Details
from app.world.listening import Listening
from app.world.sound import Loudspeaker, Player
from app.world.tiles import Tiles
from engine.errors import failure_of
from engine.world.composites import Composite
from engine.world.items import Item, pixels
from engine.world.pictures import alone
from widgets.rasters import cutout_image, picture_image
from widgets.theme import current_theme

SIDE_WIDTH = 286
COMPOSITES = "composites"
KINDS = ("", "cutout", "photo", "background", COMPOSITES)


class WorldPage(QWidget):
    """Looks at, filters and plays the world.

    used: what `--image` takes for the picture that is to feed the panels. left: back to the panel.
    shown: the chosen item's picture or a composite is there.
    player: plays the sounds; the system's loudspeaker if none is given.
    """

    used = Signal(str)
    left = Signal()
    shown = Signal()

    def __init__(self, language: LanguageSwitch, player: Player | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter, self._maker = Worker("world tiles", self), Worker("world", self)
        self._tickets = itertools.count(1)
        self._ticket = 0
        self.listening = Listening(player or Loudspeaker(), self)
        self.tiles = Tiles(self._painter, self)
        self.tabs = QTabBar(expanding=False)
        self.count, self.back = QLabel(), QPushButton()
        self.browse, self.details = BrowsePane(language, self.tiles), Details(language)
        self.composites, self.controls = CompositePane(language), CompositeControls(language)
        self._panes, self._cards = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._retranslate()
        self.browse.filters.set_kind("")

    def _lay_out(self) -> None:
        theme = current_theme()
        for kind in KINDS:
            self.tabs.setTabData(self.tabs.addTab(""), kind)
        self.count.setProperty("role", "muted")
        self.back.setProperty("role", "flat")
        for stack, widgets in (
            (self._panes, (self.browse, self.composites)),
            (self._cards, (self.details, self.controls)),
        ):
            for widget in widgets:
                stack.addWidget(widget)
        self._cards.setFixedWidth(SIDE_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap)
        row.addWidget(self._main_card(), 1)
        row.addWidget(self._cards)

    def _main_card(self) -> QFrame:
        theme = current_theme()
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch()
        head.addWidget(self.count)
        head.addWidget(self.back)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.padding, 6, theme.padding, theme.padding)
        column.setSpacing(theme.gap)
        column.addLayout(head)
        column.addWidget(self._panes, 1)
        return card

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.back.clicked.connect(self.left)
        self.browse.found.connect(self._on_found)
        self.browse.gallery.chosen.connect(self._on_chosen)
        for speaker in (self.browse.gallery, self.details):
            speaker.used.connect(self._on_item_used)
            speaker.heard.connect(self._on_heard)
        self.details.asked.connect(self._show_picture)
        self.listening.changed.connect(self.details.show_playing)
        self.listening.failed.connect(self.details.fail)
        self.controls.changed.connect(self._compose)
        self.controls.layers_changed.connect(self._on_layers)
        self.composites.stepped.connect(self.controls.step)
        for chooser in (self.composites.stage, self.controls):
            chooser.used.connect(self._on_composite_used)

    @property
    def kind(self) -> str:
        """What is looked at: "", "cutout", "photo", "background" or "composites"."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    def show_kind(self, kind: str) -> None:
        """Bring the tab of a kind to the front."""
        self.tabs.setCurrentIndex(KINDS.index(kind))

    def take_keyboard(self) -> None:
        """Give the keyboard to what is walked through with it."""
        target = self.composites.stage if self.kind == COMPOSITES else self.browse.gallery
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        """Put the cursor into the search field."""
        if self.kind == COMPOSITES:
            self.show_kind("")
        field = self.browse.filters.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def close_down(self) -> None:
        """Be silent and stop every thread."""
        self.listening.close()
        self._painter.close()
        self._maker.close()

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        composites = self.kind == COMPOSITES
        self._panes.setCurrentIndex(int(composites))
        self._cards.setCurrentIndex(int(composites))
        self.count.setVisible(not composites)
        self.listening.stop()
        if composites:
            self._compose()
        else:
            self.browse.filters.set_kind(self.kind)

    @Slot(int)
    def _on_found(self, count: int) -> None:
        self.count.setText(self.tr("1 picture") if count == 1 else self.tr("{} pictures").format(count))

    @Slot(object)
    def _on_chosen(self, item: Item | None) -> None:
        self.listening.stop()
        self.details.show_item(item)

    @Slot()
    def _show_picture(self) -> None:
        item = self.details.item
        if item is not None:
            work = partial(_image_of, item, self.details.ground_seed)
            self._make(work, self._on_pictured, self.details.fail)

    def _on_pictured(self, image: QImage) -> None:
        self.details.show_picture(image)
        self.shown.emit()

    @Slot()
    def _on_item_used(self) -> None:
        if self.details.word:
            self._use(self.details.word)

    @Slot()
    def _on_heard(self) -> None:
        item = self.details.item
        if item is not None and item.sound is not None:
            self.listening.toggle(item.sound)

    @Slot()
    def _compose(self) -> None:
        self._make(self.controls.scene.compose, self._on_composed, self._on_not_composed)

    def _on_composed(self, composite: Composite) -> None:
        self.composites.show_composite(composite)
        self.controls.show_composite(composite)
        self.shown.emit()

    @property
    def complete(self) -> bool:
        """True when what is chosen is on screen and no tile is being made."""
        if self.kind == COMPOSITES:
            return self.composites.stage.composite is not None
        return self.tiles.idle and not self.details.picture.image.isNull()

    def _on_not_composed(self, sentence: str) -> None:
        self.composites.show_composite(None)
        self.controls.fail(sentence)

    @Slot()
    def _on_layers(self) -> None:
        self.composites.stage.show_layers(self.controls.layers)

    @Slot()
    def _on_composite_used(self) -> None:
        if self.composites.stage.composite is not None:
            self._use(self.controls.scene.word)

    def _use(self, word: str) -> None:
        self.listening.stop()
        self.used.emit(word)

    def _make(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        """Do `work` on the thread; what was asked for before and is not done yet is dropped."""
        self._ticket = ticket = next(self._tickets)
        newest = partial(self._is_newest, ticket)
        self._maker.do(
            lambda: work() if newest() else None,
            lambda result: done(result) if newest() else None,
            lambda error: _fail(error, failed) if newest() else None,
        )

    def _is_newest(self, ticket: int) -> bool:
        return ticket == self._ticket

    def _retranslate(self) -> None:
        names = (
            self.tr("All"),
            self.tr("Cut-outs"),
            self.tr("Photographs"),
            self.tr("Backgrounds"),
            self.tr("Composites"),
        )
        for place, name in enumerate(names):
            self.tabs.setTabText(place, name)
        self.tabs.setAccessibleName(self.tr("Kinds of pictures"))
        self.setAccessibleName(self.tr("World"))
        self.back.setText(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the panel (Esc)"))
        self._on_found(len(self.browse.gallery.items))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_escape(event):
            super().keyPressEvent(event)
        elif self.browse.filters.search.text() and self.kind != COMPOSITES:
            self.browse.filters.search.clear()
        else:
            self.listening.stop()
            self.left.emit()


def _image_of(item: Item, seed: int | None) -> QImage:
    """Return an item's picture, or its cut-out on a background drawn from `seed`."""
    if seed is not None:
        return picture_image(alone(item, seed).pixels)
    whole = pixels(item)
    return cutout_image(whole) if whole.shape[2] == 4 else picture_image(whole)


def _fail(error: BaseException, tell: Callable[[str], None]) -> None:
    failure = failure_of(error)
    if failure.is_bug:
        raise error
    tell(translate(failure.message))
