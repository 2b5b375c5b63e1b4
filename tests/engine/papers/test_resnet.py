"""ResNet's depth experiments: gradients as autograd gives them, one batch for all nets, recordings and claims."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from engine.cli import claims as claims_command
from engine.control import Control
from engine.errors import UserError
from engine.experiment import ClaimResult, Experiment, Request
from engine.facts import facts_of
from engine.frames import CurveFrame, Frame, GridFrame, HeatFrame, TableFrame, Tick
from engine.nn.resnet import ResNet
from engine.papers.resnet import PAPER
from engine.papers.resnet import claims as told
from engine.papers.resnet.degradation import degradation
from engine.papers.resnet.gradients import gradients
from engine.parameters import AnyParameter, Int
from engine.recording import RecordingWriter, open_recording, shipped_recording
from engine.snapshots import Snapshot, Snapshots
from engine.training.degradation import Degradation, line_up, rate_at
from engine.training.entrants import Entrant, tensors
from engine.training.layer_gradients import GradientPair, gradient_norms, layer_names, pair_of
from engine.training.pool import Pool

SMALL: Mapping[Experiment, dict[str, object]] = {
    degradation: {"shallow": "8", "deep": "14", "batch": 4, "steps": 20, "pictures": 32},
    gradients: {"depth": "8", "batch": 4},
}


def train(experiment: Experiment, steps: int, control: Control | None = None, **given: object) -> dict[str, Frame]:
    """Newest frame of every slot after so many steps, all of them drawn."""
    control = control or Control(experiment.check({**SMALL[experiment], **given}), draw_every=1)
    run = iter(experiment.run(Request(experiment.id, parameters=control.parameters), control))
    frames: dict[str, Frame] = {}
    for _ in range(steps):
        while not isinstance(frame := next(run), Tick):
            frames[frame.slot] = frame
    run.close()  # type: ignore[attr-defined]
    return frames


def a_pool(count: int = 32) -> Pool:
    return Pool(None, 0, count, Control())


def a_pair(pool: Pool, **given: object) -> GradientPair:
    parameters = gradients.check({**SMALL[gradients], **given})
    return GradientPair(Request(gradients.id, parameters=parameters), pool, parameters)


# Gradients


@pytest.mark.parametrize("norm", [False, True])
def test_gradients_are_those_of_a_computation_by_hand(norm: bool) -> None:
    pool = a_pool()
    pair = a_pair(pool, norm=norm)
    pair.backward(1, Control(gradients.check(SMALL[gradients])))
    pixels, labels = tensors(pool.batch(0, 1, 4), "cpu")
    for entrant, norms in zip(pair.entrants, pair.norms, strict=True):
        network = ResNet(entrant.config, torch.Generator().manual_seed(0)).double()
        weights = [network.get_parameter(f"{name}.weight") for name in layer_names(entrant.config)]
        by_hand = torch.autograd.grad(cross_entropy(network(pixels.double()), labels), weights)
        expected = [float(gradient.square().sum().sqrt()) for gradient in by_hand]
        np.testing.assert_allclose(norms, expected, rtol=1e-3)


@pytest.mark.parametrize(("block", "depth"), [("basic", 8), ("basic", 14), ("bottleneck", 11)])
def test_every_weighted_layer_is_counted_once(block: str, depth: int) -> None:
    plain, residual = pair_of(gradients.check({"depth": "14", "block": block, "shortcut": "B"}), 10)
    if depth == 8:
        plain, residual = pair_of(gradients.check({"depth": "8"}), 10)
    assert len(layer_names(residual)) == residual.depth == plain.depth == depth
    assert not plain.residual
    assert residual.residual


def test_small_gradients_do_not_underflow_and_missing_ones_are_told() -> None:
    entrant = Entrant("plain-8", pair_of(gradients.check({"depth": "8"}), 10)[0], 0, "cpu")
    with pytest.raises(ValueError, match=r"expected gradients in conv1.*backward pass"):
        gradient_norms(entrant.network)
    for parameter in entrant.network.parameters():
        parameter.grad = torch.full_like(parameter, 1e-25)
    assert gradient_norms(entrant.network)[0] == pytest.approx(1e-25 * 216**0.5, rel=1e-4)


def test_one_step_shows_the_first_gradients_and_maps_grow_by_a_column() -> None:
    first = train(gradients, 1)
    assert set(first) == {"gradients", "plain", "residual", "losses", "responses"}
    curves = first["gradients"]
    assert isinstance(curves, CurveFrame)
    assert [line.name for line in curves.series] == ["plain-8", "ResNet-8"]
    assert "times" in curves.detail
    third = train(gradients, 3)
    for slot, line in zip(("plain", "residual"), curves.series, strict=True):
        one, three = first[slot], third[slot]
        assert isinstance(one, HeatFrame)
        assert isinstance(three, HeatFrame)
        np.testing.assert_allclose(one.values, np.log10(line.y)[:, None], rtol=1e-5)
        assert three.values.shape == (8, 3)
        np.testing.assert_array_equal(three.values[:, :1], one.values)
        assert three.row_names[0] == "conv1"
        assert three.column_names == ("step 1", "step 2", "step 3")
    plain, residual = third["plain"], third["residual"]
    assert isinstance(plain, HeatFrame)
    assert isinstance(residual, HeatFrame)
    assert (plain.low, plain.high) == (residual.low, residual.high)


def test_another_structure_rebuilds_both_nets_even_while_paused() -> None:
    control = Control(gradients.check(SMALL[gradients]), draw_every=1)
    run = iter(gradients.run(Request(gradients.id, parameters=control.parameters), control))

    def one_step() -> dict[str, Frame]:
        frames = {}
        while not isinstance(frame := next(run), Tick):
            frames[frame.slot] = frame
        return frames

    one_step()
    control.change({"depth": "14", "norm": True})
    control.advancing = False
    control.draw_now()
    shown = one_step()["gradients"]
    assert isinstance(shown, CurveFrame)
    assert [line.name for line in shown.series] == ["plain-14", "ResNet-14"]
    assert len(shown.series[0].x) == 14
    control.advancing = True
    again = one_step()["residual"]
    assert isinstance(again, HeatFrame)
    assert again.values.shape == (14, 1)
    assert again.step == 2
    run.close()  # type: ignore[attr-defined]


# Degradation


def test_all_nets_get_the_same_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[bytes]] = {}

    def backward(self: Entrant, pixels: torch.Tensor, labels: torch.Tensor, step: int) -> None:
        seen.setdefault(self.name, []).append(pixels.numpy().tobytes() + labels.numpy().tobytes())
        original(self, pixels, labels, step)

    original = Entrant.backward
    monkeypatch.setattr(Entrant, "backward", backward)
    train(degradation, 3)
    assert set(seen) == {"plain-8", "plain-14", "ResNet-8", "ResNet-14"}
    batches = seen["plain-8"]
    assert len(set(batches)) == 3
    assert all(others == batches for others in seen.values())


@pytest.mark.parametrize(
    ("nets", "names"),
    [
        ("all", ["plain-8", "plain-14", "ResNet-8", "ResNet-14"]),
        ("plain", ["plain-8", "plain-14"]),
        ("residual", ["ResNet-8", "ResNet-14"]),
        ("deep", ["plain-14", "ResNet-14"]),
        ("three", ["plain-8", "plain-14", "ResNet-14"]),
    ],
)
def test_two_to_four_nets_line_up(nets: str, names: list[str]) -> None:
    chosen = degradation.check({"nets": nets, "shallow": "14", "deep": "8", "width": "paper"})
    lined_up = line_up(chosen, 7)
    assert list(lined_up) == names
    assert {config.widths for config in lined_up.values()} == {(16, 32, 64)}
    assert {config.classes for config in lined_up.values()} == {7}


def test_errors_responses_table_and_pictures_are_shown() -> None:
    frames = train(degradation, 5)
    assert set(frames) == {"plain", "residual", "table", "responses", "pictures"}
    plain, residual, table = frames["plain"], frames["residual"], frames["table"]
    assert isinstance(plain, CurveFrame)
    assert isinstance(residual, CurveFrame)
    assert isinstance(table, TableFrame)
    assert isinstance(frames["pictures"], GridFrame)
    assert [(line.name, line.style, line.colour) for line in plain.series] == [
        ("plain-8", "bold", 0),
        ("", "dash", 0),
        ("plain-14", "bold", 1),
        ("", "dash", 1),
    ]
    assert [len(line.x) for line in residual.series] == [1, 5, 1, 5]
    assert plain.span == residual.span
    assert [row[0] for row in table.rows] == ["plain-8", "plain-14", "ResNet-8", "ResNet-14"]
    assert all(0 <= float(str(row[3])) <= 100 for row in table.rows)


def test_responses_are_measured_without_a_trace() -> None:
    config = line_up(degradation.check(SMALL[degradation]), 10)["ResNet-8"]
    entrant = Entrant("ResNet-8", config, 0, "cpu")
    pixels = torch.randn(8, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    before = {name: tensor.clone() for name, tensor in entrant.network.state_dict().items()}
    spread = entrant.responses(pixels)
    assert spread.shape == (7,)
    np.testing.assert_allclose(spread, 1.0, atol=0.01)  # batch normalisation at its first weights
    for name, tensor in entrant.network.state_dict().items():
        assert torch.equal(tensor, before[name])


def test_the_rate_rises_and_falls_twice() -> None:
    rates = [rate_at(step, 1000, 0.1) for step in (1, 25, 50, 500, 501, 751, 5000)]
    assert rates == pytest.approx([0.002, 0.05, 0.1, 0.1, 0.01, 0.001, 0.001])


@pytest.mark.parametrize("experiment", SMALL, ids=lambda experiment: experiment.id)
def test_a_fork_goes_on_as_if_nothing_had_happened(experiment: Experiment) -> None:
    whole = train(experiment, 4)
    control = Control(experiment.check(SMALL[experiment]), draw_every=1)
    control.snapshots = Snapshots(spacing=2)
    train(experiment, 2, control)
    state = control.take_kept()
    assert state is not None
    start = Snapshot(2, control.parameters, state, None)
    rest = train(experiment, 2, Control(control.parameters, draw_every=1, start=start))
    for slot in ("plain", "residual"):
        assert rest[slot].looks_like(whole[slot])


def test_a_fork_with_other_nets_is_refused() -> None:
    parameters = degradation.check(SMALL[degradation])
    request = Request(degradation.id, parameters=parameters)
    run = Degradation(request, a_pool(), parameters)
    other = degradation.check({**SMALL[degradation], "deep": "20"})
    with pytest.raises(UserError, match="goes on with the nets of its run"):
        Degradation(replace(request, parameters=other), a_pool(), other).load(run.state())


# Recordings and claims


def test_the_recording_that_ships_opens_and_names_its_command() -> None:
    path = shipped_recording(told.RECORDING)
    assert path.stat().st_size < 3 * 2**20
    with open_recording(path) as recording:
        assert recording.header["experiment"] == degradation.id
        command = str(recording.header["command"])
        assert command.startswith("python -m engine run resnet.degradation")
        assert f"--record resources/recordings/{path.name}" in command
        assert "--draw-every" in command
        assert recording.steps[-1] == told.STEPS == recording.header["parameters"]["steps"]
        assert recording.header["parameters"]["pictures"] == told.PICTURES
        assert recording.header["seed"] == 0
        assert set(recording.frames_at(recording.steps[-1])) == {"plain", "residual", "table", "responses", "pictures"}


def test_claims_are_read_from_the_recording_unless_asked_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = [claim for claim in PAPER.claims if claim.recording]
    assert len(recorded) == 4
    for claim in recorded:
        row = claims_command.claim_row(PAPER, claim)
        assert row["measured"].endswith(f"read from the recording {told.RECORDING}.psrec")
        assert "plain-" in row["measured"] or "ResNet-" in row["measured"]
        fresh = replace(claim, measure=lambda seed: ClaimResult(f"seed {seed}", True))
        assert claims_command.claim_row(PAPER, fresh, fresh=True)["measured"] == "seed 0"


def test_measuring_again_ends_as_a_recording_of_it_would(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(told, "STEPS", 3)
    small = replace(degradation, parameters=tuple(smaller(degradation)))
    monkeypatch.setattr(told, "degradation", small)
    told.measured_ending.cache_clear()
    ending = told.measured_ending(0)
    told.measured_ending.cache_clear()
    request = Request(small.id, parameters=small.check({"steps": 10}))
    writer = RecordingWriter(tmp_path / "run.psrec", facts_of(request, steps=3))
    for frame in ending.values():
        writer.add(frame)
    writer.close()
    with open_recording(tmp_path / "run.psrec") as recording:
        assert told.training_errors(told.recorded_ending(recording)) == told.training_errors(ending)
        assert set(told.mean_responses(ending)) == {"plain-8", "plain-14", "ResNet-8", "ResNet-14"}


def smaller(experiment: Experiment) -> Iterator[AnyParameter]:
    """The parameters with small defaults, and a schedule that may be shorter."""
    for parameter in experiment.parameters:
        value = {**SMALL[experiment], "steps": parameter.default}.get(parameter.name, parameter.default)
        changed = replace(parameter, default=value)  # type: ignore[arg-type]  # of the parameter's own kind
        yield replace(changed, low=1) if isinstance(changed, Int) else changed


@pytest.mark.parametrize(
    ("errors", "plain_worse", "residual_not"),
    [((20.0, 30.0, 18.0, 15.0), True, True), ((20.0, 19.0, 15.0, 18.0), False, False)],
)
def test_verdicts_follow_the_numbers(errors: tuple[float, ...], plain_worse: bool, residual_not: bool) -> None:
    frames = train(degradation, 1)
    table, curves = frames["table"], frames["responses"]
    assert isinstance(table, TableFrame)
    assert isinstance(curves, CurveFrame)
    names = ("plain-20", "plain-56", "ResNet-20", "ResNet-56")
    rows = tuple((name, 1, 1.0, error, 1.0) for name, error in zip(names, errors, strict=True))
    lines = tuple(
        replace(line, name=name, y=np.full_like(line.y, error))
        for line, name, error in zip(curves.series, names, errors, strict=True)
    )
    ending: dict[str, Frame] = {"table": replace(table, rows=rows), "responses": replace(curves, series=lines)}
    assert told.deeper_plain_trains_worse(ending).holds is plain_worse
    assert told.deeper_residual_does_not(ending).holds is residual_not
    assert told.residual_responds_less(ending).holds
    assert told.deeper_residual_responds_less(ending).holds is residual_not


def test_without_normalisation_the_first_layers_of_the_plain_net_starve() -> None:
    result = told.first_layer_gradients(0)
    assert result.holds
    assert "Xavier" in result.measured
