"""Dropout on or off, on so few pictures that a network can learn them by heart (section 4.2)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.control import Control
from engine.experiment import Request
from engine.frames import Axis, CheckFrame, Frame, Frames, HeatFrame
from engine.nn.four_layer import FourLayerConfig
from engine.training.classifier import over_steps
from engine.training.pool import Pool
from engine.training.race import Lane, Race, pictures_frame, run_race

THINGS = 4  # cut-outs of each class: few enough that other pictures of them can be recognised
HIDDEN = 256
HIDDEN_SIDE = 16  # its square root: how the units are laid out
MEASURE_EVERY = 10
MOST_MEASURED = 200  # of the training pictures
CHECKED_FROM = 100  # steps: before, neither network has learned anything to compare
_PERCENT = Axis("error", "%")


def race(request: Request, control: Control) -> Frames:
    """Race the same network with and without dropout; see `engine.training.race`."""
    pool = few_pictures(request.folder, request.seed, control)
    return run_race(request, control, DropoutRace(pool, request.device, control), pool)


def few_pictures(folder: Path | None, seed: int, control: Control) -> Pool:
    """As many pictures as the parameters say; of the world, they show the same few things as the held-out ones."""
    return Pool(folder, seed, int(str(control["pictures"])), control, things=THINGS)


class DropoutRace:
    """The same network twice. Errors are those in use, with every unit there, on both sides."""

    def __init__(self, pool: Pool, device: str, control: Control) -> None:
        self._control = control
        config = FourLayerConfig(hidden=HIDDEN, classes=len(pool.classes))
        self.lanes: tuple[Lane, ...] = (
            Lane("without", "without dropout", config),
            Lane("with", "with dropout", config),
        )
        self._learned = np.arange(min(pool.count, MOST_MEASURED))

    def obey(self, race: Race, parameters: Mapping[str, Any]) -> None:
        race.runners[1].network.set_dropout(float(parameters["dropout"]))

    def measure(self, race: Race, step: int) -> None:
        if step != 1 and step % MEASURE_EVERY:
            return
        learned = race.tensors(race.pool.take(self._learned))
        for runner in race.runners:
            seen, (unseen, loss) = runner.measure(*learned)[0], runner.measure(*race.held_out)
            measures = {"train": seen, "unseen": unseen, "gap": unseen - seen, "loss": loss}
            race.curves.add(step, **{f"{name}_{runner.lane.key}": value for name, value in measures.items()})

    def draw(self, race: Race, step: int) -> Iterator[Frame]:
        curves = race.curves
        yield over_steps("train", "Training error", _PERCENT, curves, step, **race.names("train"))
        yield over_steps("unseen", "Held-out error", _PERCENT, curves, step, **race.names("unseen"))
        gap = Axis("held-out error − training error", "%")
        yield over_steps("gap", "Gap", gap, curves, step, **race.names("gap"))
        yield from check(race, step)
        if self._control.rest_due:
            nats = Axis("cross-entropy", "nats")
            yield over_steps("loss", "Held-out loss", nats, curves, step, **race.names("loss"))
            if race.runners[1].seen:
                yield units_frame(race, step)
            yield pictures_frame(race.pool, step)


def units_frame(race: Race, step: int) -> HeatFrame:
    """The first hidden layer as it was for one picture of the last batch; what dropout left out is blank."""
    seen = race.runners[1].seen
    dropped = (seen["act5"] > 0) & (seen["drop5"] == 0)
    active = int((seen["act5"] > 0).sum())
    return HeatFrame(
        slot="units",
        step=step,
        title="Hidden units of one picture",
        detail=f"{int(dropped.sum())} of {active} active ones left out at this step",
        values=seen["act5"].masked_fill(dropped, torch.nan).reshape(HIDDEN_SIDE, HIDDEN_SIDE).cpu().numpy(),
        quantity="output",
        low=0.0,
    )


def check(race: Race, step: int) -> Iterator[CheckFrame]:
    """Compare the gaps, once there is something to compare."""
    if step < CHECKED_FROM:
        return
    gaps, errors = (
        [late_mean(race, f"{name}_{runner.lane.key}") for runner in race.runners] for name in ("gap", "train")
    )
    yield CheckFrame(
        claim="Dropout narrows the gap between training and held-out error.",
        measured=f"gap {gaps[1]:.1f} points with dropout, where training error is {errors[1]:.1f} %;"
        f" {gaps[0]:.1f} without, where it is {errors[0]:.1f} %.",
        holds=gaps[1] < gaps[0],
    )


def late_mean(race: Race, name: str, count: int = 5) -> float:
    """Mean of the last values of a curve."""
    return float(race.curves.line(name).y[-count:].mean())
