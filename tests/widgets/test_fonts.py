"""The shipped fonts are the family that the theme asks for."""

from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from widgets.fonts import FOLDER, load_fonts
from widgets.theme import DARK


def test_theme_finds_the_shipped_family(qapp: QApplication) -> None:
    load_fonts()
    shipped = {QRawFont(str(path), 12).familyName() for path in FOLDER.glob("*.otf")}
    assert "Inter" in shipped
    assert DARK.font().families()[0] == "Inter"
    assert "Inter" in QFontDatabase.families()
