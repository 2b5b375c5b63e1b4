"""A map of pictures: zoom in to see them, click one for its neighbours, catch some with a lasso, search by name."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.frames import AtlasFrame, Frame
from widgets.atlas.canvas import AtlasCanvas
from widgets.atlas.crowd import crowd_of, part_of
from widgets.atlas.legend import CategoryLegend
from widgets.atlas.search import Haystack
from widgets.atlas.selection import CaughtList
from widgets.atlas.tools import AtlasTools
from widgets.atlas.travel import centred, fitted, tilted, turned, upright
from widgets.language import told
from widgets.legend import Entry
from widgets.symbols import group_colour, group_symbol
from widgets.theme import current_theme
from widgets.view import FrameView

_GAP = 6

Marks = NDArray[np.bool_]


class AtlasView(FrameView):
    """Shows an `AtlasFrame`. Items are points, their key is (index,).

    picture_asked: the word, for `--image`, of a point that was double-clicked, or of the one under the mouse at O.
    """

    picture_asked = Signal(str)

    kind: ClassVar[str] = "atlas"
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf", "csv", "npz")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = AtlasTools(self.body)
        self.legend = CategoryLegend(self.body)
        self.canvas = AtlasCanvas(self.body)
        self.caught_list = CaughtList(self.body)
        self._hidden: frozenset[str] = frozenset()
        self._caught: Marks = np.zeros(0, bool)
        self._found: Marks | None = None
        self._haystack: Haystack | None = None
        self._fill()
        self._join()
        self.caught_list.show_points(None, [])

    @property
    def _atlas(self) -> AtlasFrame:
        """What is shown."""
        assert isinstance(self.frame, AtlasFrame)
        return self.frame

    # Frames

    def draw(self, frame: Frame) -> None:
        assert isinstance(frame, AtlasFrame)
        self.frame = frame = self._pictured(frame)
        self._take(frame)
        self._show_crowd()
        self._show_legend()

    def _pictured(self, frame: AtlasFrame) -> AtlasFrame:
        """Give a frame without thumbnails those that are shown of its points."""
        before = self.canvas.crowd.frame if self.canvas.crowd is not None else None
        if frame.thumbnails is not None or before is None or before.thumbnails is None:
            return frame
        same = before.population == frame.population and len(before.x) == len(frame.x)
        return replace(frame, thumbnails=before.thumbnails) if same else frame

    def _take(self, frame: AtlasFrame) -> None:
        """Let the points travel to where the frame has them; another population starts anew."""
        before = self.canvas.crowd
        same = before is not None and before.frame.population == frame.population
        places, travel = centred(frame.x, frame.y), self.canvas.travel
        if same and len(travel.goal):
            travel.go(fitted(tilted(turned(places, travel.goal), self.canvas.aspect)))
            if not self.canvas.isVisible():
                travel.finish()
        else:
            self.canvas.show_first(fitted(upright(places, self.canvas.aspect)))
        if not same or len(self._caught) != len(frame.x):
            self._caught = np.zeros(len(frame.x), bool)
        if before is None or before.frame.names is not frame.names:
            self._haystack = None
        self._search(self.tools.typed)

    def _show_crowd(self) -> None:
        """Draw the points as selection, search and legend have them."""
        frame = self._atlas
        marked = self._caught if self._found is None else self._caught | self._found
        self.canvas.show_crowd(crowd_of(frame, self._hidden, marked))
        self.caught_list.show_points(frame, np.flatnonzero(self._caught).tolist())

    def _show_legend(self) -> None:
        theme, frame = current_theme(), self._atlas
        entries = tuple(
            Entry(told(name), group_colour(theme, number), symbol=group_symbol(theme, number))
            for number, name in enumerate(frame.categories)
        )
        counts = tuple(np.bincount(frame.category, minlength=len(entries)).tolist())
        hidden = frozenset(number for number, name in enumerate(frame.categories) if name in self._hidden)
        self.legend.show_categories(entries, counts, hidden)
        self.legend.setVisible(len(entries) > 1)

    def forget(self) -> None:
        self.canvas.travel.jump(np.zeros((0, 2)))
        self.canvas.show_crowd(None)
        self._caught, self._found, self._haystack = np.zeros(0, bool), None, None
        self.caught_list.show_points(None, [])

    def restyle(self) -> None:
        if self.frame is not None:
            self._show_crowd()
            self._show_legend()

    def reset_view(self) -> None:
        """Show everything again after zoom and pan."""
        self.canvas.reset()

    def summary(self) -> str:
        if not isinstance(self.frame, AtlasFrame):
            return super().summary()
        frame = self.frame
        text = self.tr("{:,} points in {} categories").format(len(frame.x), len(frame.categories))
        if frame.selected is not None:
            text += self.tr("; selected: {}").format(told(frame.names[frame.selected]))
        caught = int(self._caught.sum())
        if caught:
            text += self.tr("; in the lasso: {:,}").format(caught)
        return text + "."

    def data_frame(self) -> Frame | None:
        """The points in the lasso where there are some, else all."""
        frame = self.frame
        if not isinstance(frame, AtlasFrame) or not self._caught.any():
            return frame
        return part_of(frame, np.flatnonzero(self._caught))

    def figure_size(self) -> QSize:
        return self.canvas.size().expandedTo(QSize(240, 160)) + QSize(0, self._legend_height(self.canvas.width()))

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        """Paint legend and map without what is under the mouse."""
        height = self._legend_height(room.width())
        if height:
            self.legend.paint_on(painter, QRectF(room.left(), room.top(), room.width(), height - _GAP))
        self.canvas.paint_on(painter, room.adjusted(0, height, 0, 0))

    # What a person does

    def select(self, caught: Marks, *, add: bool = False) -> None:
        """Put these points (N,) into the list, in place of those before or beside them."""
        self._caught = (self._caught | caught) if add else caught.copy()
        self._show_crowd()
        self._describe()

    @Slot()
    def clear_selection(self) -> None:
        """Let the points of the list go."""
        self.select(np.zeros_like(self._caught))

    @Slot(str)
    def search(self, typed: str) -> None:
        """Mark the points whose names or categories have all the words."""
        if self.frame is not None:
            self._search(typed)
            self._show_crowd()

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self._found = None
            self.tools.show_found(None)
            return
        if self._haystack is None:
            self._haystack = Haystack(self._atlas)
        self._found = self._haystack.find(typed)
        self.tools.show_found(int(self._found.sum()))

    @Slot()
    def zoom_to_found(self) -> None:
        """Show what the search found as large as fits."""
        if self._found is not None:
            self.canvas.zoom_to(self._found)

    @Slot(int)
    def toggle_category(self, number: int) -> None:
        """Hide a category, or show it again."""
        self._hide(self._hidden ^ {self._atlas.categories[number]})

    @Slot(int)
    def show_only(self, number: int) -> None:
        """Hide every category but one; once more shows all again."""
        alone = frozenset(self._atlas.categories) - {self._atlas.categories[number]}
        self._hide(frozenset() if self._hidden == alone else alone)

    def _hide(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._show_crowd()
        self._show_legend()

    # Inside

    def _legend_height(self, width: float) -> int:
        return 0 if self.legend.isHidden() else self.legend.height_in(width) + _GAP

    def _fill(self) -> None:
        map_row = QHBoxLayout()
        map_row.setSpacing(8)
        map_row.addWidget(self.canvas, 1)
        map_row.addWidget(self.caught_list)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.tools)
        column.addWidget(self.legend)
        column.addLayout(map_row, 1)
        self.setFocusProxy(self.canvas)

    def _join(self) -> None:
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.picked.connect(self._on_picked)
        self.canvas.opened.connect(self._on_opened)
        self.canvas.lassoed.connect(self._on_lassoed)
        self.legend.toggled.connect(self.toggle_category)
        self.legend.only.connect(self.show_only)
        self.caught_list.chosen.connect(self._on_picked)
        self.caught_list.cleared.connect(self.clear_selection)
        self.caught_list.exported.connect(self._on_export_asked)
        self.tools.typed_changed.connect(self.search)
        self.tools.search_entered.connect(self.zoom_to_found)
        self.tools.lasso_toggled.connect(self.canvas.set_lasso_mode)
        self.tools.thumbnails_toggled.connect(self.canvas.set_with_thumbnails)
        self.tools.left.connect(self.canvas.setFocus)

    @Slot(object)
    def _on_pointed(self, index: int | None) -> None:
        self.header.set_readout("" if index is None else self._told(index))
        self.item_hovered.emit(() if index is None else (index,))

    def _told(self, index: int) -> str:
        frame = self._atlas
        return f"{told(frame.names[index])} · {told(frame.categories[int(frame.category[index])])}"

    @Slot(int)
    def _on_picked(self, index: int) -> None:
        self.item_clicked.emit((index,))

    @Slot(int)
    def _on_opened(self, index: int) -> None:
        self.picture_asked.emit(self._atlas.words[index])

    @Slot(object, bool)
    def _on_lassoed(self, caught: Marks, add: bool) -> None:
        self.select(caught, add=add)

    @Slot()
    def _on_export_asked(self) -> None:
        self.export_requested.emit("csv")

    # Qt

    def event(self, event: QEvent) -> bool:
        # Ctrl+F is the window's as well; with the keyboard's focus in here it means this search.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_find(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_find(event):
            self.tools.start_search()
        elif event.key() == Qt.Key.Key_Escape and (self._caught.any() or self.tools.typed):
            self.tools.clear_search()
            self.clear_selection()
        elif event.key() == Qt.Key.Key_L and not event.modifiers():
            self.tools.toggle_lasso()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._haystack = None
            self.tools.retranslate()
            self.caught_list.retranslate()
        super().changeEvent(event)


def _is_find(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Find)
