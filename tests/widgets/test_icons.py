"""Every icon can be drawn in every colour, and the pack that holds them is what Qt expects."""

import pytest
from PySide6.QtCore import QDir, QFile, QIODevice, QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from widgets import resource_pack
from widgets.icons import NAMES, TONES, address, icon
from widgets.theme import DARK, LIGHT, apply_theme


def ink(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """Return the colours of the opaque pixels of an icon."""
    image = picture.pixmap(QSize(32, 32), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    for theme in (DARK, LIGHT):
        apply_theme(qapp, theme)
        assert ink(icon(name, "accent")) == {theme.accent}
        assert ink(icon(name, "accent"), QIcon.Mode.Disabled) == {theme.strong_border}


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    pixmap = icon("close").pixmap(QSize(16, 16), 3.0)
    assert pixmap.size() == QSize(48, 48)


def test_an_unknown_icon_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="no-such-icon"):
        address(DARK, "no-such-icon", TONES[0])
    with pytest.raises(ValueError, match="pink"):
        address(DARK, NAMES[0], "pink")


def test_tones_are_tokens_of_the_theme() -> None:
    for tone in TONES:
        assert QColor(getattr(DARK, tone)).isValid()


def test_packed_files_are_read_back(qapp: QApplication) -> None:
    files = {
        f"packtest/{folder}/{number}.txt": f"{folder}{number}".encode() for folder in "abc" for number in range(40)
    }
    resource_pack.register(files)
    assert QDir(":/packtest").entryList() == ["a", "b", "c"]
    for path, content in files.items():
        file = QFile(f":/{path}")
        assert file.open(QIODevice.OpenModeFlag.ReadOnly), path
        assert file.readAll().data() == content
        file.close()
