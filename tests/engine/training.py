"""A training small enough for tests, and helpers that drive the engine thread with it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch

from engine.control import Control, FiniteWatch
from engine.experiment import Experiment, Request, Run, experiment
from engine.frames import Axis, CurveFrame, Frame, Frames, HeatFrame, MetricFrame, Series, Tick
from engine.mailbox import JobEvent, Mailbox, News
from engine.parameters import Float, Int
from engine.thread import Engine, Job

PATIENCE_S = 30.0

RATE = Float(name="rate", label="Learning rate", default=0.1, low=0.0, high=1e9, live=True)
WIDTH = Int(name="width", label="Width", default=4, low=1, high=64)


def _parts(control: Control) -> tuple[torch.nn.Sequential, torch.optim.SGD]:
    network = torch.nn.Sequential(torch.nn.Linear(2, int(control["width"])), torch.nn.Tanh())
    network.append(torch.nn.Linear(int(control["width"]), 1))
    return network, torch.optim.SGD(network.parameters(), lr=0.1)


@experiment("test.regression", title="Regression", parameters=(RATE, WIDTH), trains=True)
def regression(request: Request, control: Control) -> Frames:
    """Fit y = x₀ − 2x₁ to fresh random points at every step."""
    network, optimiser = _parts(control)
    losses: list[float] = []
    finite, step = FiniteWatch("The loss"), 0
    while True:
        if control.advancing:
            step += 1
            points = torch.randn(16, 2)
            optimiser.param_groups[0]["lr"] = control["rate"]
            loss = (network(points).squeeze(1) - points @ torch.tensor([1.0, -2.0])).square().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(finite(loss.item(), step))
        if control.due(step):
            yield from _drawn(step, network, losses, float(control["rate"]))
        yield Tick(step=step)


def _drawn(step: int, network: torch.nn.Sequential, losses: list[float], rate: float) -> Frames:
    line = Series("loss", np.arange(1, len(losses) + 1), np.array(losses))
    yield CurveFrame(slot="loss", step=step, series=(line,), x_axis=Axis("step"), y_axis=Axis("loss"))
    yield HeatFrame(slot="weights", step=step, values=network[0].weight.detach().numpy())
    yield MetricFrame(slot="rate", step=step, name="rate", value=rate)


def still(*frames: Frame, before: Callable[[Control], None] = lambda control: None) -> Experiment:
    """Make a still that calls `before` and then yields `frames`."""

    def run(request: Request, control: Control) -> Frames:
        before(control)
        yield from frames

    return Experiment("test.still", "Still", run)


def training(run: Run) -> Experiment:
    """Make a training without parameters of a generator function."""
    return Experiment("test.training", "Training", run, trains=True)


def request(seed: int = 0, **parameters: object) -> Request:
    """Return a request for any experiment of this module."""
    return Request("test", parameters=dict(parameters), seed=seed)  # type: ignore[arg-type]


class Reader:
    """Reads a mailbox on the test's thread, waiting on its bell."""

    def __init__(self) -> None:
        self._bell = threading.Event()
        self.mailbox = Mailbox(self._bell.set)
        self.news: list[News] = []
        self._looked_at = 0

    def read(self) -> list[News]:
        """Take in what is there now."""
        self._bell.clear()
        fresh = self.mailbox.drain()
        self.news += fresh
        return fresh

    def until(self, found: Callable[[News], bool]) -> News:
        """Read until something like this comes, after what the last call of `until` found."""
        while True:
            self.read()
            while self._looked_at < len(self.news):
                news = self.news[self._looked_at]
                self._looked_at += 1
                if found(news):
                    return news
            assert self._bell.wait(PATIENCE_S), f"waited in vain after {self.news[-3:]}"

    def until_state(self, job: Job, *states: str) -> JobEvent:
        """Read until the job says that it is in one of these states."""
        news = self.until(lambda news: isinstance(news, JobEvent) and news.job == job.number and news.state in states)
        assert isinstance(news, JobEvent)
        return news

    def states(self, job: Job) -> list[str]:
        """Return the states that the job has told so far."""
        return [news.state for news in self.news if isinstance(news, JobEvent) and news.job == job.number]

    def frames(self, job: Job, slot: str | None = None) -> list[Frame]:
        """Return the frames of a job read so far."""
        mine = [news for news in self.news if isinstance(news, Frame) and news.job == job.number]
        return [frame for frame in mine if slot in (None, frame.slot)]


@contextmanager
def running(reader: Reader | None = None) -> Iterator[Engine]:
    """Run an engine thread for the length of the block."""
    engine = Engine(reader.mailbox if reader else None)
    engine.start()
    try:
        yield engine
    finally:
        assert engine.close(PATIENCE_S), "the engine thread did not end"


class Collector:
    """A recorder that keeps frames in a list."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.closed = 0

    def add(self, frame: Frame) -> None:
        self.frames.append(frame)

    def close(self) -> None:
        self.closed += 1
