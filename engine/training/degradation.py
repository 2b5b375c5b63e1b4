"""Figures 1, 4 and 6 live: plain and residual nets of two depths learn from the same batches."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import numpy as np
from torch import Tensor

from engine.control import Control
from engine.curves import Curves
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Axis, CurveFrame, Frame, Frames, GridFrame, Provenance, Series, TableFrame, Tick
from engine.nn.resnet_config import ResNetConfig, Shortcut, cifar_config
from engine.training.entrants import Entrant, tensors
from engine.training.pool import Pool

WIDTHS = {"half": (8, 16, 32), "paper": (16, 32, 64)}
HELD_OUT_EVERY = 100
WARM_UP = 0.05  # share of the schedule
PROBED = 64  # pictures behind the layer responses
_POINTS = 300  # of a curve, so that recordings stay small
_SHOWN = 24
_FAMILIES = {"plain": "Plain nets", "residual": "Residual nets"}

Parameters = Mapping[str, Any]


def line_up(parameters: Parameters, classes: int) -> dict[str, ResNetConfig]:
    """Return the nets that are chosen, by name: plain before residual, shallow before deep."""
    shallow, deep = sorted((int(parameters["shallow"]), int(parameters["deep"])))
    pairs = {
        "all": ((shallow, False), (deep, False), (shallow, True), (deep, True)),
        "plain": ((shallow, False), (deep, False)),
        "residual": ((shallow, True), (deep, True)),
        "deep": ((deep, False), (deep, True)),
        "three": ((shallow, False), (deep, False), (deep, True)),
    }[str(parameters["nets"])]
    shortcut: Shortcut = parameters["shortcut"]
    nets = {}
    for depth, residual in pairs:
        config = cifar_config(depth, shortcut=shortcut, residual=residual, classes=classes)
        nets[net_name(depth, residual)] = replace(config, widths=WIDTHS[str(parameters["width"])])
    return nets


def net_name(depth: int, residual: bool) -> str:
    """Name a net as the paper's figures do."""
    return f"{'ResNet' if residual else 'plain'}-{depth}"


class Degradation:
    """The nets of a run, what they learn from and what has been measured."""

    def __init__(self, request: Request, pool: Pool, parameters: Parameters) -> None:
        self.pool, self.seed, self.device = pool, request.seed, request.device
        nets = line_up(parameters, len(pool.classes))
        self.entrants = tuple(Entrant(name, config, request.seed, request.device) for name, config in nets.items())
        self.curves = Curves(_POINTS)
        self.held_out = tensors(pool.held_out, request.device)

    def step(self, number: int, control: Control) -> None:
        """Let every net learn from batch `number`, counted from 1. Raises NotFinite and Cancelled."""
        parameters: Parameters = control.parameters
        pixels, labels = tensors(self.pool.batch(self.seed, number, int(parameters["batch"])), self.device)
        rate = rate_at(number, int(parameters["steps"]), float(parameters["rate"]))
        for place, entrant in enumerate(self.entrants):
            control.check()
            entrant.backward(pixels, labels, number)
            entrant.update(rate, float(parameters["decay"]))
            measured = {f"train {entrant.name}": entrant.smoothed.value}
            if (number - 1 - place) % HELD_OUT_EVERY == 0:  # one net after another, so that no step takes long
                measured[f"held-out {entrant.name}"] = entrant.error(*self.held_out)
            self.curves.add(number, **measured)

    def probe(self) -> Tensor:
        """Return the pictures on which responses are measured, always the same."""
        return tensors(self.pool.take(np.arange(min(PROBED, self.pool.count))), self.device)[0]

    def newest(self, measure: str, entrant: Entrant) -> float | None:
        """Return the last value of "train" or "held-out" for a net, None before the first."""
        return self.curves.newest(f"{measure} {entrant.name}")

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {"nets": [entrant.state() for entrant in self.entrants], "curves": self.curves.state()}

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state. Raises UserError when it is of other nets."""
        for entrant, kept in zip_longest(self.entrants, state["nets"]):
            if entrant is None or kept is None or not entrant.takes(kept):
                raise UserError("A fork goes on with the nets of its run.", "To train other nets, press Reset first.")
        for entrant, kept in zip(self.entrants, state["nets"], strict=True):
            entrant.load(kept)
        self.curves.load(state["curves"])


def rate_at(step: int, steps: int, rate: float) -> float:
    """Divide the rate by 10 at one half and at three quarters of the steps, as 32k and 48k of 64k (section 4.2).

    It rises to begin with, for all nets alike: the first gradients of a deep plain net with batch
    normalisation are a thousand times too large. The paper does so for its 110 layers only.
    """
    warm = max(1.0, WARM_UP * steps)
    drops = int(step > steps / 2) + int(step > steps * 3 / 4)
    return rate * min(1.0, step / warm) / (1.0, 10.0, 100.0)[drops]


def train_side_by_side(request: Request, control: Control) -> Frames:
    """Train until cancelled. Raises NotFinite when a loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    count: Any = control["pictures"]
    pool = Pool(request.folder, request.seed, int(count), control)
    run, step = Degradation(request, pool, control.parameters), 0
    if control.start is not None:
        step = control.start.step
        run.load(control.start.state["run"])
    pictures = [pictures_frame(pool)]
    while True:
        control.check()
        if control.advancing:
            step += 1
            run.step(step, control)
        if control.due(step):
            yield from drawn(run, step)
            while pictures:
                yield replace(pictures.pop(), step=step)
        control.keep(step, lambda: {"run": run.state()})
        yield Tick(step=step)


