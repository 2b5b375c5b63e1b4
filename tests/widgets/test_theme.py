"""Colours that can be read by everybody, applied in one place, at no cost to the start."""

import subprocess
import sys
from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from widgets.theme import DARK, LIGHT, THEMES, Theme, apply_theme, current_theme, system_theme, theme_changed

AA_TEXT, AA_GRAPHICS = 4.5, 3.0
LEAST_DIFFERENCE = 0.07  # in OKLab; Okabe and Ito's eight colours reach 0.05 here
# Linear RGB as people without one kind of cone see it (Machado, Oliveira, Fernandes 2009, severity 1).
VISIONS = {
    "all cones": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_CONES = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
TO_OKLAB = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])


def linear(colour: str) -> NDArray[np.float64]:
    """Return linear RGB of "#rrggbb"."""
    values = np.array(list(bytes.fromhex(colour.removeprefix("#")))) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio."""
    bright, dim = sorted((float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.cbrt(np.clip(rgb, 0, 1) @ TO_CONES.T) @ TO_OKLAB.T


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_reaches_aa_on_every_background(theme: Theme) -> None:
    grounds = (theme.page, theme.card, theme.raised)
    for ink, ground in product((theme.text, theme.muted), grounds):
        assert contrast(ink, ground) >= AA_TEXT, (ink, ground)
    for ink in (theme.good, theme.warn, theme.bad, theme.accent):
        assert contrast(ink, theme.card) >= AA_TEXT, ink
    assert contrast(theme.on_accent, theme.accent) >= AA_TEXT
    assert contrast(theme.text, theme.selection) >= AA_TEXT


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_groups_are_seen_on_a_card(theme: Theme) -> None:
    for colour in theme.groups:
        assert contrast(colour, theme.card) >= AA_GRAPHICS, colour


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_groups_are_told_apart_with_any_colour_vision(theme: Theme, vision: str) -> None:
    seen = {colour: oklab(linear(colour) @ np.array(VISIONS[vision]).T) for colour in theme.groups}
    for one, other in combinations(theme.groups, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= LEAST_DIFFERENCE, (one, other)


def test_applying_a_theme_reaches_palette_state_and_listeners(qapp: QApplication, qtbot: QtBot) -> None:
    for theme in (DARK, LIGHT):
        with qtbot.waitSignal(theme_changed) as heard:
            apply_theme(qapp, theme)
        assert heard.args == [theme]
        assert current_theme() is theme
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.page)


def test_the_style_sheet_is_understood(qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    for theme in THEMES.values():
        apply_theme(qapp, theme)
        button = QPushButton("Run")
        button.setProperty("role", "primary")
        qtbot.addWidget(button)
        button.show()
        assert button.grab().toImage().pixelColor(8, button.height() // 2) == QColor(theme.accent)
        assert "$" not in qapp.styleSheet()


def test_the_desktop_decides_when_it_says_something(qapp: QApplication) -> None:
    assert system_theme(qapp) in (DARK, LIGHT)


def test_the_theme_needs_no_slow_import() -> None:
    code = (
        "import sys, widgets.theme, widgets.stylesheet; print([m for m in ('numpy', 'pyqtgraph') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
