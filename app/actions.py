"""Every action of the window: its words, shortcut and icon.

Buttons, the command palette and the shortcut list are made from these QActions, so what can be
done with the mouse can be done with the keyboard, and a tooltip always names the shortcut.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from widgets.icons import icon
from widgets.theme import theme_changed

TAB_SHORTCUTS = 9


@dataclass(frozen=True, slots=True)
class Key:
    """How an action is reached; the first of its shortcuts is the one shown."""

    shortcuts: tuple[str, ...]
    icon: str = ""
    checkable: bool = False


KEYS: dict[str, Key] = {
    "palette": Key(("Ctrl+K",), "search"),
    "search": Key(("Ctrl+F",), "search"),
    "open": Key(("Ctrl+O",), "image"),
    "paste": Key(("Ctrl+V",), "paste"),
    "folder": Key(("Ctrl+Shift+O",), "open"),
    "webcam": Key(("Ctrl+Shift+W",), "camera", True),
    "world": Key(("Ctrl+G",), "world", True),
    "rotate_left": Key(("Ctrl+[",), "reset"),
    "rotate_right": Key(("Ctrl+]",), "rotate"),
    "crop": Key(("Ctrl+Shift+X",), "crop"),
    "compare": Key(("Ctrl+D",), "copy"),
    "run": Key(("F5", "Ctrl+Return"), "play"),
    "cancel": Key(("Esc",), "stop"),
    "next_tab": Key(("Ctrl+PgDown", "Ctrl+Tab"), "chevron-right"),
    "previous_tab": Key(("Ctrl+PgUp", "Ctrl+Shift+Tab"), "chevron-left"),
    "export": Key(("Ctrl+E",), "export"),
    "reset_views": Key(("Ctrl+0",), "reset"),
    "code": Key(("Ctrl+U",), "code"),
    "command": Key(("Ctrl+Shift+C",), "terminal"),
    "card": Key(("Ctrl+I",), "panel-right", True),
    "rail": Key(("Ctrl+B",), "panel-left", True),
    "theme": Key(("Ctrl+Shift+T",), "moon"),
    "system_theme": Key(("Ctrl+Alt+T",), "settings"),
    "language": Key(("Ctrl+Shift+L",)),
    "device": Key(("Ctrl+Shift+D",), "settings"),
    "weights": Key(("Ctrl+J",), "export"),
    "shortcuts": Key(("F1",), "info"),
    "full_screen": Key(("F11",), "maximise"),
    "quit": Key(("Ctrl+Q",), "close"),
}


class Actions(QObject):
    """The window's QActions by name; their words and icons follow language and theme.

    owner: the widget in whose window the shortcuts work.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._by_name = {name: self._make(name, owner) for name in KEYS}
        self.tabs = [QAction(owner) for _ in range(TAB_SHORTCUTS)]
        for number, action in enumerate(self.tabs, start=1):
            action.setData(number - 1)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            owner.addAction(action)
        self.retranslate()
        self.redraw()
        theme_changed.connect(self.redraw)

    def _words(self) -> dict[str, tuple[str, str]]:
        """Return what each action is called and what it does."""
        return {
            "palette": (self.tr("Command palette"), self.tr("Find a paper, an experiment or an action by name")),
            "search": (self.tr("Search papers"), self.tr("Put the cursor into the search field")),
            "open": (self.tr("Open…"), self.tr("Open a picture or a video file")),
            "paste": (self.tr("Paste"), self.tr("Use the picture or the file on the clipboard")),
            "folder": (self.tr("Folder"), self.tr("Choose a folder of pictures to average over")),
            "webcam": (self.tr("Webcam"), self.tr("Look through the webcam; again to keep the picture")),
            "world": (self.tr("World"), self.tr("Look through the built-in pictures, sounds and composites")),
            "rotate_left": (self.tr("Rotate left"), self.tr("Turn the picture a quarter to the left")),
            "rotate_right": (self.tr("Rotate right"), self.tr("Turn the picture a quarter to the right")),
            "crop": (self.tr("Crop"), self.tr("Cut a part out of the picture")),
            "compare": (
                self.tr("Compare with this picture"),
                self.tr("Make the picture under the cursor of the tray the second one"),
            ),
            "run": (self.tr("Run"), self.tr("Run the experiment again")),
            "cancel": (self.tr("Cancel"), self.tr("Stop the running job")),
            "next_tab": (self.tr("Next experiment"), self.tr("Show the next tab")),
            "previous_tab": (self.tr("Previous experiment"), self.tr("Show the tab before")),
            "export": (self.tr("Export"), self.tr("Save every view of this experiment into a folder")),
            "reset_views": (self.tr("Reset the views"), self.tr("Show every view whole again")),
            "code": (self.tr("Show code"), self.tr("Read the source of this experiment")),
            "command": (self.tr("Copy as command"), self.tr("Copy the command line that repeats what is on screen")),
            "card": (self.tr("Explanation"), self.tr("Show or hide the explanation on the right")),
            "rail": (self.tr("List of papers"), self.tr("Make the list of papers wide or narrow")),
            "theme": (self.tr("Dark or light"), self.tr("Switch between dark and light")),
            "system_theme": (self.tr("Follow the system's appearance"), self.tr("Be dark when the system is dark")),
            "language": (self.tr("中文"), self.tr("Switch between English and Chinese")),
            "device": (self.tr("Device"), self.tr("Choose the processor that experiments run on")),
            "weights": (self.tr("Weights…"), self.tr("See, download, import and delete weights")),
            "shortcuts": (self.tr("Keyboard shortcuts"), self.tr("List every shortcut")),
            "full_screen": (self.tr("Full screen"), self.tr("Fill the screen, or stop filling it")),
            "quit": (self.tr("Quit"), self.tr("Close Paperscope")),
        }

    @staticmethod
    def _make(name: str, owner: QWidget) -> QAction:
        action = QAction(owner)
        action.setObjectName(name)
        action.setCheckable(KEYS[name].checkable)
        action.setShortcuts([QKeySequence(text) for text in KEYS[name].shortcuts])
        owner.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def named(self) -> tuple[QAction, ...]:
        """The actions of the table, in its order."""
        return tuple(self._by_name.values())

    def all(self) -> tuple[QAction, ...]:
        """Every action, the tabs last."""
        return (*self.named(), *self.tabs)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        for name, (text, tip) in self._words().items():
            self._name(self._by_name[name], text, tip)
        for number, action in enumerate(self.tabs, start=1):
            self._name(action, self.tr("Experiment {}").format(number), self.tr("Show tab {}").format(number))

    @staticmethod
    def _name(action: QAction, text: str, tip: str) -> None:
        action.setText(text)
        action.setToolTip(f"{tip} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setStatusTip(tip)

    @Slot(object)
    def redraw(self, theme: object = None) -> None:
        """Draw the icons in the colours of the theme in force."""
        for name, key in KEYS.items():
            if key.icon:
                self._by_name[name].setIcon(icon(key.icon))
