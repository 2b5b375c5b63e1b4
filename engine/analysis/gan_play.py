"""Algorithm 1 as a live training: play a round, draw what is due, keep a state to fork from."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from torch import Tensor, nn

from engine.control import Control, FiniteWatch
from engine.curves import Curves
from engine.experiment import Request
from engine.frames import Axis, CurveFrame, Frame, Frames, Provenance, Series, Tick
from engine.nn.adversarial import Game, Players, Rules
from engine.parameters import Value

_RULE_NAMES = ("turn", "loss", "k", "g_steps", "lr_d", "lr_g", "batch", "noise", "kind", "width", "optimiser")


class Scene(Protocol):
    """A game's networks, its data, how it is measured and how it is drawn.

    measure_every: rounds between two measurements, so that curves do not depend on the drawing.
    """

    measure_every: int

    def generator(self, rules: Rules) -> nn.Module: ...

    def discriminator(self, rules: Rules) -> nn.Module: ...

    def real(self, count: int) -> Tensor: ...

    def measure(self, game: Game, curves: Curves, step: int) -> None: ...

    def draw(self, game: Game, curves: Curves, step: int) -> Iterator[Frame]: ...


def rules_now(parameters: Mapping[str, Value]) -> Rules:
    """Read the rules out of an experiment's parameters."""
    return Rules(**{name: parameters[name] for name in _RULE_NAMES})  # type: ignore[arg-type]  # checked on entry


def play(request: Request, control: Control, scene: Scene) -> Frames:
    """Play until cancelled. Raises NotFinite when a loss is not."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    players = Players(scene.generator, scene.discriminator, scene.real)
    game, curves, step = Game(players, rules_now(control.parameters), request.device), Curves(), 0
    if control.start is not None:
        step = control.start.step
        game.load(control.start.state["game"])
        curves.load(control.start.state["curves"])
    parameters: Mapping[str, Value] | None = None  # those that the game obeys already
    finite_d, finite_g = FiniteWatch("The discriminator's loss"), FiniteWatch("The generator's loss")
    while True:
        control.check()
        if control.parameters is not parameters:
            parameters = control.parameters
            game.obey(rules_now(parameters))
        if control.advancing:
            step += 1
            d_loss, g_loss = game.play()
            curves.add(step, d=finite_d(d_loss, step), g=finite_g(g_loss, step))
            if step == 1 or step % scene.measure_every == 0:
                scene.measure(game, curves, step)
        if control.due(step):
            yield from scene.draw(game, curves, step)
        control.keep(step, lambda: {"game": game.state(), "curves": curves.state()})
        yield Tick(step=step)


def curve_frame(
    slot: str, title: str, y_axis: Axis, series: tuple[Series, ...], step: int, detail: str = ""
) -> CurveFrame:
    """A curve over rounds."""
    return CurveFrame(
        slot=slot,
        step=step,
        title=title,
        detail=detail,
        series=series,
        x_axis=Axis("round"),
        y_axis=y_axis,
        over_steps=True,
    )


def losses_frame(curves: Curves, step: int) -> CurveFrame:
    """What each player minimises."""
    return curve_frame("losses", "Losses", Axis("loss", "nats"), curves.series(d="D", g="G"), step)


def measure_gradients(game: Game, curves: Curves, probe: Tensor, step: int) -> None:
    """Note the size of the gradient that either loss would give G now: Section 3's argument, measured.

    probe: noise (N, noise) kept the same over a run.
    """
    non_saturating, saturating = game.generator_gradients(probe, "non-saturating", "saturating")
    ratio = non_saturating / max(saturating, 1e-30)
    curves.add(step, non_saturating=non_saturating, saturating=saturating, gradient_ratio=ratio)


def gradients_frame(curves: Curves, step: int) -> CurveFrame:
    """Both gradients over the rounds."""
    lines = curves.series(non_saturating="−log D(G(z))", saturating="log(1 − D(G(z)))")
    (ratio,) = curves.series(gradient_ratio="")
    detail = f"the first is {ratio.y[-1]:.3g} times the second" if ratio.y.size else ""
    return curve_frame("gradients", "Gradient at G", Axis("norm", log=True), lines, step, detail)
