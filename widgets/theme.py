"""Colours, sizes and fonts of the window, dark and light, and the one place that applies them.

`apply_theme` sets palette, font and style sheet; everything that paints by itself reads
`current_theme()` and listens to `theme_changed`. This module imports neither numpy nor pyqtgraph,
so the first window can be shown before they are loaded.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

_FAMILIES = ("Inter", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", "PingFang SC", "Microsoft YaHei UI")
_MONO_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono CJK SC")

_FORMULA_SIGNS = frozenset("()=→|")


@dataclass(frozen=True, slots=True)
class Theme:
    """Tokens of one appearance. Colours are "#rrggbb"; sizes are device-independent pixels.

    page, card, raised, hover: backgrounds from the window up to a control under the mouse.
    border, strong_border:     lines around cards; around what can be operated.
    text, muted:               both at least 4.5:1 on page, card and raised.
    accent, on_accent:         the one loud colour and the text upon it.
    good, warn, bad:           states, readable as text on a card.
    grid:                      the faint lines behind a plot.
    groups:                    qualitative colours told apart with any colour vision, 3:1 on a card.
    """

    name: str
    is_dark: bool
    page: str
    card: str
    raised: str
    hover: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    grid: str
    selection: str
    groups: tuple[str, ...]
    radius: int = 8
    small_radius: int = 6
    gap: int = 10
    padding: int = 12
    font_px: int = 13
    small_font_px: int = 12
    caption_font_px: int = 11
    heading_font_px: int = 20

    def font(self) -> QFont:
        """Text of controls and paragraphs."""
        return self._font(self.font_px)

    def small_font(self) -> QFont:
        """Tick labels, read-outs and chips."""
        return self._font(self.small_font_px)

    def caption_font(self, text: str = "") -> QFont:
        """Spaced capitals above a card or a group; a `text` with a formula keeps its letters, for D(x) is not D(X)."""
        font = self._font(self.caption_font_px, QFont.Weight.Bold)
        if not _FORMULA_SIGNS.intersection(text):
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.9)
        return font

    def heading_font(self) -> QFont:
        """The name of a paper or of the program."""
        return self._font(self.heading_font_px, QFont.Weight.Bold)

    def mono_font(self) -> QFont:
        """Source text and commands."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies([*_MONO_FAMILIES, font.family()])
        font.setPixelSize(self.small_font_px)
        return font

    def _font(self, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setFamilies([*_FAMILIES, font.family()])
        font.setPixelSize(px)
        font.setWeight(weight)
        return font


DARK = Theme(
    name="dark",
    is_dark=True,
    page="#12141a",
    card="#191c24",
    raised="#222632",
    hover="#2b3040",
    border="#2c3140",
    strong_border="#3c4358",
    text="#e8eaf0",
    muted="#98a0b3",
    accent="#7aa2f7",
    on_accent="#0f1420",
    good="#9ece6a",
    warn="#e0af68",
    bad="#f7768e",
    grid="#2a2e39",
    selection="#2f4372",
    groups=("#7aa2f7", "#dd9034", "#06929c", "#f5397c", "#e0a9c4", "#8cebff", "#ae5533", "#fddd94"),
)

LIGHT = Theme(
    name="light",
    is_dark=False,
    page="#f3f4f7",
    card="#ffffff",
    raised="#eef0f5",
    hover="#e3e7f0",
    border="#d9dde6",
    strong_border="#b9c0cf",
    text="#1c2130",
    muted="#5c6579",
    accent="#2f5fd0",
    on_accent="#ffffff",
    good="#37721a",
    warn="#8f5b0c",
    bad="#b83227",
    grid="#e8eaef",
    selection="#c9d8fb",
    groups=("#2f5fd0", "#d9773f", "#395d05", "#c7135f", "#6e107e", "#5c9ca5", "#421d0c", "#b675f7"),
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


class _Notifier(QObject):
    """Tells that another theme is in force."""

    changed = Signal(object)  # Theme


class _State:
    """The theme in force, for everything that paints by itself."""

    theme = DARK
    notifier = _Notifier()


theme_changed = _State.notifier.changed


def current_theme() -> Theme:
    """The theme in force; the dark one before any was applied."""
    return _State.theme


def system_theme(app: QApplication) -> Theme:
    """The theme that the desktop asks for; dark when it does not say."""
    return LIGHT if app.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole application this appearance and tell `theme_changed`."""
    from widgets.stylesheet import style_sheet

    _State.theme = theme
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme))
    _State.notifier.changed.emit(theme)


_Role = QPalette.ColorRole
_TOKENS_OF_ROLES = {
    _Role.Window: "page",
    _Role.WindowText: "text",
    _Role.Base: "card",
    _Role.AlternateBase: "raised",
    _Role.Text: "text",
    _Role.PlaceholderText: "muted",
    _Role.Button: "raised",
    _Role.ButtonText: "text",
    _Role.BrightText: "bad",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.Highlight: "selection",
    _Role.HighlightedText: "text",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.Accent: "accent",
    _Role.Mid: "border",
    _Role.Dark: "border",
    _Role.Light: "raised",
    _Role.Midlight: "hover",
    _Role.Shadow: "page",
}


def _palette(theme: Theme) -> QPalette:
    """What widgets use that no style sheet rule reaches."""
    palette = QPalette()
    for role, token in _TOKENS_OF_ROLES.items():
        palette.setColor(role, QColor(getattr(theme, token)))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.strong_border))
    return palette
