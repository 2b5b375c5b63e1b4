"""MAE's experiments on a picture: what is hidden stays hidden, and what is said of it is true."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pytest

from engine.analysis import inpainting as without_network
from engine.analysis.inpainting import held_out_pictures
from engine.analysis.patch_masks import mask_text
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import (
    CheckFrame,
    CurveFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    MaskFrame,
    MetricFrame,
    ProgressFrame,
    TableFrame,
)
from engine.images import Picture, picture_from_array
from engine.papers.mae.inpainting import inpainting
from engine.papers.mae.reconstruct import reconstruct
from engine.papers.mae.sheet import RATIOS, sheet
from engine.papers.mae.weights import weights

WEIGHTS = "random-mae-small"  # 96 px in patches of 8: a grid of 12 × 12


def picture(seed: int = 1) -> Picture:
    pixels = np.random.default_rng(seed).integers(0, 256, (120, 130, 3)).astype(np.uint8)
    return picture_from_array(pixels, f"noise {seed}")


def run(experiment: Experiment, image: Picture | None = None, **parameters: object) -> list[Frame]:
    given = experiment.check(parameters)
    request = Request(experiment.id, image or picture(), parameters=given, weights=WEIGHTS)
    return list(experiment.run(request, Control(given)))


def last(frames: list[Frame]) -> Mapping[str, Frame]:
    return MappingProxyType({frame.slot: frame for frame in frames})


def mask(**parameters: object) -> np.ndarray:
    frame = last(run(reconstruct, **parameters))["masked"]
    assert isinstance(frame, MaskFrame)
    return frame.removed


# Masks


@pytest.mark.parametrize("sampling", ["random", "block", "grid"])
@pytest.mark.parametrize(("ratio", "left"), [(0, 144), (50, 72), (75, 36), (99, 1)])
def test_a_share_is_removed(sampling: str, ratio: int, left: int) -> None:
    assert (~mask(sampling=sampling, ratio=ratio)).sum() == left


def test_the_same_number_is_the_same_mask_on_every_picture() -> None:
    first = last(run(reconstruct, mask_seed=3))["masked"]
    other = last(run(reconstruct, picture(2), mask_seed=3))["masked"]
    assert isinstance(first, MaskFrame)
    assert isinstance(other, MaskFrame)
    assert np.array_equal(first.removed, other.removed)
    assert not np.array_equal(first.removed, mask(mask_seed=4))


def test_with_more_removed_what_was_gone_stays_gone() -> None:
    some, more = mask(ratio=50), mask(ratio=85)
    assert (more | ~some).all()


def test_a_painted_mask_is_taken_as_it_is() -> None:
    painted = np.zeros((12, 12), bool)
    painted[3:6, 4] = True
    assert np.array_equal(mask(sampling="painted", mask=mask_text(painted)), painted)
    assert np.array_equal(mask(sampling="random", mask=mask_text(painted)), mask())
    coarse = np.zeros((6, 6), bool)
    coarse[0, 0] = True
    assert mask(sampling="painted", mask=mask_text(coarse))[:2, :2].all()


def test_before_anything_is_painted_a_mask_is_sampled() -> None:
    assert np.array_equal(mask(sampling="painted"), mask(sampling="random"))


def test_a_mask_that_is_none_is_told() -> None:
    with pytest.raises(UserError, match="mask: expected ROWSxCOLUMNS:HEX"):
        mask(sampling="painted", mask="nonsense")


# Mask and reconstruct


def test_the_visible_patches_are_shown_as_they_were() -> None:
    frames = last(run(reconstruct))
    masked, combined, original = frames["masked"], frames["combined"], frames["original"]
    assert isinstance(masked, MaskFrame)
    assert isinstance(combined, ImageFrame)
    assert isinstance(original, ImageFrame)
    gone = masked.removed.repeat(8, 0).repeat(8, 1)
    assert np.array_equal(combined.pixels[~gone], original.pixels[~gone])
    reconstruction = frames["reconstruction"]
    assert isinstance(reconstruction, ImageFrame)
    assert np.array_equal(combined.pixels[gone], reconstruction.pixels[gone])


def test_the_numbers_are_those_of_what_is_drawn() -> None:
    frames = last(run(reconstruct))
    original, reconstruction = frames["original"], frames["reconstruction"]
    mse, psnr, error, masked = frames["mse"], frames["psnr"], frames["error"], frames["masked"]
    assert isinstance(original, ImageFrame)
    assert isinstance(reconstruction, ImageFrame)
    assert isinstance(masked, MaskFrame)
    assert isinstance(mse, MetricFrame)
    assert isinstance(psnr, MetricFrame)
    assert isinstance(error, HeatFrame)
    gone = masked.removed.repeat(8, 0).repeat(8, 1)
    off = (reconstruction.pixels[gone].astype(float) - original.pixels[gone]) / 255
    assert mse.value == pytest.approx(np.square(off).mean(), rel=0.01)
    assert psnr.value == pytest.approx(-10 * np.log10(mse.value))
    assert np.isnan(error.values[~masked.removed]).all()
    assert np.square(error.values[masked.removed] / 255).mean() == pytest.approx(mse.value, rel=1e-3)


def test_with_nothing_removed_there_is_no_error() -> None:
    frames = last(run(reconstruct, ratio=0))
    mse, error = frames["mse"], frames["error"]
    assert isinstance(mse, MetricFrame)
    assert isinstance(error, HeatFrame)
    assert np.isnan(mse.value)
    assert np.isnan(error.values).all()


def test_normalised_patches_are_compared_in_their_own_deviations() -> None:
    frames = last(run(reconstruct, scale="normalised"))
    error, mse, reconstruction = frames["error"], frames["mse"], frames["reconstruction"]
    assert isinstance(error, HeatFrame)
    assert isinstance(mse, MetricFrame)
    assert error.unit == "deviations of the patch"
    assert mse.value == pytest.approx(float(np.nanmean(np.square(error.values))), rel=1e-5)
    assert reconstruction.detail == "predicted as colours, normalised afterwards"


# Ratios and masks


def test_the_sheet_has_a_column_for_each_share() -> None:
    frames = last(run(sheet, masks=2))
    tiles = frames["sheet"]
    assert isinstance(tiles, GridFrame)
    assert tiles.columns == len(RATIOS)
    assert tiles.labels[:2] == ("25 %", "50 %")
    assert tiles.selected == len(RATIOS) + RATIOS.index(75)
    assert tiles.keys is not None
    assert tiles.keys.tolist() == [[ratio, 0] for ratio in RATIOS] * 2
    grey = [(tile == 128).all(axis=2).mean() for tile in tiles.tiles[: len(RATIOS)]]
    assert grey == sorted(grey)
    assert grey[2] == pytest.approx(0.75, abs=0.01)


def test_the_sheet_of_masks_keeps_its_place_when_one_is_clicked() -> None:
    tiles = [last(run(sheet, over="masks", mask_seed=seed, masks=2))["sheet"] for seed in (6, 9)]
    assert isinstance(tiles[0], GridFrame)
    assert isinstance(tiles[1], GridFrame)
    assert np.array_equal(tiles[0].tiles, tiles[1].tiles)
    assert [frame.selected for frame in tiles if isinstance(frame, GridFrame)] == [6, 9]


def test_the_spread_grows_mask_by_mask() -> None:
    frames = run(sheet, masks=9)
    done = [frame.done for frame in frames if isinstance(frame, ProgressFrame)]
    assert done == [4, 8, 9]
    spread = last(frames)["spread"]
    assert isinstance(spread, HeatFrame)
    assert spread.detail.startswith("over 9 masks")
    assert np.nanmin(spread.values) >= 0


# Weights side by side


def test_weights_are_left_out_by_name() -> None:
    frames = last(run(weights))
    table, pictures = frames["table"], frames["pictures"]
    assert isinstance(table, TableFrame)
    assert isinstance(pictures, GridFrame)
    states = {str(row[0]): row[1] for row in table.rows}
    assert states["random-mae-small"] == "shown"
    assert states["random-mae-base"] == "left out"
    assert states["mae-visualize-base"] == "not on this machine"
    assert len(pictures.tiles) == 2 * pictures.columns
    with pytest.raises(UserError, match="None of the sets of weights is shown"):
        run(weights, off=", ".join(states))


def test_a_file_that_cannot_be_opened_is_told_in_its_line() -> None:
    given = weights.check({})
    request = Request(weights.id, picture(), parameters=given, weights="/nowhere/net.pth")
    table = last(list(weights.run(request, Control(given))))["table"]
    assert isinstance(table, TableFrame)
    states = {str(row[0]): str(row[1]) for row in table.rows}
    assert "net.pth" in states["/nowhere/net.pth"]
    assert states["random-mae-small"] == "shown"


# Against inpainting


@pytest.fixture
def few_photographs(monkeypatch: pytest.MonkeyPatch) -> None:
    clear_all_caches()
    monkeypatch.setattr(without_network, "held_out_pictures", lambda size: held_out_pictures(size)[:6])


@pytest.mark.usefixtures("few_photographs")
def test_methods_are_compared_on_the_picture_and_on_photographs() -> None:
    frames = run(inpainting)
    pictures, table, curve = (last(frames)[slot] for slot in ("pictures", "table", "ratios"))
    assert isinstance(pictures, GridFrame)
    assert isinstance(table, TableFrame)
    assert isinstance(curve, CurveFrame)
    assert [label.split(" · ")[0] for label in pictures.labels] == [
        "MAE",
        "Telea",
        "Navier–Stokes",
        "mean colour",
        "original",
    ]
    assert table.detail == "6 of 6 photographs"
    assert [row[0] for row in table.rows] == [25, 50, 75, 90]
    for row, over in zip(table.rows, curve.series[0].y, strict=True):
        assert float(str(row[1])) / float(str(row[2])) == pytest.approx(over, rel=0.02)
    check = last(frames)["check"]
    assert isinstance(check, CheckFrame)
    assert not check.holds  # random weights
    assert "6 held-out photographs" in check.measured


@pytest.mark.usefixtures("few_photographs")
def test_what_was_measured_is_not_measured_again() -> None:
    stopped = inpainting.run(
        Request(inpainting.id, picture(), parameters=inpainting.check({}), weights=WEIGHTS),
        Control(inpainting.check({})),
    )
    while not isinstance(frame := next(stopped), ProgressFrame) or frame.done < 16:
        pass
    resumed = [frame.done for frame in run(inpainting) if isinstance(frame, ProgressFrame)]
    assert resumed == [18, 20, 22, 24]
    again = run(inpainting, sampling="block")
    assert not [frame for frame in again if isinstance(frame, ProgressFrame)]
    assert isinstance(last(again)["check"], CheckFrame)
