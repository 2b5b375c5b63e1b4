"""Dark or light: as the system is, unless the user said otherwise."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from app.settings import Settings, ThemeChoice
from widgets.theme import DARK, LIGHT, THEMES, Theme, apply_theme, current_theme, system_theme


class Appearance(QObject):
    """Applies the chosen theme and keeps following the system while nothing is chosen.

    override: a choice for this run alone, which is not remembered; None takes the settings'.
    """

    def __init__(self, application: QApplication, settings: Settings, override: ThemeChoice | None = None) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        self._choice: ThemeChoice = override or settings.theme
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def apply(self) -> None:
        """Give the application the theme it should have now."""
        theme = THEMES[self._choice] if self._choice != "system" else system_theme(self._application)
        self._tell_system(theme)
        apply_theme(self._application, theme)

    def choose(self, choice: ThemeChoice) -> None:
        """Be dark, light or like the system from now on, and remember it."""
        self._choice = self._settings.theme = choice
        if choice == "system":
            self._application.styleHints().unsetColorScheme()
        self.apply()

    @Slot()
    def toggle(self) -> None:
        """Go from dark to light or back."""
        self.choose((LIGHT if current_theme().is_dark else DARK).name)  # type: ignore[arg-type]  # both are choices

    @Slot()
    def follow_system(self) -> None:
        """Be like the system from now on."""
        self.choose("system")

    def _tell_system(self, theme: Theme) -> None:
        """Ask for window frames of the same kind, where the platform draws them."""
        if self._choice != "system":
            scheme = Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light
            self._application.styleHints().setColorScheme(scheme)

    @Slot(Qt.ColorScheme)
    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._choice == "system" and system_theme(self._application) is not current_theme():
            self.apply()
