"""Turns the declared links of a tab into connections between its views.

Each link is an object with slots of its own, owned by the page: nothing captures a widget, and
everything goes when the page goes.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from app.panels.tab import Link, Pick, PickItem, SharedHover
from widgets.view import FrameView

NOWHERE = (-1, -1)


class Picker(QObject):
    """Says which parameters a view asks for.

    picked:   (parameter name → value, keep); keep is False while the mouse only passes over.
    released: parameter names to put back to what was kept.
    """

    picked = Signal(object, bool)
    released = Signal(object)


class CellPicker(Picker):
    """A cell under the mouse, or clicked, as a parameter."""

    def __init__(self, link: Pick, view: FrameView, parent: QObject) -> None:
        super().__init__(parent)
        self._name = link.sets
        view.cell_clicked.connect(self._on_clicked)
        if link.on == "hover":
            view.cell_hovered.connect(self._on_hovered)

    @Slot(int, int)
    def _on_clicked(self, row: int, column: int) -> None:
        if (row, column) != NOWHERE:
            self.picked.emit({self._name: (row, column)}, True)

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        if (row, column) == NOWHERE:
            self.released.emit((self._name,))
        else:
            self.picked.emit({self._name: (row, column)}, False)


class ItemPicker(Picker):
    """The key of a clicked dot, tile or bar as parameters."""

    def __init__(self, link: PickItem, view: FrameView, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        view.item_clicked.connect(self._on_clicked)

    @Slot(object)
    def _on_clicked(self, key: tuple[int, ...]) -> None:
        numbers = [number + self._link.base for number in key]
        self.picked.emit(dict(zip(self._link.sets, numbers, strict=True)) | dict(self._link.also), True)


class HoverSharer(QObject):
    """Outlines the cell under the mouse of one view in all others of the group."""

    def __init__(self, views: tuple[FrameView, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        for view in views:
            view.cell_hovered.connect(self._on_hovered)

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        for view in self._views:
            if view is not self.sender():
                view.highlight_cell(row, column)


def connect_links(links: tuple[Link, ...], views: Mapping[str, FrameView], parent: QObject) -> list[Picker]:
    """Connect the views of a tab; return what sets parameters. Raises KeyError for a view that is not there."""
    pickers: list[Picker] = []
    for link in links:
        if isinstance(link, SharedHover):
            HoverSharer(tuple(views[name] for name in link.views), parent)
        elif isinstance(link, Pick):
            pickers.append(CellPicker(link, views[link.view], parent))
        else:
            pickers.append(ItemPicker(link, views[link.view], parent))
    return pickers
