"""Crops lie where the paper says, and colours move by exactly what the components say."""

import numpy as np
import pytest

from engine.analysis.augment import IMAGENET, components_of, crop, random_crops, shifted, ten_corners, ten_crop


def numbered(side: int) -> np.ndarray:
    """A picture whose red is the row and whose green is the column."""
    rows, columns = np.mgrid[:side, :side]
    return np.stack([rows, columns, np.zeros_like(rows)], axis=-1).astype(np.uint8)


def test_ten_crops_are_the_corners_and_the_middle_and_their_mirror_images() -> None:
    places = [place for place, _ in ten_corners(256, 227)]
    assert places[:5] == [(0, 0), (0, 29), (29, 0), (29, 29), (14, 14)] == places[5:]
    assert [mirrored for _, mirrored in ten_corners(256, 227)] == [False] * 5 + [True] * 5
    crops = ten_crop(numbered(256), 227)
    assert crops.shape == (10, 227, 227, 3)
    assert [tuple(one[0, 0, :2]) for one in crops[:5]] == places[:5]
    np.testing.assert_array_equal(crops[5:], crops[:5, :, ::-1])


def test_a_crop_is_cut_and_mirrored() -> None:
    cut = crop(numbered(256), (3, 7), 224, mirrored=True)
    assert tuple(cut[0, 0, :2]) == (3, 7 + 223)
    assert tuple(cut[-1, -1, :2]) == (3 + 223, 7)


def test_imagenet_components_are_the_published_ones() -> None:
    np.testing.assert_allclose(IMAGENET.deviations, [55.4625, 4.794, 1.1475], atol=1e-9)
    np.testing.assert_allclose(IMAGENET.vectors.T @ IMAGENET.vectors, np.eye(3), atol=2e-3)
    assert (IMAGENET.vectors.sum(axis=0) > 0).all()


def test_a_shift_is_the_sum_over_components() -> None:
    first = IMAGENET.shift((1.0, 0.0, 0.0))
    np.testing.assert_allclose(first, 0.1 * 55.4625 * np.array([0.5675, 0.5808, 0.5836]))
    all_three = IMAGENET.shift((1.0, -2.0, 0.5), spread=1.0)
    second, third = np.array([0.7192, -0.0045, -0.6948]), np.array([0.4009, -0.8140, 0.4203])
    np.testing.assert_allclose(all_three, 10 * first - 2 * 4.794 * second + 0.5 * 1.1475 * third)


def test_shifted_colours_are_rounded_and_cut() -> None:
    pixels = np.array([[[0, 100, 250]]], np.uint8)
    assert shifted(pixels, np.array([-3.0, 1.4, 9.0])).tolist() == [[[0, 101, 255]]]
    np.testing.assert_array_equal(shifted(pixels, np.zeros(3)), pixels)


def test_components_are_those_of_the_covariance() -> None:
    rng = np.random.default_rng(0)
    along = np.array([2.0, 1.0, 2.0]) / 3
    colours = 128 + rng.normal(0, 20, (4000, 1)) * along + rng.normal(0, 2, (4000, 3))
    found = components_of(np.clip(np.rint(colours), 0, 255).astype(np.uint8))
    np.testing.assert_allclose(found.vectors[:, 0], along, atol=0.01)
    assert found.deviations[0] == pytest.approx(20, rel=0.05)
    np.testing.assert_allclose(found.deviations[1:], 2, rtol=0.1)


def test_one_colour_has_no_components_and_no_shift() -> None:
    found = components_of(np.full((10, 3), 77, np.uint8))
    np.testing.assert_allclose(found.shift((3.0, 3.0, 3.0), 1.0), 0, atol=1e-6)


def test_random_crops_repeat_with_their_seed_and_stay_inside() -> None:
    pixels = numbered(256)
    one, again, other = (random_crops(pixels, 224, 8, IMAGENET, 0.0, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()
    corners = {(int(tile[0, 0, 0]), int(min(tile[0, 0, 1], tile[0, -1, 1]))) for tile in one}
    assert len(corners) > 4
    assert all(row <= 32 and column <= 32 for row, column in corners)
    assert (random_crops(pixels, 224, 8, IMAGENET, 0.5, 3) != one).any()
