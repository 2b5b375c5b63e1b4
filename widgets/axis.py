"""A plot's axis: round numbers, few of them, powers of ten written out where they are short."""

import math
from typing import Any

import pyqtgraph as pg

from widgets.numbers import short

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WRITTEN_OUT = 3  # powers of ten up to this are 1000 and 0.001, beyond it 10⁴ and 10⁻⁴


class QuietAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis that labels its main ticks only."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the numbers at the ticks; on a logarithmic axis `values` are exponents."""
        if self.logMode:
            return [_power(value) for value in values]
        decimals = max(0, math.ceil(-math.log10(spacing * scale) - 1e-9)) if spacing > 0 else 0
        if decimals > 4:
            return [short(value * scale) for value in values]
        return [f"{value * scale:.{decimals}f}".replace("-", "−") for value in values]

    def logTickValues(self, minVal: float, maxVal: float, size: float, stdTicks: Any) -> list[Any]:  # noqa: N803
        """Keep the decades, without the lines between them."""
        ticks: list[Any] = super().logTickValues(minVal, maxVal, size, stdTicks)
        return ticks[:1] if len(ticks[0][1]) > 1 else ticks


def _power(exponent: float) -> str:
    whole = round(exponent)
    if abs(exponent - whole) > 1e-6 or abs(whole) <= _WRITTEN_OUT:
        return short(10.0**exponent)
    return "10" + str(whole).translate(_SUPERSCRIPT)
