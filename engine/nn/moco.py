"""Momentum contrast, as one file that reads from top to bottom.

"Momentum Contrast for Unsupervised Visual Representation Learning", He et al. 2019 (arXiv:1911.05722),
and "Improved Baselines with Momentum Contrastive Learning", Chen et al. 2020 (arXiv:2003.04297).

A query encoder learns by gradients; a key encoder of the same shape follows it slowly; keys of the last
batches wait in a queue, the dictionary that queries are looked up in.

Legend: B images; D length of a query or key, each of norm 1; K keys in the queue; T temperature.
Parameters are named as in the official files.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.nn.resnet import RESNET18, RESNET50, ResNet, ResNetConfig

MOCO_V1 = replace(RESNET50, classes=128)
"""One linear layer to the key: 23,770,304 parameters an encoder."""
MOCO_V2 = replace(MOCO_V1, head="mlp")
"""Two of them, as SimCLR has: 27,966,656 parameters an encoder."""
MOCO_SMALL = replace(RESNET18, widths=(32, 64, 128, 256), classes=64, head="mlp")
"""The built-in one: half the width of ResNet-18, small enough for a processor."""

Encode = Callable[[nn.Module, Tensor], Tensor]


class Queue(nn.Module):
    """The last K keys, the oldest replaced first.

    keys: (K, D) of norm 1, random directions at first.
    born: (K,) int64 step at which each came in, 0 for the random ones.
    name: (K,) int64 what each is the key of, -1 for the random ones.
    """

    keys: Tensor
    born: Tensor
    name: Tensor

    def __init__(self, size: int, length: int, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.next = 0
        self.register_buffer("keys", F.normalize(torch.randn(size, length, generator=generator), dim=1))
        self.register_buffer("born", torch.zeros(size, dtype=torch.int64))
        self.register_buffer("name", torch.full((size,), -1, dtype=torch.int64))

    @torch.no_grad()
    def push(self, keys: Tensor, names: Tensor, step: int) -> None:
        """Put keys (B, D) in the place of the oldest ones; of more than K, the last K stay."""
        size = len(self.keys)
        keys, names = keys[-size:], names[-size:]
        places = (torch.arange(len(keys), device=keys.device) + self.next) % size
        self.keys[places], self.name[places] = keys.to(self.keys.dtype), names.to(self.name.device)
        self.born[places] = step
        self.next = (self.next + len(keys)) % size

    def order(self) -> Tensor:
        """Places (K,) from the newest key to the oldest."""
        size = len(self.keys)
        return (self.next - 1 - torch.arange(size, device=self.keys.device)) % size

    def resized(self, size: int) -> "Queue":
        """Return a queue of another size with the newest keys of this one; new places hold random ones."""
        other = Queue(size, self.keys.shape[1]).to(self.keys.device)
        newest = self.order()[:size].flip(0)
        other.keys[: len(newest)], other.born[: len(newest)] = self.keys[newest], self.born[newest]
        other.name[: len(newest)] = self.name[newest]
        other.next = len(newest) % size
        return other


class MoCo(nn.Module):
    """The two encoders. The key encoder starts as a copy and never sees a gradient.

    generator: draws the first weights; torch's own stream is left as it was.
    """

    def __init__(self, config: ResNetConfig, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.encoder_q = ResNet(config, generator)
        self.encoder_k = deepcopy(self.encoder_q).requires_grad_(False)

    @torch.no_grad()
    def follow(self, momentum: float) -> None:
        """Move the key encoder: θk ← m θk + (1 - m) θq (eq. 2)."""
        for key, query in zip(self.encoder_k.parameters(), self.encoder_q.parameters(), strict=True):
            key.lerp_(query, 1 - momentum)

    def queries(self, images: Tensor, groups: int = 1) -> Tensor:
        """Encode images (B, 3, H, W): (B, D) of norm 1. Batch norm sees B / groups of them at a time."""
        return unit_keys(self.encoder_q, images, groups)

    @torch.no_grad()
    def keys(self, images: Tensor, groups: int = 1, order: Tensor | None = None) -> Tensor:
        """Encode images by the key encoder, (B, D).

        order: (B,) a permutation: pictures meet in these groups for batch norm, and come back in their
               own order; "shuffling BN" of section 3.3, without which statistics tell the positive.
        """
        if order is None:
            return unit_keys(self.encoder_k, images, groups)
        return unit_keys(self.encoder_k, images[order], groups)[order.argsort()]


def unit_keys(encoder: nn.Module, images: Tensor, groups: int = 1) -> Tensor:
    """Encode images in `groups` parts, one after the other, to vectors (B, D) of norm 1."""
    parts = images.chunk(groups) if groups > 1 else (images,)
    return F.normalize(torch.cat([encoder(part) for part in parts]).float(), dim=1)


def contrast(queries: Tensor, positives: Tensor, negatives: Tensor, temperature: float) -> Tensor:
    """Return logits (B, 1 + K): of the positive (B, D) first, then of negatives (K, D), over T."""
    alike = (queries * positives).sum(dim=1, keepdim=True)
    return torch.cat((alike, queries @ negatives.T), dim=1) / temperature


def info_nce(logits: Tensor) -> Tensor:
    """Return the loss (eq. 1): cross-entropy of logits (B, 1 + K) with the first as the right answer."""
    return F.cross_entropy(logits, logits.new_zeros(len(logits), dtype=torch.int64))


def alignment(one: Tensor, other: Tensor) -> Tensor:
    """Return the mean squared distance of positives (B, D): 0 when views agree (Wang and Isola 2020)."""
    return (one - other).square().sum(dim=1).mean()


def uniformity(keys: Tensor) -> Tensor:
    """Return log mean exp(-2 d²) over pairs of (B, D): the lower, the more evenly spread (Wang and Isola 2020)."""
    return torch.pdist(keys).square().mul(-2).exp().mean().log()
