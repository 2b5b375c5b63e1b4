"""Opening weights by name, by file and by "auto"."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.errors import UserError
from engine.nn.vit import VIT_B16
from engine.weights import library, store
from engine.weights.cache import sha256_of
from engine.weights.catalogue import catalogue
from engine.weights.imports import import_file
from engine.weights.store import open_vit
from tests.engine.weights import foreign


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    store.forget()
    yield
    store.forget()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small ViT in timm's layout, and an empty cache."""
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "my ViT.pth"
    torch.save(foreign.timm(foreign.small_vit()), path)
    return path


def test_auto_takes_the_packaged_weights_and_says_so() -> None:
    loaded = open_vit()
    assert loaded.provenance.badge == "packaged"
    assert loaded is open_vit("dinov2-vits14-packaged")


def test_auto_falls_to_random_weights_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path))
    monkeypatch.setattr(library, "package_file", lambda entry: None)
    assert open_vit().provenance.badge == "random"


def test_random_weights_follow_the_seed() -> None:
    first, other = open_vit("random-vits14", seed=1), open_vit("random-vits14", seed=2)
    assert first.key != other.key
    assert not first.model.pos_embed.equal(other.model.pos_embed)
    store.forget()
    again = open_vit("random-vits14", seed=1)
    assert again is not first
    assert again.key == first.key
    assert again.model.pos_embed.equal(first.model.pos_embed)
    assert again.provenance.sha256 == ""


def test_the_seed_does_not_matter_to_weights_that_are_read(file: Path) -> None:
    assert open_vit("dinov2-vits14-packaged", seed=1) is open_vit("dinov2-vits14-packaged", seed=2)
    assert open_vit(str(file), seed=1) is open_vit(str(file), seed=2)


def test_random_vit_b16() -> None:
    loaded = open_vit("random-vitb16")
    assert loaded.config == VIT_B16
    assert not loaded.model.training
    assert not any(tensor.requires_grad for tensor in loaded.model.parameters())


def test_a_chosen_file_is_the_users_own(file: Path) -> None:
    loaded = open_vit(str(file))
    assert loaded.provenance.badge == "own file"
    assert loaded.provenance.name == "my ViT.pth"
    assert loaded.provenance.source == str(file)
    assert loaded.provenance.sha256 == sha256_of(file)
    assert sha256_of(file).startswith(loaded.key.removeprefix("file:"))
    assert loaded.model.classify(torch.zeros(1, 3, 32, 32)).shape == (1, 3)


def test_a_published_hash_makes_a_chosen_file_official(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = [
        replace(entry, sha256=sha256_of(file)[:8]) if entry.name == "vitb16-timm" else entry for entry in catalogue()
    ]
    monkeypatch.setattr("engine.weights.catalogue.catalogue", lambda: tuple(published))
    loaded = open_vit(str(file))
    assert loaded.provenance.badge == "official"
    assert loaded.provenance.name == "ViT-B/16, ImageNet-21k then 1k"
    assert loaded.provenance.licence == "Apache-2.0"
    assert import_file(file) == "vitb16-timm"
    assert open_vit("vitb16-timm").provenance == loaded.provenance
    assert open_vit("vitb16-timm").key == loaded.key


def test_a_file_written_anew_is_read_anew(file: Path) -> None:
    first = open_vit(str(file))
    state = foreign.timm(foreign.small_vit())
    state["norm.bias"] = state["norm.bias"] + 1
    torch.save(state, file)
    os.utime(file, ns=(1, 1))
    second = open_vit(str(file))
    assert second.key != first.key
    assert not second.model.norm.bias.equal(first.model.norm.bias)


def test_half_precision_files_are_used_in_single(tmp_path: Path) -> None:
    state = {name: tensor.half() for name, tensor in foreign.timm(foreign.small_vit()).items()}
    torch.save(state, tmp_path / "half.pth")
    assert open_vit(str(tmp_path / "half.pth")).model.norm.weight.dtype == torch.float32


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    state = foreign.timm(foreign.small_vit())
    state["blocks.1.norm1.bias"] = torch.full((64,), float("nan"))
    torch.save(state, tmp_path / "nan.pth")
    with pytest.raises(UserError, match=r"nan\.pth holds NaN or infinite numbers in blocks\.1\.norm1\.bias"):
        open_vit(str(tmp_path / "nan.pth"))


def test_what_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path))
    with pytest.raises(UserError, match=r"no weights called 'resnet'.*weights list"):
        open_vit("resnet")
    with pytest.raises(UserError, match=r"There is no file /no/such\.pth"):
        open_vit("/no/such.pth")
    with pytest.raises(UserError, match="not on this machine") as raised:
        open_vit("vitb16-timm")
    assert "weights fetch vitb16-timm" in raised.value.hint
    with pytest.raises(UserError, match="is a folder"):
        open_vit(str(tmp_path))


def test_an_imported_file_is_opened_by_name(file: Path) -> None:
    key = open_vit(str(file)).key
    assert import_file(file, "mine") == "mine"
    file.unlink()
    loaded = open_vit("mine")
    assert loaded.provenance.badge == "own file"
    assert loaded.provenance.name == "mine"
    assert loaded.key == key
