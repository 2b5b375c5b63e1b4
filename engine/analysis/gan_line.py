"""The GAN paper's Figure 1 in numbers: densities, D, D* and the arrows from z to x.

Everything is computed on one grid of x over [-5, 5]. p_g is not sampled at random but from
evenly spread quantiles of z, so that the picture does not flicker between steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtri
from torch import Tensor, nn

from engine.analysis.gan_play import curve_frame, gradients_frame, losses_frame, measure_gradients
from engine.control import Control
from engine.curves import Curves
from engine.data.lines import LineDensity, binned_jensen_shannon, line_density
from engine.experiment import Request
from engine.frames import Axis, CheckFrame, CurveFrame, Frame, Series
from engine.nn.adversarial import Game, Rules
from engine.nn.gan import Logit, Perceptron

Array = NDArray[np.float64]

HALF_WIDTH = 5.0
BINS = 200
_EDGES = np.linspace(-HALF_WIDTH, HALF_WIDTH, BINS + 1)
CENTRES: Array = (_EDGES[1:] + _EDGES[:-1]) / 2
_BIN = 2 * HALF_WIDTH / BINS
_QUANTILES = 4096
PROBES = 256
LOG_4 = float(np.log(4))
_ARROWS = 33
DOT_EVERY = 4


@dataclass(frozen=True, slots=True)
class LineState:
    """Figure 1 at one step, each (BINS,): densities per unit of x, probabilities in 0..1."""

    p_data: Array
    p_g: Array
    d: Array
    d_best: Array

    @property
    def jensen_shannon(self) -> float:
        """JSD(p_data ‖ p_g) in nats, estimated on the bins."""
        return binned_jensen_shannon(self.p_data, self.p_g)

    @property
    def value(self) -> float:
        """V(D, G) by integration over the bins, with D's own probabilities."""
        safe = np.clip(self.d, 1e-12, 1 - 1e-12)
        return float(((self.p_data * np.log(safe)) + (self.p_g * np.log(1 - safe))).sum() * _BIN)


def even_noise(count: int, dimension: int, kind: str) -> torch.Tensor:
    """Noise (count, dimension) whose first column runs through evenly spread quantiles of z.

    Further columns are drawn from a fixed seed of their own.
    """
    u = (np.arange(count) + 0.5) / count
    first = 2 * u - 1 if kind == "uniform" else ndtri(u)
    rng = np.random.default_rng(0)
    rest_shape = (count, dimension - 1)
    rest = rng.uniform(-1, 1, rest_shape) if kind == "uniform" else rng.standard_normal(rest_shape)
    return torch.from_numpy(np.column_stack([first, rest])).float()


def histogram_density(x: Array, smoothing_bins: float = 1.0) -> Array:
    """Estimate a density per unit of x on the bins from samples (N,); mass outside is dropped."""
    counts, _ = np.histogram(x, _EDGES)
    smooth = gaussian_filter1d(counts.astype(np.float64), smoothing_bins)
    result: Array = smooth / max(len(x), 1) / _BIN
    return result


@torch.no_grad()
def line_state(game: Game, data: LineDensity, device: str) -> LineState:
    """Measure the four curves of Figure 1 for the game as it stands."""
    z = even_noise(_QUANTILES, game.rules.noise, game.rules.kind).to(device)
    x = game.g(z)[:, 0].cpu().numpy().astype(np.float64)
    grid = torch.from_numpy(CENTRES).float()[:, None].to(device)
    d = torch.sigmoid(game.d(grid)).cpu().numpy().astype(np.float64)
    p_data, p_g = data.pdf(CENTRES), histogram_density(x)
    total = p_data + p_g
    d_best = np.divide(p_data, total, out=np.full(BINS, np.nan), where=total > 1e-6)
    return LineState(p_data, p_g, d, d_best)


def densities_frame(state: LineState, step: int) -> CurveFrame:
    """Figure 1: the black dotted, green solid and blue dashed curves, and the optimal D*."""
    series = (
        Series("data p(x)", CENTRES[::DOT_EVERY], state.p_data[::DOT_EVERY], "dots"),
        Series("generator p_g(x)", CENTRES, state.p_g),
        Series("D(x)", CENTRES, state.d, "dash"),
        Series("optimal D*(x)", CENTRES, state.d_best, "dash"),
    )
    return CurveFrame(
        slot="densities",
        step=step,
        title="Densities and D",
        series=series,
        x_axis=Axis("x"),
        y_axis=Axis("density, probability"),
    )


