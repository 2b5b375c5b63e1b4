"""Opening weights: from a name or a file to a network that is ready to run."""

from dataclasses import dataclass, replace
from functools import lru_cache

import torch

from engine.errors import UserError
from engine.frames import Provenance
from engine.nn.vit import DINOV2_S14, VIT_B16, VisionTransformer, ViTConfig

_RANDOM = {"random-vits14": ("Random ViT-S/14", DINOV2_S14), "random-vitb16": ("Random ViT-B/16", VIT_B16)}


@dataclass(frozen=True, slots=True)
class LoadedViT:
    """A network in evaluation mode with frozen weights, and where they came from.

    key: names these weights for caches; equal keys mean equal weights.
    """

    model: VisionTransformer
    config: ViTConfig
    provenance: Provenance
    key: str


@lru_cache(maxsize=4)
def open_vit(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedViT:
    """Open a Vision Transformer."""
    if weights == "auto":
        weights = "random-vits14"
    if weights not in _RANDOM:
        raise UserError(f"No weights are called {weights!r}.", "See them with: python -m engine weights list")
    name, config = _RANDOM[weights]
    model = VisionTransformer(config, torch.Generator().manual_seed(seed))
    model = model.eval().requires_grad_(False).to(device)
    return LoadedViT(model, replace(config), Provenance("random", name), f"{weights}:{seed}")
