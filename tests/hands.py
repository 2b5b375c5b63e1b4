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
from app.startup import make_application
from app.window import Window

PATIENCE_S = 60.0
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
        except BaseException:
            # Out of the program at once: whatever it would do now is no part of the test.
            traceback.print_exc()
            os._exit(3)

    def _go_on(self) -> None:
        if self._waits_for():
            self._waits_for = next(self._play)
            self._deadline_s = time.monotonic() + PATIENCE_S
        elif time.monotonic() > self._deadline_s:
            assert self._play.gi_frame is not None
            raise TimeoutError(f"waited in vain at line {self._play.gi_frame.f_lineno} of the play")


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
    return next((top for top in QApplication.topLevelWidgets() if isinstance(top, QFileDialog) and top.isVisible()), None)


class Person:
    """What a person does with one open window."""

    def __init__(self, window: Window, folder: Path, seen: dict[str, Any]) -> None:
        assert window.workspace is not None
        self.window, self.folder, self.seen = window, folder, seen
        self.work = window.workspace
        self.events: list[str] = []
        self.work.bridge.job_changed.connect(self._on_job_changed)

    @Slot(object)
    def _on_job_changed(self, event: Any) -> None:
        self.events.append(event.state)
        if event.failure is not None:
            raise AssertionError(event.failure.message)

    @property
    def panel(self) -> Any:
        return self.work.host.panel

    def at_rest(self) -> bool:
        """Say whether the tab in front has shown what it has to show."""
        return self.work.bridge.ready and not self.panel.busy and any(view.frame for view in self.panel.views())

    def walk_through_tabs(self) -> Play:
        """Click on every tab in turn and wait for its pictures."""
        tabs = self.window.findChild(QTabBar)
        assert tabs is not None
        for index in range(tabs.count()):
            click(tabs, tabs.tabRect(index).center())
            assert tabs.currentIndex() == index
            yield self.at_rest
            self.seen["tabs"][self.panel.experiment.id] = [
                view.objectName() for view in self.panel.views() if view.frame is not None
            ]

    def export_first_view(self) -> Play:
        """Open a view's menu with the mouse, choose its first format with the keys, and name a file."""
        view = self.panel.views()[0]
        button = view.header.findChild(QToolButton, "export")
        QTimer.singleShot(0, partial(click, button))  # returns when the menu closes, so not from within the play
        yield QApplication.activePopupWidget
        menu = QApplication.activePopupWidget()
        choice = next(action for action in menu.actions() if action.data() == "png")
        click(menu, menu.actionGeometry(choice).center())
        yield the_dialog
        dialog = the_dialog()
        name = dialog.findChild(QLineEdit)
        name.selectAll()
        QTest.keyClicks(name, str(self.folder / "view.png"))
        press(Qt.Key.Key_Return)
        yield (self.folder / "view.png").exists
        yield lambda: the_dialog() is None

    def use_palette(self, words: str) -> Play:
        """Find something by name and do it."""
        press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        yield lambda: self.window.findChild(CommandPalette)
        QTest.keyClicks(QApplication.focusWidget(), words)
        press(Qt.Key.Key_Return)
        yield lambda: not self.window.findChild(CommandPalette)

    def cancel_a_long_run(self) -> Play:
        """Average over a folder, and press Esc while that runs."""
        self.work.session.set_folder(self.folder / "pictures")
        yield lambda: self.panel.busy
        yield lambda: self.events[-1] == "running"
        press(Qt.Key.Key_Escape)
        yield lambda: not self.panel.busy
        self.seen["cancelled"] = self.events[-1]


def play(folder: Path, seen: dict[str, Any]) -> Play:
    """The whole visit, from the window's appearance to its closing."""
    yield lambda: (window := the_window()) and window.workspace and window.isVisible()
    window = the_window()
    assert window is not None
    person = Person(window, folder, seen)
    yield person.at_rest
    picture = person.work.session.state.picture
    seen["picture"] = picture.name if picture else ""
    yield from person.walk_through_tabs()
    yield from person.export_first_view()
    yield from person.use_palette("attention distance")
    yield person.at_rest
    seen["palette"] = person.panel.experiment.id
    seen["command"] = person.panel.command_text()
    yield from person.cancel_a_long_run()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    yield person.at_rest
    seen["notices"] = [*person.events].count("failed")
    press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


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
