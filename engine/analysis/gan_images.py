"""What to look at in an image GAN: fixed samples, a plane through z, nearest neighbours, diversity."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.frames import GridFrame, ImageFrame
from engine.nn.adversarial import Game

SHEET = 8
PLANE = 7
NEIGHBOURS = 10


def as_tiles(images: Tensor) -> NDArray[np.uint8]:
    """Images (N, C, H, W) in -1..1 to tiles (N, H, W, 3) uint8; one channel is repeated."""
    bytes_ = ((images.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).cpu()
    tiles: NDArray[np.uint8] = bytes_.permute(0, 2, 3, 1).expand(-1, -1, -1, 3).numpy()
    return tiles


@torch.no_grad()
def paint(game: Game, z: Tensor) -> Tensor:
    """G(z) with its running batch statistics, so that a picture depends on its own z alone."""
    game.g.eval()
    images: Tensor = game.g(z)
    game.g.train()
    return images


def latent_point(corners: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Noise at places of a plane spanned by four corners.

    corners (4, noise): top left, top right, bottom left, bottom right. x, y (N,) in 0..1.
    Weights are square roots of the bilinear ones, so z keeps the length G is used to.
    """
    weights = torch.stack([(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y], dim=1).sqrt()  # (N, 4)
    return weights.to(corners) @ corners


def plane_frame(game: Game, corners: Tensor, step: int) -> GridFrame:
    """A 7 × 7 walk between four noise vectors."""
    steps = torch.linspace(0, 1, PLANE)
    y, x = torch.meshgrid(steps, steps, indexing="ij")
    tiles = as_tiles(paint(game, latent_point(corners, x.flatten(), y.flatten())))
    return GridFrame(slot="plane", step=step, title="A plane through noise space", tiles=tiles, columns=PLANE)


def between_frame(game: Game, corners: Tensor, x: float, y: float, step: int) -> ImageFrame:
    """The picture at one place of that plane."""
    tile = as_tiles(paint(game, latent_point(corners, torch.tensor([x]), torch.tensor([y]))))[0]
    return ImageFrame(
        slot="between", step=step, title="G(z) here", detail=f"across {x:.2f} · down {y:.2f}", pixels=tile
    )


def nearest_frame(samples: Tensor, pool: Tensor, step: int) -> GridFrame:
    """Samples (top) over the training images nearest to them in pixels (bottom).

    samples (N, C, H, W) and pool (P, C, H, W) on one device. A copied image would show itself here.
    """
    shown = samples[:NEIGHBOURS]
    distance = torch.cdist(shown.flatten(1), pool.flatten(1))
    nearest, index = distance.min(dim=1)
    typical = float(nearest.mean() / (2 * shown[0].numel() ** 0.5))
    return GridFrame(
        slot="nearest",
        step=step,
        title="Samples and their nearest training images",
        detail=f"mean distance {typical:.2f} of the full range",
        tiles=np.concatenate([as_tiles(shown), as_tiles(pool[index])]),
        columns=NEIGHBOURS,
    )


def diversity(images: Tensor) -> float:
    """Mean distance between all pairs of images (N, …), root mean square per pixel."""
    flat = images.flatten(1)
    return float(torch.pdist(flat).mean() / flat.shape[1] ** 0.5)
