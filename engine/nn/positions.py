"""Fitting a learned grid of position embeddings to another grid of patches.

Every published code does this in its own way, and the numbers differ, so each set of weights
keeps the way of the code it came from:

- "size": bicubic to the new size, half-pixel centres, a = -0.75. Hugging Face's ViT and DINOv2, and
  the ONNX file of the packaged DINOv2, which was exported from the latter.
- "offset": bicubic by the scale factors (rows + 0.1) / R and (columns + 0.1) / C, which also moves
  the sampling points a little. Official DINOv2 code, non-register models; the 0.1 was put there to
  keep the floor of a float product from losing a row, and the weights were evaluated with it.
- "antialias": as "size" with antialiasing, which matters when the grid shrinks. timm.
- "corners": bicubic with the corner patches kept in place. torchvision.
"""

from typing import Any, Literal

import torch.nn.functional as F
from torch import Tensor

Resize = Literal["size", "offset", "antialias", "corners"]

_OFFSET = 0.1


def resize_grid(grid: Tensor, rows: int, columns: int, how: Resize) -> Tensor:
    """Return position embeddings for `rows` × `columns` patches.

    grid: (1, R, C, D) floating point, learned.
    Returns (1, rows, columns, D): `grid` itself, unchanged, when it already has that size.
    """
    if grid.shape[1:3] == (rows, columns):
        return grid
    planes = grid.permute(0, 3, 1, 2)  # (1, D, R, C)
    options: dict[str, Any] = {"size": (rows, columns), "align_corners": how == "corners"}
    if how == "antialias":
        options["antialias"] = True
    if how == "offset":
        options = {"scale_factor": ((rows + _OFFSET) / grid.shape[1], (columns + _OFFSET) / grid.shape[2])}
    return F.interpolate(planes, mode="bicubic", **options).permute(0, 2, 3, 1)  # (1, rows, columns, D)
