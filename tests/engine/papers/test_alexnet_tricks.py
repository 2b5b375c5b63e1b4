"""AlexNet's tricks: its races are fair and repeat, its bench and its neighbours are what they say."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.control import Control
from engine.curves import Curves
from engine.errors import NotFinite, UserError
from engine.experiment import Claim, Experiment, Request
from engine.frames import BarsFrame, CheckFrame, CurveFrame, Frame, GridFrame, HeatFrame, ImageFrame, TableFrame, Tick
from engine.images import fit, load_picture, picture_from_array
from engine.nn.four_layer import FourLayerConfig, FourLayerNet, slopes
from engine.papers.alexnet import CLAIMS, claims
from engine.papers.alexnet.augmentation import augmentation
from engine.papers.alexnet.pooling import pooling
from engine.papers.alexnet.races import dropout_race, relu_race
from engine.papers.alexnet.vector import vector
from engine.snapshots import Snapshot
from engine.training.pool import Pool, ten_groups
from engine.training.race import Race, first_below
from engine.training.relu_race import ActivationRace
from engine.weights.store import open_alexnet

RANDOM = "random-alexnet"
SMALL: dict[str, object] = {"batch": 8, "pictures": 100}
RACES = pytest.mark.parametrize("experiment", [relu_race, dropout_race], ids=lambda experiment: experiment.id)


@pytest.fixture(autouse=True)
def with_gradients() -> Iterator[None]:
    with torch.enable_grad():
        yield


def still(experiment: Experiment, request: Request, **given: object) -> dict[str, Frame]:
    """The last frame of each slot of a still."""
    control = Control(experiment.check(given))
    with torch.no_grad():
        return {frame.slot: frame for frame in experiment.run(request, control)}


def race_frames(experiment: Experiment, steps: int, control: Control | None = None, **given: object) -> list[Frame]:
    """Every frame of so many steps, each of them drawn."""
    control = control or Control(experiment.check({**SMALL, **given}), draw_every=1)
    torch.manual_seed(0)
    frames: list[Frame] = []
    for frame in experiment.run(Request(experiment.id, parameters=control.parameters), control):
        frames.append(frame)
        if isinstance(frame, Tick) and frame.step == steps:
            break
    return frames


def noise(seed: int = 0, side: int = 80) -> Request:
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3)).astype(np.uint8)
    return Request("x", image=picture_from_array(pixels, "noise"), weights=RANDOM)


# The races


def test_networks_of_a_race_start_from_equal_weights() -> None:
    nets = [
        FourLayerNet(FourLayerConfig(activation, start="paper"), torch.Generator().manual_seed(3))
        for activation in ("relu", "tanh", "sigmoid")
    ]
    for one, two, three in zip(*(net.parameters() for net in nets), strict=True):
        assert torch.equal(one, two)
        assert torch.equal(two, three)
    assert nets[0].get_parameter("conv1.weight").detach().std() == pytest.approx(0.03, rel=0.1)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_slopes_are_the_derivatives(activation: str) -> None:
    config = FourLayerConfig(activation)  # type: ignore[arg-type]
    function = FourLayerNet(config).get_submodule("act1")
    x = torch.linspace(-3, 3, 24, requires_grad=True)
    y = function(x)
    y.sum().backward()
    assert x.grad is not None
    largest = {"relu": 1.0, "tanh": 1.0, "sigmoid": 0.25}[activation]
    torch.testing.assert_close(slopes(config.activation, y.detach()), x.grad / largest)


def test_the_pool_is_fixed_balanced_and_repeats() -> None:
    one, again = (Pool(None, 1, 40, Control({})) for _ in range(2))
    assert one.classes == ten_groups()
    assert len(one.classes) == 10
    order = np.array([3, 17, 3, 39])
    np.testing.assert_array_equal(one.take(order).pixels, again.take(order[::-1]).pixels[::-1])
    assert np.bincount(one.take(np.arange(40)).labels).tolist() == [4] * 10
    np.testing.assert_array_equal(one.batch(0, 5, 16).pixels, again.batch(0, 5, 16).pixels)
    assert (one.batch(0, 5, 16).pixels != one.batch(0, 6, 16).pixels).any()


def test_few_things_are_shown_again_in_the_held_out_pictures() -> None:
    few = Pool(None, 0, 40, Control({}), things=1)
    seen, unseen = few.take(np.arange(10)), few.held_out
    assert seen.labels.tolist() == unseen.labels[:10].tolist()
    assert (seen.pixels != unseen.pixels[:10]).any()
    assert (Pool(None, 0, 40, Control({})).held_out.pixels != unseen.pixels).any()


def test_a_folder_takes_the_place_of_the_world(tmp_path: Path) -> None:
    for name in ("red", "blue"):
        (tmp_path / name).mkdir()
        for number in range(10):
            Image.new("RGB", (40, 40), name).save(tmp_path / name / f"{number}.png")
    pool = Pool(tmp_path, 0, 30, Control({}))
    assert pool.classes == ("blue", "red")
    batch = pool.batch(0, 1, 12)
    assert [(255 if label else 0) for label in batch.labels] == batch.pixels[:, 5, 5, 0].tolist()


def test_every_network_sees_the_same_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[torch.Tensor]] = {"relu": [], "tanh": []}
    original = FourLayerNet.trace

    def watched(self: FourLayerNet, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        if self.training:
            seen[self.config.activation].append(pictures)
        return original(self, pictures)

    monkeypatch.setattr(FourLayerNet, "trace", watched)
    race_frames(relu_race, 3)
    assert len(seen["relu"]) == 3
    assert all(torch.equal(one, other) for one, other in zip(seen["relu"], seen["tanh"], strict=True))
    assert not torch.equal(seen["relu"][0], seen["relu"][1])


def test_the_relu_race_shows_errors_and_units() -> None:
    slots = {frame.slot: frame for frame in race_frames(relu_race, 2, nets="three")}
    assert {"error", "reached", "unseen", "units", "flat", "pictures"} <= set(slots)
    error, reached, flat = slots["error"], slots["reached"], slots["flat"]
    assert isinstance(error, CurveFrame)
    assert [line.name for line in error.series] == ["ReLU", "tanh", "sigmoid", "25 %"]
    assert isinstance(reached, BarsFrame)
    assert reached.values.tolist() == [2, 2, 2]
    assert reached.names[0] == "ReLU (not yet)"
    assert isinstance(flat, CurveFrame)
    assert all(0 <= line.y.min() <= line.y.max() <= 100 for line in flat.series)


def test_the_mark_is_reached_where_the_curve_first_is_not_above_it() -> None:
    curves = Curves()
    for step, value in enumerate((80.0, 40.0, 25.0, 30.0), start=1):
        curves.add(step, train_relu=value)
    assert first_below(curves, "train_relu", 25) == 3
    assert first_below(curves, "train_relu", 24) is None
    assert first_below(curves, "train_tanh", 99) is None


def test_the_relu_race_checks_the_claim_at_the_mark() -> None:
    frames = race_frames(relu_race, 2, mark=90, start="he")
    assert any(isinstance(frame, CheckFrame) and "90 % training error" in frame.measured for frame in frames)


def test_the_dropout_race_shows_both_errors_and_their_gap() -> None:
    slots = {frame.slot: frame for frame in race_frames(dropout_race, 2)}
    assert {"train", "unseen", "gap", "loss", "units", "pictures"} <= set(slots)
    train, unseen, gap, units = (slots[name] for name in ("train", "unseen", "gap", "units"))
    assert isinstance(train, CurveFrame)
    assert isinstance(unseen, CurveFrame)
    assert isinstance(gap, CurveFrame)
    for seen, tested, between in zip(train.series, unseen.series, gap.series, strict=True):
        np.testing.assert_allclose(between.y, tested.y - seen.y, atol=1e-4)
    assert isinstance(units, HeatFrame)
    assert np.isnan(units.values).any()


def test_without_dropout_both_networks_of_the_dropout_race_are_the_same() -> None:
    slots = {frame.slot: frame for frame in race_frames(dropout_race, 6, dropout=0.0)}
    loss, units = slots["loss"], slots["units"]
    assert isinstance(loss, CurveFrame)
    np.testing.assert_array_equal(loss.series[0].y, loss.series[1].y)
    assert isinstance(units, HeatFrame)
    assert np.isfinite(units.values).all()


@RACES
def test_a_fork_with_the_same_settings_repeats_the_run(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.snapshots.Snapshots.due", lambda self, step: step == 2)
    control = Control(experiment.check(SMALL), draw_every=5)
    torch.manual_seed(1)
    request = Request(experiment.id, parameters=control.parameters)
    kept: list[Snapshot] = []
    whole: list[CurveFrame] = []
    for frame in experiment.run(request, control):
        if isinstance(frame, Tick) and (state := control.take_kept()) is not None:
            kept.append(Snapshot(frame.step, control.parameters, state, torch.get_rng_state()))
        if isinstance(frame, CurveFrame) and frame.slot in ("error", "train"):
            whole.append(frame)
        if isinstance(frame, Tick) and frame.step == 5:
            break
    torch.set_rng_state(kept[0].random)
    fork = experiment.run(request, Control(request.parameters, draw_every=5, start=kept[0]))
    repeated = next(frame for frame in fork if isinstance(frame, CurveFrame) and frame.slot == whole[0].slot)
    assert kept[0].step == 2
    for before, after in zip(whole[0].series, repeated.series, strict=True):
        np.testing.assert_array_equal(before.y, after.y)


@RACES
def test_a_redraw_does_not_train(experiment: Experiment) -> None:
    control = Control(experiment.check(SMALL), draw_every=1)
    run = experiment.run(Request(experiment.id, parameters=control.parameters), control)
    first = next(frame for frame in run if isinstance(frame, Tick))
    control.advancing = False
    again = next(frame for frame in run if isinstance(frame, Tick))
    assert (first.step, again.step) == (1, 1)


def test_a_loss_that_is_not_finite_ends_in_a_sentence() -> None:
    with pytest.raises(NotFinite, match=r"network called ReLU"):
        race_frames(relu_race, 50, start="he", rate_relu=1.0)


def test_a_rate_acts_on_its_own_network_at_once() -> None:
    pool = Pool(None, 0, 40, Control({}))
    event = ActivationRace(("relu", "tanh"), 10, "he", Control({"mark": 25}))
    race = Race(event.lanes, pool, 0, "cpu")
    before = [[weight.clone() for weight in runner.network.parameters()] for runner in race.runners]
    race.step(1, {"batch": 8, "rate_relu": 0.0, "rate_tanh": 0.01})
    same = [
        all(torch.equal(old, new) for old, new in zip(weights, runner.network.parameters(), strict=True))
        for weights, runner in zip(before, race.runners, strict=True)
    ]
    assert same == [True, False]


# The stills


def test_pooling_shows_every_step_of_the_stage() -> None:
    slots = still(pooling, noise(), size=79, map=2)
    before, after, damping = slots["before"], slots["after"], slots["damping"]
    assert isinstance(before, HeatFrame)
    assert isinstance(after, HeatFrame)
    assert isinstance(damping, HeatFrame)
    np.testing.assert_allclose(after.values, before.values * damping.values, rtol=1e-5)
    first, second, difference = slots["overlapping"], slots["separate"], slots["difference"]
    assert isinstance(first, HeatFrame)
    assert isinstance(second, HeatFrame)
    assert isinstance(difference, HeatFrame)
    np.testing.assert_allclose(difference.values, first.values - second.values, atol=1e-5)
    assert difference.values.min() >= 0
    shift, numbers = slots["shift"], slots["numbers"]
    assert isinstance(shift, CurveFrame)
    assert all(line.y[0] == 0 < line.y[1] for line in shift.series)
    assert isinstance(numbers, TableFrame)
    assert len(numbers.rows) == 4


def test_pooling_without_lrn_pools_the_maps_as_they_are() -> None:
    slots = still(pooling, noise(), size=79, lrn=False, units="network")
    before, pooled = slots["before"], slots["separate"]
    assert isinstance(before, HeatFrame)
    assert isinstance(pooled, HeatFrame)
    assert pooled.values.max() == pytest.approx(before.values[: 2 * len(pooled.values)].max(), rel=1e-6)


def test_augmentation_cuts_the_chosen_crop_and_shifts_it() -> None:
    request = noise(side=256)
    assert request.image is not None
    slots = still(augmentation, request, crop=(3, 9), mirror=True, shift_1=2.0, spread=0.5)
    crop, shift = slots["crop"], slots["shift"]
    assert isinstance(shift, BarsFrame)
    np.testing.assert_allclose(shift.values, 2 * 0.5 * 55.4625 * np.array([0.5675, 0.5808, 0.5836]), rtol=1e-5)
    assert isinstance(crop, ImageFrame)
    side = len(crop.pixels)
    expected = request.image.pixels[3 : 3 + side, 9 : 9 + side][:, ::-1] + shift.values
    np.testing.assert_array_equal(crop.pixels, np.clip(np.rint(expected), 0, 255).astype(np.uint8))


def test_the_average_of_ten_is_the_mean_of_their_probabilities() -> None:
    request = noise(side=256)
    assert request.image is not None
    slots = still(augmentation, request, tile=7)
    ten, average = slots["ten"], slots["average"]
    assert isinstance(ten, GridFrame)
    assert isinstance(average, BarsFrame)
    assert ten.selected == 6
    loaded = open_alexnet(RANDOM)
    scaled = (torch.from_numpy(ten.tiles.copy()).float() / 255 - torch.tensor(loaded.mean)) / torch.tensor(loaded.std)
    with torch.no_grad():
        chances = loaded.model(scaled.permute(0, 3, 1, 2)).softmax(dim=1).mean(dim=0)
    np.testing.assert_allclose(average.values, 100 * chances.topk(5).values.numpy(), rtol=1e-4)


def test_a_crop_outside_the_picture_is_refused() -> None:
    with pytest.raises(UserError, match="leaves the picture"):
        still(augmentation, noise(), crop=(0, 40))


def test_neighbours_are_those_of_a_brute_force_search(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    for number in range(9):
        Image.fromarray(rng.integers(0, 256, (70, 70, 3), dtype=np.uint8)).save(tmp_path / f"{number}.png")
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    request = Request("x", image=load_picture(tmp_path / "4.png"), folder=tmp_path, weights=RANDOM)
    neighbours = still(vector, request, size=70, neighbour=2)["neighbours"]
    assert isinstance(neighbours, GridFrame)
    loaded = open_alexnet(RANDOM)
    pixels = np.stack([fit(load_picture(tmp_path / f"{number}.png"), 70) for number in range(9)])
    scaled = (torch.from_numpy(pixels).float() / 255 - torch.tensor(loaded.mean)) / torch.tensor(loaded.std)
    with torch.no_grad():
        features = loaded.model.features(scaled.permute(0, 3, 1, 2))
    away = (features - features[4]).norm(dim=1)
    order = away.argsort(stable=True).tolist()
    assert [label.split(" · ")[1] for label in neighbours.labels] == [f"{at}.png" for at in order]
    said = [float(label.split(" · ")[0]) for label in neighbours.labels]
    np.testing.assert_allclose(said[1:], away[order].numpy()[1:], rtol=0.01)
    assert said[0] < 0.01 * said[1]
    assert "1 could not be read" in neighbours.detail
    assert "random weights" in neighbours.title
    assert neighbours.selected == 1


def test_a_folder_without_a_readable_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    request = Request("x", image=noise().image, folder=tmp_path, weights=RANDOM)
    with pytest.raises(UserError, match="can be read"):
        still(vector, request, size=70)


# The claims


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.claim)
def test_claims_say_what_was_measured(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "RACE_STEPS", 2)
    monkeypatch.setattr(claims, "DROPOUT_STEPS", 1)
    monkeypatch.setattr(claims, "AVERAGED_OVER", 1)
    with torch.no_grad():  # as the command line measures them
        result = claim.measure(0)
    assert any(character.isdigit() for character in result.measured)


def test_a_race_that_nobody_finishes_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "RACE_STEPS", 1)
    result = claims.relu_is_faster(0)
    assert not result.holds
    assert result.measured == "50 % training error: ReLU not in 1 steps, tanh not in 1 steps"


def test_equal_towers_do_not_count_as_specialised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.weights.library.best", lambda architecture: RANDOM)
    monkeypatch.setattr("engine.weights.store.best", lambda architecture: RANDOM)
    for measure in (claims.towers_specialise, claims.kernels_are_structured):
        result = measure(0)
        assert not result.holds
        assert "Random AlexNet" in result.measured
