"""Line icons drawn on a 16 × 16 grid, in the theme's colours, sharp at any size and pixel ratio."""

from functools import cache

from PySide6.QtGui import QIcon

from widgets import resource_pack
from widgets.theme import THEMES, Theme, current_theme

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none" '
    'stroke="{colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{body}</svg>'
)

# SVG path data; a leading "*" fills the shape instead of stroking it.
_PATHS = {
    "chevron-down": "M4 6.2 L8 10.2 L12 6.2",
    "chevron-up": "M4 9.8 L8 5.8 L12 9.8",
    "chevron-left": "M9.8 4 L5.8 8 L9.8 12",
    "chevron-right": "M6.2 4 L10.2 8 L6.2 12",
    "check": "M3.5 8.5 L6.6 11.5 L12.5 4.8",
    "dot": "*M8 4.8 A3.2 3.2 0 1 0 8 11.2 A3.2 3.2 0 1 0 8 4.8 Z",
    "close": "M4.2 4.2 L11.8 11.8 M11.8 4.2 L4.2 11.8",
    "search": "M11 7 A4 4 0 1 1 3 7 A4 4 0 1 1 11 7 M10 10 L13.2 13.2",
    "reset": "M3.2 8 A4.8 4.8 0 1 0 4.9 4.3 M4.9 1.9 L4.7 4.6 L7.4 4.8",
    "export": "M8 2.2 L8 10 M5 7.2 L8 10.2 L11 7.2 M2.8 11.2 L2.8 13.4 L13.2 13.4 L13.2 11.2",
    "maximise": "M9.6 2.8 L13.2 2.8 L13.2 6.4 M13.2 2.8 L9.4 6.6 M6.4 13.2 L2.8 13.2 L2.8 9.6 M2.8 13.2 L6.6 9.4",
    "restore": "M13.4 6.4 L9.6 6.4 L9.6 2.6 M9.6 6.4 L13.4 2.6 M2.6 9.6 L6.4 9.6 L6.4 13.4 M6.4 9.6 L2.6 13.4",
    "copy": "M5.8 5.8 L13.2 5.8 L13.2 13.2 L5.8 13.2 Z M3.4 10.2 L2.8 10.2 L2.8 2.8 L10.2 2.8 L10.2 3.4",
    "open": "M2.4 12.8 L2.4 3.6 L6.2 3.6 L7.6 5.2 L13.6 5.2 L13.6 12.8 Z",
    "image": "M2.6 3.2 L13.4 3.2 L13.4 12.8 L2.6 12.8 Z M2.8 11.2 L6.2 7.8 L8.6 10.2 L10.4 8.6 L13.2 11 "
    "M10.4 6 L10.4 6",
    "paste": "M5.6 3.2 L3.4 3.2 L3.4 13.4 L12.6 13.4 L12.6 3.2 L10.4 3.2 M5.8 2.4 L10.2 2.4 L10.2 4.6 L5.8 4.6 Z",
    "camera": "M2.4 5 L5 5 L6.2 3.2 L9.8 3.2 L11 5 L13.6 5 L13.6 12.6 L2.4 12.6 Z "
    "M10.2 8.6 A2.2 2.2 0 1 1 5.8 8.6 A2.2 2.2 0 1 1 10.2 8.6",
    "rotate": "M12.8 8 A4.8 4.8 0 1 1 11.1 4.3 M11.1 1.9 L11.3 4.6 L8.6 4.8",
    "crop": "M4.6 1.8 L4.6 11.4 L14.2 11.4 M1.8 4.6 L11.4 4.6 L11.4 14.2",
    "play": "M5 3.2 L12.4 8 L5 12.8 Z",
    "pause": "M5.4 3.4 L5.4 12.6 M10.6 3.4 L10.6 12.6",
    "step": "M4 3.4 L9.6 8 L4 12.6 Z M12 3.4 L12 12.6",
    "stop": "M4 4 L12 4 L12 12 L4 12 Z",
    "info": "M13.6 8 A5.6 5.6 0 1 1 2.4 8 A5.6 5.6 0 1 1 13.6 8 M8 7.4 L8 11 M8 5 L8 5",
    "warning": "M8 2.6 L14 13 L2 13 Z M8 6.6 L8 9.4 M8 11.2 L8 11.2",
    "code": "M5.4 4.6 L2 8 L5.4 11.4 M10.6 4.6 L14 8 L10.6 11.4",
    "terminal": "M3 4.6 L6.2 7.6 L3 10.6 M8 11.4 L13 11.4",
    "settings": "M2.6 4.6 L8.2 4.6 M11.4 4.6 L13.4 4.6 M2.6 11.4 L4.6 11.4 M7.8 11.4 L13.4 11.4 "
    "M11.4 4.6 A1.6 1.6 0 1 1 8.2 4.6 A1.6 1.6 0 1 1 11.4 4.6 "
    "M7.8 11.4 A1.6 1.6 0 1 1 4.6 11.4 A1.6 1.6 0 1 1 7.8 11.4",
    "panel-right": "M2.4 3.2 L13.6 3.2 L13.6 12.8 L2.4 12.8 Z M9.8 3.2 L9.8 12.8",
    "panel-left": "M2.4 3.2 L13.6 3.2 L13.6 12.8 L2.4 12.8 Z M6.2 3.2 L6.2 12.8",
    "sound": "M2.6 6.2 L4.8 6.2 L7.8 3.6 L7.8 12.4 L4.8 9.8 L2.6 9.8 Z M10.2 5.9 A3 3 0 0 1 10.2 10.1 "
    "M12 4.1 A5.4 5.4 0 0 1 12 11.9",
    "world": "M13.6 8 A5.6 5.6 0 1 1 2.4 8 A5.6 5.6 0 1 1 13.6 8 M2.6 8 L13.4 8 M8 2.4 C5 5.2 5 10.8 8 13.6 "
    "M8 2.4 C11 5.2 11 10.8 8 13.6",
    "remove": "M2.8 2.8 L13.2 2.8 L13.2 13.2 L2.8 13.2 Z M5.6 8 L10.4 8",
    "give-back": "M2.8 2.8 L13.2 2.8 L13.2 13.2 L2.8 13.2 Z M5.6 8 L10.4 8 M8 5.6 L8 10.4",
    "small-square": "*M6.4 6.4 L9.6 6.4 L9.6 9.6 L6.4 9.6 Z",
    "square": "*M5 5 L11 5 L11 11 L5 11 Z",
    "large-square": "*M3 3 L13 3 L13 13 L3 13 Z",
    "invert": "M2.8 2.8 L13.2 2.8 L13.2 13.2 L2.8 13.2 Z M8 2.8 L8 13.2 M8.8 5.4 L12.4 5.4 M8.8 8 L12.4 8 "
    "M8.8 10.6 L12.4 10.6",
    "undo": "M5.6 3 L2.8 5.8 L5.6 8.6 M3 5.8 L9.4 5.8 A3.6 3.6 0 1 1 9.4 13 L6 13",
    "dice": "M2.8 2.8 L13.2 2.8 L13.2 13.2 L2.8 13.2 Z M5.6 5.6 L5.7 5.6 M10.3 5.6 L10.4 5.6 M7.9 8 L8.1 8 "
    "M5.6 10.4 L5.7 10.4 M10.3 10.4 L10.4 10.4",
    "lasso": "M13.4 6.4 C13.4 8.8 11 10.4 8 10.4 C5 10.4 2.6 8.8 2.6 6.4 C2.6 4 5 2.6 8 2.6 C11 2.6 13.4 4 13.4 6.4 Z "
    "M5.2 9.8 C3.6 10.6 4.4 12.4 5.8 12 C6.4 13 5.6 13.8 4.6 14",
    "moon": "M13 9.6 A5.6 5.6 0 1 1 6.4 3 A4.4 4.4 0 0 0 13 9.6 Z",
    "sun": "M10.6 8 A2.6 2.6 0 1 1 5.4 8 A2.6 2.6 0 1 1 10.6 8 M8 1.8 L8 2.8 M8 13.2 L8 14.2 M1.8 8 L2.8 8 "
    "M13.2 8 L14.2 8 M3.6 3.6 L4.3 4.3 M11.7 11.7 L12.4 12.4 M3.6 12.4 L4.3 11.7 M11.7 4.3 L12.4 3.6",
}

