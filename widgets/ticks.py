"""Round numbers along a scale."""

import math


def round_ticks(low: float, high: float, at_most: int) -> list[float]:
    """Return at most about `at_most` multiples of 1, 2 or 5 × 10ⁿ inside [low, high], rising."""
    if not high > low or at_most < 1:
        return []
    raw = (high - low) / at_most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))
    first = math.ceil(low / step - 1e-6)
    last = math.floor(high / step + 1e-6)
    return [index * step for index in range(first, last + 1)]
