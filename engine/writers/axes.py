"""Axes of a chart: round ticks, linear or logarithmic scales, and the box with its labels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine.frames import Axis
from engine.writers.svg import Svg, text_width

INK, FAINT, GRID = "#26292e", "#6b7178", "#e4e7ea"
# Okabe and Ito (2008), then Tol's muted colours: told apart with any colour vision.
PALETTE = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b5b5b"),
    *("#332288", "#999933", "#882255", "#117733", "#aa4499"),
)

WIDTH, HEIGHT = 720.0, 440.0
LEFT, RIGHT, TOP, BOTTOM = 72.0, 24.0, 56.0, 56.0
LEGEND_WIDTH = 166.0
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps data from low … high onto begin … end of the drawing."""

    axis: Axis
    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value is drawn."""
        low, high, value = (self._linear(number) for number in (self.low, self.high, value))
        return self.begin + (value - low) / (high - low) * (self.end - self.begin)

    def shows(self, value: float) -> bool:
        """Say whether the value can be drawn: finite, and above zero on a logarithmic axis."""
        return math.isfinite(value) and (value > 0 or not self.axis.log)

    def ticks(self) -> list[float]:
        """Return round values inside the range."""
        return _decades(self.low, self.high) if self.axis.log else _round_steps(self.low, self.high)

    def _linear(self, value: float) -> float:
        return math.log10(value) if self.axis.log else value


def scale_over(axis: Axis, values: Iterable[ArrayLike], begin: float, end: float, *, zero: bool = False) -> Scale:
    """Return a scale that shows all finite values with a little room; zero is included where asked."""
    numbers = np.concatenate([np.ravel(np.asarray(array, np.float64)) for array in values] or [np.zeros(0)])
    numbers = numbers[np.isfinite(numbers) & ((numbers > 0) | (not axis.log))]
    low, high = (float(numbers.min()), float(numbers.max())) if numbers.size else (1.0, 1.0)
    if axis.log:
        room = max((high / low) ** 0.04, 1.05)
        return Scale(axis, low / room, high * room, begin, end)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.04 * (high - low) or 0.5 * abs(high) or 0.5
    if zero and low == high:  # nothing but zeros: the axis needs a length all the same
        return Scale(axis, low, high + room, begin, end)
    return Scale(
        axis, low if zero and low == 0 else low - room, high if zero and high == 0 else high + room, begin, end
    )


def _round_steps(low: float, high: float) -> list[float]:
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [count * step for count in range(first, math.floor(high / step + 1e-9) + 1)]


def _decades(low: float, high: float) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    factors = (1,) if math.log10(high / low) > 3 else (1, 2, 5)
    return [value for power in powers for factor in factors if low <= (value := factor * 10.0**power) <= high]


def axis_label(axis: Axis) -> str:
    """Return the label with its unit in brackets."""
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label


def tick_label(value: float) -> str:
    """Write a tick's value shortly, with a true minus sign."""
    return f"{0.0 if abs(value) < 1e-12 else value:.6g}".replace("-", "−")


def draw_title(svg: Svg, title: str, detail: str) -> None:
    """Write the title and, smaller, the detail at the top."""
    svg.text(LEFT, 24, title, fill=INK, font_size=15, font_weight=600)
    svg.text(LEFT, 42, detail, fill=FAINT)


def draw_box(svg: Svg, x: Scale, y: Scale) -> None:
    """Draw grid, tick labels, axis labels and the two axis lines."""
    draw_values(svg, x, y)
    for value in x.ticks():
        svg.line(x.at(value), y.end, x.at(value), y.begin, stroke=GRID)
        svg.text(x.at(value), y.begin + 18, tick_label(value), text_anchor="middle", fill=FAINT)
    svg.text((x.begin + x.end) / 2, y.begin + 42, axis_label(x.axis), text_anchor="middle", fill=INK)
    svg.line(x.begin, y.begin, x.end, y.begin, stroke=INK)


def draw_values(svg: Svg, x: Scale, y: Scale) -> None:
    """Draw the upright axis: grid, tick labels, axis label and line."""
    for value in y.ticks():
        svg.line(x.begin, y.at(value), x.end, y.at(value), stroke=GRID)
        svg.text(x.begin - 8, y.at(value) + 4, tick_label(value), text_anchor="end", fill=FAINT)
    middle = (y.begin + y.end) / 2
    turned = f"rotate(-90 18 {middle:.1f})"
    svg.text(18, middle, axis_label(y.axis), text_anchor="middle", fill=INK, transform=turned)
    svg.line(x.begin, y.begin, x.begin, y.end, stroke=INK)


def draw_legend(svg: Svg, names: Iterable[tuple[str, str]], title: str = "") -> None:
    """Write (name, colour) pairs right of the axes under an optional title."""
    x, y = WIDTH - RIGHT - LEGEND_WIDTH + 16, TOP + 4
    if title:
        svg.text(x, y + 4, title, fill=FAINT)
        y += 18
    for row, (name, colour) in enumerate(names):
        svg.circle(x + 5, y + 18 * row, 5, fill=colour)
        svg.text(x + 16, y + 18 * row + 4, name, fill=INK)


def width_with_legend(names: Iterable[str]) -> float:
    """Return the width of a chart whose legend has these names: wider where a name is long."""
    longest = max(map(text_width, names), default=0.0)
    return max(WIDTH, WIDTH - LEGEND_WIDTH + 32 + longest)
