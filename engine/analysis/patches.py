"""Cutting a picture into patches."""

import numpy as np

from engine.frames import BoolArray, ByteArray, FloatArray


def cut(pixels: ByteArray, patch_px: int) -> ByteArray:
    """Return the patches (N, patch_px, patch_px, 3) of `pixels` (H, W, 3), row by row.

    Raises ValueError when a side is no multiple of the patch.
    """
    height, width = pixels.shape[:2]
    if height % patch_px or width % patch_px:
        raise ValueError(f"pixels: expected sides in multiples of {patch_px}, got {height} × {width}")
    split = pixels.reshape(height // patch_px, patch_px, width // patch_px, patch_px, 3)
    return split.swapaxes(1, 2).reshape(-1, patch_px, patch_px, 3)


def enlarged(cells: ByteArray, patch_px: int) -> ByteArray:
    """Return cell colours (rows, columns, 3) as a picture with one square of `patch_px` each."""
    return cells.repeat(patch_px, axis=0).repeat(patch_px, axis=1)


def smooth(cells: FloatArray, height: int, width: int) -> FloatArray:
    """Return cell values (rows, columns) as (height, width), bilinear between the cells' centres."""
    rows, columns = cells.shape
    across = np.clip((np.arange(width) + 0.5) * columns / width - 0.5, 0, columns - 1)
    down = np.clip((np.arange(height) + 0.5) * rows / height - 0.5, 0, rows - 1)
    left, top = np.floor(across).astype(int), np.floor(down).astype(int)
    right, below = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    x, y = (across - left)[None, :], (down - top)[:, None]
    upper = cells[np.ix_(top, left)] * (1 - x) + cells[np.ix_(top, right)] * x
    lower = cells[np.ix_(below, left)] * (1 - x) + cells[np.ix_(below, right)] * x
    return np.asarray(upper * (1 - y) + lower * y, np.float32)


def border(rows: int, columns: int) -> BoolArray:
    """Mark (rows × columns,) the patches at the picture's edge."""
    edge = np.ones((rows, columns), np.bool_)
    edge[1:-1, 1:-1] = False
    return edge.ravel()
