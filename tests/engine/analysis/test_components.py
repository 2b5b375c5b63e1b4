"""Principal components against numpy's own decomposition, and the colours made of them."""

import numpy as np
import pytest

from engine.analysis.components import (
    Components,
    colours,
    filter_tiles,
    foreground_colours,
    foreground_score,
    principal_components,
    stretched,
)


@pytest.fixture
def vectors() -> np.ndarray:
    random = np.random.default_rng(0)
    return (random.normal(size=(50, 6)) * [9, 5, 3, 1, 0.5, 0.1] + 4).astype(np.float32)


def test_axes_and_variances_are_those_of_the_covariance(vectors: np.ndarray) -> None:
    components = principal_components(vectors, 4)
    sizes, axes = np.linalg.eigh(np.cov(vectors.T))
    sizes, axes = sizes[::-1], axes[:, ::-1].T
    np.testing.assert_allclose(components.explained, sizes / sizes.sum(), rtol=1e-4)
    np.testing.assert_allclose(np.abs(np.sum(components.axes * axes[:4], axis=1)), 1, rtol=1e-4)
    np.testing.assert_allclose(components.project(vectors).var(axis=0, ddof=1), sizes[:4], rtol=1e-4)


def test_axes_are_orthonormal_with_a_fixed_sign(vectors: np.ndarray) -> None:
    axes = principal_components(vectors, 6).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(6), atol=1e-5)
    assert (axes[np.arange(6), np.abs(axes).argmax(axis=1)] > 0).all()
    mirrored = principal_components(-vectors, 6).axes
    np.testing.assert_allclose(mirrored, axes, atol=1e-5)


def test_equal_vectors_explain_nothing() -> None:
    components = principal_components(np.ones((5, 3), np.float32), 2)
    assert components.explained.sum() == 0
    assert np.isfinite(components.project(np.ones((5, 3), np.float32))).all()


def test_stretches_each_column_and_centres_a_constant_one() -> None:
    values = np.array([[1.0, 7.0], [3.0, 7.0], [2.0, 7.0]], np.float32)
    np.testing.assert_allclose(stretched(values), [[0, 0.5], [1, 0.5], [0.5, 0.5]])


def test_colours_take_fewer_than_three_components() -> None:
    np.testing.assert_array_equal(colours(np.array([[0.0], [1.0]], np.float32)), [[0, 128, 128], [255, 128, 128]])


def grid_with_subject(side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, border and subject of a picture whose inner square differs from the rest."""
    random = np.random.default_rng(1)
    subject = np.zeros((side, side), bool)
    subject[2:-2, 2:-2] = True
    border = np.ones((side, side), bool)
    border[1:-1, 1:-1] = False
    features = random.normal(scale=0.1, size=(side * side, 8)).astype(np.float32)
    features[subject.ravel()] += 2
    return features, border.ravel(), subject.ravel()


@pytest.mark.parametrize("sign", [1, -1])
def test_foreground_is_what_the_edge_is_not_whatever_the_sign(sign: int) -> None:
    features, border, subject = grid_with_subject(8)
    score = foreground_score(sign * features, border)
    np.testing.assert_array_equal(score > 0.5, subject)
    assert (score.min(), score.max()) == (0, 1)


def test_background_is_black_and_foreground_uses_the_whole_range() -> None:
    features, _, subject = grid_with_subject(8)
    painted = foreground_colours(features, subject)
    assert not painted[~subject].any()
    assert painted[subject].min(axis=0).tolist() == [0, 0, 0]
    assert painted[subject].max(axis=0).tolist() == [255, 255, 255]


@pytest.mark.parametrize("count", [0, 1])
def test_too_small_a_foreground_stays_black(count: int) -> None:
    features, _, _ = grid_with_subject(8)
    foreground = np.arange(64) < count
    assert not foreground_colours(features, foreground).any()


def test_tiles_put_zero_at_grey_and_channels_last() -> None:
    axes = np.zeros((2, 3 * 2 * 2), np.float32)
    axes[0, 0], axes[0, 1] = 0.5, -0.25  # red of the first two pixels
    components = Components(np.zeros(12, np.float32), axes, np.ones(12, np.float32))
    tiles = filter_tiles(components, 2)
    assert tiles.shape == (2, 2, 2, 3)
    assert tiles[0, 0].tolist() == [[255, 128, 128], [64, 128, 128]]
    assert (tiles[0, 1] == 128).all()
    assert (tiles[1] == 128).all()
