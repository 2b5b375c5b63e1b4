"""Trainings that ship: a run can be interrupted and gone on from, and ends in weights and a card."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, CurveFrame, Frames, Series, Tick
from engine.parameters import Float, Int
from engine.training.card import Facts, model_card
from engine.training.checkpoints import FILE, Run, read_checkpoint
from engine.training.driver import METADATA_KEY, Order, train
from engine.training.recipe import Made, Recipe

STEPS = 6


@experiment(
    "test.walk",
    title="Walk",
    parameters=(
        Float(name="rate", label="Rate", help="Length of a step.", default=1.0, low=0.0, high=10.0),
        Int(name="steps", label="Steps", help="Length of the walk.", default=10, low=1, high=100),
    ),
    trains=True,
)
def walk(request: Request, control: Control) -> Frames:
    """A random walk: wherever it goes depends on every random number before."""
    place, step = torch.zeros(3), 0
    if control.start is not None:
        place, step = control.start.state["place"].clone(), control.start.step
    while True:
        control.check()
        if control.advancing:
            step += 1
            place = place + float(control["rate"]) * torch.randn(3)
        if control.due(step):
            line = Series("place", torch.arange(3).numpy(), place.numpy())
            yield CurveFrame(slot="loss", step=step, series=(line,), x_axis=Axis("step"), y_axis=Axis("place"))
        control.keep(step, partial(dict, place=place.clone()))
        yield Tick(step=step)


def finish(state: Mapping[str, Any], request: Request) -> Made:
    place = state["place"]
    return Made({"place": place}, {"architecture": "walk"}, (("Distance", f"{float(place.norm()):.3f}"),))


RECIPE = Recipe("walk", "A walk", walk, STEPS, "nothing but chance", finish)


def order(out: Path, steps: int = STEPS, seed: int = 0) -> Order:
    return Order(RECIPE, out, "cpu", seed, steps)


def quiet(step: int, steps: int, loss: float | None) -> None: ...


def made_by(out: Path) -> torch.Tensor:
    with safe_open(out / "walk.safetensors", framework="pt") as file:
        place: torch.Tensor = file.get_tensor("place")
    return place


def test_a_recipe_ends_in_half_precision_weights_and_a_card(tmp_path: Path) -> None:
    made = train(order(tmp_path), quiet)
    assert made["files"] == ["walk.safetensors", "walk.md"]
    assert made_by(tmp_path).dtype == torch.float16
    with safe_open(tmp_path / "walk.safetensors", framework="pt") as file:
        assert json.loads(file.metadata()[METADATA_KEY]) == {"architecture": "walk"}
    card = (tmp_path / "walk.md").read_text("utf-8")
    for words in ("A walk", "nothing but chance", "| Steps | 6 |", "| Seed | 0 |", "train walk", "Distance", "CPU"):
        assert words in card


def test_what_it_shows_lies_beside_the_checkpoint(tmp_path: Path) -> None:
    train(order(tmp_path), quiet)
    assert (tmp_path / "live" / "loss.svg").is_file()
    assert (tmp_path / "live" / "loss.csv").is_file()


def test_an_interrupted_run_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    train(order(whole), quiet)
    train(order(parts, steps=2), quiet)  # ends after two steps, with a checkpoint
    steps: list[int] = []
    train(order(parts), lambda step, of, loss: steps.append(step))
    assert min(steps) >= 2
    assert torch.equal(made_by(whole), made_by(parts))


def test_another_seed_walks_elsewhere(tmp_path: Path) -> None:
    train(order(tmp_path / "one"), quiet)
    train(order(tmp_path / "two", seed=1), quiet)
    assert not torch.equal(made_by(tmp_path / "one"), made_by(tmp_path / "two"))


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    train(order(tmp_path), quiet)
    steps: list[int] = []
    train(order(tmp_path), lambda step, of, loss: steps.append(step))
    assert steps == []


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    train(order(tmp_path), quiet)
    with pytest.raises(UserError, match=r"seed 0.*another --out"):
        train(order(tmp_path, seed=1), quiet)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_a_damaged_checkpoint_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UserError, match="not a whole checkpoint"):
        read_checkpoint(tmp_path, Run("walk", 0))


def test_settings_are_checked(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="rate: expected a number"):
        train(replace(order(tmp_path), settings={"rate": 11.0}), quiet)


def test_a_card_keeps_its_table_whole() -> None:
    facts = Facts("n", "L", "c", "abc", "a | b", 0, 1, 30.0, "CPU", 3, {"rate": 1.0})
    card = model_card(facts, [("Accuracy", "50 %")])
    rows = [line for line in card.splitlines() if line.startswith("|")]
    assert all(row.count("|") == 3 for row in rows)
