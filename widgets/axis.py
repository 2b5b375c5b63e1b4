"""A plot's axis: round numbers, few of them, powers of ten written out where they are short."""

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from widgets.numbers import short
from widgets.ticks import round_ticks

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_DECIMALS = 4
_HALF_TEXT_PX = 10
_LEAST_TICKS, _TICK_PX = 3, 110
_ROOM_PX = {"left": 22, "bottom": 48}  # that a number takes at least
_ENOUGH_DECADES, _MOST_DECADES, _DECADE_PX = 3, 8, 24
_WRITTEN_OUT = 3  # powers of ten up to this are 1000 and 0.001, beyond it 10⁴ and 10⁻⁴


class QuietAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis that labels its main ticks only, and never scales its numbers behind the reader's back."""

    def boundingRect(self) -> QRectF:
        """Leave room for half a number at both ends: with a grid, pyqtgraph hides those that stand out."""
        rect = QRectF(super().boundingRect())
        return rect.adjusted(0, -_HALF_TEXT_PX, 0, _HALF_TEXT_PX) if self.orientation == "left" else rect

    def generateDrawSpecs(self, painter: QPainter) -> Any:
        """Keep the topmost number inside: the upper half of one at the very top would be cut off."""
        specs = super().generateDrawSpecs(painter)
        if specs is not None and self.orientation == "left":
            for place, _, _ in specs[2]:
                place.moveTop(max(place.top(), 0.0))
        return specs

    def updateAutoSIPrefix(self) -> None:
        """Leave numbers as they are: pyqtgraph 0.14 scales them here even where that is switched off.

        It also counts on this to draw the axis anew when the range has changed.
        """
        self.picture = None
        self.update()

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the numbers at the ticks; on a logarithmic axis `values` are exponents."""
        if self.logMode:
            return [_power(value) for value in values]
        decimals = max(0, math.ceil(-math.log10(spacing) - 1e-9)) if spacing > 0 else 0
        if decimals > _MOST_DECIMALS or spacing >= 1e6:
            return [short(value) for value in values]
        return [f"{value:.{decimals}f}".replace("-", "−") for value in values]

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:  # noqa: N803
        """Return (spacing, values) of the ticks of an axis `size` pixels long."""
        if self.logMode:
            return super().tickValues(minVal, maxVal, size)  # type: ignore[no-any-return]
        ticks = _at_most(self._fitting(size), minVal, maxVal, round(_LEAST_TICKS + size / _TICK_PX))
        return [(ticks[1] - ticks[0] if len(ticks) > 1 else 1.0, ticks)]

    def logTickValues(self, minVal: float, maxVal: float, size: float, stdTicks: Any) -> list[Any]:  # noqa: N803
        """Return the exponents of whole decades; of 1, 2 and 5 in each where those are few; else of round numbers."""
        first, last = math.ceil(minVal), math.floor(maxVal)
        if last - first + 1 >= _ENOUGH_DECADES:
            most = min(_MOST_DECADES, max(1, int(size / _DECADE_PX)))
            decades = range(first, last + 1, max(1, (last - first) // most + 1))
            return [(1.0, [float(decade) for decade in decades])]
        between = (decade + math.log10(digit) for decade in range(first - 1, last + 1) for digit in (1, 2, 5))
        ticks = [exponent for exponent in between if minVal <= exponent <= maxVal]
        if len(ticks) < _ENOUGH_DECADES:
            ticks = [math.log10(value) for value in round_ticks(10**minVal, 10**maxVal, 4) if value > 0]
        fitting = self._fitting(size)
        return [(None, ticks[:: -(-len(ticks) // fitting)] if ticks else [])]

    def _fitting(self, size: float) -> int:
        """How many numbers have room on an axis of so many pixels."""
        return max(1, int(size / _ROOM_PX[self.orientation]))


def _at_most(fitting: int, low: float, high: float, wanted: int) -> list[float]:
    """Return about as many round numbers as are wanted, and no more than fit."""
    for most in range(min(wanted, fitting), 0, -1):
        ticks = round_ticks(low, high, most)
        if 0 < len(ticks) <= fitting:
            return ticks
    ticks = round_ticks(low, high, wanted)  # one number is better than an axis that says nothing
    return ticks[len(ticks) // 2 :][:1]


def _power(exponent: float) -> str:
    whole = round(exponent)
    if abs(exponent - whole) > 1e-6 or abs(whole) <= _WRITTEN_OUT:
        return short(10.0**exponent)
    return "10" + str(whole).translate(_SUPERSCRIPT)
