"""The strip of tools below a picture that can be painted on."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from widgets.icons import icon
from widgets.theme import theme_changed

SIZES = (1, 2, 4)  # patches
_BUTTON_PX = 24
_ICON_PX = 14
_GAP = 8
_ICONS = {
    "remove": "remove",
    "give_back": "give-back",
    "size_1": "small-square",
    "size_2": "square",
    "size_4": "large-square",
    "clear": "image",
    "invert": "invert",
    "undo": "undo",
    "again": "dice",
}
_WORDED = ("remove", "give_back", "again")  # with their words where there is room
_KEYS = {
    Qt.Key.Key_E: "remove",
    Qt.Key.Key_R: "give_back",
    Qt.Key.Key_1: "size_1",
    Qt.Key.Key_2: "size_2",
    Qt.Key.Key_4: "size_4",
    Qt.Key.Key_C: "clear",
    Qt.Key.Key_I: "invert",
    Qt.Key.Key_N: "again",
}


class BrushTools(QWidget):
    """What the brush does and how large it is, and what can be done to the whole mask.

    cleared, inverted, undone: pressed. again_pressed: another mask of the same kind is wanted.
    """

    cleared = Signal()
    inverted = Signal()
    undone = Signal()
    again_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {name: self._button(name) for name in _ICONS}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for name, button in self._buttons.items():
            if name in ("size_1", "clear", "again"):
                self._row.addSpacing(_GAP)
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._buttons["remove"].setChecked(True)
        self._buttons["size_1"].setChecked(True)
        self._connect()
        self._retranslate()
        self._restyle()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "flat")
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setFixedHeight(_BUTTON_PX)
        button.setMinimumWidth(_BUTTON_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCheckable(name in ("remove", "give_back") or name.startswith("size_"))
        return button

    def _connect(self) -> None:
        for button in self._buttons.values():
            if button.isCheckable():
                button.clicked.connect(self._on_chosen)
        self._buttons["clear"].clicked.connect(self.cleared)
        self._buttons["invert"].clicked.connect(self.inverted)
        self._buttons["undo"].clicked.connect(self.undone)
        self._buttons["again"].clicked.connect(self.again_pressed)
        theme_changed.connect(self._restyle)

    @property
    def removes(self) -> bool:
        """True when the left button removes patches, False when it gives them back."""
        return self._buttons["remove"].isChecked()

    @property
    def brush_size(self) -> int:
        """Side of the brush in patches."""
        return next(size for size in SIZES if self._buttons[f"size_{size}"].isChecked())

    def allow_undo(self, allowed: bool) -> None:
        """Say whether there is something to undo."""
        self._buttons["undo"].setEnabled(allowed)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False when it stands for nothing."""
        name = "undo" if event.matches(QKeySequence.StandardKey.Undo) else ""
        if not event.modifiers():
            name = _KEYS.get(Qt.Key(event.key()), "")
        if name:
            self._buttons[name].click()
        return bool(name)

    @Slot()
    def _on_chosen(self) -> None:
        """Check the button that was pressed, and none of its group beside it."""
        chosen = self.sender()
        assert isinstance(chosen, QToolButton)
        group = [f"size_{size}" for size in SIZES] if chosen.objectName().startswith("size_") else _WORDED[:2]
        for name in group:
            self._buttons[name].setChecked(self._buttons[name] is chosen)

    def _retranslate(self) -> None:
        words = {
            "remove": (
                self.tr("Remove"),
                self.tr("The left button removes patches, the right one gives them back (E)"),
            ),
            "give_back": (
                self.tr("Give back"),
                self.tr("The left button gives patches back, the right one removes them (R)"),
            ),
            "size_1": ("", self.tr("A brush of one patch (1)")),
            "size_2": ("", self.tr("A brush of 2 × 2 patches (2)")),
            "size_4": ("", self.tr("A brush of 4 × 4 patches (4)")),
            "clear": ("", self.tr("Give the whole picture back (C)")),
            "invert": ("", self.tr("Swap what is removed and what is left (I)")),
            "undo": ("", self.tr("Undo the last stroke (Ctrl+Z)")),
            "again": (self.tr("Sample again"), self.tr("Draw another mask by chance instead (N)")),
        }
        for name, (text, tip) in words.items():
            self._buttons[name].setText(text)
            self._buttons[name].setToolTip(tip)
            self._buttons[name].setAccessibleName(text or tip)
        self._show_words()

    def _show_words(self) -> None:
        """Write words beside icons while there is room, first where the icon says least."""
        style = Qt.ToolButtonStyle
        for name in _WORDED:
            self._buttons[name].setToolButtonStyle(style.ToolButtonIconOnly)
        for names in (("again",), ("remove", "give_back")):
            for name in names:
                self._buttons[name].setToolButtonStyle(style.ToolButtonTextBesideIcon)
            if sum(button.sizeHint().width() for button in self._buttons.values()) + 3 * _GAP > self.width():
                for name in names:
                    self._buttons[name].setToolButtonStyle(style.ToolButtonIconOnly)
                return

    @Slot(object)
    def _restyle(self, _theme: object = None) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icon(_ICONS[name]))

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(len(_ICONS) * _BUTTON_PX + 3 * _GAP, _BUTTON_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
