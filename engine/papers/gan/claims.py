"""The GAN paper's statements, each measured by playing the game for some seconds."""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Claim, ClaimResult, Request
from engine.lazy import lazy
from engine.papers.gan.rules import PLANE_RULES
from engine.parameters import Value, checked

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from engine.analysis import gan_line, gan_plane, gan_play
    from engine.data import lines, planes
    from engine.nn import adversarial
else:
    np, torch = lazy("numpy"), lazy("torch")
    gan_line, gan_plane = lazy("engine.analysis.gan_line"), lazy("engine.analysis.gan_plane")
    gan_play = lazy("engine.analysis.gan_play")
    lines, planes = lazy("engine.data.lines"), lazy("engine.data.planes")
    adversarial = lazy("engine.nn.adversarial")

EQUAL_UPDATES = 2400  # of both networks together, for every k


def _line_game(seed: int, data: str, **rules: int | float | str) -> "adversarial.Game":
    """The line experiment's game at its default settings but for `rules`."""
    control = Control({"data": data})
    scene = gan_line.LineScene(Request("gan.line", seed=seed), control)
    torch.manual_seed(seed)
    given = {"k": 1, "lr_d": 2e-3, "lr_g": 1e-3, "batch": 256, "noise": 1, "width": 32, **rules}
    players = adversarial.Players(scene.generator, scene.discriminator, scene.real)
    return adversarial.Game(players, adversarial.Rules(**given), "cpu")  # type: ignore[arg-type]


def _state(game: "adversarial.Game", data: str) -> "gan_line.LineState":
    return gan_line.line_state(game, lines.line_density(data), "cpu")


def _optimal_discriminator(seed: int) -> ClaimResult:
    """Fix p_g to N(0, 1), train D alone, and compare it with the formula."""
    scene = gan_line.LineScene(Request("gan.line", seed=seed), Control({"data": "normal"}))
    torch.manual_seed(seed)
    d = scene.discriminator(adversarial.Rules(width=64))
    optimiser = torch.optim.Adam(d.parameters(), 2e-3)
    for _ in range(1500):
        loss = adversarial.discriminator_loss(d(scene.real(512)), d(torch.randn(512, 1)))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    x = gan_line.CENTRES
    p, p_g = lines.line_density("normal").pdf(x), np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    with torch.no_grad():
        found = torch.sigmoid(d(torch.from_numpy(x).float()[:, None])).numpy()
    weight = (p + p_g) / (p + p_g).sum()
    error = float((weight * np.abs(found - p / (p + p_g))).sum())
    return ClaimResult(f"mean |D − D*| = {error:.4f} over both densities, after 1500 steps of D", error < 0.02)


def _equilibrium(seed: int) -> ClaimResult:
    game = _line_game(seed, "normal", k=3)
    values = []
    for round_ in range(1500):
        game.play()
        if round_ >= 1300 and round_ % 10 == 0:
            values.append(_state(game, "normal").value)
    value = float(np.mean(values))
    return ClaimResult(f"V = {value:.3f}, mean of the last 200 of 1500 rounds", abs(value + float(np.log(4))) < 0.03)


def _saturating_starves(seed: int) -> ClaimResult:
    game = _line_game(seed, "narrow", turn="D")
    for _ in range(1000):
        game.play()
    probe = gan_line.even_noise(256, 1, "normal")
    starved = game.generator_gradient("saturating", probe)
    fed = game.generator_gradient("non-saturating", probe)
    ratio = fed / max(starved, 1e-30)
    return ClaimResult(f"gradient {starved:.2g} against {fed:.2g}: {ratio:.0f} times smaller", ratio > 100)


def _k_in_the_middle(seed: int) -> ClaimResult:
    """Mean divergence over the last third of the rounds, at an equal number of network updates."""
    tried = {"1/20": (1, 20), "3": (3, 1), "100": (100, 1)}
    found = {name: _divergence_at(seed, k, g_steps) for name, (k, g_steps) in tried.items()}
    text = ", ".join(f"k = {name}: {divergence:.3f}" for name, divergence in found.items())
    holds = found["3"] < min(found["1/20"], found["100"])
    return ClaimResult(f"JSD in nats after {EQUAL_UPDATES} updates: {text}", holds)


def _divergence_at(seed: int, k: int, g_steps: int) -> float:
    game = _line_game(seed, "normal", k=k, g_steps=g_steps)
    rounds = EQUAL_UPDATES // (k + g_steps)
    late = []
    for round_ in range(rounds):
        game.play()
        if round_ >= rounds * 2 // 3:
            late.append(_state(game, "normal").jensen_shannon)
    return float(np.mean(late))


def _eight_modes(seed: int) -> ClaimResult:
    parameters = checked(PLANE_RULES, {})
    chosen: dict[str, Value] = {"data": "eight", "drawing": (), "pulls": False}
    scene = gan_plane.PlaneScene(Request("gan.plane", seed=seed), Control(chosen))
    torch.manual_seed(seed)
    players = adversarial.Players(scene.generator, scene.discriminator, scene.real)
    game = adversarial.Game(players, gan_play.rules_now(parameters), "cpu")
    first = None
    for round_ in range(1, 3001):
        game.play()
        if first is None and round_ % 100 == 0 and gan_plane.covered(_counts(game)) == 8:
            first = round_
    counts = _counts(game)
    share = counts.sum() / gan_plane.COUNTED
    text = (
        f"{gan_plane.covered(counts)} of 8 at round 3000 with {share:.0%} of samples on a mode; first all 8 at {first}"
    )
    return ClaimResult(text, gan_plane.covered(counts) == 8)


def _counts(game: "adversarial.Game") -> "NDArray[np.int64]":
    return gan_plane.mode_counts(game, planes.plane_distribution("eight"), "cpu")


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "With G fixed, the trained D approaches p / (p + p_g).",
        "Proposition 1: D*(x) = p(x) / (p(x) + p_g(x))",
        _optimal_discriminator,
    ),
    Claim(
        "At the equilibrium of the game the value is −log 4.",
        "Theorem 1: C(G) = −log 4 ≈ −1.386 exactly when p_g = p",
        _equilibrium,
    ),
    Claim(
        "While D is far ahead, the saturating loss starves G.",
        "Section 3: log(1 − D(G(z))) saturates; no number given, checked as over 100 times",
        _saturating_starves,
    ),
    Claim(
        "Too few or too many steps of D for each step of G do worse than the middle.",
        "Section 3, Algorithm 1: keep D near its optimum without training it to completion",
        _k_in_the_middle,
    ),
    Claim(
        "The default settings cover all eight modes of a ring of Gaussians.",
        "Section 6 warns that G may collapse too many z to one x; not measured there",
        _eight_modes,
    ),
)
