"""Numbers as people read them."""

import math

from engine.frames import Axis


def short(value: float, unit: str = "") -> str:
    """Write `value` with about three significant digits, a true minus sign and its unit."""
    if math.isnan(value):
        return "–"
    digits = f"{value:.0f}" if 1000 <= abs(value) < 1e6 else f"{value:.3g}"
    text = digits.replace("-", "−")
    return f"{text} {unit}" if unit else text


def titled(label: str, unit: str) -> str:
    """Write a quantity with its unit in brackets."""
    return f"{label} ({unit})" if label and unit else label or unit


def axis_title(axis: Axis) -> str:
    """Write what stands beside an axis."""
    return titled(axis.label, axis.unit)
