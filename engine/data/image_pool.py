"""A pool of small images to train on: the drawn digits, or a folder of the user's pictures."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.control import Control
from engine.data.digits import SIDE, digit_images
from engine.errors import UserError
from engine.images import fit, load_picture, picture_files

DIGITS = 4000
FOLDER_MOST = 2000
FOLDER_LEAST = 16


def digit_pool(seed: int) -> Tensor:
    """4,000 drawn digits (4000, 1, 28, 28) in -1..1."""
    images, _ = digit_images(DIGITS, seed)
    return torch.from_numpy(images)[:, None] * 2 - 1


def folder_pool(folder: Path, control: Control) -> tuple[Tensor, int]:
    """The folder's pictures, cropped square, as (N, 3, 28, 28) in -1..1, and how many were unreadable.

    Raises UserError when fewer than 16 can be read.
    """
    tiles, skipped = [], 0
    for path in picture_files(folder, FOLDER_MOST):
        control.check()
        try:
            tiles.append(fit(load_picture(path), SIDE))
        except UserError:
            skipped += 1
    if len(tiles) < FOLDER_LEAST:
        raise UserError(
            f"The folder {folder} has {len(tiles)} readable pictures; a GAN needs at least {FOLDER_LEAST}.",
            "Choose a folder with more pictures, or clear the folder to train on the built-in digits.",
        )
    pixels = torch.from_numpy(np.stack(tiles)).permute(0, 3, 1, 2)  # (N, H, W, 3) -> (N, 3, H, W)
    return pixels.float() / 127.5 - 1, skipped
