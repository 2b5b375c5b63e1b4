"""What to look at in an image GAN: fixed samples, a plane through z, nearest neighbours, diversity."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.analysis.gan_play import curve_frame, losses_frame
from engine.control import Control
from engine.curves import Curves
from engine.data.image_pool import digit_pool, folder_pool
from engine.experiment import Request
from engine.frames import Axis, Frame, GridFrame, ImageFrame
from engine.nn.adversarial import Game, Rules
from engine.nn.gan import ConvDiscriminator, ConvGenerator

SHEET = 8
PLANE = 7
NEIGHBOURS = 10
PLANE_CELLS = np.indices((PLANE, PLANE)).reshape(2, -1).T  # (row, column) of every tile


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
    return GridFrame(slot="plane", step=step, title="Noise plane", tiles=tiles, columns=PLANE, cells=PLANE_CELLS)


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
        title="Nearest training images",
        detail=f"mean distance {typical:.2f} of the full range",
        tiles=np.concatenate([as_tiles(shown), as_tiles(pool[index])]),
        columns=NEIGHBOURS,
    )


def diversity(images: Tensor) -> float:
    """Mean distance between all pairs of images (N, …), root mean square per pixel."""
    flat = images.flatten(1)
    return float(torch.pdist(flat).mean() / flat.shape[1] ** 0.5)


class ImageScene:
    """A small DCGAN pair on drawn digits, or on a folder of the user's pictures."""

    measure_every = 25

    def __init__(self, request: Request, control: Control) -> None:
        self._control = control
        self._device = request.device
        self._seed = request.seed
        pool, self._skipped = (digit_pool(0), 0) if request.folder is None else folder_pool(request.folder, control)
        self._pool = pool.to(self._device)
        self._pool_diversity = diversity(self._pool[: SHEET * SHEET])

    def generator(self, rules: Rules) -> nn.Module:
        return ConvGenerator(rules.noise, rules.width, self._pool.shape[1])

    def discriminator(self, rules: Rules) -> nn.Module:
        return ConvDiscriminator(rules.width, self._pool.shape[1])

    def real(self, count: int) -> Tensor:
        """Images (count, C, 28, 28) in -1..1."""
        return self._pool[torch.randint(len(self._pool), (count,), device=self._device)]

    def _fixed_noise(self, game: Game, count: int) -> Tensor:
        """Noise that stays the same over a run, whatever else is drawn at random."""
        stream = torch.Generator().manual_seed(self._seed)
        z = torch.randn(count, game.rules.noise, generator=stream)
        return (z.clamp(-1, 1) if game.rules.kind == "uniform" else z).to(self._device)

    def measure(self, game: Game, curves: Curves, step: int) -> None:
        samples = paint(game, self._fixed_noise(game, SHEET * SHEET))
        curves.add(step, generated=diversity(samples), real=self._pool_diversity)

    def draw(self, game: Game, curves: Curves, step: int) -> Iterator[Frame]:
        z = self._fixed_noise(game, SHEET * SHEET + 4)
        samples, corners = paint(game, z[:-4]), z[-4:]
        yield self._sheet(samples, step)
        x, y = (float(self._control[name]) for name in ("across", "down"))  # type: ignore[arg-type]
        yield between_frame(game, corners, x, y, step)
        if not self._control.rest_due:
            return
        yield plane_frame(game, corners, step)
        yield nearest_frame(samples, self._pool, step)
        lines = curves.series(generated="generated", real="training images")
        yield curve_frame("diversity", "Diversity", Axis("mean distance between images"), lines, step)
        yield losses_frame(curves, step)

    def _sheet(self, samples: Tensor, step: int) -> GridFrame:
        skipped = f" · {self._skipped} unreadable files left out" if self._skipped else ""
        return GridFrame(
            slot="samples",
            step=step,
            title="Samples from fixed noise",
            detail=f"round {step} · {len(self._pool)} training images{skipped}",
            tiles=as_tiles(samples),
            columns=SHEET,
        )
