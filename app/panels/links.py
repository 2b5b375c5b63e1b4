"""Turns the declared links of a tab into connections between its views.

Each link is an object with slots of its own, owned by the page: nothing captures a widget, and
everything goes when the page goes.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.i18n import translate
from app.panels.carry_button import CarryButton
from app.panels.tab import Carry, Draw, Link, Open, Paint, Pick, PickItem, PickPlace, SharedHover, Switch
from engine.analysis.patch_masks import mask_text
from engine.frames import BoolArray, FlowFrame, GridFrame, TableFrame
from engine.parameters import Value
from widgets.view import FrameView

if TYPE_CHECKING:  # pyqtgraph waits until a plot is built
    from app.panels.stage import Stage
    from widgets.atlas.view import AtlasView
    from widgets.mask_view import MaskView
    from widgets.plot_view import PlotView

NOWHERE = (-1, -1)
MOST_POINTS = 300


class Picker(QObject):
    """Says which parameters a view asks for.

    picked:   (parameter name → value, keep); keep is False while the mouse only passes over.
    released: parameter names to put back to what was kept.
    carried:  (id of another experiment, its parameter name → value) to go there with.
    """

    picked = Signal(object, bool)
    released = Signal(object)
    carried = Signal(str, object)

    def follow(self, values: Mapping[str, Value]) -> None:
        """Learn the parameters as they are now."""


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


class PlacePicker(Picker):
    """How far across and down a sheet the mouse is, as two parameters."""

    def __init__(self, link: PickPlace, view: FrameView, parent: QObject) -> None:
        super().__init__(parent)
        self._sets = link.sets
        self._view = view
        view.cell_clicked.connect(self._on_clicked)
        view.cell_hovered.connect(self._on_hovered)

    def _place(self, row: int, column: int) -> dict[str, Value]:
        frame = self._view.frame
        assert isinstance(frame, GridFrame)
        last_column = frame.columns - 1
        last_row = (len(frame.tiles) - 1) // frame.columns
        return dict(zip(self._sets, (column / max(last_column, 1), row / max(last_row, 1)), strict=True))

    @Slot(int, int)
    def _on_clicked(self, row: int, column: int) -> None:
        if (row, column) != NOWHERE:
            self.picked.emit(self._place(row, column), True)

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        if (row, column) == NOWHERE:
            self.released.emit(self._sets)
        else:
            self.picked.emit(self._place(row, column), False)


class DrawPicker(Picker):
    """Points drawn on a plot as a parameter."""

    def __init__(self, link: Draw, view: "PlotView", parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._plot = view.plot
        self._points: list[tuple[float, float]] = []
        view.plot.pencil.began.connect(self._on_began)
        view.plot.pencil.moved.connect(self._on_moved)

    def follow(self, values: Mapping[str, Value]) -> None:
        name, value = self._link.when
        drawing = values.get(name) == value
        if drawing != self._plot.pencil.active:
            self._plot.pencil.set_active(drawing)

    @Slot(bool)
    def _on_began(self, adds: bool) -> None:
        if not adds:
            self._points.clear()

    @Slot(object)
    def _on_moved(self, pixel: QPointF) -> None:
        place = self._plot.place_of(pixel)
        self._points.append((place.x(), place.y()))
        if len(self._points) > MOST_POINTS:
            del self._points[::2]
        self.picked.emit({self._link.sets: tuple(self._points)}, True)


class PaintPicker(Picker):
    """A painted mask as a parameter, and the way back to a sampled one."""

    def __init__(self, link: Paint, view: "MaskView", parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._view = view
        self._painted = ""
        self._sampled: Value | None = None  # the kind of mask before painting began
        self._number = 0
        view.set_paintable(True)
        view.painted.connect(self._on_painted)
        view.again_pressed.connect(self._on_again)

    def follow(self, values: Mapping[str, Value]) -> None:
        self._number = int(str(values[self._link.again]))
        if values[self._link.kind] != self._link.value:
            self._sampled = values[self._link.kind]
            self._view.follow_frames()
        elif values[self._link.sets] != self._painted:
            self._view.follow_frames()

    @Slot(object)
    def _on_painted(self, removed: BoolArray) -> None:
        self._painted = mask_text(removed)
        self.picked.emit({self._link.sets: self._painted, self._link.kind: self._link.value}, True)

    @Slot()
    def _on_again(self) -> None:
        values: dict[str, Value] = {self._link.again: self._number + 1}
        if self._sampled is not None:
            values[self._link.kind] = self._sampled
        self.picked.emit(values, True)


class SwitchPicker(Picker):
    """Names of what was clicked, as a list in a line of text."""

    def __init__(self, link: Switch, view: FrameView, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._view = view
        self._listed = ""
        view.item_clicked.connect(self._on_clicked)

    def follow(self, values: Mapping[str, Value]) -> None:
        self._listed = str(values[self._link.sets])

    @Slot(object)
    def _on_clicked(self, key: tuple[int, ...]) -> None:
        name = self._name_of(key[0])
        if name:
            part = key[1] if len(key) > 1 else 0
            self._listed = switched(self._listed, name + self._link.endings[part])
            self.picked.emit({self._link.sets: self._listed}, True)

    def _name_of(self, index: int) -> str:
        """Name of what can be switched; "" for anything else."""
        frame = self._view.frame
        if isinstance(frame, TableFrame):
            return str(frame.rows[index][0])
        assert isinstance(frame, FlowFrame)
        return frame.stages[index].name if frame.stages[index].switch else ""


class Carrier(Picker):
    """Takes what is chosen, or the tile that was clicked with the right button, to another tab."""

    def __init__(self, link: Carry, view: FrameView, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._view = view
        self._values: Mapping[str, Value] = {}
        self._under_mouse: tuple[int, ...] = ()
        button = CarryButton(link.label)
        button.clicked.connect(self._on_pressed)
        view.header.set_extra(button)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu_asked)
        view.item_hovered.connect(self._on_hovered)

    def follow(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def _carry(self, key: tuple[int, ...]) -> None:
        chosen = {name: self._values[name] for name in self._link.takes}
        self.carried.emit(self._link.to, chosen | dict(zip(self._link.sets, key, strict=False)))

    @Slot(object)
    def _on_hovered(self, key: tuple[int, ...]) -> None:
        self._under_mouse = key

    @Slot()
    def _on_pressed(self) -> None:
        self._carry(())

    @Slot(QPoint)
    def _on_menu_asked(self, place: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate(self._link.label)).setData(self._under_mouse)  # the mouse leaves it for the menu
        menu.triggered.connect(self._on_chosen)
        menu.popup(self._view.mapToGlobal(place))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._carry(tuple(action.data()))


def switched(listed: str, word: str) -> str:
    """Return a list such as "a, b" with `word` at its end, or without it where it was there."""
    words = [item.strip() for item in listed.split(",") if item.strip()]
    kept = [item for item in words if item != word]
    return ", ".join(kept if len(kept) < len(words) else [*words, word])


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


def connect_links(links: tuple[Link, ...], views: Mapping[str, FrameView], parent: "Stage") -> list[Picker]:
    """Connect the views of a tab; return what sets parameters. Raises KeyError for a view that is not there."""
    pickers: list[Picker] = []
    for link in links:
        if isinstance(link, SharedHover):
            HoverSharer(tuple(views[name] for name in link.views), parent)
        elif isinstance(link, Open):
            cast("AtlasView", views[link.view]).picture_asked.connect(parent.picture_asked)
        elif isinstance(link, Pick):
            pickers.append(CellPicker(link, views[link.view], parent))
        elif isinstance(link, PickItem):
            pickers.append(ItemPicker(link, views[link.view], parent))
        elif isinstance(link, PickPlace):
            pickers.append(PlacePicker(link, views[link.view], parent))
        elif isinstance(link, Paint):
            pickers.append(PaintPicker(link, cast("MaskView", views[link.view]), parent))
        elif isinstance(link, Carry):
            pickers.append(Carrier(link, views[link.view], parent))
        elif isinstance(link, Switch):
            pickers.append(SwitchPicker(link, views[link.view], parent))
        else:
            pickers.append(DrawPicker(link, cast("PlotView", views[link.view]), parent))
    return pickers
