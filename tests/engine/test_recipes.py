"""Trainings that ship: a run can be interrupted and gone on from, and ends in weights and a card."""

import errno
import io
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
from engine.parameters import Float, Int, Toggle, Value
from engine.snapshots import Snapshot
from engine.torch_state import TorchState
from engine.training.card import Facts, model_card
from engine.training.checkpoints import FILE, DiskSnapshots, Run, read_checkpoint
from engine.training.driver import METADATA_KEY, Order, train
from engine.training.recipe import Made, Recipe

STEPS = 6


@experiment(
    "test.walk",
    title="Walk",
    parameters=(
        Float(name="rate", label="Rate", help="Length of a step.", default=1.0, low=0.0, high=1e39, live=True),
        Toggle(name="drunk", label="Drunk", help="Only asked for."),
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


def with_settings(out: Path, steps: int, **settings: Value) -> Order:
    return replace(order(out, steps), settings=settings)


def test_what_cannot_change_on_the_way_is_refused(tmp_path: Path) -> None:
    train(order(tmp_path, steps=2), quiet)
    with pytest.raises(UserError, match=r"of the run walk with drunk False, not True.*another --out"):
        train(with_settings(tmp_path, STEPS, drunk=True), quiet)
    with pytest.raises(UserError, match="of the run walk that learned from the built-in world"):
        train(replace(order(tmp_path), folder=tmp_path), quiet)
    with pytest.raises(UserError, match=r"has taken 2 steps already, not 1.*Ask for --steps 2"):
        train(order(tmp_path, steps=1), quiet)


def test_what_was_changed_on_the_way_stands_on_the_card(tmp_path: Path) -> None:
    train(order(tmp_path, steps=2), quiet)
    train(with_settings(tmp_path, 4, rate=2.0), quiet)
    train(with_settings(tmp_path, STEPS, rate=2.0), quiet)
    card = (tmp_path / "walk.md").read_text("utf-8")
    changed = "rate 1.0 up to step 2; steps 2 up to step 2; steps 4 up to step 4"
    assert f"| Changed on the way | {changed} |" in card


def test_a_state_that_is_not_finite_is_not_kept(tmp_path: Path) -> None:
    train(order(tmp_path, steps=2), quiet)
    with pytest.raises(
        UserError, match=r"NaN or infinite by step 3\. Lower the learning rate\. The checkpoint is kept"
    ):
        train(with_settings(tmp_path, 3, rate=1e39), quiet)
    with pytest.raises(UserError, match=r"Lower the learning rate\.$"):
        train(with_settings(tmp_path / "other", 1, rate=1e39), quiet)
    found = read_checkpoint(tmp_path, order(tmp_path).run)
    assert found is not None
    assert found.snapshot.step == 2


FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "no step": ({"step": "two"}, "is not a whole checkpoint: ValueError"),
    "a step before the first": ({"step": -5}, "is not a whole checkpoint: ValueError"),
    "no time": ({"spent_s": float("nan")}, "is not a whole checkpoint: ValueError"),
    "no streams": ({"random": {}}, "is not a whole checkpoint: KeyError"),
    "of another age": ({"format": 2}, "was written by another version"),
    "no state": ({"state": {}}, "cannot be gone on from: KeyError: 'place'"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_checkpoint_that_no_training_wrote_is_told(name: str, tmp_path: Path) -> None:
    changes, sentence = FORGED[name]
    train(order(tmp_path, steps=2), quiet)
    torch.save({**torch.load(tmp_path / FILE), **changes}, tmp_path / FILE)
    with pytest.raises(UserError, match=sentence) as raised:
        train(order(tmp_path), quiet)
    assert "delete the file to begin again" in raised.value.hint


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_a_damaged_checkpoint_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UserError, match="not a whole checkpoint"):
        read_checkpoint(tmp_path, Run("walk", 0))


def test_settings_are_checked(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="rate: expected a number"):
        train(replace(order(tmp_path), settings={"rate": -1.0}), quiet)


def test_a_card_keeps_its_table_whole() -> None:
    facts = Facts("n", "L", "c", "abc", "a | b", 0, 1, 30.0, "CPU", 3, {"rate": 1.0})
    card = model_card(facts, [("Accuracy", "50 %")])
    rows = [line for line in card.splitlines() if line.startswith("|")]
    assert all(row.count("|") == 3 for row in rows)


class Full(io.BytesIO):
    """A disk on which two thousand bytes are left."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 2000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.saving.write_atomically", lambda path, write: write(Full()))
    kept = DiskSnapshots(tmp_path, Run("walk", 0), STEPS)
    with pytest.raises(UserError, match=r"checkpoint\.pt cannot be written: the disk is full\. Make room"):
        kept.add(Snapshot(1, {}, {"place": torch.zeros(1000)}, TorchState(0)))
    assert kept.newest is None
