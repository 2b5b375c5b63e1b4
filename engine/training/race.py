"""Small networks that learn side by side from the same batches, starting from the same weights.

A race is what AlexNet's figure 1 shows: what differs between its networks is one thing, and so what
differs between their curves comes from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.control import Control, FiniteWatch
from engine.curves import Curves, Smoothed
from engine.experiment import Request
from engine.frames import Frame, Frames, GridFrame, Provenance, Tick
from engine.nn.four_layer import FourLayerConfig, FourLayerNet
from engine.nn.states import cloned
from engine.training.learning import MOMENTUM, load_moments, moments_of, normalised
from engine.training.pool import Pool
from engine.world.source import Batch

SMOOTHED_OVER = 20  # steps: the time constant of a smoothed training error
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Lane:
    """One network of a race.

    key:  names its curves; name: what a person calls it.
    rate: the parameter that is its learning rate.
    """

    key: str
    name: str
    config: FourLayerConfig
    rate: str = "rate"


class Runner:
    """A network and its optimiser.

    smoothed: error on the batches in per cent.
    seen:     every layer's outputs for the first picture of the last batch, as they were while learning.
    """

    def __init__(self, lane: Lane, seed: int, device: str) -> None:
        self.lane, self.device = lane, device
        self.network = FourLayerNet(lane.config, torch.Generator().manual_seed(seed)).to(device)
        self.optimiser = torch.optim.SGD(self.network.parameters(), lr=0.1, momentum=MOMENTUM)
        self.finite = FiniteWatch(f"The loss of the network called {lane.name}")
        self.smoothed = Smoothed(SMOOTHED_OVER)
        self.seen: dict[str, Tensor] = {}

    def learn(self, pixels: Tensor, labels: Tensor, rate: float, step: int) -> None:
        """Learn from one batch; raises NotFinite when the loss is not."""
        self.optimiser.param_groups[0]["lr"] = rate
        self.network.train()
        trace = self.network.trace(pixels)
        self.seen = {name: outputs[0].detach().clone() for name, outputs in trace.items()}
        scores = trace["scores"]
        loss = cross_entropy(scores, labels)
        self.finite(float(loss.detach()), step)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.smoothed.add(100 * float((scores.detach().argmax(dim=1) != labels).float().mean()))

    @torch.no_grad()
    def trace(self, pixels: Tensor) -> dict[str, Tensor]:
        """Every layer's output for pictures (N, 3, 32, 32), in evaluation mode."""
        self.network.eval()
        return self.network.trace(pixels)

    def measure(self, pixels: Tensor, labels: Tensor) -> tuple[float, float]:
        """Return error in per cent and cross-entropy in nats on pictures, in evaluation mode."""
        scores = self.trace(pixels)["scores"]
        error = 100 * float((scores.argmax(dim=1) != labels).float().mean())
        return error, float(cross_entropy(scores, labels))

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {
            "network": cloned(self.network.state_dict()),
            "moments": moments_of(self.optimiser),
            "smoothed": self.smoothed.state(),
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.network.load_state_dict(state["network"])
        load_moments(self.optimiser, state["moments"])
        self.smoothed.load(state["smoothed"])


class Race:
    """The runners of a race, what they learn from and what has been measured."""

    def __init__(self, lanes: tuple[Lane, ...], pool: Pool, seed: int, device: str) -> None:
        self.runners = tuple(Runner(lane, seed, device) for lane in lanes)
        self.pool, self.seed, self.device, self.curves = pool, seed, device, Curves()
        self.held_out = self.tensors(pool.held_out)

    def step(self, number: int, parameters: Mapping[str, Any]) -> Tensor:
        """Let every network learn from batch `number`, counted from 1; return the batch's pictures."""
        pixels, labels = self.tensors(self.pool.batch(self.seed, number, int(parameters["batch"])))
        for runner in self.runners:
            runner.learn(pixels, labels, float(parameters[runner.lane.rate]), number)
        return pixels

    def tensors(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return normalised pixels (N, 3, 32, 32) float32 and labels (N,) on the device."""
        return normalised(batch.pixels, self.device), torch.from_numpy(batch.labels).to(self.device)

    def names(self, measure: str) -> dict[str, str]:
        """Curve name to legend text of one measure of every network."""
        return {f"{measure}_{runner.lane.key}": runner.lane.name for runner in self.runners}

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {"runners": [runner.state() for runner in self.runners], "curves": self.curves.state()}

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        for runner, kept in zip(self.runners, state["runners"], strict=True):
            runner.load(kept)
        self.curves.load(state["curves"])


class Event(Protocol):
    """What is raced over, how it is measured and how it is drawn."""

    lanes: tuple[Lane, ...]

    def obey(self, race: Race, parameters: Mapping[str, Any]) -> None:
        """Take over knobs that are no learning rate."""
        ...

    def measure(self, race: Race, step: int) -> None:
        """Note what belongs to this step in the race's curves."""
        ...

    def draw(self, race: Race, step: int) -> Iterator[Frame]: ...


def run_race(request: Request, control: Control, event: Event, pool: Pool) -> Frames:
    """Race until cancelled. Raises NotFinite when a loss is not."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    race, step = Race(event.lanes, pool, request.seed, request.device), 0
    if control.start is not None:
        step = control.start.step
        race.load(control.start.state["race"])
    while True:
        control.check()
        event.obey(race, control.parameters)
        if control.advancing:
            step += 1
            race.step(step, control.parameters)
            event.measure(race, step)
        if control.due(step):
            yield from event.draw(race, step)
        control.keep(step, lambda: {"race": race.state()})
        yield Tick(step=step)


def first_below(curves: Curves, name: str, level: float) -> int | None:
    """Return the first step at which a curve is not above `level`, or None while it is."""
    line = curves.line(name)
    below = line.x[line.y <= level]
    return int(below[0]) if below.size else None


def pictures_frame(pool: Pool, step: int) -> GridFrame:
    """Some of what the networks learn from, with its classes."""
    shown = pool.take(np.arange(min(SHOWN, pool.count)))
    return GridFrame(
        slot="pictures",
        step=step,
        title="What they learn from",
        detail=f"{pool.count:,} pictures of {len(pool.classes)} classes, from {pool.name}",
        tiles=shown.pixels,
        columns=10,
        labels=tuple(pool.classes[label] for label in shown.labels),
    )
