"""What is known of the chosen item: its picture, names, facts, sound, and how it becomes the picture of the tray."""

import random
import re

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import LanguageSwitch
from app.world.facts import Facts
from app.world.picture_box import PictureBox
from engine.world.items import HELD_OUT, HELD_OUT_NAME, TRAIN, Item, group_zh
from engine.world.pictures import WORD
from widgets.icons import icon
from widgets.theme import current_theme, theme_changed

_SEEDS = 10_000
_ADDRESS = re.compile(r"\s*<[^>]*@[^>]*>")


class Details(QFrame):
    """The card of one item.

    seed: of the background that a cut-out stands on, None for plain grey.
    asked: another picture is to be shown (the item or the background changed).
    used, heard: its buttons were pressed.
    """

    asked = Signal()
    used = Signal()
    heard = Signal()

    def __init__(self, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._language = language
        self.item: Item | None = None
        self.seed: int | None = None
        self.picture = PictureBox()
        self.name, self.other_name = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.facts = Facts()
        self.use, self.play = QPushButton(), QPushButton()
        self.ground = QComboBox()
        self.again = QToolButton()
        self.problem = QLabel(wordWrap=True)
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        theme = current_theme()
        self.name.setFont(theme.heading_font())
        self.name.setProperty("role", "heading")
        self.other_name.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        self.problem.hide()
        self.use.setProperty("role", "primary")
        self.again.setProperty("role", "flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.padding, theme.padding, theme.padding, theme.padding)
        column.setSpacing(theme.gap)
        column.addWidget(self.picture, 1)
        column.addWidget(self.problem)
        column.addLayout(self._ground_row())
        column.addWidget(self._words(), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.use, 1)
        buttons.addWidget(self.play)
        column.addLayout(buttons)

    def _ground_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.ground, 1)
        row.addWidget(self.again)
        return row

    def _words(self) -> QScrollArea:
        inner = QWidget()
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 4, 0)
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.other_name)
        words.addSpacing(8)
        words.addWidget(self.facts)
        words.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _connect(self) -> None:
        self.use.clicked.connect(self.used)
        self.play.clicked.connect(self.heard)
        self.ground.activated.connect(self._on_ground)
        self.again.clicked.connect(self._on_again)
        theme_changed.connect(self._on_theme)
        self._on_theme(None)

    @property
    def word(self) -> str:
        """What `--image` takes for the picture as it is shown; "" while there is none."""
        if self.item is None:
            return ""
        return f"{WORD}{self.item.id}" + ("" if self.ground_seed is None else f"@{self.seed}")

    @property
    def ground_seed(self) -> int | None:
        """Seed of the background when the item is a cut-out that stands on one."""
        return self.seed if self.item is not None and self.item.kind == "cutout" else None

    def show_item(self, item: Item | None) -> None:
        """Show the facts of an item, and ask for its picture."""
        self.item = item
        self.problem.hide()
        self.picture.show_image(QImage())
        self._write()
        self.asked.emit()

    def show_picture(self, image: QImage) -> None:
        """Show this as the item's picture."""
        self.problem.hide()
        self.picture.show_image(image)

    def fail(self, sentence: str) -> None:
        """Say why something cannot be shown or heard."""
        self.problem.setText(sentence)
        self.problem.show()

    def show_playing(self, playing: bool) -> None:
        """Offer to stop while a sound plays."""
        self.play.setText(self.tr("Stop") if playing else self.tr("Play"))
        self.play.setIcon(icon("stop" if playing else "sound"))

    @Slot(int)
    def _on_ground(self, place: int) -> None:
        self.seed = None if place == 0 else random.randrange(_SEEDS)
        self.again.setEnabled(self.seed is not None)
        self.asked.emit()

    @Slot()
    def _on_again(self) -> None:
        self._on_ground(1)

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self.again.setIcon(icon("rotate"))
        self.again.setIconSize(QSize(16, 16))
        self.show_playing(False)

    def _write(self) -> None:
        item = self.item
        shown = item is not None
        is_cutout = item is not None and item.kind == "cutout"
        self.use.setEnabled(shown)
        self.play.setVisible(item is not None and item.sound is not None)
        self.ground.setVisible(is_cutout)
        self.again.setVisible(is_cutout)
        self.again.setEnabled(self.seed is not None)
        if item is None:
            self.name.setText("")
            self.other_name.setText("")
            self.facts.show_facts(())
            return
        names = [item.name_en, item.name_zh]
        if self._language.language == "zh_CN":
            names.reverse()
        self.name.setText(names[0][:1].upper() + names[0][1:])
        self.other_name.setText(names[1])
        self.picture.setAccessibleName(names[0])
        self.facts.show_facts(self._facts(item))

    def _facts(self, item: Item) -> list[tuple[str, str, str]]:
        split, meaning = self._split(item)
        what = self._kind(item)
        groups = dict.fromkeys((self._said(item.category), self._said(item.group)))
        return [
            (self.tr("Kind"), what, ""),
            (self.tr("Group"), " › ".join(groups), ""),
            (self.tr("Split"), split, meaning),
            (self.tr("Size"), f"{item.width}×{item.height} px", ""),
            (self.tr("Licence"), item.licence, ""),
            (self.tr("Author"), _ADDRESS.sub("", item.author), item.author),
            (self.tr("Source"), item.source, ""),
            (self.tr("Name here"), item.id, self.tr("On the command line: --image {}").format(WORD + item.id)),
        ]

    def _said(self, group: str) -> str:
        return group_zh(group) if self._language.language == "zh_CN" else group

    def _kind(self, item: Item) -> str:
        kinds = {
            "cutout": self.tr("Cut-out") if item.photographic else self.tr("Cut-out, drawn"),
            "photo": self.tr("Photograph"),
            "background": self.tr("Background") if item.photographic else self.tr("Background, drawn"),
        }
        return kinds[item.kind]

    def _split(self, item: Item) -> tuple[str, str]:
        return {
            TRAIN: (self.tr("Training"), self.tr("Networks of the world learn from it")),
            HELD_OUT: (self.tr("Held out"), self.tr("No network of the world ever learns from it")),
            HELD_OUT_NAME: (
                self.tr("Held-out name"),
                self.tr("No network of the world ever learns from anything of this name"),
            ),
        }[item.split]

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Details"))
        self.use.setText(self.tr("Use as picture"))
        self.use.setToolTip(self.tr("Feed every panel with it and go back to the panel (Return or double click)"))
        self.play.setToolTip(self.tr("Hear it (Space)"))
        self.ground.blockSignals(True)
        self.ground.clear()
        self.ground.addItems([self.tr("On plain grey"), self.tr("On a background")])
        self.ground.setCurrentIndex(0 if self.seed is None else 1)
        self.ground.blockSignals(False)
        self.ground.setAccessibleName(self.tr("What the cut-out stands on"))
        self.ground.setToolTip(self.tr("What the cut-out stands on when it is used as the picture"))
        self.again.setToolTip(self.tr("Another background and place"))
        self.again.setAccessibleName(self.again.toolTip())
        self.show_playing(False)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
