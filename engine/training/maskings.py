"""Small masked autoencoders that learn side by side from the same pictures; what differs is what is masked.

Figures 5 and 6 and table 1 (c) of the paper: the ratio, the sampling, and mask tokens in the encoder.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np
import torch

from engine.analysis.mae_cost import counted
from engine.analysis.mae_fill import covered
from engine.control import Control, FiniteWatch
from engine.curves import Curves
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Axis, CurveFrame, Frame, Frames, GridFrame, Provenance, Series, TableFrame, Tick
from engine.nn.mae import MAEConfig
from engine.nn.masking import Sampling
from engine.training.autoencoder import Learner, filled_in, removed_pixels
from engine.training.learning import normalised
from engine.training.probes import ClassProbe
from engine.world.source import open_source

TINY = MAEConfig(
    patch=8, width=128, depth=4, heads=4, hidden=512, image_size=64, decoder_width=64, decoder_depth=1, decoder_heads=4
)
"""64 patches, of which 16 are left at 75 %: small enough for several of them to learn at once."""
RATIOS = (0.25, 0.5, 0.75, 0.9)
JUDGE_EVERY, FIRST_JUDGED = 100, 4  # steps
_KNOWN = 1.5  # times as many pictures are known as are asked for
_POINTS = 300  # of a curve, so that recordings stay small
_MILLION = 1e6

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """One network of a run: what is removed for it, and whether its encoder sees mask tokens."""

    name: str
    sampling: Sampling = "random"
    ratio: float = 0.75
    tokens: bool = False


def plans_of(parameters: Parameters) -> tuple[Plan, ...]:
    """Return which networks the parameters ask for."""
    ratio = float(parameters["ratio"])
    random, tokens = Plan("random", ratio=ratio), Plan("with mask tokens", ratio=ratio, tokens=True)
    others = (Plan("block", "block", ratio), Plan("grid", "grid", ratio))
    match parameters["compared"]:
        case "samplings":
            return (random, *others)
        case "tokens":
            return random, tokens
        case "ratios":
            return tuple(Plan(f"{share:.0%} removed", ratio=share) for share in RATIOS)
        case _:
            return (random, *others, tokens)


class Runner:
    """A network of a run. work: multiply-adds of a picture on its way through encoder and decoder."""

    def __init__(self, plan: Plan, learner: Learner) -> None:
        self.plan, self.learner = plan, learner
        self.finite = FiniteWatch(f"The loss of the network called {plan.name}")
        self.loss = 0.0
        self.work = counted(TINY, round(100 * plan.ratio), masks=plan.tokens).whole

    def learn(self, images: torch.Tensor, number: int, parameters: Parameters) -> None:
        """Learn from normalised images (B, 3, H, W). Raises NotFinite when the loss is not."""
        self.loss = self.learner.learn(images, number, self.own(parameters))
        self.finite(self.loss, number)

    def own(self, parameters: Parameters) -> Parameters:
        """The parameters as they are for this network."""
        return {**parameters, "sampling": self.plan.sampling, "ratio": self.plan.ratio}


class Comparison:
    """The networks of a run, what they learn from and what has been measured: "linear NAME", "neighbours NAME"."""

    def __init__(self, request: Request, control: Control) -> None:
        self.source = open_source(request.folder, control)
        self.seed, self.device, self._request, self._control = request.seed, request.device, request, control
        self._judged = control.whole("judged")
        self.runners = tuple(
            Runner(plan, Learner(replace(TINY, mask_in_encoder=plan.tokens), self.source, request))
            for plan in plans_of(control.parameters)
        )
        self.curves = Curves(_POINTS)
        self.shown = self.source.held_out(1, TINY.image_size).pixels

    @cached_property
    def probe(self) -> ClassProbe:
        """What features are judged by; made when it is first needed, so that a run starts at once."""
        pictures = (round(_KNOWN * self._judged), self._judged)
        return ClassProbe(self._request.folder, self._control, TINY.image_size, pictures)

    def step(self, number: int, parameters: Parameters) -> None:
        """Let every network learn from batch `number`, counted from 1. Raises NotFinite, Cancelled."""
        batch = self.source.train(self.seed, number, int(parameters["batch"]), TINY.image_size)
        images = normalised(batch.pixels, self.device)
        for place, runner in enumerate(self.runners):
            self._control.check()
            runner.learn(images, number, parameters)
            # One network after another, so that no step takes long.
            if (number > place and (number - place) % JUDGE_EVERY == 0) or number == FIRST_JUDGED + place:
                judged, name = self.probe.judge(runner.learner.class_tokens), runner.plan.name
                measured = {f"linear {name}": 100 * judged.linear, f"neighbours {name}": 100 * judged.neighbours}
                self.curves.add(number, **measured)

    def newest(self, measure: str, runner: Runner) -> float | None:
        """Return the last value of "linear" or "neighbours" of a network in per cent, None before the first."""
        return self.curves.newest(f"{measure} {runner.plan.name}")

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {"networks": [runner.learner.state() for runner in self.runners], "curves": self.curves.state()}

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state. Raises UserError when it is of other networks."""
        for runner, kept in zip_longest(self.runners, state["networks"]):
            if runner is None or kept is None or not runner.learner.takes(kept):
                raise UserError("A fork goes on with the networks of its run.", "To train others, press Reset first.")
        for runner, kept in zip(self.runners, state["networks"], strict=True):
            runner.learner.load(kept)
        self.curves.load(state["curves"])


