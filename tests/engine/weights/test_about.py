"""Files that describe themselves: built-in weights and those of a person's own trainings."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from engine.errors import UserError
from engine.nn.alexnet import AlexNet, AlexNetConfig
from engine.nn.resnet import ResNet, cifar_config
from engine.nn.vit import VisionTransformer, ViTConfig
from engine.weights import store
from engine.weights.about import METADATA_KEY, config_from, read_about
from engine.weights.cache import sha256_of
from engine.weights.catalogue import Entry
from engine.weights.imports import import_file, read_note
from engine.weights.store import open_alexnet, open_network, open_resnet

ALEXNET = AlexNetConfig(widths=(4, 4, 4, 4, 4), hidden=8, classes=3, pool_side=2, activation="tanh", init="he")
RESNET = replace(cifar_config(8, classes=3), residual=False)
VIT = ViTConfig(patch=4, width=64, depth=2, heads=1, hidden=32, image_size=16, classes=3)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    yield
    store.forget()


def said(**changes: Any) -> dict[str, Any]:
    return {
        "architecture": "alexnet",
        "config": asdict(ALEXNET),
        "classes_en": ["cat", "dog", "horse"],
        "classes_zh": ["猫", "狗", "马"],
        "mean": [0.4, 0.5, 0.6],
        "std": [0.1, 0.2, 0.3],
        **changes,
    }


def written(path: Path, about: Any, model: nn.Module | None = None) -> Path:
    """Write half-precision weights as a training does."""
    network = model or AlexNet(ALEXNET, torch.Generator().manual_seed(0))
    state = {name: tensor.half() for name, tensor in network.state_dict().items() if tensor.is_floating_point()}
    text = about if isinstance(about, str) else json.dumps(about, ensure_ascii=False)
    save_file(state, path, {METADATA_KEY: text})
    return path


def test_a_described_file_is_what_it_says(tmp_path: Path) -> None:
    loaded = open_alexnet(str(written(tmp_path / "mine.safetensors", said())))
    assert loaded.config == ALEXNET
    assert loaded.labels == ("cat", "dog", "horse")
    assert loaded.label(1) == "dog"
    assert loaded.label(1, chinese=True) == "狗"
    assert loaded.mean == (0.4, 0.5, 0.6)
    assert loaded.provenance.badge == "own file"
    assert loaded.model.get_parameter("conv1.weight").dtype == torch.float32


def test_what_shapes_cannot_tell_is_believed(tmp_path: Path) -> None:
    """A plain net has the same tensors as a residual one with shortcut A."""
    about = said(architecture="resnet", config=asdict(RESNET))
    loaded = open_resnet(str(written(tmp_path / "plain.safetensors", about, ResNet(RESNET))))
    assert not loaded.config.residual
    about = said(architecture="vit", config=asdict(replace(VIT, epsilon=1e-3)))
    vit = open_network("vit", str(written(tmp_path / "vit.safetensors", about, VisionTransformer(VIT))))
    assert vit.config.epsilon == 1e-3


def test_names_of_classes_may_be_absent(tmp_path: Path) -> None:
    loaded = open_alexnet(str(written(tmp_path / "mine.safetensors", said(classes_en=[], classes_zh=[]))))
    assert loaded.labels is None
    assert loaded.label(2) == "class 2"
    english = open_alexnet(str(written(tmp_path / "english.safetensors", said(classes_zh=[]))))
    assert english.label(2, chinese=True) == "horse"


def test_built_in_weights_are_opened_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "alexnet-test.safetensors", said())
    entry = Entry(
        name="alexnet-test",
        label="Test AlexNet",
        badge="built-in",
        papers=("alexnet",),
        architecture="alexnet",
        layout="paperscope",
        licence="Apache-2.0",
        source="a test",
        file=path.name,
        sha256=sha256_of(path),
    )
    monkeypatch.setattr("engine.weights.catalogue.catalogue", lambda: (entry,))
    monkeypatch.setattr("engine.weights.library.catalogue", lambda: (entry,))
    monkeypatch.setattr("engine.weights.catalogue.CATALOGUE", tmp_path / "catalogue.toml")
    loaded = open_alexnet("alexnet-test")
    assert loaded.provenance.badge == "built-in"
    assert loaded.provenance.sha256 == entry.sha256
    assert loaded.label(0) == "cat"
    assert open_alexnet() is loaded
    assert open_alexnet(str(path)).provenance.badge == "built-in"
    with pytest.raises(UserError, match="alexnet-test holds an AlexNet, not a ResNet"):
        open_resnet("alexnet-test")
    path.write_bytes(path.read_bytes()[:-1])
    store.forget()
    with pytest.raises(UserError, match="is not the file that came with Paperscope"):
        open_alexnet("alexnet-test")


def test_it_is_imported_with_its_layout(tmp_path: Path) -> None:
    name = import_file(written(tmp_path / "mine.safetensors", said()))
    assert (read_note(name).architecture, read_note(name).layout) == ("alexnet", "paperscope")
    assert open_alexnet(name).labels == ("cat", "dog", "horse")


def test_a_file_without_a_description_says_nothing(tmp_path: Path) -> None:
    save_file({"fc.weight": torch.ones(2)}, tmp_path / "other.safetensors", {"format": "pt"})
    assert read_about(tmp_path / "other.safetensors") is None
    torch.save({"fc.weight": torch.ones(2)}, tmp_path / "other.pth")
    assert read_about(tmp_path / "other.pth") is None


def config(**changes: Any) -> dict[str, Any]:
    return said(config={**asdict(ALEXNET), **changes})


WRONG: dict[str, tuple[Any, str]] = {
    "no JSON": ("{", "does not describe itself as it should"),
    "a list": ([], "expected named entries"),
    "deep": ("[" * 100_000, "does not describe itself"),
    "nothing": ({}, "config is missing"),
    "no names": ({**said(), "classes_en": "cat"}, "classes_en is not a list"),
    "a name that is none": (said(classes_en=["cat", "dog", ""]), "classes_en cannot be ''"),
    "unprintable": (said(classes_en=["cat", "dog", "a\nb"]), "classes_en cannot be"),
    "too few names": (said(classes_en=["cat"], classes_zh=[]), "names 1 classes and has 3"),
    "too few Chinese names": (said(classes_zh=["猫"]), "Chinese names are not as many"),
    "two means": (said(mean=[0.1, 0.2]), "mean has 2 entries, expected 3"),
    "a mean that is none": (said(mean=[0.1, 0.2, None]), "mean cannot be 'None'"),
    "infinite": (said(std=[1, 1, float("inf")]), "std cannot be 'inf'"),
    "no spread": (said(std=[1, 1, 0]), "has no spread"),
    "another network": (said(architecture="resnet"), "it says to be 'resnet' and holds an AlexNet"),
    "an unknown field": (config(window=3), "there is no 'window' in a AlexNetConfig"),
    "an unknown choice": (config(activation="gelu"), "activation cannot be 'gelu'"),
    "a switch that is none": (config(lrn=1), "lrn cannot be '1'"),
    "a number that is none": (config(hidden="8"), "hidden cannot be '8'"),
    "too large": (config(stem_pad=10**6), "stem_pad cannot be '1000000'"),
    "other sizes": (config(hidden=9), "it says to have hidden 9, not 8"),
    "other widths": (config(widths=[4, 4, 4, 4, 10**6]), r"it says to have widths \(4, 4, 4, 4, 1000000\), not"),
    "impossible": (config(dropout=2.0), "dropout"),
    "a norm that is not there": (config(norm="batch"), "it says to have norm batch, not none"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_description_is_told(name: str, tmp_path: Path) -> None:
    about, sentence = WRONG[name]
    path = written(tmp_path / "mine.safetensors", about)
    with pytest.raises(UserError, match=sentence) as raised:
        open_alexnet(str(path))
    assert raised.value.what.startswith("mine.safetensors ")


def test_a_description_cannot_ask_for_endless_layers(tmp_path: Path) -> None:
    about = said(architecture="resnet", config={**asdict(RESNET), "blocks": [10**6, 1, 1]})
    with pytest.raises(UserError, match=r"it says to have blocks \(1000000, 1, 1\), not \(1, 1, 1\)"):
        open_resnet(str(written(tmp_path / "mine.safetensors", about, ResNet(RESNET))))


def test_a_shortcut_that_is_not_there_is_told(tmp_path: Path) -> None:
    about = said(architecture="resnet", config={**asdict(RESNET), "residual": True, "shortcut": "C"})
    with pytest.raises(UserError, match=r"layer1\.0\.downsample\.0\.weight is missing"):
        open_resnet(str(written(tmp_path / "mine.safetensors", about, ResNet(RESNET))))


def test_a_configuration_survives_json() -> None:
    for given in (ALEXNET, RESNET, VIT):
        assert config_from(type(given), json.loads(json.dumps(asdict(given)))) == given
    assert config_from(AlexNetConfig, {}) == AlexNetConfig()
