"""End-to-end, memory bank and MoCo side by side (figures 2 and 3): the same weights at first, the same views.

What differs between their curves comes from the dictionary alone. Small encoders, pictures of 32 pixels.
"""

from collections.abc import Mapping
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.control import Control
from engine.curves import Curves
from engine.errors import UserError
from engine.frames import ByteArray, FloatArray
from engine.training.dictionaries import Mechanism, Plan, Views, make
from engine.training.learning import normalised, rate_at
from engine.training.pool import Pool
from engine.training.probes import Features, Probe
from engine.training.views import V2, views

SIDE_PX, PICTURE_PX = 32, 48  # of a view, and of the picture that it is cut from
SIZES = (16, 64, 256, 1024)
MOMENTA = (0.0, 0.9, 0.99, 0.999)
JUDGE_EVERY, FIRST_JUDGED = 50, 20  # steps
DRIFT_EVERY = 20
UNSEEN = 200  # pictures that are to be found again
_UNSEEN_SEED = 3_000_017
_POINTS = 300  # of a curve, so that recordings stay small

Parameters = Mapping[str, Any]


def plans_of(parameters: Parameters) -> tuple[Plan, ...]:
    """Return which mechanisms the parameters ask for.

    End-to-end has no dictionary larger than the batch, and a memory bank none larger than there are pictures:
    where a larger one is asked for, they take those.
    """
    size, batch, pictures = (int(parameters[name]) for name in ("dictionary", "batch", "pictures"))
    match parameters["compared"]:
        case "mechanisms":
            return Plan("end-to-end", min(size, batch)), Plan("bank", min(size, pictures)), Plan("moco", size)
        case "momenta":
            return tuple(Plan("moco", size, momentum) for momentum in MOMENTA)
        case _:
            ends = sorted({min(size, batch) for size in SIZES})
            larger = [size for size in SIZES if size >= SIZES[1]]
            return (
                *(Plan("end-to-end", size) for size in ends),
                *(Plan("bank", size) for size in sorted({min(size, pictures) for size in larger})),
                *(Plan("moco", size) for size in larger),
            )


class Unseen:
    """Pictures that no mechanism learns from, two views of each: one is known, the other asked for.

    What the training is about, with one dictionary for all: the more of them are found, the better.
    Raises UserError and Cancelled as `Pool` does.
    """

    def __init__(self, folder: Path | None, control: Control) -> None:
        pictures = Pool(folder, _UNSEEN_SEED, 1, control, side=PICTURE_PX, tests=UNSEEN).held_out.pixels
        rng = np.random.default_rng(_UNSEEN_SEED)
        self.known, self.asked = (views(pictures, SIDE_PX, V2, rng) for _ in range(2))

    def found(self, features: Features) -> float:
        """Return the share of asked views whose nearest known view, by cosine, is of the same picture."""
        known, asked = features(self.known), features(self.asked)
        mean, deviation = known.mean(axis=0), known.std(axis=0) + 1e-6
        known, asked = ((some - mean) / deviation for some in (known, asked))
        known /= np.linalg.norm(known, axis=1, keepdims=True) + 1e-12
        return float(((asked @ known.T).argmax(axis=1) == np.arange(len(known))).mean())


