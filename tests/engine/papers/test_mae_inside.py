"""MAE's inside: numbers stay with their patches, attention comes from what asks, and costs add up."""

from typing import TypeVar

import numpy as np
import pytest

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import (
    BarsFrame,
    CheckFrame,
    CurveFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    LimitsFrame,
    ProgressFrame,
    TableFrame,
)
from engine.images import Picture, picture_from_array
from engine.papers.mae.attention import attention
from engine.papers.mae.cost import cost
from engine.papers.mae.inside import shuffle_of
from engine.papers.mae.sequence import GREY, sequence
from engine.papers.mae.subject import open_subject

WEIGHTS = "random-mae-small"
SIDE = 12

F = TypeVar("F", bound=Frame)


def photo() -> Picture:
    pixels = np.random.default_rng(1).integers(0, 256, size=(120, 130, 3)).astype(np.uint8)
    return picture_from_array(pixels, "noise.png")


def frames(experiment: Experiment, **parameters: object) -> list[Frame]:
    checked = experiment.check(parameters)
    request = Request(experiment.id, image=photo(), parameters=checked, weights=WEIGHTS)
    return list(experiment.run(request, Control(checked)))


def last(found: list[Frame], slot: str, kind: type[F]) -> F:
    frame = [frame for frame in found if frame.slot == slot][-1]
    assert isinstance(frame, kind)
    return frame


def numbers(frame: GridFrame) -> list[int]:
    """The patch that each tile stands for."""
    assert frame.cells is not None
    return [int(row) * SIDE + int(column) for row, column in frame.cells]


# The list


@pytest.mark.parametrize("sampling", ["random", "block", "grid"])
def test_patches_keep_their_numbers(sampling: str) -> None:
    found = frames(sequence, sampling=sampling, ratio=75)
    cut, shuffled, kept, appended, unshuffled = (
        last(found, slot, GridFrame) for slot in ("cut", "shuffled", "kept", "appended", "unshuffled")
    )
    assert numbers(cut) == numbers(unshuffled) == list(range(144))
    assert sorted(numbers(shuffled)) == list(range(144))
    assert numbers(appended) == numbers(shuffled)
    assert numbers(kept) == numbers(shuffled)[:36]
    assert shuffled.labels[5] == f"place 5: patch {numbers(shuffled)[5]}"


