"""Somebody at the window: runs the real program and works it with mouse and keys.

    python -m tests.hands FOLDER

FOLDER holds photo.jpg and a folder of pictures, and receives what is exported. The last line of
output is JSON: what was seen on the way. The exit code is the program's own.
"""

import faulthandler
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTabBar, QToolButton, QWidget

from app import __main__ as program
from app.command_palette import CommandPalette
from app.panels import PANELS
from app.panels.tab import PanelSpec
from app.startup import make_application
from app.window import Window

PATIENCE_S = 60.0
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Play = Generator[Callable[[], object], None, None]


class Hands(QObject):
    """Follows a play: each of its yields is something to wait for before it goes on."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play
        self._waits_for: Callable[[], object] = lambda: True
        self._deadline_s = time.monotonic() + PATIENCE_S
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        try:
            self._go_on()
        except StopIteration:
            self._timer.stop()
        except Exception:  # noqa: BLE001  # told, and out at once: what the program would do now is no part of the test
            traceback.print_exc()
            os._exit(3)

    def _go_on(self) -> None:
        if self._waits_for():
            self._waits_for = next(self._play)
            self._deadline_s = time.monotonic() + PATIENCE_S
        elif time.monotonic() > self._deadline_s:
            raise TimeoutError(f"waited in vain at {_place_of(self._play)}")


def _place_of(play: Any) -> str:
    """Name the line that a play, or the part of it that is on, waits at."""
    while play.gi_yieldfrom is not None:
        play = play.gi_yieldfrom
    return f"{play.__name__}, line {play.gi_frame.f_lineno}"


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or widget.rect().center())


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard's focus is."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, "no window has the keyboard"
    QTest.keyClick(target, key, modifier)


def the_window() -> Window | None:
    return next((top for top in QApplication.topLevelWidgets() if isinstance(top, Window)), None)


def the_dialog() -> QFileDialog | None:
    return next(
        (top for top in QApplication.topLevelWidgets() if isinstance(top, QFileDialog) and top.isVisible()), None
    )


class Person:
    """What a person does with one open window."""

    def __init__(self, window: Window, folder: Path, seen: dict[str, Any]) -> None:
        assert window.workspace is not None
        self.window, self.folder, self.seen = window, folder, seen
        self.work = window.workspace
        self.states: list[str] = []
        self.work.bridge.job_changed.connect(self._on_job_changed)

    @Slot(object)
    def _on_job_changed(self, event: Any) -> None:
        self.states.append(event.state)
        assert event.failure is None, event.failure

    @property
    def panel(self) -> Any:
        return self.work.host.panel

    def ready(self) -> bool:
        """Say whether torch is there and the photo is loaded."""
        return self.work.bridge.ready and self.work.session.state.picture is not None

    def drawn(self) -> bool:
        """Say whether the tab in front shows something."""
        return any(view.frame is not None for view in self.panel.views())

    def at_rest(self) -> bool:
        """Say whether the tab in front has shown all that it has to show."""
        return self.drawn() and not self.panel.busy

    def walk_through(self, spec: PanelSpec) -> Play:
        """Open a paper and click on each of its tabs in turn; a training is started, watched and stopped."""
        yield from self.use_palette(spec.paper.short)
        assert self.panel.paper is spec.paper
        tabs = self.panel.findChild(QTabBar)
        for index, tab in enumerate(spec.tabs):
            click(tabs, tabs.tabRect(index).center())
            assert self.panel.experiment is tab.experiment
            if tab.experiment.trains:
                press(Qt.Key.Key_F5)
                yield self.drawn
                press(Qt.Key.Key_Escape)
            yield self.at_rest
            shown = [view.objectName() for view in self.panel.views() if view.frame is not None]
            self.seen["tabs"][tab.experiment.id] = shown

    def export_first_view(self) -> Play:
        """Open a view's menu with the mouse, choose its first format with the keys, and name a file."""
        view = self.panel.views()[0]
        button = view.header.findChild(QToolButton, "export")
        QTimer.singleShot(0, partial(click, button))  # returns when the menu closes, so not from within the play
        yield QApplication.activePopupWidget
        menu = QApplication.activePopupWidget()
        choice = next(action for action in menu.actions() if action.data() == "png")
        click(menu, menu.actionGeometry(choice).center())
        yield from self.answer_dialog(self.folder / "view.png")
        yield (self.folder / "view.png").exists

    def has_typed(self, field: QLineEdit, text: str) -> bool:
        """Say whether `field` holds `text`, and type it if not: a dialog fills its field when its folder is read."""
        if field.text() == text:
            return True
        field.selectAll()
        QTest.keyClicks(field, text)
        return False

    def answer_dialog(self, path: Path) -> Play:
        """Type a path into the file dialog that is about to open, and accept it."""
        yield the_dialog
        dialog = the_dialog()
        assert dialog is not None
        name = dialog.findChild(QLineEdit)
        assert name is not None
        yield partial(self.has_typed, name, str(path))
        QTest.keyClick(name, Qt.Key.Key_Return)
        yield lambda: the_dialog() is None
        self.window.activateWindow()  # as a window manager does; the offscreen plugin has none
        yield self.window.isActiveWindow

    def use_palette(self, words: str) -> Play:
        """Find something by name and do it."""
        press(Qt.Key.Key_K, CONTROL)
        yield lambda: self.window.findChild(CommandPalette)
        QTest.keyClicks(QApplication.focusWidget(), words)
        press(Qt.Key.Key_Return)
        yield lambda: not self.window.findChild(CommandPalette)

    def cancel_a_long_run(self) -> Play:
        """Choose a folder to average over, and press Esc while that runs."""
        press(Qt.Key.Key_O, CONTROL | SHIFT)
        yield from self.answer_dialog(self.folder / "pictures")
        yield lambda: self.panel.busy and self.states[-1] == "running"
        press(Qt.Key.Key_Escape)
        yield lambda: not self.panel.busy
        self.seen["after_escape"] = self.states[-1]


def play(folder: Path, seen: dict[str, Any]) -> Play:
    """The whole visit, from the window's appearance to its closing."""
    yield lambda: (window := the_window()) and window.workspace and window.isVisible()
    window = the_window()
    assert window is not None
    person = Person(window, folder, seen)
    yield person.ready
    picture = person.work.session.state.picture
    seen["picture"] = picture.name if picture else ""
    for spec in PANELS:
        yield from person.walk_through(spec)
    yield from person.use_palette("attention distance")
    yield person.at_rest
    yield from person.export_first_view()
    seen["after_palette"] = person.panel.experiment.id
    press(Qt.Key.Key_C, CONTROL | SHIFT)
    seen["command"] = QApplication.clipboard().text()
    yield from person.cancel_a_long_run()
    press(Qt.Key.Key_Q, CONTROL)


def main() -> int:
    faulthandler.enable()
    folder = Path(sys.argv[1])
    seen: dict[str, Any] = {"tabs": {}}
    make_application()
    hands = Hands(play(folder, seen))
    sys.argv[1:] = ["--image", str(folder / "photo.jpg")]
    code = program.main()
    del hands
    print(json.dumps(seen))
    return code


if __name__ == "__main__":
    sys.exit(main())
