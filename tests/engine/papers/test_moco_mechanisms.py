"""End-to-end, memory bank and MoCo: fair, exact against plain loops, and repeatable."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import CurveFrame, DiagramFrame, Frame, HeatFrame, TableFrame, Tick
from engine.nn.moco import unit_keys
from engine.papers.moco.mechanisms import mechanisms
from engine.snapshots import Snapshot
from engine.training import mechanisms as lessons
from engine.training.dictionaries import (
    GROUPS,
    EndToEnd,
    MemoryBank,
    MomentumQueue,
    Plan,
    Views,
    make,
)
from engine.training.mechanisms import Comparison, accuracies, plans_of

SMALL: dict[str, object] = {"batch": 8, "pictures": 64, "judged": 5, "dictionary": "16"}
KNOBS = {"temperature": 0.1, "momentum": 0.9, "decay": 0.0}


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lessons, "FIRST_JUDGED", 2)
    monkeypatch.setattr(lessons, "UNSEEN", 12)
    with torch.enable_grad():
        yield


def seen(step: int, count: int = 8, first: int = 0) -> Views:
    generator = torch.Generator().manual_seed(step)
    one, two = (torch.randn(count, 3, 32, 32, generator=generator) for _ in range(2))
    return Views(step, one, two, torch.arange(count) + first, torch.randperm(count, generator=generator))


def run(steps: int, control: Control | None = None, **given: object) -> list[Frame]:
    """Every frame of so many steps, each drawn."""
    control = control or Control(mechanisms.check({**SMALL, **given}), draw_every=1)
    frames: list[Frame] = []
    for frame in mechanisms.run(Request(mechanisms.id, parameters=control.parameters), control):
        frames.append(frame)
        if isinstance(frame, Tick) and frame.step == steps:
            break
    return frames


def test_all_begin_with_the_same_weights_and_see_the_same_views() -> None:
    made = [make(Plan(kind, 16), 64, 3, "cpu") for kind in ("end-to-end", "bank", "moco")]
    for one, two, three in zip(*(mechanism.encoder.parameters() for mechanism in made), strict=True):
        assert torch.equal(one, two)
        assert torch.equal(two, three)
    assert sum(parameter.numel() for parameter in made[0].encoder.parameters()) == 85_552
    comparison = Comparison(plans_of(_given()), None, 0, "cpu", _given(), Control({}))
    first, again, other = comparison.views(4), comparison.views(4), comparison.views(5)
    assert torch.equal(first.one, again.one)
    assert torch.equal(first.two, again.two)
    assert not torch.equal(first.one, other.one)
    assert len(set(first.names.tolist())) == len(first.names)


def _given(**more: object) -> dict[str, object]:
    return dict(mechanisms.check({**SMALL, **more}))


@torch.no_grad()
def queries_of(mechanism: EndToEnd | MemoryBank | MomentumQueue, views: Views) -> torch.Tensor:
    mechanism.encoder.train()
    return unit_keys(mechanism.encoder, views.one, GROUPS)


def plain_loss(query: torch.Tensor, positive: torch.Tensor, negatives: list[torch.Tensor]) -> float:
    """InfoNCE of one query in float64."""
    alike = [float(query.double() @ key.double()) / 0.1 for key in (positive, *negatives)]
    return float(np.log(np.sum(np.exp(alike))) - alike[0])


def test_end_to_end_looks_up_among_the_keys_of_its_part_of_the_batch() -> None:
    mechanism, views = make(Plan("end-to-end", 4), 64, 0, "cpu"), seen(1)
    assert isinstance(mechanism, EndToEnd)
    queries = queries_of(mechanism, views)
    with torch.no_grad():
        keys = unit_keys(mechanism.encoder, views.two[views.order], GROUPS)[views.order.argsort()]
    parts = [range(4), range(4, 8)]
    losses = [
        plain_loss(queries[at], keys[at], [keys[other] for other in part if other != at])
        for part in parts
        for at in part
    ]
    mechanism.learn(views, 0.0, KNOBS)
    assert mechanism.loss == pytest.approx(np.mean(losses), rel=1e-4)
    assert mechanism.ages(9).tolist() == [0] * 4


def test_gradients_reach_the_keys_of_end_to_end_alone() -> None:
    views = seen(1)
    for kind, reaches in (("end-to-end", True), ("bank", False), ("moco", False)):
        mechanism = make(Plan(kind, 8), 64, 0, "cpu")  # type: ignore[arg-type]
        two = views.two.clone().requires_grad_()
        mechanism.learn(Views(1, views.one, two, views.names, views.order), 0.0, KNOBS)
        assert (two.grad is not None) == reaches


def test_the_bank_answers_with_what_it_keeps_of_a_picture() -> None:
    mechanism, views = make(Plan("bank", 16), 32, 0, "cpu"), seen(1)
    assert isinstance(mechanism, MemoryBank)
    bank, queries = mechanism.bank.clone(), queries_of(mechanism, views)
    drawn = mechanism._drawn(1).tolist()
    losses = [
        plain_loss(queries[at], bank[at], [bank[other] for other in drawn if other != at]) for at in range(len(queries))
    ]
    mechanism.learn(views, 0.0, KNOBS)
    assert mechanism.loss == pytest.approx(np.mean(losses), rel=1e-4)
    moved = torch.nn.functional.normalize((bank[:8] + queries) / 2, dim=1)
    torch.testing.assert_close(mechanism.bank[:8], moved, atol=1e-5, rtol=1e-4)
    assert torch.equal(mechanism.bank[8:], bank[8:])
    assert mechanism.born[:9].tolist() == [1] * 8 + [0]


def test_the_queue_answers_with_the_last_keys_but_never_with_the_own_picture() -> None:
    mechanism = make(Plan("moco", 12), 64, 0, "cpu")
    assert isinstance(mechanism, MomentumQueue)
    mechanism.learn(seen(1), 0.0, KNOBS)
    views = seen(2, first=4)  # pictures 4 to 7 come again
    queue, names, queries = mechanism.queue.keys.clone(), mechanism.queue.name.clone(), queries_of(mechanism, views)
    mechanism.learn(views, 0.0, KNOBS)
    positives = mechanism._keys
    losses = []
    for at, query in enumerate(queries):
        others = [key for key, name in zip(queue, names.tolist(), strict=True) if name != 4 + at]
        assert len(others) == (11 if at < 4 else 12)
        losses.append(plain_loss(query, positives[at], others))
    assert mechanism.loss == pytest.approx(np.mean(losses), rel=1e-4)
    assert mechanism.ages(3).tolist() == [1] * 8 + [2] * 4


def test_what_has_not_moved_has_no_drift() -> None:
    steps = {step: seen(step, first=8 * (step % 4)) for step in range(1, 6)}
    for kind in ("bank", "moco"):
        still, moved = (make(Plan(kind, 24), 32, 0, "cpu") for _ in range(2))  # type: ignore[arg-type]
        for step in steps.values():
            still.learn(step, 0.0, KNOBS)
            moved.learn(step, 0.3, KNOBS)
        buffers = {name: buffer.clone() for name, buffer in moved.encoder.named_buffers()}
        assert moved.drift(5, steps.__getitem__) > 0.001
        assert all(torch.equal(buffer, buffers[name]) for name, buffer in moved.encoder.named_buffers())
        if kind == "moco":
            assert still.drift(5, steps.__getitem__) == pytest.approx(0, abs=1e-5)


def test_momentum_decides_how_far_the_key_encoder_follows() -> None:
    for momentum, moves in ((1.0, False), (0.5, True)):
        mechanism = make(Plan("moco", 16, momentum), 64, 0, "cpu")
        assert isinstance(mechanism, MomentumQueue)
        before = mechanism.pair.encoder_k.conv1.weight.clone()
        for step in (1, 2):
            mechanism.learn(seen(step), 0.1, KNOBS)
        assert (not torch.equal(before, mechanism.pair.encoder_k.conv1.weight)) == moves


def test_what_is_compared() -> None:
    assert plans_of(_given(dictionary="256", pictures=300)) == (
        Plan("end-to-end", 8),
        Plan("bank", 256),
        Plan("moco", 256),
    )
    momenta = plans_of(_given(compared="momenta"))
    assert [plan.momentum for plan in momenta] == [0.0, 0.9, 0.99, 0.999]
    sizes = plans_of(_given(compared="sizes", batch=64))
    assert [plan.size for plan in sizes if plan.kind == "end-to-end"] == [16, 64]
    assert [plan.size for plan in sizes if plan.kind == "moco"] == [64, 256, 1024]
    assert len({plan.key for plan in (*sizes, *momenta)}) == len(sizes) + len(momenta)


def test_everything_is_drawn() -> None:
    slots = {frame.slot: frame for frame in run(4)}
    assert set(slots) >= {
        "end_to_end",
        "bank",
        "moco",
        "found",
        "accuracy",
        "right",
        "drift",
        "figure",
        "ages",
        "table",
    }
    moco, ages, table, found = slots["moco"], slots["ages"], slots["table"], slots["found"]
    assert isinstance(moco, DiagramFrame)
    assert "follows, m = 0.99" in [box.note for box in moco.boxes]
    assert isinstance(ages, HeatFrame)
    assert ages.row_names == ("end-to-end 8", "memory bank 16", "MoCo 16")
    assert np.isnan(ages.values[0]).any()
    assert np.nanmax(ages.values[0]) == 0
    assert isinstance(table, TableFrame)
    assert all(None not in row for row in table.rows)
    assert isinstance(found, CurveFrame)
    assert [line.name for line in found.series][-1] == "raw pixels"
    assert all(0 <= value <= 100 for line in found.series for value in line.y)


def test_a_comparison_of_momenta_leaves_the_others_without_numbers() -> None:
    slots = {frame.slot: frame for frame in run(5, compared="momenta")}
    bank, figure = slots["bank"], slots["figure"]
    assert bank.detail == "not compared here"
    assert isinstance(figure, CurveFrame)
    assert figure.series[0].x.tolist() == pytest.approx([1, 0.1, 0.01, 0.001])


def test_a_fork_repeats_the_run_and_refuses_other_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.snapshots.Snapshots.due", lambda self, step: step == 2)
    control = Control(mechanisms.check(SMALL), draw_every=4)
    kept: list[Snapshot] = []
    for frame in mechanisms.run(Request(mechanisms.id, parameters=control.parameters), control):
        if isinstance(frame, Tick) and (state := control.take_kept()) is not None:
            kept.append(Snapshot(frame.step, control.parameters, state, torch.get_rng_state()))
        if frame.slot == "table":
            whole = frame
        if isinstance(frame, Tick) and frame.step == 4:
            break
    fork = Control(control.parameters, draw_every=4, start=kept[0])
    repeated = next(frame for frame in run(4, fork) if frame.slot == "table")
    assert isinstance(whole, TableFrame)
    assert isinstance(repeated, TableFrame)
    assert repeated.rows == whole.rows
    other = Control(mechanisms.check({**SMALL, "dictionary": "64"}), start=kept[0])
    with pytest.raises(UserError, match="goes on with the dictionaries of its run"):
        run(4, other)


def test_claims_can_ask_for_final_accuracies() -> None:
    plans = Plan("moco", 16, 0.9), Plan("end-to-end", 8)
    found = accuracies(plans, 2, 0, _given())
    assert set(found) == set(plans)
    assert all(0 <= value <= 100 for measured in found.values() for value in measured.values())
    assert accuracies(plans[:1], 2, 0, _given())[plans[0]] == found[plans[0]]
