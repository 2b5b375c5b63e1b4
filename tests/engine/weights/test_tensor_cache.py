"""The cache of packaged weights: sound, or as if it were not there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.weights import packaged, store, tensor_cache
from engine.weights.cache import cached_package
from engine.weights.catalogue import find_entry
from engine.weights.packaged import package_file
from engine.weights.store import open_vit

NAME = "dinov2-vits14-packaged"
ENTRY = find_entry(NAME)
assert ENTRY is not None
STATE = {"a": torch.arange(6.0).reshape(2, 3), "b": torch.ones(4)}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    store.forget()
    yield tmp_path / "cache"
    store.forget()


def saved() -> Path:
    assert ENTRY is not None
    path = tensor_cache.save(ENTRY, STATE)
    assert path is not None
    return path


def loaded() -> dict[str, Tensor] | None:
    assert ENTRY is not None
    return tensor_cache.load(ENTRY)


def test_what_was_saved_is_loaded() -> None:
    assert loaded() is None
    path = saved()
    state = loaded()
    assert state is not None
    assert state.keys() == STATE.keys()
    assert all(state[name].equal(STATE[name]) for name in STATE)
    assert [file.name for file in path.parent.iterdir()] == [f"{NAME}.safetensors"]


def flipped(position: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:position] + bytes([data[position] ^ 1]) + data[position:][1:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\0",
        lambda data: bytes(len(data)),
        lambda data: b"<html>" + data,
        flipped(-1),
        flipped(-20),
        flipped(-40),
        flipped(0),
        flipped(9),
    ],
)
def test_a_damaged_cache_counts_as_none(damage: Callable[[bytes], bytes]) -> None:
    path = saved()
    path.write_bytes(damage(path.read_bytes()))
    assert loaded() is None


def test_a_cache_made_from_another_file_counts_as_none() -> None:
    assert ENTRY is not None
    saved()
    assert tensor_cache.load(replace(ENTRY, sha256="0" * 64)) is None


def test_a_cache_under_other_names_counts_as_none() -> None:
    with pytest.MonkeyPatch.context() as older:
        older.setattr(tensor_cache, "_NAMING", "0")
        saved()
        assert loaded() is not None
    assert loaded() is None


def test_renamed_tensors_count_as_damage() -> None:
    path = saved()
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"c"'))
    assert loaded() is None


def test_a_full_disk_does_not_stop_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    assert ENTRY is not None
    monkeypatch.setattr(tensor_cache, "write_atomically", full)
    assert tensor_cache.save(ENTRY, STATE) is None
    assert open_vit(NAME).provenance.badge == "packaged"
    assert not cached_package(NAME).exists()


def test_a_cache_folder_that_cannot_be_made_does_not_stop_the_program(own_cache: Path) -> None:
    own_cache.write_text("a file where the folder should be")
    assert open_vit(NAME).provenance.badge == "packaged"


def test_the_package_is_read_once_and_a_damaged_cache_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    read = packaged.read_package
    monkeypatch.setattr(packaged, "read_package", lambda entry: reads.append(entry.name) or read(entry))
    first = open_vit(NAME)
    store.forget()
    second = open_vit(NAME)
    assert reads == [NAME]
    assert first.key == second.key
    states = zip(first.model.state_dict().values(), second.model.state_dict().values(), strict=True)
    assert all(one.equal(other) for one, other in states)

    path = cached_package(NAME)
    path.write_bytes(path.read_bytes()[:-4] + b"\1\2\3\4")
    assert loaded() is None
    store.forget()
    open_vit(NAME)
    assert reads == [NAME, NAME]
    assert loaded() is not None


def test_weights_stay_sound_when_the_cache_is_overwritten_under_them() -> None:
    """A loaded network must not be a view of the file."""
    model = open_vit(NAME).model
    before = model.blocks[0].attn.qkv.weight.clone()
    path = cached_package(NAME)
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
    assert model.blocks[0].attn.qkv.weight.equal(before)


def test_a_cache_stands_in_for_a_package_that_was_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ENTRY is not None
    open_vit(NAME)
    store.forget()
    monkeypatch.setattr(packaged, "package_file", lambda entry: None)
    assert package_file(ENTRY) is not None
    assert open_vit(NAME).provenance.badge == "packaged"
