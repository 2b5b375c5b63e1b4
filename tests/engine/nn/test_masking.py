"""Masks remove as many patches as they should, where they should, and shuffles can be undone."""

import numpy as np
import pytest
import torch
from scipy import ndimage

from engine.nn.masking import SAMPLINGS, Sampling, Shuffle, draw_masks, kept_of, shuffle_by, shuffle_of

GRID = (14, 14)
RATIOS = [*range(0, 100, 7), 50, 75, 99]


def drawn(sampling: Sampling, ratio: float, count: int = 3, grid: tuple[int, int] = GRID, seed: int = 0) -> Shuffle:
    return draw_masks(sampling, count, grid, ratio, np.random.default_rng(seed))


@pytest.mark.parametrize("percent", range(100))
def test_as_many_stay_as_the_official_code_keeps(percent: int) -> None:
    """int(L · (1 - r)), without the rounding errors of floating point, and never none."""
    assert kept_of(196, percent / 100) == max(1, 196 * (100 - percent) // 100)
    assert kept_of(4, percent / 100) >= 1


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("percent", RATIOS)
def test_every_sampling_removes_just_as_many(sampling: Sampling, percent: int) -> None:
    shuffle = drawn(sampling, percent / 100)
    kept = kept_of(196, percent / 100)
    assert shuffle.kept == kept
    assert shuffle.removed.sum(dim=1).tolist() == [196 - kept] * 3
    assert shuffle.keep.shape == (3, kept)


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_a_shuffle_is_undone_by_its_inverse(sampling: Sampling) -> None:
    shuffle = drawn(sampling, 0.6)
    numbers = torch.arange(196).expand(3, -1)
    assert shuffle.order.sort(dim=1).values.equal(numbers)
    assert shuffle.order.gather(1, shuffle.restore).equal(numbers)
    assert shuffle.restore.gather(1, shuffle.order).equal(numbers)
    assert not shuffle.removed.gather(1, shuffle.keep).any()


def test_the_least_noise_stays() -> None:
    noise = torch.tensor([[0.4, 0.1, 0.9, 0.3]])
    shuffle = shuffle_by(noise, 0.5)
    assert shuffle.keep.tolist() == [[1, 3]]
    assert shuffle.removed.tolist() == [[True, False, True, False]]
    assert shuffle.restore.tolist() == [[2, 0, 3, 1]]


def test_a_grid_keeps_one_of_every_two_by_two() -> None:
    kept = ~drawn("grid", 0.75, count=2).removed.view(2, 7, 2, 7, 2)
    assert (kept.sum(dim=(2, 4)) == 1).all()
    corner = kept[0, 0, :, 0, :]
    assert (kept == corner[None, None, :, None, :]).all()  # the same one everywhere


@pytest.mark.parametrize("percent", [50, 75])
def test_blocks_are_not_scattered(percent: int) -> None:
    """What is removed hangs together in few pieces, where random sampling leaves many patches alone."""

    def lonely(sampling: Sampling) -> int:
        removed = drawn(sampling, percent / 100, count=8).removed.view(8, *GRID).numpy()
        neighbours = [ndimage.convolve(mask.astype(int), np.ones((3, 3), int), mode="constant") for mask in removed]
        return sum(int((mask & (near == 1)).sum()) for mask, near in zip(removed, neighbours, strict=True))

    def pieces(sampling: Sampling) -> int:
        kept = ~drawn(sampling, percent / 100, count=8).removed.view(8, *GRID).numpy()
        return sum(int(ndimage.label(mask)[1]) for mask in kept)

    assert lonely("block") <= 1
    assert pieces("block") < pieces("random") / 2


def test_one_block_is_contiguous() -> None:
    for seed in range(20):
        removed = drawn("block", 0.03, count=1, seed=seed).removed.view(*GRID).numpy()
        assert ndimage.label(removed)[1] <= 2
        assert removed.sum() == 6


def test_block_and_random_masks_differ_between_images_and_grids_do_not() -> None:
    for sampling in SAMPLINGS:
        first, second, _ = drawn(sampling, 0.5).removed
        assert first.equal(second) is (sampling == "grid")


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_masks_repeat_with_their_seed(sampling: Sampling) -> None:
    assert drawn(sampling, 0.5, seed=4).order.equal(drawn(sampling, 0.5, seed=4).order)
    if sampling != "grid":
        assert not drawn(sampling, 0.5, seed=4).order.equal(drawn(sampling, 0.5, seed=5).order)


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_oblong_grids(sampling: Sampling) -> None:
    shuffle = drawn(sampling, 0.75, grid=(3, 8))
    assert shuffle.removed.sum(dim=1).tolist() == [18] * 3


def test_a_mask_drawn_by_hand() -> None:
    removed = np.array([[False, True, True, False], [True, False, False, True]])
    shuffle = shuffle_of(removed)
    assert shuffle.kept == 2
    assert shuffle.keep.tolist() == [[0, 3], [1, 2]]
    assert shuffle.removed.numpy().tolist() == removed.tolist()
    with pytest.raises(ValueError, match="equally many"):
        shuffle_of(np.array([[False, True], [True, True]]))