def train(request: Request, control: Control) -> Frames:
    """Train until cancelled. Raises NotFinite when a loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    run, step = Comparison(request, control), 0
    if control.start is not None:
        step = control.start.step
        run.load(control.start.state["run"])
    while True:
        control.check()
        if control.advancing:
            step += 1
            run.step(step, control.parameters)
        if control.due(step):
            yield from drawn(run, control.parameters, step)
        control.keep(step, lambda: {"run": run.state()})
        yield Tick(step=step)


def drawn(run: Comparison, parameters: Parameters, step: int) -> Iterator[Frame]:
    """Accuracies, where every network stands, and what each makes of one picture."""
    yield accuracy_frame(run, "linear", "Linear probe", step)
    yield accuracy_frame(run, "neighbours", "By neighbours", step)
    yield table_frame(run, step)
    yield pictures_frame(run, parameters, step)


def accuracy_frame(run: Comparison, measure: str, title: str, step: int) -> CurveFrame:
    """How good the features of every network are over its steps."""
    series: list[Series] = []
    for colour, runner in enumerate(run.runners):
        (line,) = run.curves.series(**{f"{measure} {runner.plan.name}": runner.plan.name})
        series.append(replace(line, colour=colour))
    return CurveFrame(
        slot=measure,
        step=step,
        title=title,
        detail="" if step >= FIRST_JUDGED else f"Measured after {FIRST_JUDGED} steps",
        series=tuple(series),
        x_axis=Axis("step"),
        y_axis=Axis("accuracy", "%"),
        over_steps=True,
    )


def table_frame(run: Comparison, step: int) -> TableFrame:
    """Where every network stands."""
    rows = tuple(
        (
            runner.plan.name,
            runner.work / _MILLION,
            runner.loss,
            run.newest("linear", runner),
            run.newest("neighbours", runner),
        )
        for runner in run.runners
    )
    columns = (
        Axis("network"),
        Axis("work", "M"),
        Axis("loss"),
        Axis("linear probe", "%"),
        Axis("neighbours", "%"),
    )
    return TableFrame(
        slot="table", step=step, title="Now", detail="work: million multiply-adds a picture", columns=columns, rows=rows
    )


def pictures_frame(run: Comparison, parameters: Parameters, step: int) -> GridFrame:
    """A held-out picture as every network sees it, and what it fills in."""
    seen, filled, names = [], [], []
    for runner in run.runners:
        shuffle = runner.learner.masks(0, 1, runner.own(parameters))
        made, _ = filled_in(runner.learner.network, run.shown, shuffle)
        seen.append(covered(run.shown, removed_pixels(shuffle, TINY))[0])
        filled.append(made[0])
        names.append(runner.plan.name)
    return GridFrame(
        slot="pictures",
        step=step,
        title="A held-out picture",
        detail="what each sees, and below what it makes of it",
        tiles=np.stack([*seen, *filled]),
        columns=len(names),
        labels=(*names, *names),
    )
