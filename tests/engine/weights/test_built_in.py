"""Weights that come with the program: listed, verified, and honest when they are missing."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.weights import library
from engine.weights.built_in import built_in_file, find_genuine_built_in, model_card
from engine.weights.catalogue import CATALOGUE, Entry, find_entry
from tests.weights_server import use_catalogue

BODY = b"weights of our own"
TOML = f"""
[[weights]]
name = "world"
label = "AlexNet, the built-in world"
badge = "built-in"
papers = ["alexnet"]
architecture = "alexnet"
layout = "torchvision"
file = "world.safetensors"
sha256 = "{sha256(BODY).hexdigest()}"
licence = "Apache-2.0"
source = "python -m engine train alexnet-world"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "catalogue.toml").write_text(TOML)
    (tmp_path / "world.safetensors").write_bytes(BODY)
    (tmp_path / "world.md").write_text("# World\n\nTrained für long.", encoding="utf-8")
    use_catalogue(tmp_path / "catalogue.toml")
    yield tmp_path
    use_catalogue(CATALOGUE)


def entry() -> Entry:
    found = find_entry("world")
    assert found is not None
    return found


def test_it_is_ready_with_its_true_size_and_card(folder: Path) -> None:
    (row,) = library.list_weights()
    assert (row.badge, row.state, row.size) == ("built-in", "ready", len(BODY))
    assert library.choices(("world",))[0].available
    assert library.best("alexnet") == "world"
    assert built_in_file(entry()) == find_genuine_built_in(entry()) == folder / "world.safetensors"
    assert "came with Paperscope" in library.verify("world")
    assert model_card(entry()).startswith("# World")


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "world.safetensors").unlink()
    (row,) = library.list_weights()
    assert (row.state, row.size) == ("missing", 0)
    assert "world.safetensors is missing" in row.detail
    assert not library.choices(("world",))[0].available
    with pytest.raises(UserError, match="Install Paperscope again"):
        library.verify("world")


def test_a_changed_file_is_told(folder: Path) -> None:
    (folder / "world.safetensors").write_bytes(BODY + b"!")
    with pytest.raises(UserError, match="is not the file that came with Paperscope"):
        library.verify("world")


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xff"])
def test_a_card_that_cannot_be_read_is_told(folder: Path, data: bytes | None) -> None:
    if data is None:
        (folder / "world.md").unlink()
    else:
        (folder / "world.md").write_bytes(data)
    with pytest.raises(UserError, match=r"model card world\.md cannot be read"):
        model_card(entry())


def test_it_cannot_be_deleted_or_downloaded() -> None:
    with pytest.raises(UserError, match="cannot be deleted"):
        library.delete("world")
