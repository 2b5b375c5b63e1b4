"""Normalisation follows the paper's formula, and pooling takes the largest of each window."""

import numpy as np
import pytest
import torch

from engine.analysis.first_stage import Response, change, contrast, pooled
from engine.nn.alexnet import LocalResponseNorm


def some_maps(count: int = 9, side: int = 7) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 40, (count, side, side)).clip(min=0).astype(np.float32)


@pytest.mark.parametrize(
    "response", [Response(), Response(k=1.0, n=3, alpha=0.01, beta=0.5), Response(n=1), Response(n=31)]
)
def test_damping_is_the_formula_term_by_term(response: Response) -> None:
    maps = some_maps()
    found = response.damping(maps)
    for i in range(len(maps)):
        low, high = max(0, i - response.n // 2), min(len(maps) - 1, i + response.n // 2)
        total = sum(maps[j].astype(np.float64) ** 2 for j in range(low, high + 1))
        np.testing.assert_allclose(found[i], (response.k + response.alpha * total) ** -response.beta, rtol=1e-5)


def test_the_paper_constants_are_those_of_the_network() -> None:
    maps = some_maps(96)
    network = LocalResponseNorm()(torch.from_numpy(maps)[None])[0].numpy()
    np.testing.assert_allclose(maps * Response().damping(maps), network, rtol=1e-5, atol=1e-6)


def test_a_unit_among_silent_maps_keeps_what_k_leaves() -> None:
    assert Response().damping(np.zeros((8, 2, 2), np.float32)).max() == pytest.approx(Response().alone)
    assert Response(beta=0.0).damping(some_maps()).min() == 1


@pytest.mark.parametrize("side", [6, 7, 55])
@pytest.mark.parametrize("window", [2, 3])
def test_pooling_agrees_with_torch(side: int, window: int) -> None:
    maps = some_maps(3, side)
    expected = torch.nn.functional.max_pool2d(torch.from_numpy(maps), window, 2, ceil_mode=window == 3)
    np.testing.assert_array_equal(pooled(maps, window), expected.numpy())


def test_overlapping_windows_are_never_below_separate_ones() -> None:
    maps = some_maps(5, 21)
    assert (pooled(maps, 3) >= pooled(maps, 2)).all()


def test_contrast_and_change() -> None:
    assert contrast(np.full((2, 3, 3), 4.0)) == 0
    assert contrast(np.zeros((1, 2, 2))) == 0
    assert change(np.array([3.0, 4.0]), np.array([0.0, 0.0])) == 1
