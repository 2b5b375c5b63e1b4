"""Attention distance against its definition, written out as loops."""

import math

import numpy as np
import pytest
import torch

from engine.analysis.distance import attention_distance, patch_distances

ROWS, COLUMNS, PATCH_PX = 3, 4, 14
PATCHES = ROWS * COLUMNS


def by_definition(attention: np.ndarray) -> float:
    """Average, over query patches, of the pixel distance weighted by attention over the other tokens but class."""
    total = 0.0
    for query in range(PATCHES):
        weight = sum(attention[1 + query, 1 + key] for key in range(PATCHES))
        for key in range(PATCHES):
            down = (query // COLUMNS - key // COLUMNS) * PATCH_PX
            across = (query % COLUMNS - key % COLUMNS) * PATCH_PX
            total += attention[1 + query, 1 + key] / weight * math.sqrt(down**2 + across**2)
    return total / PATCHES


def distances() -> torch.Tensor:
    return torch.from_numpy(patch_distances(ROWS, COLUMNS, PATCH_PX))


def test_agrees_with_the_definition_on_random_attention() -> None:
    attention = torch.softmax(
        3 * torch.randn(5, 1 + PATCHES, 1 + PATCHES, generator=torch.Generator().manual_seed(1)), -1
    )
    expected = [by_definition(head.numpy()) for head in attention]
    np.testing.assert_allclose(attention_distance(attention, distances()).numpy(), expected, rtol=1e-5)


def test_is_zero_when_every_patch_looks_at_itself() -> None:
    attention = torch.eye(1 + PATCHES)[None]
    assert attention_distance(attention, distances()).item() == 0


def test_uniform_attention_looks_as_far_as_the_mean_of_all_distances() -> None:
    attention = torch.full((1, 1 + PATCHES, 1 + PATCHES), 1 / (1 + PATCHES))
    assert attention_distance(attention, distances()).item() == pytest.approx(distances().mean().item(), rel=1e-6)


def test_what_goes_to_the_class_token_does_not_count() -> None:
    attention = torch.softmax(torch.randn(1, 1 + PATCHES, 1 + PATCHES, generator=torch.Generator().manual_seed(2)), -1)
    greedy = 0.1 * attention.clone()
    greedy[:, :, 0] += 0.9  # rows still sum to one, most of it on the class token
    torch.testing.assert_close(attention_distance(greedy, distances()), attention_distance(attention, distances()))


def test_distances_are_in_pixels_between_centres() -> None:
    between = patch_distances(2, 2, 16)
    np.testing.assert_allclose(between[0], [0, 16, 16, 16 * math.sqrt(2)], rtol=1e-6)
    np.testing.assert_array_equal(between, between.T)


def test_even_attention_over_a_fine_square_is_half_its_width() -> None:
    assert patch_distances(32, 32, 1).mean() / 32 == pytest.approx(
        0.521, abs=0.001
    )  # the constant in GLOBAL_SHARE's note
