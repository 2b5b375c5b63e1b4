"""Attention distance: how far, in pixels, an attention head looks.

ViT paper, section 4.5, figure 7 right, and appendix D.7: "the average distance between the query
pixel and all other pixels, weighted by the attention weight". Pixels are patch centres here, and
the class token, which has no place in the picture, is left out: each row is renormalised over
the patches.
"""

from typing import TYPE_CHECKING

import numpy as np

from engine.frames import FloatArray
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")

GLOBAL_SHARE = 0.4
"""A head counts as global when it looks further than this share of the picture's width.

Attention spread evenly over a square picture has a mean distance of 0.52 widths.
"""


def patch_distances(rows: int, columns: int, patch_px: int) -> FloatArray:
    """Return the pixel distances (N, N) between the centres of N = rows × columns patches, row by row."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    down = row[:, None] - row[None, :]
    across = column[:, None] - column[None, :]
    return np.asarray(np.hypot(down, across) * patch_px, np.float32)


def attention_distance(attention: "torch.Tensor", distances: "torch.Tensor") -> "torch.Tensor":
    """Return the mean attention distance (heads,) in the unit of `distances`.

    attention: (heads, 1+N, 1+N), each row sums to one, the class token first.
    distances: (N, N) between patches, on the same device.
    """
    means = []
    for head in attention:  # one head at a time bounds the temporaries to (N, N)
        over_patches = head[1:, 1:]
        travelled = (over_patches * distances).sum(dim=-1) / over_patches.sum(dim=-1)
        means.append(travelled.mean())
    return torch.stack(means)
