"""Attention rollout: attention followed through all layers at once.

Abnar and Zuidema, "Quantifying Attention Flow in Transformers" (2020), as the ViT paper uses it for
figure 6 (appendix D.8): heads are averaged, half of each token stays where it is because of the
skip connection, and the layers are multiplied recursively.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")

Fusion = Literal["mean", "max", "min"]


def fused(attention: "torch.Tensor", fusion: Fusion) -> "torch.Tensor":
    """Return A' = 0.5 A + 0.5 I, rows summing to one, of heads fused into one (T, T).

    attention: (heads, T, T). "mean" is the paper's; "max" and "min" are the usual variations.
    """
    if fusion == "mean":
        one = attention.mean(dim=0)
    else:
        one = attention.amax(dim=0) if fusion == "max" else attention.amin(dim=0)
    one = one / one.sum(dim=-1, keepdim=True)
    return 0.5 * one + 0.5 * torch.eye(one.shape[-1], device=one.device, dtype=one.dtype)


def class_rollout(
    attention_of: Callable[[int], "torch.Tensor"], depth: int, fusion: Fusion, token: int = 0
) -> "torch.Tensor":
    """Return (depth, T): what `token` has gathered from each input token after layers 1 … depth.

    attention_of: layer index from 0 → (heads, T, T); asked for each layer once, last layer first.

    Row l is row `token` of A'(l) · … · A'(1). Only rows are carried, from the top down, so no
    T × T product is ever formed: depth² · T² operations instead of depth · T³.
    """
    rows: torch.Tensor | None = None
    for layer in reversed(range(depth)):
        step = fused(attention_of(layer), fusion)
        start = step[token : token + 1]
        rows = start if rows is None else torch.cat([start, rows @ step])
    if rows is None:
        raise ValueError(f"depth: expected at least 1, got {depth}")
    return rows
