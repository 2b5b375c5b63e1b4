"""Ways to disturb a picture or its tokens: drop patches, paint them black, shuffle the grid.

The experiments are those of "Intriguing Properties of Vision Transformers" (Naseer et al., 2021):
random, salient and non-salient patch drop, and shuffled grids.
"""

from typing import Literal

import numpy as np

from engine.frames import ByteArray, FloatArray, IntArray

Order = Literal["random", "salient", "non-salient"]


def drop_order(order: Order, saliency: FloatArray, seed: int) -> IntArray:
    """Return all N patch indices in the order in which they are to be lost.

    saliency: (N,), larger means the network looks there more.

    The order is fixed for a seed, so a larger share loses all that a smaller one lost.
    """
    if order == "random":
        return np.random.default_rng(seed).permutation(len(saliency)).astype(np.int64)
    sign = -1 if order == "salient" else 1
    return np.argsort(sign * saliency, kind="stable").astype(np.int64)


def lost_count(share: float, patches: int) -> int:
    """Return how many of `patches` a share from 0 to 1 loses; one patch always stays."""
    return min(round(share * patches), patches - 1)


def painted(pixels: ByteArray, lost: IntArray, patch_px: int, keep: float = 0.0) -> ByteArray:
    """Return `pixels` (H, W, 3) with the patches `lost` at `keep` of their brightness; 0 is black."""
    result = pixels.copy()
    columns = pixels.shape[1] // patch_px
    for row, column in zip(*np.divmod(lost, columns), strict=True):
        area = np.s_[row * patch_px : (row + 1) * patch_px, column * patch_px : (column + 1) * patch_px]
        result[area] = (pixels[area] * keep).astype(np.uint8)
    return result


def _permutation(count: int, seed: int) -> IntArray:
    """Return a random order of `count` that is not the one there was, as a draw for 2 × 2 squares may be."""
    random = np.random.default_rng(seed)
    order = random.permutation(count)
    while count > 1 and (order == np.arange(count)).all():
        order = random.permutation(count)
    return order


def shuffled(pixels: ByteArray, cells: int, seed: int) -> ByteArray:
    """Return `pixels` (S, S, 3) cut into cells × cells squares that trade places.

    Pixels past the last whole square, fewer than `cells` at the right and below, stay in place.
    """
    side = pixels.shape[0] // cells
    if side < 1:
        raise ValueError(f"cells: expected at most {pixels.shape[0]}, got {cells}")
    whole = side * cells
    squares = pixels[:whole, :whole].reshape(cells, side, cells, side, 3).swapaxes(1, 2).reshape(-1, side, side, 3)
    moved = squares[_permutation(len(squares), seed)]
    result = pixels.copy()
    result[:whole, :whole] = moved.reshape(cells, cells, side, side, 3).swapaxes(1, 2).reshape(whole, whole, 3)
    return result
