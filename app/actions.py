"""Every action of the window in one table: its words, shortcut and icon.

Buttons, the command palette and the shortcut list are made from these QActions, so what can be
done with the mouse can be done with the keyboard, and a tooltip always names the shortcut.
"""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from widgets.icons import icon
from widgets.theme import theme_changed

TAB_SHORTCUTS = 9


@dataclass(frozen=True, slots=True)
class Spec:
    """What an action is called, does, and answers to; the first of its shortcuts is shown."""

    name: str
    text: str
    tip: str
    shortcuts: tuple[str, ...]
    icon: str = ""
    checkable: bool = False


# fmt: off
SPECS: tuple[Spec, ...] = (
    Spec("palette", QT_TRANSLATE_NOOP("Actions", "Command palette"),
         QT_TRANSLATE_NOOP("Actions", "Find a paper, an experiment or an action by name"), ("Ctrl+K",), "search"),
    Spec("search", QT_TRANSLATE_NOOP("Actions", "Search papers"),
         QT_TRANSLATE_NOOP("Actions", "Put the cursor into the search field"), ("Ctrl+F",), "search"),
    Spec("open", QT_TRANSLATE_NOOP("Actions", "Open…"),
         QT_TRANSLATE_NOOP("Actions", "Open a picture or a video file"), ("Ctrl+O",), "image"),
    Spec("paste", QT_TRANSLATE_NOOP("Actions", "Paste"),
         QT_TRANSLATE_NOOP("Actions", "Use the picture or the file on the clipboard"), ("Ctrl+V",), "paste"),
    Spec("folder", QT_TRANSLATE_NOOP("Actions", "Folder"),
         QT_TRANSLATE_NOOP("Actions", "Choose a folder of pictures to average over"), ("Ctrl+Shift+O",), "open"),
    Spec("webcam", QT_TRANSLATE_NOOP("Actions", "Webcam"),
         QT_TRANSLATE_NOOP("Actions", "Look through the webcam; again to keep the picture"), ("Ctrl+Shift+W",),
         "camera", True),
    Spec("rotate_left", QT_TRANSLATE_NOOP("Actions", "Rotate left"),
         QT_TRANSLATE_NOOP("Actions", "Turn the picture a quarter to the left"), ("Ctrl+[",), "reset"),
    Spec("rotate_right", QT_TRANSLATE_NOOP("Actions", "Rotate right"),
         QT_TRANSLATE_NOOP("Actions", "Turn the picture a quarter to the right"), ("Ctrl+]",), "rotate"),
    Spec("crop", QT_TRANSLATE_NOOP("Actions", "Crop"),
         QT_TRANSLATE_NOOP("Actions", "Cut a part out of the picture"), ("Ctrl+Shift+X",), "crop"),
    Spec("compare", QT_TRANSLATE_NOOP("Actions", "Compare with this picture"),
         QT_TRANSLATE_NOOP("Actions", "Make the picture under the cursor of the tray the second one"),
         ("Ctrl+D",), "copy"),
    Spec("run", QT_TRANSLATE_NOOP("Actions", "Run"),
         QT_TRANSLATE_NOOP("Actions", "Run the experiment again"), ("F5", "Ctrl+Return"), "play"),
    Spec("cancel", QT_TRANSLATE_NOOP("Actions", "Cancel"),
         QT_TRANSLATE_NOOP("Actions", "Stop the running job"), ("Esc",), "stop"),
    Spec("next_tab", QT_TRANSLATE_NOOP("Actions", "Next experiment"),
         QT_TRANSLATE_NOOP("Actions", "Show the next tab"), ("Ctrl+PgDown", "Ctrl+Tab"), "chevron-right"),
    Spec("previous_tab", QT_TRANSLATE_NOOP("Actions", "Previous experiment"),
         QT_TRANSLATE_NOOP("Actions", "Show the tab before"), ("Ctrl+PgUp", "Ctrl+Shift+Tab"), "chevron-left"),
    Spec("code", QT_TRANSLATE_NOOP("Actions", "Show code"),
         QT_TRANSLATE_NOOP("Actions", "Read the source of this experiment"), ("Ctrl+U",), "code"),
    Spec("command", QT_TRANSLATE_NOOP("Actions", "Copy as command"),
         QT_TRANSLATE_NOOP("Actions", "Copy the command line that repeats what is on screen"), ("Ctrl+Shift+C",),
         "terminal"),
    Spec("card", QT_TRANSLATE_NOOP("Actions", "Explanation"),
         QT_TRANSLATE_NOOP("Actions", "Show or hide the explanation on the right"), ("Ctrl+I",), "panel-right", True),
    Spec("rail", QT_TRANSLATE_NOOP("Actions", "List of papers"),
         QT_TRANSLATE_NOOP("Actions", "Make the list of papers wide or narrow"), ("Ctrl+B",), "panel-left", True),
    Spec("theme", QT_TRANSLATE_NOOP("Actions", "Dark or light"),
         QT_TRANSLATE_NOOP("Actions", "Switch between dark and light"), ("Ctrl+Shift+T",), "moon"),
    Spec("system_theme", QT_TRANSLATE_NOOP("Actions", "Follow the system's appearance"),
         QT_TRANSLATE_NOOP("Actions", "Be dark when the system is dark"), ("Ctrl+Alt+T",), "settings"),
    Spec("language", QT_TRANSLATE_NOOP("Actions", "English / 中文"),
         QT_TRANSLATE_NOOP("Actions", "Switch between English and Chinese"), ("Ctrl+Shift+L",), ""),
    Spec("device", QT_TRANSLATE_NOOP("Actions", "Device"),
         QT_TRANSLATE_NOOP("Actions", "Choose the processor that experiments run on"), ("Ctrl+Shift+D",), "settings"),
    Spec("shortcuts", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
         QT_TRANSLATE_NOOP("Actions", "List every shortcut"), ("F1",), "info"),
    Spec("full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"),
         QT_TRANSLATE_NOOP("Actions", "Fill the screen, or stop filling it"), ("F11",), "maximise"),
    Spec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"),
         QT_TRANSLATE_NOOP("Actions", "Close Paperscope"), ("Ctrl+Q",), "close"),
)
# fmt: on

