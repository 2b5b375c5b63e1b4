"""The two-dimensional game: D's surface, samples, the warped grid of z, and what pulls each sample."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.analysis.gan_line import PROBES, even_noise
from engine.analysis.gan_play import curve_frame, gradients_frame, losses_frame, measure_gradients
from engine.control import Control
from engine.curves import Curves
from engine.data.planes import HALF_WIDTH, HEART, PlaneDistribution, drawn_distribution, modes_hit, plane_distribution
from engine.experiment import Request
from engine.frames import Axis, BarsFrame, Frame, HeatFrame, MetricFrame, ScatterFrame, Series
from engine.nn.adversarial import Game, Rules, generator_loss
from engine.nn.gan import Logit, Perceptron
from engine.parameters import Value

SURFACE = 32
SHOWN = 300
COUNTED = 1000
_POOL = 50_000
_PULLED = 80
_PULL_LENGTH = 0.25
_GRID_LINES, _GRID_POINTS = 15, 41
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
        title="Samples over D(x)",
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
        title="D(x)",
        values=surface[::-1],
        quantity="D(x)",
        low=0.0,
        high=1.0,
    )


@torch.no_grad()
def warp_frame(game: Game, device: str, step: int) -> ScatterFrame:
    """Where G sends a regular grid of its first two noise dimensions (the others at zero)."""
    reach = 1.0 if game.rules.kind == "uniform" else 2.0
    along, across = torch.linspace(-reach, reach, _GRID_POINTS), torch.linspace(-reach, reach, _GRID_LINES)
    first = torch.stack(torch.meshgrid(across, along, indexing="ij"), dim=-1)  # (lines, points, 2)
    z = torch.zeros(2 * _GRID_LINES, _GRID_POINTS, max(game.rules.noise, 2))
    z[:_GRID_LINES, :, :2] = first
    z[_GRID_LINES:, :, :2] = first.flip(-1)
    flat = z[..., : game.rules.noise].reshape(-1, game.rules.noise).to(device)
    moved = game.g(flat).cpu().view(2 * _GRID_LINES, _GRID_POINTS, 2).numpy()
    gaps = np.full((2 * _GRID_LINES, 1, 2), np.nan, np.float32)
    path = np.concatenate([moved, gaps], axis=1).reshape(-1, 2)
    return ScatterFrame(
        slot="warp",
        step=step,
        title="Grid of z after G",
        x=np.empty(0),
        y=np.empty(0),
        x_axis=Axis("x₁"),
        y_axis=Axis("x₂"),
        lines=(Series("", path[:, 0], path[:, 1]),),
        bounds=BOUNDS,
        square=True,
    )


@torch.no_grad()
def mode_counts(game: Game, data: PlaneDistribution, device: str) -> NDArray[np.int64]:
    """Samples out of 1,000 that land on each mode; (M,)."""
    z = even_noise(COUNTED, game.rules.noise, game.rules.kind).to(device)
    return modes_hit(game.g(z).cpu().numpy().astype(np.float64), data.modes)


def covered(counts: NDArray[np.int64]) -> int:
    """Modes that got at least 1 % of the samples."""
    return int((counts >= 0.01 * COUNTED).sum())


def modes_frame(counts: NDArray[np.int64], step: int) -> Frame:
    """Share of the samples that lands on each mode."""
    return BarsFrame(
        slot="modes",
        step=step,
        title="Modes covered",
        detail=f"{covered(counts)} of {len(counts)}",
        names=tuple(str(number + 1) for number in range(len(counts))),
        values=100 * counts / COUNTED,
        axis=Axis("share of samples", "%"),
    )


class PlaneScene:
    """Perceptrons against a distribution in the plane.

    The real points are drawn once, 50,000 of them, and again whenever the data is changed.
    """

    measure_every = 100

    def __init__(self, request: Request, control: Control) -> None:
        self._control = control
        self._device = request.device
        self._seed = request.seed
        self._pool_of: tuple[Value, Value] | None = None

    def generator(self, rules: Rules) -> nn.Module:
        return Perceptron(rules.noise, 2, rules.width, 2, nn.ReLU)

    def discriminator(self, rules: Rules) -> nn.Module:
        return Logit(Perceptron(2, 1, rules.width, 2, nn.LeakyReLU))

    def real(self, count: int) -> Tensor:
        """Samples (count, 2) of what is chosen or drawn now."""
        self._follow_choice()
        return self._pool[torch.randint(len(self._pool), (count,), device=self._device)]

    def _follow_choice(self) -> None:
        chosen = (self._control["data"], self._control["drawing"])
        if chosen == self._pool_of:
            return
        self._data = _chosen_distribution(*chosen)
        points = self._data.sample(np.random.default_rng(self._seed), _POOL)
        self._pool = torch.from_numpy(points).float().to(self._device)
        self._pool_of = chosen

    def measure(self, game: Game, curves: Curves, step: int) -> None:
        probe = even_noise(PROBES, game.rules.noise, game.rules.kind).to(self._device)
        measure_gradients(game, curves, probe, step)
        if len(self._data.modes):
            curves.add(step, covered=float(covered(mode_counts(game, self._data, self._device))))

    def draw(self, game: Game, curves: Curves, step: int) -> Iterator[Frame]:
        self._follow_choice()
        z = even_noise(SHOWN, game.rules.noise, game.rules.kind).to(self._device)
        fixed = Fixed(self._pool[:SHOWN].cpu().numpy(), z)
        surface = discriminator_surface(game, self._device)
        yield plane_frame(game, fixed, surface, pulls=bool(self._control["pulls"]), step=step)
        if not self._control.rest_due:
            return
        yield surface_frame(surface, step)
        yield warp_frame(game, self._device, step)
        yield from self._coverage(game, curves, step)
        yield losses_frame(curves, step)
        yield gradients_frame(curves, step)

    def _coverage(self, game: Game, curves: Curves, step: int) -> Iterator[Frame]:
        if len(self._data.modes) == 0:
            return
        counts = mode_counts(game, self._data, self._device)
        yield modes_frame(counts, step)
        yield curve_frame("coverage", "Modes over time", Axis("modes covered"), curves.series(covered="modes"), step)
        yield MetricFrame(slot="covered", step=step, name="modes covered", value=covered(counts))


def _chosen_distribution(name: Value, drawing: Value) -> PlaneDistribution:
    if name != "drawn":
        return plane_distribution(str(name))
    assert isinstance(drawing, tuple)
    return drawn_distribution(drawing or HEART)  # type: ignore[arg-type]  # Points checks its values
