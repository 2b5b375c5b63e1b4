"""From nothing to a painted window, and back: the order of starting and of ending.

The skeleton is painted before numpy, asyncio or any paper is imported; the engine thread, which
imports torch, starts last. Ending goes the other way: refuse work, cancel, join, close the loop.
"""

import logging
import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.appearance import Appearance
from app.crash import FaultFile, Reporter
from app.i18n import LanguageSwitch, system_language
from app.options import Options
from app.services import Services
from app.settings import Settings
from app.window import Window
from engine.errors import UserError
from widgets.fonts import load_fonts

ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "paperscope.svg"

log = logging.getLogger(__name__)

CANCELLED = 130  # the exit code of a program that was interrupted


def make_application() -> QApplication:
    """Return the application object, named and told not to end with its last window."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Paperscope")
    application.setDesktopFileName("paperscope")
    application.setWindowIcon(QIcon(str(ICON)))
    load_fonts()
    # Closing the window must not stop the loop before the engine has been joined.
    application.setQuitOnLastWindowClosed(False)
    return application


def make_services(application: QApplication, options: Options, folder: Path | None = None) -> Services:
    """Read the settings, put theme and language in force, and take over the error handlers.

    folder: where settings are kept, if not in the system's place for them.
    """
    settings = Settings(folder)
    appearance = Appearance(application, settings, options.theme)
    appearance.apply()
    language = LanguageSwitch(application)
    chosen = options.language or settings.language
    try:
        language.use(system_language() if chosen == "system" else chosen)
    except UserError as error:  # English needs no file
        log.warning("%s", error)
    reporter = Reporter(application)
    reporter.install()
    fault_file = FaultFile(settings.folder)
    fault_file.open()
    return Services(settings, appearance, language, reporter, fault_file)


def end_services(services: Services) -> None:
    """Give the error handlers back; the process ends well."""
    services.reporter.uninstall()
    services.language.close()
    services.fault_file.close()


def show_window(services: Services) -> Window:
    """Show the window and paint its skeleton."""
    window = Window(services)
    window.show()
    QApplication.processEvents()
    return window


def run(options: Options) -> int:
    """Open the window and return when it was closed; the exit code."""
    application = make_application()
    services = make_services(application, options)
    window = show_window(services)
    import qasync  # 60 ms with asyncio, behind the painted window

    try:
        return int(qasync.run(_live(window, services, options)))
    except KeyboardInterrupt:  # Ctrl+C in the terminal, after the window was closed in order
        return CANCELLED
    finally:
        end_services(services)


async def _live(window: Window, services: Services, options: Options) -> int:
    import asyncio

    services.reporter.watch(asyncio.get_running_loop())
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    workspace = window.furnish()
    try:
        workspace.begin(options)
        await closed.wait()
    finally:
        window.hide()
        if not workspace.close_down():
            log.warning("The engine did not end in time; its last step is abandoned.")
        window.deleteLater()
    return 0