NAMES = tuple(_PATHS)
TONES = ("text", "muted", "accent", "on_accent", "strong_border", "bad", "good", "warn")


def icon(name: str, tone: str = "muted") -> QIcon:
    """Return the icon `name` (one of NAMES) in the theme's colour `tone` (one of TONES).

    Icons do not change with the theme: ask again on `theme_changed`.
    """
    result = QIcon()
    result.addFile(address(current_theme(), name, tone))
    result.addFile(address(current_theme(), name, "strong_border"), mode=QIcon.Mode.Disabled)
    return result


def address(theme: Theme, name: str, tone: str) -> str:
    """Where Qt finds the icon, for style sheets; raises ValueError for an unknown name or tone."""
    if name not in _PATHS or tone not in TONES:
        raise ValueError(f"expected a name of {NAMES} and a tone of {TONES}, got {name!r}, {tone!r}")
    _register_all()
    return f":/paperscope/{theme.name}/{tone}/{name}.svg"


@cache
def _register_all() -> None:
    """Pack every icon in every tone of both themes, once."""
    files = {
        f"paperscope/{theme.name}/{tone}/{name}.svg": _svg(path, getattr(theme, tone)).encode()
        for theme in THEMES.values()
        for tone in TONES
        for name, path in _PATHS.items()
    }
    resource_pack.register(files)


def _svg(path: str, colour: str) -> str:
    filled = f' fill="{colour}" stroke="none"' if path.startswith("*") else ""
    return _SVG.format(colour=colour, body=f'<path d="{path.lstrip("*")}"{filled}/>')
