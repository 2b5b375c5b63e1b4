"""The gallery: every item that fits the filter as a tile; only those in sight are read and painted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from app.world.tile_delegate import CELL, ITEM_ROLE, TileDelegate
from app.world.tiles import Tiles
from engine.world.items import Item
from widgets.theme import theme_changed

_USE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """The items that are shown, with their names in one language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()
        self.chinese = False

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default; it is never changed
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.name_zh if self.chinese else item.name_en
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.name_en} · {item.name_zh}"
        return None


class Gallery(QListView):
    """Tiles to walk through with the mouse or the arrow keys.

    chosen: the Item under the cursor, or None. used: Return or a double click. heard: Space.
    """

    chosen = Signal(object)
    used = Signal()
    heard = Signal()

    def __init__(self, tiles: Tiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = GalleryModel(self)
        self.setModel(self._model)
        self.setItemDelegate(TileDelegate(tiles, self))
        self.setProperty("role", "rail")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(CELL.height() // 3)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self.doubleClicked.connect(self._on_double_click)
        tiles.made.connect(self._on_tile)
        theme_changed.connect(self._on_theme)

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        index = self.currentIndex()
        return self._model.items[index.row()] if index.isValid() else None

    @property
    def items(self) -> tuple[Item, ...]:
        """What is shown, in order."""
        return self._model.items

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these, with the cursor where it was if that is still there, else on the first."""
        before = self.item
        self._model.show_items(items)
        place = items.index(before) if before in items else 0
        self.select(place)

    def select(self, place: int) -> None:
        """Put the cursor on the item at `place`."""
        index = self._model.index(place)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if not index.isValid():
            self.chosen.emit(None)

    def speak(self, chinese: bool) -> None:
        """Show Chinese names, or English ones."""
        self._model.chinese = chinese
        self.viewport().update()

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, now: QItemSelection, before: QItemSelection) -> None:
        if not now.isEmpty():
            self.chosen.emit(self.item)

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        self.used.emit()

    @Slot(str)
    def _on_tile(self, id: str) -> None:
        self.viewport().update()

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width, so that no strip is left over at the right."""
        room = self.viewport().width() - 1
        self.setGridSize(QSize(room // max(1, room // CELL.width()), CELL.height()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _USE and not event.modifiers():
            self.used.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.heard.emit()
        else:
            super().keyPressEvent(event)
