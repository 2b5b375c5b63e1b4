"""Dark and light: by choice, by the system, and for one run alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.appearance import Appearance
from app.settings import Settings
from widgets.theme import DARK, LIGHT, apply_theme, current_theme, system_theme


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.styleHints().unsetColorScheme()
    apply_theme(qapp, DARK)


@pytest.fixture
def appearance(qapp: QApplication, settings: Settings) -> Iterator[Appearance]:
    appearance = Appearance(qapp, settings)
    yield appearance
    appearance.deleteLater()


def test_a_choice_is_remembered(appearance: Appearance, settings: Settings) -> None:
    appearance.choose("light")
    assert current_theme().name == settings.theme == "light"
    appearance.toggle()
    assert current_theme().name == settings.theme == "dark"
    appearance.follow_system()
    assert settings.theme == "system"


def test_an_override_is_not_remembered(qapp: QApplication, settings: Settings) -> None:
    appearance = Appearance(qapp, settings, "light")
    appearance.apply()
    assert current_theme().name == "light"
    assert settings.theme == "system"
    appearance.deleteLater()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_it_follows_the_system_while_nothing_is_chosen(
    appearance: Appearance, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme
) -> None:
    appearance.apply()
    qapp.styleHints().setColorScheme(scheme)
    if qapp.styleHints().colorScheme() is not scheme:  # a platform without colour schemes: say it in its place
        monkeypatch.setattr("app.appearance.system_theme", lambda app: _theme_of(scheme))
        appearance._on_system_changed(scheme)
        assert current_theme() is _theme_of(scheme)
    else:
        assert current_theme() is system_theme(qapp)


def test_a_choice_stands_whatever_the_system_does(appearance: Appearance) -> None:
    appearance.choose("dark")
    appearance._on_system_changed(Qt.ColorScheme.Light)
    assert current_theme().name == "dark"


def _theme_of(scheme: Qt.ColorScheme) -> object:
    return LIGHT if scheme is Qt.ColorScheme.Light else DARK