def drawn(run: Degradation, step: int) -> Iterator[Frame]:
    """Errors of both families on one scale, the table, and the layers' responses."""
    span = _span(run)
    for family in _FAMILIES:
        if any(_family(entrant) == family for entrant in run.entrants):
            yield errors_frame(run, family, span, step)
    yield table_frame(run, step)
    yield responses_frame(run.entrants, run.probe(), step)


def errors_frame(run: Degradation, family: str, span: tuple[float, float] | None, step: int) -> CurveFrame:
    """Training error dashed, held-out error bold, a colour for each net."""
    series: list[Series] = []
    for colour, entrant in enumerate(run.entrants):
        if _family(entrant) == family:
            train, held_out = f"train {entrant.name}", f"held-out {entrant.name}"
            lines = run.curves.series(**{held_out: entrant.name, train: ""})
            styles: tuple[Any, ...] = ("bold", "dash")
            series += [replace(line, style=style, colour=colour) for line, style in zip(lines, styles, strict=True)]
    return CurveFrame(
        slot=family,
        step=step,
        title=_FAMILIES[family],
        detail="bold: held-out; dashed: training",
        series=tuple(series),
        x_axis=Axis("step"),
        y_axis=Axis("error", "%"),
        over_steps=True,
        span=span,
    )


def table_frame(run: Degradation, step: int) -> TableFrame:
    """Where every net stands."""
    rows = tuple(
        (
            entrant.name,
            sum(parameter.numel() for parameter in entrant.network.parameters()),
            entrant.loss,
            run.newest("train", entrant),
            run.newest("held-out", entrant),
        )
        for entrant in run.entrants
    )
    columns = (
        Axis("net"),
        Axis("parameters"),
        Axis("loss", "nats"),
        Axis("training error", "%"),
        Axis("held-out error", "%"),
    )
    return TableFrame(slot="table", step=step, title="Now", columns=columns, rows=rows)


def responses_frame(entrants: tuple[Entrant, ...], probe: Tensor, step: int) -> CurveFrame:
    """Figure 7: standard deviations of the layers' responses."""
    lines = []
    for colour, entrant in enumerate(entrants):
        spread = entrant.responses(probe)
        lines.append(Series(entrant.name, np.arange(1.0, len(spread) + 1), spread, colour=colour))
    return CurveFrame(
        slot="responses",
        step=step,
        title="Layer responses",
        detail="before ReLU or addition",
        series=tuple(lines),
        x_axis=Axis("layer"),
        y_axis=Axis("standard deviation", log=True),
    )


def pictures_frame(pool: Pool) -> GridFrame:
    """Some of what the nets learn from, with its classes."""
    shown = pool.take(np.arange(min(_SHOWN, pool.count)))
    return GridFrame(
        slot="pictures",
        title="What they learn from",
        detail=f"{pool.count:,} pictures of {len(pool.classes)} classes, from {pool.name}",
        tiles=shown.pixels,
        columns=8,
        labels=tuple(pool.classes[label] for label in shown.labels),
    )


def _family(entrant: Entrant) -> str:
    return "residual" if entrant.config.residual else "plain"


def _span(run: Degradation) -> tuple[float, float] | None:
    """Return the range of all errors, so that both families are drawn on one scale."""
    names = {f"{measure} {entrant.name}": "" for measure in ("train", "held-out") for entrant in run.entrants}
    values = np.concatenate([line.y for line in run.curves.series(**names)])
    return (float(values.min()), float(values.max())) if values.size else None
