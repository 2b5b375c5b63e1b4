"""Recognising key layouts, reading sizes from shapes, and naming what does not fit."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.errors import UserError
from engine.nn.vit import HALF, IMAGENET_MEAN, VisionTransformer
from engine.weights.layouts_vit import convert, detect
from tests.engine.weights import foreign

State = dict[str, Tensor]


@pytest.fixture(scope="module")
def timm() -> State:
    return foreign.timm(foreign.small_vit())


LAYOUTS: dict[str, Callable[[], State]] = {
    "timm": lambda: foreign.timm(foreign.small_vit()),
    "torchvision": lambda: foreign.torchvision(foreign.small_vit()),
    "torchvision-old": lambda: foreign.torchvision(foreign.small_vit(), old=True),
    "transformers": lambda: foreign.small_vit().state_dict(),
    "transformers-bare": lambda: foreign.small_vit().vit.state_dict(),
    "transformers-dinov2": lambda: foreign.small_dinov2().state_dict(),
    "transformers-dinov2-wrapped": lambda: {f"dinov2.{k}": v for k, v in foreign.small_dinov2().state_dict().items()},
    "dinov2": lambda: foreign.official_dinov2(foreign.small_dinov2()),
    "dinov2-chunked": lambda: foreign.official_dinov2(foreign.small_dinov2(), chunk="0."),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_recognised_and_fits(name: str) -> None:
    state = LAYOUTS[name]()
    layout = detect(state)
    assert layout is not None
    assert name.startswith(layout.name)
    config, ours = convert(state, "w.pth")
    model = VisionTransformer(config)
    model.load_state_dict(ours)
    assert sum(tensor.numel() for tensor in ours.values()) == sum(tensor.numel() for tensor in state.values())
    assert (config.depth, config.heads, config.width) == (2, 1, 64)


@pytest.mark.parametrize(
    ("name", "resize", "epsilon", "mean"),
    [
        ("timm", "antialias", 1e-6, HALF),
        ("torchvision", "corners", 1e-6, IMAGENET_MEAN),
        ("transformers", "size", 1e-12, HALF),
        ("transformers-dinov2", "size", 1e-6, IMAGENET_MEAN),
        ("dinov2", "offset", 1e-6, IMAGENET_MEAN),
    ],
)
def test_what_shapes_do_not_tell_comes_with_the_layout(name: str, resize: str, epsilon: float, mean: Any) -> None:
    config, _ = convert(LAYOUTS[name](), "w.pth")
    assert (config.resize, config.epsilon, config.mean) == (resize, epsilon, mean)


@pytest.mark.parametrize("name", ["timm", "torchvision", "transformers-bare", "transformers-dinov2"])
def test_every_layout_gives_the_same_network(name: str) -> None:
    """As the reference computes it, at the learned size."""
    reference = foreign.small_dinov2() if "dinov2" in name else foreign.small_vit().vit
    for module in reference.modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.eps = 1e-12 if name.startswith("transformers-bare") else 1e-6
    config, state = convert(LAYOUTS[name](), "w.pth")
    model = VisionTransformer(config).eval()
    model.load_state_dict(state)
    image = torch.randn(1, 3, config.image_size, config.image_size, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(model(image), reference(image).last_hidden_state, rtol=1e-4, atol=1e-5)


def without(name: str) -> Callable[[State], State]:
    return lambda state: {key: value for key, value in state.items() if key != name}


def replaced(name: str, value: Tensor) -> Callable[[State], State]:
    return lambda state: {**state, name: value}


MISFITS: dict[str, tuple[Callable[[State], State], str]] = {
    "nothing known": (lambda state: {"fc.weight": torch.ones(2)}, "holds no Vision Transformer that is known here"),
    "missing": (without("blocks.1.norm2.bias"), r"blocks\.1\.norm2\.bias is missing\."),
    "missing many": (
        lambda state: {key: value for key, value in state.items() if "blocks.0.attn" not in key},
        r"blocks\.0\.attn\.proj\.bias is missing \(4 are missing in all\)",
    ),
    "unexpected": (replaced("decoder.weight", torch.ones(2)), r"it has decoder\.weight"),
    "misshapen": (replaced("blocks.1.mlp.fc1.bias", torch.ones(95)), r"blocks\.1\.mlp\.fc1\.bias has shape \(95,\)"),
    "integers": (replaced("norm.weight", torch.ones(64, dtype=torch.int64)), r"norm\.weight holds torch\.int64"),
    "grey patches": (replaced("patch_embed.proj.weight", torch.ones(64, 1, 8, 8)), "1 channels, not red"),
    "oblong patches": (replaced("patch_embed.proj.weight", torch.ones(64, 3, 8, 4)), "8 × 4 pixels, not square"),
    "patches without size": (replaced("patch_embed.proj.weight", torch.ones(64, 3, 0, 0)), "0 × 0 pixels"),
    "flat patches": (replaced("patch_embed.proj.weight", torch.ones(64, 192)), "expected 4 dimensions"),
    "odd grid": (replaced("pos_embed", torch.ones(1, 18, 64)), "18 positions are not a class token and a square"),
    "no positions": (replaced("pos_embed", torch.ones(1, 0, 64)), "0 positions"),
    "no position table": (without("pos_embed"), "pos_embed is missing"),
    "odd width": (replaced("patch_embed.proj.weight", torch.ones(65, 3, 8, 8)), "width of 65"),
    "no width": (replaced("patch_embed.proj.weight", torch.ones(0, 3, 8, 8)), "width of 0"),
    "endless depth": (replaced("blocks.99999.norm1.bias", torch.ones(64)), "numbers its layers up to 99999"),
    "no blocks": (
        lambda state: {key: value for key, value in state.items() if not key.startswith("blocks")},
        r"blocks\.0\.mlp\.fc1\.weight is missing",
    ),
    "registers": (replaced("register_tokens", torch.ones(1, 4, 64)), "with register tokens"),
    "distilled": (replaced("dist_token", torch.ones(1, 1, 64)), "distilled DeiT"),
    "gated": (replaced("blocks.0.mlp.w12.weight", torch.ones(2, 2)), "SwiGLU"),
    "flat head": (replaced("head.weight", torch.ones(3)), r"head\.weight has shape \(3,\)"),
    "wide head": (replaced("head.weight", torch.ones(3, 65)), r"head\.weight has shape \(3, 65\)"),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_named(timm: State, name: str) -> None:
    change, sentence = MISFITS[name]
    with pytest.raises(UserError, match=sentence) as raised:
        convert(change(timm), "w.pth")
    assert raised.value.what.startswith("w.pth ")
    assert "weights list" in raised.value.hint


def test_a_misfit_is_called_by_the_files_own_name() -> None:
    state = foreign.torchvision(foreign.small_vit())
    state["encoder.layers.encoder_layer_1.mlp.0.bias"] = torch.ones(3)
    with pytest.raises(UserError, match=r"encoder_layer_1\.mlp\.0\.bias has shape \(3,\)"):
        convert(state, "w.pth")


def test_one_of_three_projections_missing_is_told() -> None:
    state = foreign.small_vit().state_dict()
    del state["vit.layers.1.attention.k_proj.weight"]
    with pytest.raises(UserError, match=r"blocks\.1\.attn\.qkv\.weight is missing"):
        convert(state, "w.pth")


@pytest.mark.parametrize("shape", [(), (7,), (7, 64)])
def test_projections_of_different_shapes_are_told(shape: tuple[int, ...]) -> None:
    state = foreign.small_vit().state_dict()
    state["vit.layers.1.attention.k_proj.weight"] = torch.ones(shape)
    with pytest.raises(UserError, match=r"w\.pth does not fit"):
        convert(state, "w.pth")


def test_the_same_parameter_twice_is_told() -> None:
    state = foreign.small_vit().state_dict()
    state["embeddings.cls_token"] = state["vit.embeddings.cls_token"]
    with pytest.raises(UserError, match="are the same parameter"):
        convert(state, "w.pth")


def test_a_pooler_is_left_out() -> None:
    state = foreign.small_vit().state_dict()
    state["vit.pooler.dense.weight"] = torch.ones(64, 64)
    assert "pooler" not in " ".join(convert(state, "w.pth")[1])
