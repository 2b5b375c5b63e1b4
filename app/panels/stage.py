"""The views of one tab in their places; any of them can fill the whole room for a while."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.i18n import translate
from app.panels.layout import build_layout
from app.panels.links import Picker, connect_links
from app.panels.pages import PagesWidget
from app.panels.tab import Tab, views_of
from engine.frames import Frame
from widgets.view import FrameView


class Stage(QWidget):
    """Builds the views of a tab and shows frames in them.

    export_asked:  (view, format) chosen in a view's menu.
    picture_asked: word of a picture that is to be the input, as `--image` takes it.
    """

    export_asked = Signal(object, str)
    picture_asked = Signal(str)

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        root, self._views = build_layout(tab.layout)
        self._empty = {view.slot: view.empty for view in views_of(tab.layout)}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(root)
        self.pickers: list[Picker] = connect_links(tab.links, self._views, self)
        self._waiting: dict[str, Frame] = {}
        self._seen: set[str] = set()
        for view in self._views.values():
            view.export_requested.connect(self._on_export_requested)
            view.maximise_requested.connect(self._on_maximise_requested)

    @property
    def views(self) -> Mapping[str, FrameView]:
        """Views by slot, in reading order."""
        return self._views

    def show_frame(self, frame: Frame) -> None:
        """Draw a frame that looks unlike the one shown, or keep it until somebody looks."""
        if frame.slot not in self._views:
            return
        self._seen.add(frame.slot)
        if not self.isVisible():
            self._waiting[frame.slot] = frame
        elif not frame.looks_like(self._views[frame.slot].frame):
            self._views[frame.slot].show_frame(frame)

    def on_space(self, do: Callable[[], None]) -> None:
        """Let Space do something: a shortcut, because a picture in focus would take the key as a click."""
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def begin_run(self, message: str = "") -> None:
        """Frames of another run follow; `message` stands where the tab has no words for what comes first."""
        self._seen.clear()
        for slot in self._blank():
            self._clear_all((slot,), translate(self._empty[slot]) or message)

    def invite(self, message: str) -> None:
        """Say in views without a frame what to do."""
        self._clear_all(self._blank(), message)

    def _blank(self) -> list[str]:
        return [slot for slot, view in self._views.items() if view.frame is None and slot not in self._waiting]

    def end_run(self) -> None:
        """The run is over: what it said nothing about belongs to an earlier one and goes."""
        self._clear_all(self._views.keys() - self._seen)

    def clear(self, message: str = "") -> None:
        """Empty every view; `message` says what to do, else the tab's own words."""
        self._clear_all(self._views, message)

    def set_busy(self, busy: bool) -> None:
        """Show quietly that newer frames are being computed."""
        for view in self._views.values():
            view.set_busy(busy)

    def _clear_all(self, slots: Iterable[str], message: str = "") -> None:
        for slot in slots:
            self._waiting.pop(slot, None)
            self._views[slot].clear(message or translate(self._empty[slot]))

    @Slot(str)
    def _on_export_requested(self, file_format: str) -> None:
        self.export_asked.emit(self.sender(), file_format)

    @Slot(bool)
    def _on_maximise_requested(self, fill: bool) -> None:
        chosen = self.sender()
        assert isinstance(chosen, FrameView)
        for splitter in self.findChildren(QSplitter):
            for index in range(splitter.count()):
                widget = splitter.widget(index)
                assert widget is not None  # index is in range
                widget.setVisible(not fill or widget is chosen or widget.isAncestorOf(chosen))
        for pages in self.findChildren(PagesWidget):
            pages.show_strip(not fill)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        waiting, self._waiting = self._waiting, {}
        for slot, frame in waiting.items():
            self._views[slot].show_frame(frame)
