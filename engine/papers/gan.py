"""Generative Adversarial Nets. Goodfellow et al., 2014, arXiv 1406.2661.

    min_G max_D V(D, G) = E_x[log D(x)] + E_z[log(1 − D(G(z)))]

Recreates Figure 1 live on a line, Algorithm 1 with its knobs, and the sample sheets of Figures 2
and 3. Departures: leaky-ReLU perceptrons instead of maxout, Adam as the default optimiser (the
paper's momentum SGD is a choice), and a small DCGAN pair (arXiv 1511.06434) for images, since the
paper's perceptrons need hours for what it shows in minutes.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from engine.curves import Curves
from engine.data.lines import LINE_DENSITIES, line_density
from engine.experiment import Control, FiniteWatch, Request, experiment
from engine.frames import Axis, CheckFrame, CurveFrame, Frame, Frames, Provenance, Series, Tick
from engine.lazy import lazy
from engine.parameters import AnyParameter, Choice, Float, Int, Value

if TYPE_CHECKING:
    import numpy as np
    import torch

    from engine.analysis import gan_images, gan_line, gan_plane
    from engine.data import image_pool
    from engine.nn import adversarial
    from engine.nn import gan as nn_gan
else:
    np, torch = lazy("numpy"), lazy("torch")
    gan_line, gan_plane = lazy("engine.analysis.gan_line"), lazy("engine.analysis.gan_plane")
    gan_images, image_pool = lazy("engine.analysis.gan_images"), lazy("engine.data.image_pool")
    adversarial, nn_gan = lazy("engine.nn.adversarial"), lazy("engine.nn.gan")

LOG_4 = 1.3862943611198906


def _rules(*, k: int, lr_d: float, lr_g: float, batch: int, noise: int, width: int) -> tuple[AnyParameter, ...]:
    """The knobs of Algorithm 1, all of which a running game obeys, with a game's own defaults."""
    return (
        Choice(
            name="turn",
            label="Train",
            default="both",
            options=(("both", "both"), ("D", "D only"), ("G", "G only")),
            help="Who plays. Step with D only and G only to walk through the panels of Figure 1.",
            live=True,
        ),
        Choice(
            name="loss",
            label="G's loss",
            default="non-saturating",
            options=(("non-saturating", "−log D(G(z))"), ("saturating", "log(1 − D(G(z)))")),
            help="Section 3: the saturating loss gives G almost no gradient while D wins easily.",
            live=True,
        ),
        Int(name="k", label="D steps k", default=k, low=1, high=50, live=True, help="Discriminator steps a round."),
        Int(name="g_steps", label="G steps", default=1, low=1, high=20, live=True, help="Generator steps a round."),
        Float(
            name="lr_d", label="D rate", default=lr_d, low=1e-5, high=1.0, log=True, live=True, help="D's step size."
        ),
        Float(
            name="lr_g", label="G rate", default=lr_g, low=1e-5, high=1.0, log=True, live=True, help="G's step size."
        ),
        Int(name="batch", label="Batch", default=batch, low=8, high=1024, step=8, live=True, help="Minibatch size m."),
        Int(
            name="noise",
            label="Noise size",
            default=noise,
            low=1,
            high=64,
            live=True,
            help="Dimension of z. A change rebuilds both networks.",
        ),
        Choice(
            name="kind",
            label="Noise",
            default="normal",
            options=(("normal", "normal"), ("uniform", "uniform")),
            help="The prior of z: N(0, 1), or U(−1, 1) as in the paper's figure.",
            live=True,
        ),
        Int(
            name="width",
            label="Width",
            default=width,
            low=8,
            high=256,
            step=8,
            live=True,
            help="Hidden units of both networks. A change rebuilds them.",
        ),
        Choice(
            name="optimiser",
            label="Optimiser",
            default="adam",
            options=(("adam", "Adam"), ("sgd", "SGD + momentum"), ("rmsprop", "RMSprop")),
            help="The paper used momentum SGD.",
            live=True,
        ),
    )


_RULE_NAMES = ("turn", "loss", "k", "g_steps", "lr_d", "lr_g", "batch", "noise", "kind", "width", "optimiser")