@torch.no_grad()
def arrows_frame(game: Game, device: str, step: int) -> CurveFrame:
    """The lower lines of Figure 1: evenly spread z below, where G sends each above.

    z is stretched to the width of the plot.
    """
    z = even_noise(_ARROWS, game.rules.noise, game.rules.kind).to(device)
    z[:, 1:] = 0
    x = game.g(z)[:, 0].cpu().numpy()
    start = z[:, 0].cpu().numpy()
    start = start / np.abs(start).max() * HALF_WIDTH * 0.9
    gap = np.full(_ARROWS, np.nan)
    ends = np.stack([start, x, gap], axis=1).ravel()
    heights = np.tile([0.0, 1.0, np.nan], _ARROWS)
    return CurveFrame(
        slot="arrows",
        step=step,
        title="z → x = G(z)",
        detail="z below, x above",
        series=(Series("", ends, heights),),
        x_axis=Axis("x"),
        y_axis=Axis("z to x"),
    )


class LineScene:
    """Perceptrons against a density on the line."""

    measure_every = 20

    def __init__(self, request: Request, control: Control) -> None:
        self._control = control
        self._device = request.device

    @property
    def _data(self) -> LineDensity:
        return line_density(str(self._control["data"]))

    def generator(self, rules: Rules) -> nn.Module:
        return Perceptron(rules.noise, 1, rules.width, 2, nn.ReLU)

    def discriminator(self, rules: Rules) -> nn.Module:
        return Logit(Perceptron(1, 1, rules.width, 2, nn.LeakyReLU))

    def real(self, count: int) -> Tensor:
        """Samples (count, 1) by inversion, from torch's random stream."""
        u = torch.rand(count, dtype=torch.float64).clamp(1e-9, 1 - 1e-9).numpy()
        return torch.from_numpy(self._data.quantiles(u)).float()[:, None].to(self._device)

    def measure(self, game: Game, curves: Curves, step: int) -> None:
        state = line_state(game, self._data, self._device)
        curves.add(step, value=state.value, divergence=state.jensen_shannon)
        measure_gradients(game, curves, even_noise(PROBES, game.rules.noise, game.rules.kind).to(self._device), step)

    def draw(self, game: Game, curves: Curves, step: int) -> Iterator[Frame]:
        state = line_state(game, self._data, self._device)
        yield densities_frame(state, step)
        yield arrows_frame(game, self._device, step)
        if not self._control.rest_due:
            return
        yield _value_frame(curves, step)
        yield _divergence_frame(curves, step)
        yield gradients_frame(curves, step)
        yield losses_frame(curves, step)
        yield _check(state, step)


def _value_frame(curves: Curves, step: int) -> CurveFrame:
    lines = curves.series(value="V(D, G)")
    ends = lines[0].x[[0, -1]]
    goal = Series("−log 4", ends, np.full(2, -LOG_4), "dash")
    return curve_frame("value", "Value V(D, G)", Axis("V(D, G)", "nats"), (*lines, goal), step)


def _divergence_frame(curves: Curves, step: int) -> CurveFrame:
    lines = curves.series(divergence="JSD(p ‖ p_g)")
    ends = lines[0].x[[0, -1]]
    worst = Series("log 2: nothing in common", ends, np.full(2, LOG_4 / 2), "dash")
    return curve_frame("divergence", "JS divergence", Axis("JSD", "nats"), (*lines, worst), step)


def _check(state: LineState, step: int) -> CheckFrame:
    return CheckFrame(
        step=step,
        claim="At the optimum p_g = p, D is 1/2 everywhere and V(D, G) = −log 4 ≈ −1.386.",
        measured=f"V = {state.value:.3f}, JSD = {state.jensen_shannon:.4f} nats",
        holds=abs(state.value + LOG_4) < 0.05 and state.jensen_shannon < 0.02,
    )
