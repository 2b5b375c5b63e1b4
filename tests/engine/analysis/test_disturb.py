"""Dropping, blacking out and shuffling patches."""

import numpy as np
import pytest

from engine.analysis.disturb import drop_order, lost_count, painted, shuffled

SALIENCY = np.array([0.3, 0.9, 0.1, 0.5], np.float32)


def test_salient_patches_go_first_or_last() -> None:
    assert drop_order("salient", SALIENCY, 0).tolist() == [1, 3, 0, 2]
    assert drop_order("non-salient", SALIENCY, 0).tolist() == [2, 0, 3, 1]


def test_random_order_is_a_permutation_that_the_seed_repeats() -> None:
    many = np.zeros(100, np.float32)
    order = drop_order("random", many, 3)
    assert sorted(order.tolist()) == list(range(100))
    assert order.tolist() == drop_order("random", many, 3).tolist()
    assert order.tolist() != drop_order("random", many, 4).tolist()


@pytest.mark.parametrize(("share", "lost"), [(0, 0), (0.5, 8), (0.95, 15), (1, 15)])
def test_one_patch_always_stays(share: float, lost: int) -> None:
    assert lost_count(share, 16) == lost


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(0).integers(1, 256, size=(12, 12, 3)).astype(np.uint8)


def test_paints_exactly_the_lost_patches(pixels: np.ndarray) -> None:
    result = painted(pixels, np.array([1, 5]), 4)
    black = (result == 0).all(axis=2)
    expected = np.zeros((12, 12), bool)
    expected[0:4, 4:8] = expected[4:8, 8:12] = True
    np.testing.assert_array_equal(black, expected)
    np.testing.assert_array_equal(result[~expected], pixels[~expected])


def test_keeps_some_brightness_when_asked(pixels: np.ndarray) -> None:
    result = painted(pixels, np.array([0]), 4, keep=0.5)
    np.testing.assert_array_equal(result[:4, :4], pixels[:4, :4] // 2)


def squares(pixels: np.ndarray, side: int) -> list[bytes]:
    count = len(pixels) // side
    return [
        pixels[r * side : (r + 1) * side, c * side : (c + 1) * side].tobytes()
        for r in range(count)
        for c in range(count)
    ]


@pytest.mark.parametrize("cells", [2, 3, 4, 12])
def test_shuffling_moves_whole_squares(pixels: np.ndarray, cells: int) -> None:
    result = shuffled(pixels, cells, 1)
    assert sorted(squares(result, 12 // cells)) == sorted(squares(pixels, 12 // cells))


def test_no_seed_leaves_the_picture_as_it_was(pixels: np.ndarray) -> None:
    for seed in range(100):  # about four draws of four squares would
        assert not np.array_equal(shuffled(pixels, 2, seed), pixels)


def test_one_square_changes_nothing(pixels: np.ndarray) -> None:
    np.testing.assert_array_equal(shuffled(pixels, 1, 0), pixels)


def test_what_does_not_fill_a_square_stays(pixels: np.ndarray) -> None:
    result = shuffled(pixels, 5, 0)  # squares of 2 pixels, 2 pixels left over
    np.testing.assert_array_equal(result[10:], pixels[10:])
    np.testing.assert_array_equal(result[:, 10:], pixels[:, 10:])
    assert sorted(squares(result[:10, :10], 2)) == sorted(squares(pixels[:10, :10], 2))


def test_more_squares_than_pixels_is_an_error(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected at most 12, got 13"):
        shuffled(pixels, 13, 0)