_TAB_TEXT = QT_TRANSLATE_NOOP("Actions", "Experiment {}")
_TAB_TIP = QT_TRANSLATE_NOOP("Actions", "Show tab {}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


class Actions(QObject):
    """The window's QActions by name; their words and icons follow language and theme.

    owner: the widget in whose window the shortcuts work.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._by_name = {spec.name: self._make(spec, owner) for spec in SPECS}
        self.tabs = [QAction(owner) for _ in range(TAB_SHORTCUTS)]
        for number, action in enumerate(self.tabs, start=1):
            action.setData(number - 1)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            owner.addAction(action)
        self.retranslate()
        self.redraw()
        theme_changed.connect(self.redraw)

    @staticmethod
    def _make(spec: Spec, owner: QWidget) -> QAction:
        action = QAction(owner)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(text) for text in spec.shortcuts])
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
        for spec in SPECS:
            self._name(self._by_name[spec.name], _tr(spec.text), _tr(spec.tip))
        for number, action in enumerate(self.tabs, start=1):
            self._name(action, _tr(_TAB_TEXT).format(number), _tr(_TAB_TIP).format(number))

    @staticmethod
    def _name(action: QAction, text: str, tip: str) -> None:
        action.setText(text)
        action.setToolTip(f"{tip} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setStatusTip(tip)

    @Slot(object)
    def redraw(self, theme: object = None) -> None:
        """Draw the icons in the colours of the theme in force."""
        for spec in SPECS:
            if spec.icon:
                self._by_name[spec.name].setIcon(icon(spec.icon))
