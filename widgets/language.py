"""What frames say, in the window's language.

Titles, axis labels and quantities arrive in the engine's plain English. The application puts its
translator here, so that views need not know where translations come from.
"""

from collections.abc import Callable

from engine.frames import Axis
from widgets.numbers import titled


class _Speech:
    """The translator in force; English as it is until the application sets one."""

    translate: Callable[[str], str] = staticmethod(str)


def speak_with(translate: Callable[[str], str]) -> None:
    """Use `translate` for every string of a frame from here on."""
    _Speech.translate = staticmethod(translate)


def told(text: str) -> str:
    """Return an engine string in the window's language."""
    return _Speech.translate(text) if text else ""


def told_quantity(label: str, unit: str) -> str:
    """Return a quantity with its unit in brackets, in the window's language."""
    return titled(told(label), told(unit))


def told_axis(axis: Axis) -> str:
    """Return what stands beside an axis, in the window's language."""
    return told_quantity(axis.label, axis.unit)