class Comparison:
    """The mechanisms of a run, what they learn from and what has been measured.

    curves: "found", "knn", "right", "age" and "drift" of each plan's key, and what raw pixels reach.
    """

    def __init__(
        self,
        plans: tuple[Plan, ...],
        folder: Path | None,
        seed: int,
        device: str,
        parameters: Parameters,
        control: Control,
    ) -> None:
        pictures = int(parameters["pictures"])
        self.pool = Pool(folder, seed, pictures, control, side=PICTURE_PX, tests=1)
        self.mechanisms = tuple(make(plan, pictures, seed, device) for plan in plans)
        self.curves = Curves(_POINTS)
        self._folder, self._seed, self._device, self._control = folder, seed, device, control
        self._batch, self._judged = int(parameters["batch"]), int(parameters["judged"])

    @cached_property
    def probe(self) -> Probe:
        """What features are judged by; made when it is first needed, so that a run starts at once."""
        return Probe(self._folder, self._control, SIDE_PX, self._judged)  # so many held-out cut-outs

    @cached_property
    def unseen(self) -> Unseen:
        """What is to be found again; made when it is first needed."""
        return Unseen(self._folder, self._control)

    @cached_property
    def raw(self) -> dict[str, float]:
        """What pixels as they are reach, in per cent, by the name of the measure."""
        return {"knn": 100 * self.probe.vote(_raw), "found": 100 * self.unseen.found(_raw)}

    def step(self, number: int, parameters: Parameters) -> None:
        """Let every mechanism learn from the views of step `number`, counted from 1. Raises NotFinite, Cancelled."""
        seen = self.views(number)
        rate = rate_at(number, int(parameters["steps"]), float(parameters["rate"]))
        for place, mechanism in enumerate(self.mechanisms):
            self._control.check()
            mechanism.learn(seen, rate, parameters)
            self._measure(mechanism, number, place)

    def _measure(self, mechanism: Mechanism, step: int, place: int) -> None:
        """Note what there is to note, of one mechanism after another so that no step takes long."""
        key = mechanism.plan.key
        measured: dict[str, float] = {f"right {key}": 100 * mechanism.right}
        if (step - 1 - place) % DRIFT_EVERY == 0:
            measured[f"age {key}"] = float(mechanism.ages(step).mean())
            measured[f"drift {key}"] = mechanism.drift(step, self.views)
        if (step - place) % JUDGE_EVERY == 0 or step - place == FIRST_JUDGED:
            measured |= {f"{name} {key}": value for name, value in self.judge(mechanism).items()}
        self.curves.add(step, **measured)

    def judge(self, mechanism: Mechanism) -> dict[str, float]:
        """Return what the features are good for now, in per cent: "knn" of cut-outs, "found" of unseen pictures."""
        return {
            "knn": 100 * self.probe.vote(mechanism.features),
            "found": 100 * self.unseen.found(mechanism.features),
        }

    def views(self, step: int) -> Views:
        """Return what is seen at a step: the same for every mechanism, and again whenever it is asked for."""
        rng = np.random.default_rng((self._seed, step, 6))
        names = rng.choice(self.pool.count, min(self._batch, self.pool.count), replace=False)
        pictures = self.pool.take(names).pixels
        pair = [views(pictures, SIDE_PX, V2, rng) for _ in range(2)]
        order = rng.permutation(len(names))
        tensors = [normalised(some, self._device).contiguous(memory_format=torch.channels_last) for some in pair]
        numbers = (torch.from_numpy(some).to(self._device) for some in (names, order))
        return Views(step, tensors[0], tensors[1], *numbers)

    def newest(self, measure: str, plan: Plan) -> float | None:
        """Return the last value of "knn", "right", "age" or "drift" of a plan, None before the first."""
        return self.curves.newest(f"{measure} {plan.key}")

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        states = [one.state() for one in self.mechanisms]
        return {"mechanisms": states, "curves": self.curves.state(), "pictures": self.pool.count}

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state. Raises UserError when it is of other mechanisms or pictures."""
        if state["pictures"] != self.pool.count:
            raise UserError(
                f"A fork goes on with the {state['pictures']:,} pictures of its run.",
                "To learn from others, press Reset first.",
            )
        for mechanism, kept in zip_longest(self.mechanisms, state["mechanisms"]):
            if mechanism is None or kept is None or mechanism.plan.key != kept["key"]:
                raise UserError(
                    "A fork goes on with the dictionaries of its run.", "To compare others, press Reset first."
                )
        for mechanism, kept in zip(self.mechanisms, state["mechanisms"], strict=True):
            mechanism.load(kept)
        self.curves.load(state["curves"])


def accuracies(plans: tuple[Plan, ...], steps: int, seed: int, parameters: Parameters) -> dict[Plan, dict[str, float]]:
    """Train these plans on the world for so many steps; return what each one's features are good for at the end.

    parameters: those of `moco.mechanisms`. The answer is as that of `Comparison.judge`.
    Raises NotFinite when a loss is not.
    """
    given = {**parameters, "steps": steps}
    comparison = Comparison(plans, None, seed, "cpu", given, Control({}))
    for number in range(1, steps + 1):
        comparison.step(number, given)
    return {mechanism.plan: comparison.judge(mechanism) for mechanism in comparison.mechanisms}


def _raw(pixels: ByteArray) -> FloatArray:
    return pixels.reshape(len(pixels), -1).astype(np.float32)
