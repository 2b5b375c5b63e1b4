"""Which patches of an image are removed, and the order that puts the others first.

Random, block-wise and grid-wise sampling are those of figure 6 of "Masked Autoencoders Are Scalable
Vision Learners", He et al. 2021 (arXiv:2111.06377). Patches are numbered row by row.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.frames import BoolArray

Sampling = Literal["random", "block", "grid"]
SAMPLINGS: tuple[Sampling, ...] = ("random", "block", "grid")

_LEAST_BLOCK = 4  # patches
_MOST_SLENDER = 0.3  # shorter side of a block over the longer


@dataclass(frozen=True, slots=True)
class Shuffle:
    """An order of the N patches of B images, of which the first `kept` stay.

    order: (B, N) int64, patch numbers: position in the shuffled list to place in the image.
    """

    order: Tensor
    kept: int

    @property
    def keep(self) -> Tensor:
        """Numbers (B, kept) of the patches that stay, in shuffled order."""
        return self.order[:, : self.kept]

    @property
    def restore(self) -> Tensor:
        """The inverse order (B, N): place in the image to position in the shuffled list."""
        return self.order.argsort(dim=1)

    @property
    def removed(self) -> Tensor:
        """True (B, N) where a patch is removed."""
        return self.restore >= self.kept

    def to(self, device: torch.device | str) -> "Shuffle":
        return Shuffle(self.order.to(device), self.kept)


def kept_of(patches: int, ratio: float) -> int:
    """Return how many of `patches` stay when a share `ratio` is removed; never none."""
    return max(1, int(patches * (1 - ratio) + 1e-6))


def shuffle_by(noise: Tensor, ratio: float) -> Shuffle:
    """Keep the patches with the least noise (B, N), as the official code does."""
    return Shuffle(noise.argsort(dim=1, stable=True), kept_of(noise.shape[1], ratio))


def shuffle_of(removed: BoolArray) -> Shuffle:
    """Return the order for masks (B, N) that were drawn by hand: what stays, then what is removed.

    Raises ValueError unless every image keeps the same number of patches.
    """
    counts = (~removed).sum(axis=1)
    if (counts != counts[0]).any():
        raise ValueError("expected masks that keep equally many patches each")
    return Shuffle(torch.from_numpy(removed.astype(np.int64)).argsort(dim=1, stable=True), int(counts[0]))


def draw_masks(
    sampling: Sampling, count: int, grid: tuple[int, int], ratio: float, rng: np.random.Generator
) -> Shuffle:
    """Draw masks for `count` images of `grid` (rows, columns) patches, with a share `ratio` removed.

    "block" removes rectangles until enough is gone, as BEiT does; "grid" keeps a regular lattice, the
    same for every image: one patch of every 2 × 2 at 75 %.
    """
    rows, columns = grid
    noise = rng.random((count, rows * columns), np.float32)
    if sampling == "grid":
        noise = np.broadcast_to(_lattice(rows, columns).ravel(), noise.shape)
    elif sampling == "block":
        goal = rows * columns - kept_of(rows * columns, ratio)
        blocks = np.stack([_blocks(rows, columns, goal, rng).ravel() for _ in range(count)])
        noise = noise + blocks  # within what is removed, and within what stays, the order is random
    return shuffle_by(torch.tensor(noise), ratio)


def _blocks(rows: int, columns: int, goal: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Ones (rows, columns) in rectangles that cover exactly `goal` patches; the last one may be cut short."""
    mask = np.zeros((rows, columns), np.float32)
    while (left := goal - int(mask.sum())) > 0:
        area = rng.uniform(min(_LEAST_BLOCK, left), max(_LEAST_BLOCK, left))
        slender = np.exp(rng.uniform(np.log(_MOST_SLENDER), -np.log(_MOST_SLENDER)))
        height = min(rows, max(1, round(float(np.sqrt(area * slender)))))
        width = min(columns, max(1, round(float(np.sqrt(area / slender)))))
        top, first = int(rng.integers(rows - height + 1)), int(rng.integers(columns - width + 1))
        block = mask[top : top + height, first : first + width]
        new = np.argwhere(block == 0)[:left]
        block[new[:, 0], new[:, 1]] = 1
    return mask


def _lattice(rows: int, columns: int) -> NDArray[np.float32]:
    """Rank places so that the first ones always form an even lattice: ordered dithering (Bayer 1973)."""
    matrix = np.zeros((1, 1), np.float32)
    while len(matrix) < max(rows, columns):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    return np.asarray(matrix[:rows, :columns], np.float32)
