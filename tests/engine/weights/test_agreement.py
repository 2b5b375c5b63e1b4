"""Our network agrees with transformers on full-size random weights, from a file in every key layout."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import Dinov2Model, ViTForImageClassification
from transformers.utils import logging

from engine.nn.vit import DINOV2_S14, VIT_B16
from engine.weights import store
from engine.weights.store import LoadedViT, open_vit
from tests.engine.weights import foreign

TOLERANCE = 1e-5
Model = TypeVar("Model", bound=torch.nn.Module)


def distance(ours: Tensor, theirs: Tensor) -> float:
    """Largest difference, relative to the largest value."""
    assert ours.shape == theirs.shape
    return float((ours - theirs).abs().max() / theirs.abs().max())


def image(side: int) -> Tensor:
    return torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(2))


def with_epsilon(model: Model, epsilon: float) -> Model:
    """Set the epsilon of every layer norm: Hugging Face's ViT has 1e-12, timm and torchvision 1e-6."""
    for module in model.modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.eps = epsilon
    return model


@pytest.fixture(scope="module")
def vit() -> ViTForImageClassification:
    return foreign.vit_b16()


@pytest.fixture(scope="module")
def dinov2() -> Dinov2Model:
    return foreign.dinov2_s14()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for one large file, which is not kept."""
    yield tmp_path
    store.forget()
    for path in tmp_path.iterdir():
        path.unlink()


def save(state: dict[str, Tensor], path: Path) -> LoadedViT:
    if path.suffix == ".safetensors":
        save_file({name: tensor.contiguous() for name, tensor in state.items()}, path)
    else:
        torch.save(state, path)
    return open_vit(str(path))


def check_vit(loaded: LoadedViT, reference: ViTForImageClassification) -> None:
    theirs = reference(image(224), output_attentions=True, output_hidden_states=True)
    trace = loaded.model.trace(image(224))
    assert distance(loaded.model.classify(image(224)), theirs.logits) < TOLERANCE
    for layer in range(12):
        assert distance(trace.attention(layer), theirs.attentions[layer][0]) < TOLERANCE
        assert distance(trace.tokens[layer], theirs.hidden_states[layer][0]) < TOLERANCE
    assert sum(tensor.numel() for tensor in loaded.model.parameters()) == 86_567_656


@pytest.mark.parametrize(
    ("file", "names", "epsilon", "resize"),
    [
        ("vit.safetensors", lambda model: model.state_dict(), 1e-12, "size"),
        ("vit_timm.pth", foreign.timm, 1e-6, VIT_B16.resize),
        ("vit_torchvision.pth", foreign.torchvision, 1e-6, "corners"),
    ],
    ids=["transformers", "timm", "torchvision"],
)
def test_vit_b16(
    vit: ViTForImageClassification,
    folder: Path,
    file: str,
    names: Callable[[ViTForImageClassification], dict[str, Tensor]],
    epsilon: float,
    resize: str,
) -> None:
    reference = with_epsilon(vit, epsilon)
    loaded = save(names(reference), folder / file)
    check_vit(loaded, reference)
    assert loaded.config.resize == resize
    assert loaded.config.epsilon == epsilon
    assert loaded.provenance.badge == "own file"


def test_vit_b16_as_transformers_saves_it(vit: ViTForImageClassification, folder: Path) -> None:
    """`save_pretrained` writes the older names, as all published files have them."""
    reference = with_epsilon(vit, 1e-12)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would leave a thread behind
    reference.save_pretrained(folder)
    check_vit(open_vit(str(folder / "model.safetensors")), reference)


def test_dinov2_s14_from_the_official_layout(dinov2: Dinov2Model, folder: Path) -> None:
    loaded = save(foreign.official_dinov2(dinov2), folder / "dinov2_vits14_pretrain.pth")
    assert loaded.config == DINOV2_S14
    assert distance(loaded.model(image(518)), dinov2(image(518)).last_hidden_state) < TOLERANCE
    assert sum(tensor.numel() for tensor in loaded.model.parameters()) == 22_056_576


@pytest.mark.parametrize("side", [224, 518])
def test_dinov2_s14_from_transformers(dinov2: Dinov2Model, folder: Path, side: int) -> None:
    """At 224 pixels the position grid is resized, too, as transformers resizes it."""
    loaded = save(dinov2.state_dict(), folder / "dinov2.safetensors")
    theirs = dinov2(image(side), output_attentions=True)
    assert distance(loaded.model(image(side)), theirs.last_hidden_state) < TOLERANCE
    assert distance(loaded.model.trace(image(side)).attention(7), theirs.attentions[7][0]) < TOLERANCE
