"""Attention rollout against explicit matrix products."""

import numpy as np
import pytest
import torch

from engine.analysis.rollout import Fusion, class_rollout, fused

DEPTH, HEADS, TOKENS = 4, 3, 7


@pytest.fixture
def layers() -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.softmax(2 * torch.randn(DEPTH, HEADS, TOKENS, TOKENS, generator=generator), -1)


@pytest.mark.parametrize("fusion", ["mean", "max", "min"])
@pytest.mark.parametrize("token", [0, 3])
def test_agrees_with_explicit_products_after_every_layer(layers: torch.Tensor, fusion: Fusion, token: int) -> None:
    rows = class_rollout(lambda layer: layers[layer], DEPTH, fusion, token).numpy()
    product = np.eye(TOKENS)
    for layer in range(DEPTH):
        one = getattr(layers[layer].numpy().astype(np.float64), fusion)(axis=0)
        one /= one.sum(axis=1, keepdims=True)
        product = (0.5 * one + 0.5 * np.eye(TOKENS)) @ product
        np.testing.assert_allclose(rows[layer], product[token], rtol=1e-5)


def test_rows_share_out_the_whole_token(layers: torch.Tensor) -> None:
    rows = class_rollout(lambda layer: layers[layer], DEPTH, "mean")
    assert rows.shape == (DEPTH, TOKENS)
    torch.testing.assert_close(rows.sum(dim=1), torch.ones(DEPTH))


def test_attention_to_oneself_moves_nothing() -> None:
    rows = class_rollout(lambda layer: torch.eye(TOKENS).expand(HEADS, -1, -1), DEPTH, "mean")
    torch.testing.assert_close(rows, torch.eye(TOKENS)[:1].expand(DEPTH, -1))


def test_asks_for_each_layer_once_last_first(layers: torch.Tensor) -> None:
    asked: list[int] = []

    def attention_of(layer: int) -> torch.Tensor:
        asked.append(layer)
        return layers[layer]

    class_rollout(attention_of, DEPTH, "mean")
    assert asked == [3, 2, 1, 0]


def test_keeps_half_of_every_token(layers: torch.Tensor) -> None:
    one = fused(layers[0], "mean")
    torch.testing.assert_close(one.sum(dim=1), torch.ones(TOKENS))
    assert bool((one.diagonal() >= 0.5).all())


def test_no_layers_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected at least 1, got 0"):
        class_rollout(lambda layer: torch.eye(2)[None], 0, "mean")
