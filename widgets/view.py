"""The base of all views: a card that shows frames of one kind.

A subclass fills `body`, draws in `draw`, says what is seen in `summary`, and paints itself on any
device in `paint_figure`, from which the exports are made.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from engine.frames import Frame
from widgets.header import ViewHeader
from widgets.language import told
from widgets.placeholder import Placeholder
from widgets.theme import current_theme, theme_changed

_BUSY_LINE_PX = 2


class FrameView(QFrame):
    """Shows frames of `kind`. Signals and methods are the same for every kind.

    cell_hovered, cell_clicked: (row, column) of the frame's cells; (-1, -1) when the mouse leaves.
    item_hovered, item_clicked: key of a dot, tile or bar as a tuple of integers; () when the mouse leaves.
    export_requested:           a format chosen in the menu; the owner asks for a file and calls `export`.
    maximise_requested:         True to fill the panel with this view, False to put it back.
    """

    cell_hovered = Signal(int, int)
    cell_clicked = Signal(int, int)
    item_hovered = Signal(object)
    item_clicked = Signal(object)
    export_requested = Signal(str)
    maximise_requested = Signal(bool)

    kind: ClassVar[str] = ""
    formats: ClassVar[tuple[str, ...]] = ("png", "svg", "pdf", "npz")
    zooms: ClassVar[bool] = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self._busy = False
        self._own_words = True  # the invitation is ours, to be said again in another language
        self.setProperty("role", "card")
        self.setMinimumSize(120, 96)
        self.header = ViewHeader(self)
        self.header.set_zooms(self.zooms)
        self.header.set_formats(self.formats)
        self.body = QWidget(self)
        self._placeholder = Placeholder(self)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._placeholder)
        self._pages.addWidget(self.body)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 8, 12)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.header)
        self._layout.addLayout(self._pages, 1)
        self._connect()
        FrameView.clear(self)  # a subclass's own parts are not there yet

    # What panels call

    def show_frame(self, frame: Frame) -> None:
        """Draw `frame`; raises ValueError for one of another kind."""
        if frame.kind != self.kind:
            raise ValueError(f"expected a frame of kind {self.kind!r}, got {frame.kind!r}")
        self.frame = frame
        missing = self.lacking(frame)
        self.header.set_texts(told(frame.title), "" if missing else told(frame.detail))
        self.draw(frame)
        self.refresh_readout()
        if missing:
            self._placeholder.invite(missing)
        self._show_page(self._placeholder if missing else self.body)

    def clear(self, message: str = "") -> None:
        """Forget the frame and invite to make one."""
        self._own_words = not message
        self._placeholder.invite(message or self._invitation())
        self._forget()

    def show_error(self, message: str) -> None:
        """Forget the frame and say why there is none."""
        self._own_words = False
        self._placeholder.fail(message)
        self._forget()

    def set_title(self, title: str) -> None:
        """Name the view before its first frame does."""
        self.header.set_texts(title, "")
        self._describe()

    def set_busy(self, busy: bool) -> None:
        """Show quietly that a newer frame is being computed."""
        if busy != self._busy:
            self._busy = busy
            self.update(0, 0, self.width(), _BUSY_LINE_PX + 2)

    def highlight_cell(self, row: int, column: int) -> None:
        """Mark the cell that another view has under its mouse; (-1, -1) marks none."""

    def reset_view(self) -> None:
        """Show everything again after zoom and pan."""

    def summary(self) -> str:
        """What is seen, in words."""
        return self._placeholder.text()

    def data_frame(self) -> Frame | None:
        """The frame whose numbers `export` writes: what is shown, or the part of it that was chosen."""
        return self.frame

    def export_formats(self) -> tuple[str, ...]:
        """Formats that `export` writes."""
        return self.formats

    def export(self, path: Path, metadata: Mapping[str, str]) -> None:
        """Write the view to `path` in the format of its suffix, with provenance inside.

        Raises ExportError when there is nothing to write, the format is not offered or the file
        cannot be written.
        """
        from widgets.export import export_view

        export_view(self, path, metadata)

    def copy(self) -> None:
        """Put the view on the clipboard as a picture, and what it says as text."""
        from widgets.export import clipboard_data

        if self.frame is not None:
            QApplication.clipboard().setMimeData(clipboard_data(self))

    # What subclasses fill in

    def draw(self, frame: Frame) -> None:
        """Take over a frame of the right kind."""
        raise NotImplementedError

    def lacking(self, frame: Frame) -> str:
        """Say what a frame that has nothing to draw yet waits for; "" for any other."""
        return ""

    def refresh_readout(self) -> None:
        """Say what a new frame has under a mouse that did not move."""

    def forget(self) -> None:
        """Let go of what was under the mouse: `frame` goes next."""

    def restyle(self) -> None:
        """Take over the colours of the theme."""

    def figure_size(self) -> QSize:
        """Size of the exported figure in device-independent pixels."""
        return self.body.size().expandedTo(QSize(240, 160))

    def paint_figure(self, painter: QPainter, room: QRectF) -> None:
        """Paint what is shown, without buttons, into `room` of any paint device."""
        raise NotImplementedError

    # Inside

    def _invitation(self) -> str:
        return self.tr("Choose a picture and press Run")

    def _forget(self) -> None:
        if self.frame is not None:
            self.forget()
        self.frame = None
        self.header.set_texts(self.header.title.text(), "")
        self._show_page(self._placeholder)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.header.set_operable(page is self.body)
        self.set_busy(False)
        self._describe()

    def _describe(self) -> None:
        """Tell screen readers what is seen."""
        name = " · ".join(part for part in (self.header.title.text(), self.header.readout()) if part)
        for widget in (self, self.focusProxy()):
            if widget is not None:
                widget.setAccessibleName(name)
                # Not currentWidget(): asked of a layout, PySide hands the widget to it, and collecting both crashes.
                empty = self._pages.currentIndex() == self._pages.indexOf(self._placeholder)
                widget.setAccessibleDescription(self._placeholder.text() if empty else self.summary())

    def _connect(self) -> None:
        self.header.reset_pressed.connect(self.reset_view)
        self.header.copy_pressed.connect(self.copy)
        self.header.export_pressed.connect(self.export_requested)
        self.header.maximise_toggled.connect(self.maximise_requested)
        theme_changed.connect(self._on_theme_changed)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.restyle()
        self.update()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.header.retranslate()
            self.header.set_formats(self.formats)
            if self.frame is not None:
                self.show_frame(self.frame)
            elif self._own_words:
                self.clear()
        super().changeEvent(event)

    def paintEvent(self, event: QEvent) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if self._busy:
            radius = current_theme().radius
            line = QRectF(radius, 0, self.width() - 2 * radius, _BUSY_LINE_PX)
            with QPainter(self) as painter:
                painter.fillRect(line, QColor(current_theme().accent))
