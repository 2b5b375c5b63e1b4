"""The top line of a view: its title, what it shows or what is under the mouse, and its buttons."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from widgets.headline import Headline
from widgets.icons import icon
from widgets.theme import current_theme, theme_changed

_BUTTON_PX = 22
_ICON_PX = 14
_NARROW_PX = 230  # of a header that has no room for the button that a double click replaces


class ViewHeader(QWidget):
    """Title in capitals, detail or read-out, room for a legend, and three quiet buttons."""

    reset_pressed = Signal()
    copy_pressed = Signal()
    export_pressed = Signal(str)  # format
    maximise_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail = ""
        self._zooms = True
        self._line = Headline(self)
        self.title, self._note = self._line.title, self._line.note
        self.title.setProperty("role", "caption")
        self._note.setProperty("role", "muted")
        self.menu = QMenu(self)
        self._reset = self._button("reset")
        self._export = self._button("export")
        self._maximise = self._button("maximise")
        self._fill()
        self._connect()
        self._restyle()

    def set_texts(self, title: str, detail: str) -> None:
        """Show a title and the detail beside it."""
        self.detail = detail
        self.title.setFont(current_theme().caption_font(title))
        self._line.show_texts(title, detail)

    def set_readout(self, text: str) -> None:
        """Show the value under the mouse in place of the detail; empty brings the detail back."""
        self._line.show_texts(self.title.text(), text or self.detail, note_first=bool(text))

    def readout(self) -> str:
        """The text beside the title."""
        return self._note.text()

    def room_for_extra(self) -> int:
        """Width left of the buttons once the texts have theirs."""
        return self.width() - self._line.sizeHint().width() - 3 * _BUTTON_PX - 3 * self._layout.spacing()

    def set_extra(self, widget: QWidget) -> None:
        """Put a legend between the texts and the buttons."""
        self._layout.insertWidget(1, widget)

    def set_formats(self, formats: tuple[str, ...]) -> None:
        """Offer these formats, and the clipboard, in the export menu."""
        self.menu.clear()
        if self._zooms:
            self.menu.addAction(icon("reset"), self.tr("Reset the view")).triggered.connect(self.reset_pressed)
        self.menu.addAction(icon("copy"), self.tr("Copy image")).triggered.connect(self.copy_pressed)
        self.menu.addSeparator()
        for name in formats:
            action = self.menu.addAction(self.tr("Save as {}…").format(name.upper()))
            action.setData(name)

    def set_zooms(self, zooms: bool) -> None:
        """Offer to reset the view only where it can be zoomed."""
        self._zooms = zooms
        self._reset.setVisible(zooms and self.width() >= _NARROW_PX)

    def set_operable(self, shown: bool) -> None:
        """Enable what needs something shown."""
        self._reset.setEnabled(shown)
        self._export.setEnabled(shown)

    def set_maximised(self, maximised: bool) -> None:
        """Show whether the view fills the panel, without telling anybody."""
        self._maximise.blockSignals(True)
        self._maximise.setChecked(maximised)
        self._maximise.blockSignals(False)
        self._restyle()

    def retranslate(self) -> None:
        """Say the buttons' names in the language in force."""
        names = (
            (self._reset, self.tr("Reset the view (double-click)")),
            (self._export, self.tr("Copy or export")),
            (self._maximise, self.tr("Fill the panel with this view")),
        )
        for button, name in names:
            button.setToolTip(name)
            button.setAccessibleName(name)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "flat")
        button.setFixedSize(_BUTTON_PX, _BUTTON_PX)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _fill(self) -> None:
        self._export.setMenu(self.menu)
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._maximise.setCheckable(True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._line, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self._reset, self._export, self._maximise):
            buttons.addWidget(button)
        self._layout.addLayout(buttons)
        self.set_operable(False)
        self.retranslate()

    def _connect(self) -> None:
        self._reset.clicked.connect(self.reset_pressed)
        self._maximise.toggled.connect(self._on_maximise_toggled)
        self.menu.triggered.connect(self._on_menu_triggered)
        theme_changed.connect(self._restyle)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.set_zooms(self._zooms)

    # Inside

    @Slot(bool)
    def _on_maximise_toggled(self, checked: bool) -> None:
        self._restyle()
        self.maximise_toggled.emit(checked)

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        if action.data():
            self.export_pressed.emit(action.data())

    @Slot(object)
    def _restyle(self, _theme: object = None) -> None:
        theme = current_theme()
        self.title.setFont(theme.caption_font(self.title.text()))
        self._note.setFont(theme.small_font())
        self._line.place()
        self._reset.setIcon(icon("reset"))
        self._export.setIcon(icon("export"))
        self._maximise.setIcon(icon("restore" if self._maximise.isChecked() else "maximise"))