def _rules_now(parameters: Mapping[str, Value]) -> "adversarial.Rules":
    return adversarial.Rules(**{name: parameters[name] for name in _RULE_NAMES})  # type: ignore[arg-type]  # checked


Draw = Callable[["adversarial.Game", Curves, int], Iterator[Frame]]


def _play(request: Request, control: Control, players: "adversarial.Players", draw: Draw) -> Frames:
    """Algorithm 1 until cancelled: play a round, draw what is due, keep a state to fork from."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    game, curves, step = adversarial.Game(players, _rules_now(control.parameters), request.device), Curves(), 0
    if control.start is not None:
        step = control.start.step
        game.load(control.start.state["game"])
        curves.load(control.start.state["curves"])
    finite_d, finite_g = FiniteWatch("The discriminator's loss"), FiniteWatch("The generator's loss")
    while True:
        control.check()
        game.obey(_rules_now(control.parameters))
        if control.advancing:
            step += 1
            d_loss, g_loss = game.play()
            curves.add(step, d=finite_d(d_loss, step), g=finite_g(g_loss, step))
        if control.due(step):
            yield from draw(game, curves, step)
        control.keep(step, lambda: {"game": game.state(), "curves": curves.state()})
        yield Tick(step=step)


def _curve(slot: str, title: str, y_axis: Axis, series: tuple[Series, ...], step: int, detail: str = "") -> CurveFrame:
    return CurveFrame(
        slot=slot, step=step, title=title, detail=detail, series=series, x_axis=Axis("round"), y_axis=y_axis
    )


def _losses(curves: Curves, step: int) -> CurveFrame:
    return _curve("losses", "Losses", Axis("loss", "nats"), curves.series(d="D", g="G"), step)


def _gradients(game: "adversarial.Game", curves: Curves, probe: "torch.Tensor", step: int) -> CurveFrame:
    """Size of the gradient that either loss would give G now: Section 3's argument, measured."""
    non_saturating = game.generator_gradient("non-saturating", probe)
    saturating = game.generator_gradient("saturating", probe)
    curves.add(step, non_saturating=non_saturating, saturating=saturating)
    lines = curves.series(non_saturating="−log D(G(z))", saturating="log(1 − D(G(z)))")
    ratio = non_saturating / max(saturating, 1e-30)
    return _curve(
        "gradients",
        "Gradient that reaches G",
        Axis("norm", log=True),
        lines,
        step,
        f"non-saturating is {ratio:.3g} times larger",
    )


def _line_check(state: "gan_line.LineState", step: int) -> CheckFrame:
    return CheckFrame(
        step=step,
        claim="At the optimum p_g = p_data, D = 1/2 everywhere and V(D, G) = −log 4 ≈ −1.386.",
        measured=f"V = {state.value:.3f}, JSD = {state.jensen_shannon:.4f} nats",
        holds=abs(state.value + LOG_4) < 0.02 and state.jensen_shannon < 0.02,
    )


@experiment(
    "gan.line",
    title="On a line",
    parameters=(
        Choice(
            name="data",
            label="Data",
            default="normal",
            options=tuple((density.name, density.name) for density in LINE_DENSITIES),
            help="The density p(x) that G has to imitate.",
            live=True,
        ),
        *_rules(k=1, lr_d=2e-3, lr_g=1e-3, batch=256, noise=1, width=32),
    ),
    figure="Figure 1",
    trains=True,
)
def line(request: Request, control: Control) -> Frames:
    """Two perceptrons play the paper's game on a line, where everything can be seen at once.

    Yields densities (p, p_g, D, D*), arrows (z to x), value (V), divergence (JSD in nats),
    gradients and losses. D* and the divergence are computed, not trained.
    """
    density = {"now": line_density(str(control["data"]))}
    probe = gan_line.even_noise(256, int(control["noise"]), str(control["kind"])).to(request.device)  # type: ignore[arg-type]

    def real(count: int) -> "torch.Tensor":
        u = torch.rand(count).double().clamp(1e-9, 1 - 1e-9).numpy()
        return torch.from_numpy(density["now"].quantiles(u)).float()[:, None].to(request.device)
