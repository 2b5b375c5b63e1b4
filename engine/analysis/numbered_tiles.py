"""Tiles with a number drawn into each, so that they can be followed when their order changes."""

from collections.abc import Iterable

import numpy as np

from engine.frames import BoolArray, ByteArray

TILE_PX = 48  # what small tiles are enlarged to, so that three digits fit and stay legible when made smaller

# Three columns and five rows each, row by row.
_DIGITS = (
    "111101101101111 010110010010111 111001111100111 111001111001111 101101111001001 "
    "111100111001111 111100111101111 111001001001001 111101111101111 111101111001111"
)
_MASKS = np.array([[bit == "1" for bit in digit] for digit in _DIGITS.split()]).reshape(10, 5, 3)
_SCALE = 3
_RIM, _RIM_DARKER = 2, 4


def enlarged_tiles(tiles: ByteArray) -> ByteArray:
    """Return tiles (N, P, P, 3), each pixel repeated so that they are about `TILE_PX` wide."""
    times = max(1, round(TILE_PX / tiles.shape[1]))
    return tiles.repeat(times, axis=1).repeat(times, axis=2)


def plain_tiles(colours: ByteArray) -> ByteArray:
    """Return a tile of one colour (N, TILE_PX, TILE_PX, 3) for each of colours (N, 3)."""
    return np.broadcast_to(colours[:, None, None], (len(colours), TILE_PX, TILE_PX, 3)).copy()


def numbered(tiles: ByteArray, numbers: Iterable[int]) -> ByteArray:
    """Return tiles (N, h, w, 3) with its number in the upper left corner of each, white with a dark rim."""
    drawn = tiles.copy()
    for tile, number in zip(drawn, numbers, strict=True):
        ink, rim = _ink(number)
        height, width = (min(have, room) for have, room in zip(ink.shape, tile.shape, strict=False))
        corner = tile[:height, :width]
        corner[rim[:height, :width]] //= _RIM_DARKER
        corner[ink[:height, :width]] = 255
    return drawn


def _ink(number: int) -> tuple[BoolArray, BoolArray]:
    """A number's pixels, with room around them, and the pixels next to these."""
    digits = [np.pad(_MASKS[int(digit)], ((0, 0), (0, 1))) for digit in str(number)]
    small = np.pad(np.concatenate(digits, axis=1)[:, :-1], 1)
    ink = small.repeat(_SCALE, axis=0).repeat(_SCALE, axis=1)
    padded = np.pad(ink, _RIM)
    height, width = ink.shape
    near = [padded[y : y + height, x : x + width] for y in range(2 * _RIM + 1) for x in range(2 * _RIM + 1)]
    return ink, np.logical_or.reduce(near) & ~ink
