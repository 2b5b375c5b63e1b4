"""Masks of patches as text, so that a painted one is a parameter like any other.

    "4x4:8001" is a grid of 4 × 4 of which the first and the last patch are removed

The bits are hexadecimal, row by row, the first patch the highest bit; 1 is removed.
"""

import numpy as np

from engine.errors import UserError
from engine.frames import BoolArray

Grid = tuple[int, int]

_MOST_SIDE = 64  # patches
_SHOWN = 40  # characters of a text that is none


def mask_text(removed: BoolArray) -> str:
    """Write a mask (rows, columns), True where a patch is removed."""
    rows, columns = removed.shape
    return f"{rows}x{columns}:{np.packbits(removed.ravel()).tobytes().hex()}"


def mask_of(text: str, grid: Grid) -> BoolArray:
    """Read a mask (rows, columns) for `grid`; one of another grid is enlarged or shrunk.

    Raises UserError when it is not such a text.
    """
    removed = _read(text)
    rows, columns = (
        np.minimum((np.arange(new) + 0.5) * old / new, old - 1).astype(int)
        for new, old in zip(grid, removed.shape, strict=True)
    )
    return removed[np.ix_(rows, columns)]


def _read(text: str) -> BoolArray:
    try:
        size, _, digits = text.partition(":")
        rows, columns = (int(part) for part in size.split("x"))
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(digits), np.uint8))
        if not (0 < rows <= _MOST_SIDE and 0 < columns <= _MOST_SIDE and len(bits) == -(-rows * columns // 8) * 8):
            raise ValueError(text)
    except ValueError:
        raise UserError(
            f"mask: expected ROWSxCOLUMNS:HEX with a bit for each patch, got {text[:_SHOWN]!r}"
            f"{'…' if len(text) > _SHOWN else ''}.",
            "Paint the mask again, or choose another sampling.",
        ) from None
    return bits[: rows * columns].reshape(rows, columns).astype(bool)
