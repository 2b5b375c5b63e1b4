"""The window's own font, so that it looks the same where Inter is not installed."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"


@cache
def load_fonts() -> None:
    """Give Qt the weights of Inter in resources/fonts; once is enough. Needs the application object.

    Raises RuntimeError when one cannot be used.
    """
    for path in sorted(FOLDER.glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"Qt refused the font {path}.")
