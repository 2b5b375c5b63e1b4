"""`train_overhead_engine`: a training on the engine thread, against the same loop alone."""

import itertools
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.bench.rows import Row, interleaved
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, CurveFrame, Frames, HeatFrame, Series, Tick
from engine.lazy import lazy
from engine.thread import Engine

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")

STEPS, REPEATS = 50, 25
_INPUTS, _WIDTH, _CLASSES, _BATCH = 784, 512, 10, 128
_CURVE_POINTS = 500


def training_step() -> Callable[[], float]:
    """Return a function that makes one step of a small classifier on random data and returns its loss.

    One step takes a few milliseconds: about what a live training of the papers takes.
    """
    network = torch.nn.Sequential(
        torch.nn.Linear(_INPUTS, _WIDTH),
        torch.nn.ReLU(),
        torch.nn.Linear(_WIDTH, _WIDTH),
        torch.nn.ReLU(),
        torch.nn.Linear(_WIDTH, _CLASSES),
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-4)
    inputs, labels = torch.randn(_BATCH, _INPUTS), torch.randint(_CLASSES, (_BATCH,))

    def step() -> float:
        loss = torch.nn.functional.cross_entropy(network(inputs), labels)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        return loss.item()

    return step


@experiment("bench.training", title="Training to measure", trains=True)
def measured_training(request: Request, control: Control) -> Frames:
    """Train and draw a loss curve and a map, as the live trainings of the papers do."""
    make_step, losses = training_step(), deque[float](maxlen=_CURVE_POINTS)
    for number in itertools.count(1):
        losses.append(make_step())
        if control.due(number):
            recent = np.array(losses)
            steps = np.arange(number - len(recent) + 1.0, number + 1.0)
            line = Series("loss", steps, recent)
            yield CurveFrame(slot="loss", step=number, series=(line,), x_axis=Axis("step"), y_axis=Axis("loss"))
            yield HeatFrame(slot="map", step=number, values=np.outer(recent[:64], recent[:64]), quantity="loss")
        yield Tick(step=number)


def bare_loop(steps: int = STEPS) -> None:
    """Make the same steps with nothing around them."""
    make_step = training_step()
    for _ in range(steps):
        make_step()


def train_overhead_engine() -> Row:
    """Compare steps per second on the engine thread with those of the bare loop."""
    engine = Engine()
    engine.start()

    def on_the_engine() -> None:
        job = engine.submit(measured_training, Request(measured_training.id), steps=STEPS)
        job.wait()
        if job.state != "finished":
            raise UserError("The training to measure did not finish.", "Run the bench again on its own.")

    try:
        engine_s, bare_s = interleaved(on_the_engine, bare_loop, REPEATS)
    finally:
        engine.close()
    return Row("train_overhead_engine", bare_s / engine_s, "ratio", 0.95, "at least")
