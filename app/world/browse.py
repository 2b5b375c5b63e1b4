"""The filters over the gallery, and what is said when nothing fits them."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import LanguageSwitch
from app.world.filter_row import FilterRow
from app.world.gallery import Gallery
from app.world.tiles import Tiles
from engine.world.items import Item, world
from widgets.theme import current_theme

_KINDS = ("cutout", "photo", "background")


class BrowsePane(QWidget):
    """Shows the items that fit. found: how many they are."""

    found = Signal(int)

    def __init__(self, language: LanguageSwitch, tiles: Tiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.filters, self.gallery = FilterRow(language), Gallery(tiles)
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._nothing.setProperty("role", "muted")
        self.clear = QPushButton()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.gallery)
        self._stack.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().gap)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.filters.changed.connect(self._on_filter)
        self.filters.left.connect(self._on_left)
        self.clear.clicked.connect(self.filters.clear)
        self._retranslate()

    @property
    def empty(self) -> bool:
        """True when nothing fits."""
        return self._stack.currentIndex() == 1

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(self._nothing)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    @Slot()
    def _on_filter(self) -> None:
        fitting = self.filters.filter.of(sorted(world().items, key=_by_kind))
        self._stack.setCurrentIndex(0 if fitting else 1)
        self.gallery.show_items(fitting)
        self.found.emit(len(fitting))

    @Slot()
    def _on_left(self) -> None:
        self.gallery.setFocus(Qt.FocusReason.TabFocusReason)

    def _retranslate(self) -> None:
        self._nothing.setText(self.tr("No picture of the world fits these filters."))
        self.clear.setText(self.tr("Show everything"))
        self.clear.setToolTip(self.tr("Clear the search and every filter"))
        self.gallery.setAccessibleName(self.tr("Pictures of the world"))
        self.gallery.speak(self._language.language == "zh_CN")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _by_kind(item: Item) -> int:
    return _KINDS.index(item.kind)
