"""Figure 1 live: how fast a network learns with each activation, and what its units do meanwhile."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from torch import Tensor

from engine.control import Control
from engine.experiment import Request
from engine.frames import Axis, BarsFrame, CheckFrame, CurveFrame, Frame, Frames, Series
from engine.nn.four_layer import Activation, FourLayerConfig, Start, slopes
from engine.training.classifier import over_steps
from engine.training.pool import Pool
from engine.training.race import Lane, Race, Runner, first_below, pictures_frame, run_race

NAMES: dict[Activation, str] = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}
MEASURE_EVERY = 10  # steps between two measurements of the held-out error
PROBED = 64  # held-out pictures whose units are looked at
FLAT_BELOW = 0.05  # of its largest slope: an activation lets almost no gradient through there
Trace = dict[str, Tensor]
LOWEST, HIGHEST, BINS = -1.2, 4.0, 52
_LAYERS = ("act1", "act2", "act3", "act4")


def race(request: Request, control: Control) -> Frames:
    """Let the activations that the parameters name race; see `engine.training.race`."""
    pool = Pool(request.folder, request.seed, int(str(control["pictures"])), control)
    names: tuple[Activation, ...] = ("relu", "tanh", "sigmoid") if control["nets"] == "three" else ("relu", "tanh")
    start: Start = "he" if control["start"] == "he" else "paper"
    return run_race(request, control, ActivationRace(names, len(pool.classes), start, control), pool)


class ActivationRace:
    """Networks that differ in their activation alone; each has its own learning rate, as in the paper."""

    def __init__(self, activations: tuple[Activation, ...], classes: int, start: Start, control: Control) -> None:
        self._control = control
        self.lanes = tuple(
            Lane(name, NAMES[name], FourLayerConfig(name, classes=classes, start=start), f"rate_{name}")
            for name in activations
        )

    def obey(self, race: Race, parameters: Mapping[str, Any]) -> None: ...

    def measure(self, race: Race, step: int) -> None:
        race.curves.add(step, **{f"train_{runner.lane.key}": runner.smoothed.value for runner in race.runners})
        if step == 1 or step % MEASURE_EVERY == 0:
            errors = {f"unseen_{runner.lane.key}": runner.measure(*race.held_out)[0] for runner in race.runners}
            race.curves.add(step, **errors)

    def draw(self, race: Race, step: int) -> Iterator[Frame]:
        level = float(str(self._control["mark"]))
        yield training_error(race, step, level)
        yield reached_frame(race, step, level)
        yield from check(race, level)
        if self._control.rest_due:
            yield over_steps("unseen", "Held-out error", Axis("error", "%"), race.curves, step, **race.names("unseen"))
            traces = [_outputs(runner, race) for runner in race.runners]
            yield units_frame(race, traces, step)
            yield flat_frame(race, traces, step)
            yield pictures_frame(race.pool, step)


def training_error(race: Race, step: int, level: float) -> CurveFrame:
    """The smoothed error on the training batches, as in figure 1, with the mark as a dashed line."""
    mark = Series(f"{level:g} %", np.array([1.0, max(step, 2)]), np.array([level, level]), "dash")
    return CurveFrame(
        slot="error",
        step=step,
        title="Training error",
        detail="smoothed over 20 batches",
        series=(*race.curves.series(**race.names("train")), mark),
        x_axis=Axis("step"),
        y_axis=Axis("error", "%"),
        over_steps=True,
    )


def reached_frame(race: Race, step: int, level: float) -> BarsFrame:
    """How many steps each network took to the mark; those still on their way have the steps so far."""
    found = [first_below(race.curves, name, level) for name in race.names("train")]
    names = [runner.lane.name + ("" if at else " (not yet)") for runner, at in zip(race.runners, found, strict=True)]
    return BarsFrame(
        slot="reached",
        step=step,
        title="Steps to the mark",
        detail=f"{level:g} % training error",
        names=tuple(names),
        values=np.array([step if at is None else at for at in found]),
        axis=Axis("steps"),
    )


def check(race: Race, level: float) -> Iterator[CheckFrame]:
    """Compare ReLU with tanh as soon as one of them is at the mark."""
    relu, tanh = (first_below(race.curves, f"train_{name}", level) for name in ("relu", "tanh"))
    if relu is None and tanh is None:
        return
    words = [
        f"{name} {'not yet' if at is None else f'after {at} steps'}" for name, at in (("ReLU", relu), ("tanh", tanh))
    ]
    yield CheckFrame(
        claim="A network with ReLU reaches a training error in fewer steps than one with tanh.",
        measured=f"{level:g} % training error: {', '.join(words)}.",
        holds=relu is not None and (tanh is None or relu < tanh),
    )


def _outputs(runner: Runner, race: Race) -> Trace:
    """Outputs of the units after every activation on some held-out pictures, by layer."""
    trace = runner.trace(race.held_out[0][:PROBED])
    return {name: trace[name] for name in _LAYERS}


def units_frame(race: Race, traces: list[Trace], step: int) -> CurveFrame:
    """How the outputs of the fourth layer's units are spread; larger ones than are drawn count at the right edge."""
    edges = np.linspace(LOWEST, HIGHEST, BINS + 1)
    centres = (edges[1:] + edges[:-1]) / 2
    lines = []
    for runner, trace in zip(race.runners, traces, strict=True):
        outputs = np.clip(trace["act4"].cpu().numpy().ravel(), LOWEST, HIGHEST)
        share = 100 * np.histogram(outputs, edges)[0] / outputs.size
        lines.append(Series(runner.lane.name, centres, np.where(share > 0, share, np.nan)))
    return CurveFrame(
        slot="units",
        step=step,
        title="Outputs of the units",
        detail="fourth layer",
        series=tuple(lines),
        x_axis=Axis("output"),
        y_axis=Axis("units", "%", log=True),
    )


def flat_frame(race: Race, traces: list[Trace], step: int) -> CurveFrame:
    """In every layer, the share of units through which almost no gradient comes back."""
    layers = np.arange(1.0, len(_LAYERS) + 1)
    lines = []
    for runner, trace in zip(race.runners, traces, strict=True):
        activation = runner.lane.config.activation
        flat = [100 * float((slopes(activation, trace[name]) < FLAT_BELOW).float().mean()) for name in _LAYERS]
        lines.append(Series(runner.lane.name, layers, np.array(flat)))
    return CurveFrame(
        slot="flat",
        step=step,
        title="Units with a flat slope",
        detail=f"slope below {FLAT_BELOW:.0%} of the largest",
        series=tuple(lines),
        x_axis=Axis("layer"),
        y_axis=Axis("units", "%"),
    )