def test_what_is_left_is_bright_and_what_is_removed_dark() -> None:
    found = frames(sequence)
    cut, shuffled, kept = (last(found, slot, GridFrame) for slot in ("cut", "shuffled", "kept"))
    assert np.array_equal(shuffled.tiles[:36], kept.tiles)
    assert np.array_equal(shuffled.tiles[:36], cut.tiles[numbers(shuffled)[:36]])
    inside = (slice(None), slice(20, None))  # below the number
    assert (shuffled.tiles[36:][inside] <= cut.tiles[numbers(shuffled)[36:]][inside] // 3).all()


def test_mask_tokens_are_all_the_same_and_go_to_their_places() -> None:
    found = frames(sequence)
    appended, unshuffled = (last(found, slot, GridFrame) for slot in ("appended", "unshuffled"))
    corner = appended.tiles[:, -1, -1]
    assert (corner[36:] == GREY).all()
    assert not (corner[:36] == GREY).all(axis=1).any()
    assert np.array_equal(unshuffled.tiles[numbers(appended)], appended.tiles)


def test_visible_pixels_are_kept_in_the_prediction() -> None:
    found = frames(sequence)
    predicted, kept = last(found, "predicted", ImageFrame), numbers(last(found, "kept", GridFrame))
    request = Request("mae", image=photo(), weights=WEIGHTS)
    subject = open_subject(request, Control({}))
    same = (predicted.pixels == subject.pixels).reshape(SIDE, 8, SIDE, 8, 3).all(axis=(1, 3, 4)).ravel()
    assert np.flatnonzero(same).tolist() == sorted(kept)
    assert predicted.cells == (SIDE, SIDE)


def test_the_masks_are_those_of_the_other_tabs() -> None:
    control = Control({"sampling": "block", "ratio": 60, "mask_seed": 5})
    subject = open_subject(Request("mae", image=photo(), weights=WEIGHTS), Control({}))
    removed = shuffle_of(subject, control).removed[0].numpy().reshape(SIDE, SIDE)
    assert np.array_equal(removed, subject.sampled("block", 60, 5))


@pytest.mark.parametrize("ratio", [0, 98, 99])
def test_all_or_next_to_nothing_can_be_left(ratio: int) -> None:
    found = frames(sequence, ratio=ratio)
    assert len(last(found, "kept", GridFrame).tiles) == {0: 144, 98: 2, 99: 1}[ratio]


# Attention


def test_limits_are_the_networks() -> None:
    limits = frames(attention)[0]
    assert isinstance(limits, LimitsFrame)
    assert dict(limits.ranges) == {
        "encoder_layer": (1, 6),
        "encoder_head": (0, 6),
        "decoder_layer": (1, 2),
        "decoder_head": (0, 4),
    }
    assert limits.grids["patch"] == (SIDE, SIDE)


def patches(*, removed: bool) -> tuple[int, int]:
    """A patch that is removed, or is not, with the default mask."""
    found = frames(attention)
    gone = np.isfinite(last(found, "encoder", HeatFrame).values) != removed
    row, column = np.argwhere(gone)[0]
    return int(row), int(column)


def test_a_visible_patch_asks_in_both() -> None:
    patch = patches(removed=False)
    found = frames(attention, patch=patch)
    assert last(found, "picture", ImageFrame).marked == (patch,)
    assert last(found, "encoder", HeatFrame).detail == "this patch asks"
    assert last(found, "decoder", HeatFrame).detail == "this patch asks"
    assert np.isfinite(last(found, "encoder", HeatFrame).values).sum() == 36
    assert np.isfinite(last(found, "decoder", HeatFrame).values).all()


def test_the_class_token_asks_in_the_encoder_for_a_removed_patch() -> None:
    one, other = frames(attention, patch=patches(removed=True)), frames(attention)
    assert last(one, "encoder", HeatFrame).detail == "class token asks"
    assert last(one, "decoder", HeatFrame).detail == "mask token asks"
    assert last(one, "encoder", HeatFrame).title == last(other, "encoder", HeatFrame).title


def test_the_mean_of_heads_and_one_head() -> None:
    mean, one = frames(attention, patch=(3, 3)), frames(attention, patch=(3, 3), decoder_head=2)
    tiles = last(mean, "decoder_heads", GridFrame).tiles
    np.testing.assert_allclose(last(mean, "decoder", HeatFrame).values, tiles.mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(last(one, "decoder", HeatFrame).values, tiles[1], rtol=1e-6)
    assert last(mean, "decoder_heads", GridFrame).selected is None
    assert last(one, "decoder_heads", GridFrame).selected == 1


def test_shares_sum_to_one_and_are_compared_with_even_ones() -> None:
    shares = last(frames(attention), "shares", BarsFrame)
    assert shares.values.sum() == pytest.approx(100, rel=1e-4)
    assert shares.reference is not None
    np.testing.assert_allclose(shares.reference, [3600 / 145, 10800 / 145, 100 / 145], rtol=1e-5)
    assert np.abs(shares.values - shares.reference).max() < 5  # random weights look at all alike


@pytest.mark.parametrize("name", ["encoder_layer", "encoder_head", "decoder_layer", "decoder_head"])
def test_what_the_network_has_not_is_told(name: str) -> None:
    with pytest.raises(UserError, match=rf"{name}: this network's (encoder|decoder) has \d, got 9"):
        frames(attention, **{name: 9})


@pytest.mark.parametrize("patch", [(12, 0), (0, 12), (-1, 3)])
def test_a_patch_outside_is_told_the_grid(patch: tuple[int, int]) -> None:
    with pytest.raises(UserError, match=r"patch: .*outside the grid of 12 × 12 patches"):
        frames(attention, patch=patch)


# Costs


def test_costs_are_counted_first_and_timed_ratio_by_ratio() -> None:
    found = frames(cost, net="small", ratio=60)
    tables = [frame for frame in found if isinstance(frame, TableFrame)]
    assert [sum(row[4] is not None for row in table.rows) for table in tables] == [0, 1, 2, 3, 4, 5]
    assert [row[0] for row in tables[0].rows] == [25, 50, 60, 75, 90]
    assert tables[1].rows[2][4] is not None  # the chosen one comes first
    assert tables[0].selected == 2
    done = [frame.done for frame in found if isinstance(frame, ProgressFrame)]
    assert done == [1, 2, 3, 4, 5]


def test_bars_curve_and_table_say_the_same() -> None:
    found = frames(cost, net="base", ratio=75)
    work, curve, table = (
        last(found, "work", BarsFrame),
        last(found, "speed_up", CurveFrame),
        last(found, "table", TableFrame),
    )
    lean, full, decoder = work.values
    row = table.rows[2]
    assert row[0] == 75
    assert row[1] == pytest.approx(lean + decoder, rel=1e-5)
    assert row[3] == pytest.approx(curve.series[1].y[2], rel=1e-5)
    assert row[3] == pytest.approx(2.35, abs=0.01)
    assert full / lean == pytest.approx(curve.series[0].y[2], rel=1e-5)
    assert last(found, "time", BarsFrame).values.tolist() == [125, 125, 125]  # of four pictures at once


def test_the_papers_number_is_checked_on_the_papers_net_alone() -> None:
    (check,) = (frame for frame in frames(cost, net="large") if isinstance(frame, CheckFrame))
    assert check.holds
    assert "3.23 times" in check.measured
    assert not any(isinstance(frame, CheckFrame) for frame in frames(cost, net="large", blocks=1))
