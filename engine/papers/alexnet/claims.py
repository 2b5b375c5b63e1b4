"""The AlexNet paper's statements, measured at laptop scale.

The races are those of the tabs at their default settings but for batch and length; each network has
a learning rate near the fastest of those tried for it, as in the paper. The kernels are those of the
best weights there are.
"""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Claim, ClaimResult
from engine.lazy import lazy
from engine.papers.alexnet.races import dropout_race, relu_race

if TYPE_CHECKING:
    import numpy as np
    import torch

    from engine.analysis import kernels
    from engine.analysis.kernels import Tuning
    from engine.training import dropout_race as dropout
    from engine.training import pool, race
    from engine.training import relu_race as relu
    from engine.weights import store
else:
    np, torch = lazy("numpy"), lazy("torch")
    kernels = lazy("engine.analysis.kernels")
    dropout, relu = lazy("engine.training.dropout_race"), lazy("engine.training.relu_race")
    pool, race = lazy("engine.training.pool"), lazy("engine.training.race")
    store = lazy("engine.weights.store")

MARK = 50.0  # per cent of training error; the paper's 25 takes minutes
RACE_STEPS = 800
DROPOUT_STEPS, AVERAGED_OVER = 500, 50
STRUCTURED = 80  # of the 96 kernels
COLOURFUL = 1.5  # times as much colour in one tower as in the other


def relu_is_faster(seed: int) -> ClaimResult:
    """Race ReLU and tanh to a training error of `MARK` per cent."""
    control = Control(relu_race.check({"batch": 32}))
    event = relu.ActivationRace(("relu", "tanh"), pool.MOST_CLASSES, "paper", control)
    pictures = pool.Pool(None, seed, int(str(control["pictures"])), Control())
    run = race.Race(event.lanes, pictures, seed, "cpu")
    found: dict[str, int | None] = {"relu": None, "tanh": None}
    with torch.enable_grad():
        for step in range(1, RACE_STEPS + 1):
            run.step(step, control.parameters)
            for runner in run.runners:
                if found[runner.lane.key] is None and runner.smoothed.value <= MARK:
                    found[runner.lane.key] = step
            if all(found.values()):
                break
    took = {name: f"after {at} steps" if at else f"not in {RACE_STEPS} steps" for name, at in found.items()}
    text = f"{MARK:g} % training error: ReLU {took['relu']}, tanh {took['tanh']}"
    first, second = found["relu"], found["tanh"]
    if first is not None and second is not None:
        text += f", {second / first:.1f} times as many"
    return ClaimResult(text, first is not None and (second is None or first < second))


def dropout_narrows(seed: int) -> ClaimResult:
    """Race the same network with and without dropout on few pictures, and compare the gaps at the end."""
    control = Control(dropout_race.check({}))
    pictures = dropout.few_pictures(None, seed, control)
    event = dropout.DropoutRace(pictures, "cpu", control)
    run = race.Race(event.lanes, pictures, seed, "cpu")
    torch.manual_seed(seed)
    with torch.enable_grad():
        for step in range(1, DROPOUT_STEPS + 1):
            event.obey(run, control.parameters)
            run.step(step, control.parameters)
            if step > DROPOUT_STEPS - AVERAGED_OVER:
                event.measure(run, step)
    return gaps(run)


def gaps(run: "race.Race") -> ClaimResult:
    """Compare the gaps; dropout also learns more slowly, so both training errors are told."""
    late = {
        name: [dropout.late_mean(run, f"{name}_{key}") for key in ("without", "with")]
        for name in ("gap", "train", "unseen", "loss")
    }
    told = "; ".join(
        f"{words} {late[name][0]:.1f} and {late[name][1]:.1f} {unit}"
        for name, words, unit in (
            ("gap", "gap without and with dropout", "points"),
            ("train", "training error", "%"),
            ("unseen", "held-out error", "%"),
            ("loss", "held-out loss", "nats"),
        )
    )
    text = f"{told}; {run.pool.count} pictures, {DROPOUT_STEPS} steps"
    return ClaimResult(text, late["gap"][1] < late["gap"][0])


def _tuning(seed: int) -> "tuple[Tuning, str]":
    """Measure the first layer of the best weights there are, and name these."""
    loaded = store.open_alexnet(seed=seed)
    weight = loaded.model.get_parameter("conv1.weight").detach().cpu().numpy()
    return kernels.tuning(weight), loaded.provenance.name


def kernels_are_structured(seed: int) -> ClaimResult:
    """Count the kernels whose spectrum is more concentrated than that of 99 % of random ones."""
    found, name = _tuning(seed)
    count, structured = len(found.structured), int(found.structured.sum())
    text = f"{structured} of {count} kernels are structured; mean orientation selectivity"
    return ClaimResult(f"{text} {found.selectivity.mean():.2f} ({name})", structured * 96 >= STRUCTURED * count)


def towers_specialise(seed: int) -> ClaimResult:
    """Compare the colour in the kernels of the first and the second half of the maps."""
    found, name = _tuning(seed)
    half = len(found.colour) // 2
    first, second = float(np.mean(found.colour[:half])), float(np.mean(found.colour[half:]))
    text = f"share of colour in the kernels: {first:.2f} in the first tower, {second:.2f} in the second ({name})"
    return ClaimResult(text, max(first, second) >= COLOURFUL * min(first, second))


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "A network with ReLU reaches a training error in fewer steps than one with tanh.",
        "Figure 1: 25 % training error on CIFAR-10 is reached six times faster",
        relu_is_faster,
    ),
    Claim(
        "Dropout narrows the gap between training and held-out error.",
        "Section 4.2: without it, substantial overfitting; it about doubles the steps to converge",
        dropout_narrows,
    ),
    Claim(
        "At least 80 of the 96 first-layer kernels are structured.",
        "Figure 3: frequency- and orientation-selective kernels and coloured blobs; no number given",
        kernels_are_structured,
    ),
    Claim(
        "The two towers specialise: one has much more colour than the other.",
        "Section 6.1: GPU 1 largely colour-agnostic, GPU 2 largely colour-specific; checked as 1.5 times the colour",
        towers_specialise,
    ),
)
