"""Perceptual colour maps as look-up tables.

Inferno (matplotlib, CC0) and the blue–white–red map CET-D1A (Peter Kovesi, CC-BY 4.0) are monotonic
in lightness on each side, so they read the same with any colour vision. Each is kept as 33 colours;
between them it is within 2.5/255 of the original. There is one map for all that begins at a lowest
value, so that a quantity looks the same in every view.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

INFERNO = "inferno"
DIVERGING = "diverging"

LEVELS = 255  # index 0 of a table is "no value"; 1 … 255 run from low to high

_ANCHORS = {
    INFERNO: """000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 57106e 64156e 71196e 7d1e6d 8a226a 972766
        a32c61 b0315b bc3754 c63d4d d04545 da4e3c e35933 eb6429 f1711f f67e14 f98c0a fb9b06 fcaa0f fbba1f f9c932
        f5d949 f2e865 f3f586 fcffa4""",
    DIVERGING: """172972 1a3289 1d3ba1 2044ba 294ecf 3c59de 5265e6 6671ed 787df4 888af9 9998fc aaa6fc b9b4fa c8c3f8
        d5d1f6 e3def2 efe3e7 f6dbd6 facac0 fcb8a9 fda593 fc927d f87f69 f26d56 e95b46 df4937 d43628 c81f1a b90710
        a5000b 8f0309 7a0606 660702""",
}

NAMES = tuple(_ANCHORS)

_FAINTEST, _STRONGEST = 0.12, 0.92  # opacity of the lowest and of the highest value over a picture


def map_for(diverging: bool) -> str:
    """Return the map for values around zero, or for values from a lowest to a highest."""
    return DIVERGING if diverging else INFERNO


@cache
def colours(name: str) -> NDArray[np.uint8]:
    """Return (255, 3) uint8 RGB from low to high; raises ValueError for a name not in NAMES."""
    if name not in _ANCHORS:
        raise ValueError(f"expected a colour map of {NAMES}, got {name!r}")
    anchors = np.array([list(bytes.fromhex(entry)) for entry in _ANCHORS[name].split()], dtype=float)
    where = np.linspace(0, len(anchors) - 1, LEVELS)
    channels = [np.interp(where, np.arange(len(anchors)), anchors[:, channel]) for channel in range(3)]
    table = np.round(np.stack(channels, axis=1)).astype(np.uint8)
    table.flags.writeable = False
    return table


@cache
def colour_table(name: str, overlay: bool = False) -> tuple[int, ...]:
    """Return 256 QRgb integers, index 0 transparent.

    overlay: low values let the picture below through, for a diverging map those near the middle.
    """
    ramp = np.linspace(0, 1, LEVELS)
    if name == DIVERGING:
        ramp = np.abs(ramp * 2 - 1)
    alpha = np.full(LEVELS, 255) if not overlay else np.round(255 * (_FAINTEST + (_STRONGEST - _FAINTEST) * ramp**0.75))
    rgb = colours(name).astype(int)
    packed = (alpha.astype(int) << 24) | (rgb[:, 0] << 16) | (rgb[:, 1] << 8) | rgb[:, 2]
    return (0, *(int(value) for value in packed))
