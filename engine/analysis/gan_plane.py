"""The two-dimensional game: D's surface, samples, the warped grid of z, and what pulls each sample."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from engine.analysis.gan_line import even_noise
from engine.data.planes import HALF_WIDTH, PlaneDistribution, modes_hit
from engine.frames import Axis, BarsFrame, Frame, HeatFrame, ScatterFrame, Series, StrokesFrame
from engine.nn.adversarial import Game, generator_loss

SURFACE = 48
SHOWN = 400
_COUNTED = 2000
_PULLED = 80
_PULL_LENGTH = 0.25
_GRID_LINES, _GRID_POINTS = 15, 41
_GRID_COLOUR = (122, 162, 247, 200)
BOUNDS = (-HALF_WIDTH, -HALF_WIDTH, HALF_WIDTH, HALF_WIDTH)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What stays the same while a run is drawn: real dots (SHOWN, 2) and noise (SHOWN, noise)."""

    real: NDArray[np.float32]
    noise: torch.Tensor


def discriminator_surface(game: Game, device: str) -> NDArray[np.float32]:
    """D(x) on a grid over the plane: (SURFACE, SURFACE) in 0..1, row 0 at the lowest y."""
    axis = torch.linspace(-HALF_WIDTH, HALF_WIDTH, SURFACE)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    points = torch.stack([x, y], dim=-1).view(-1, 2).to(device)  # (SURFACE², 2)
    with torch.no_grad():
        surface: NDArray[np.float32] = torch.sigmoid(game.d(points)).view(SURFACE, SURFACE).cpu().numpy()
    return surface


def sample_pulls(game: Game, samples: torch.Tensor) -> NDArray[np.float32]:
    """Which way G's loss pushes each sample (N, 2): −∂loss/∂x, scaled so that the longest is 1."""
    x = samples.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(generator_loss(game.d(x), game.rules.loss), x)
    longest = gradient.norm(dim=1).max().clamp_min(1e-12)
    pulls: NDArray[np.float32] = (-gradient / longest).cpu().numpy()
    return pulls


def _pull_lines(starts: NDArray[np.float32], pulls: NDArray[np.float32]) -> Series:
    """Arrows as one line with NaN between them."""
    ends = starts + _PULL_LENGTH * pulls
    gaps = np.full_like(starts, np.nan)
    path = np.stack([starts, ends, gaps], axis=1).reshape(-1, 2)
    return Series("pull on samples", path[:, 0], path[:, 1])


def plane_frame(game: Game, fixed: Fixed, surface: NDArray[np.float32], *, pulls: bool, step: int) -> ScatterFrame:
    """Real and generated dots over D's surface."""
    with torch.no_grad():
        fake = game.g(fixed.noise)
    lines = (_pull_lines(fake[:_PULLED].cpu().numpy(), sample_pulls(game, fake[:_PULLED])),) if pulls else ()
    points = np.concatenate([fixed.real, fake.cpu().numpy()])
    return ScatterFrame(
        slot="plane",
        step=step,
        title="Samples on the discriminator's surface",
        x=points[:, 0],
        y=points[:, 1],
        x_axis=Axis("x₁"),
        y_axis=Axis("x₂"),
        group=np.repeat([0, 1], [len(fixed.real), len(fake)]),
        groups=("real", "generated"),
        lines=lines,
        backdrop=surface,
        bounds=BOUNDS,
        square=True,
    )


def surface_frame(surface: NDArray[np.float32], step: int) -> HeatFrame:
    """D(x) by itself, with its colour bar; upright, so row 0 is the highest y."""
    return HeatFrame(
        slot="surface",
        step=step,
        title="D(x): how real each place looks",
        values=surface[::-1],
        quantity="D(x)",
        low=0.0,
        high=1.0,
    )


@torch.no_grad()
def warp_frame(game: Game, device: str, step: int) -> StrokesFrame:
    """Where G sends a regular grid of its first two noise dimensions (the others at zero)."""
    reach = 1.0 if game.rules.kind == "uniform" else 2.0
    along, across = torch.linspace(-reach, reach, _GRID_POINTS), torch.linspace(-reach, reach, _GRID_LINES)
    first = torch.stack(torch.meshgrid(across, along, indexing="ij"), dim=-1)  # (lines, points, 2)
    z = torch.zeros(2 * _GRID_LINES, _GRID_POINTS, max(game.rules.noise, 2))
    z[:_GRID_LINES, :, :2] = first
    z[_GRID_LINES:, :, :2] = first.flip(-1)
    moved = game.g(z[..., : game.rules.noise].reshape(-1, game.rules.noise).to(device)).cpu()
    points = moved.view(2 * _GRID_LINES, _GRID_POINTS, 2).numpy() * np.array([1.0, -1.0], np.float32)
    return StrokesFrame(
        slot="warp",
        step=step,
        title="The generator bends a grid of noise",
        points=points,
        widths=np.ones(2 * _GRID_LINES),
        colours=np.tile(np.array(_GRID_COLOUR, np.uint8), (2 * _GRID_LINES, 1)),
        bounds=BOUNDS,
    )


@torch.no_grad()
def mode_counts(game: Game, data: PlaneDistribution, device: str) -> NDArray[np.int64]:
    """Samples out of 2,000 that land on each mode; (M,)."""
    z = even_noise(_COUNTED, game.rules.noise, game.rules.kind).to(device)
    return modes_hit(game.g(z).cpu().numpy().astype(np.float64), data.modes)


def covered(counts: NDArray[np.int64]) -> int:
    """Modes that got at least 1 % of the samples."""
    return int((counts >= 0.01 * _COUNTED).sum())


def modes_frame(counts: NDArray[np.int64], step: int) -> Frame:
    """Share of the samples that lands on each mode."""
    return BarsFrame(
        slot="modes",
        step=step,
        title="Modes covered",
        detail=f"{covered(counts)} of {len(counts)}",
        names=tuple(str(number + 1) for number in range(len(counts))),
        values=100 * counts / _COUNTED,
        axis=Axis("share of samples", "%"),
    )
