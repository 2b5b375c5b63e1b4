"""Reading checkpoints: what is accepted, and the sentence for each thing that is not."""

import gzip
import os
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.errors import UserError
from engine.weights.checkpoint import check_finite, read_checkpoint
from tests.engine.weights.forged import Call, Storage, tensor, write_old, write_safetensors, write_zip

STATE = {"layer.weight": torch.arange(6.0).reshape(2, 3), "layer.bias": torch.tensor([1.0, 2.0])}


def refusal(path: Path) -> UserError:
    """Read a file that must be refused; the message names it and says what to do."""
    with pytest.raises(UserError) as raised:
        read_checkpoint(path)
    assert path.name in raised.value.what
    assert raised.value.hint
    assert "weights_only" not in str(raised.value)
    return raised.value


def same(state: dict[str, torch.Tensor], expected: dict[str, torch.Tensor] = STATE) -> bool:
    return state.keys() == expected.keys() and all(state[name].equal(expected[name]) for name in expected)


@pytest.mark.parametrize("suffix", [".safetensors", ".pth", ".bin", ""])
def test_safetensors_are_read_whatever_they_are_called(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"weights{suffix}"
    save_file(STATE, path)
    assert same(read_checkpoint(path))


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "old"])
def test_torch_files_are_read_whatever_they_are_called(tmp_path: Path, suffix: str, zipped: bool) -> None:
    path = tmp_path / f"weights{suffix}"
    torch.save(STATE, path, _use_new_zipfile_serialization=zipped)
    assert same(read_checkpoint(path))


@pytest.mark.parametrize(
    "wrapped",
    [
        {"state_dict": STATE, "epoch": 3, "optimizer": {"state": {0: {"step": 1, "exp_avg": torch.ones(2)}}}},
        {"model": STATE, "lr": 0.1},
        {"model_state_dict": STATE},
        {"state_dict": {"model": STATE}},
        {f"module.{name}": value for name, value in STATE.items()},
        {"model": {f"module.{name}": torch.nn.Parameter(value) for name, value in STATE.items()}},
    ],
    ids=["state_dict", "model", "model_state_dict", "nested", "parallel", "parallel parameters"],
)
def test_wrappers_are_opened(tmp_path: Path, wrapped: Any) -> None:
    torch.save(wrapped, tmp_path / "w.pth")
    state = read_checkpoint(tmp_path / "w.pth")
    assert same(state)
    assert not any(value.requires_grad for value in state.values())


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.bool])
def test_dtypes_are_kept(tmp_path: Path, dtype: torch.dtype) -> None:
    torch.save({"a": torch.ones(3).to(dtype)}, tmp_path / "w.pth")
    assert read_checkpoint(tmp_path / "w.pth")["a"].dtype == dtype


def test_tensors_that_share_a_storage_are_read(tmp_path: Path) -> None:
    whole = torch.arange(12.0)
    torch.save({"a": whole[:6].view(2, 3), "b": whole[6:], "c": whole.view(3, 4).T}, tmp_path / "w.pth")
    assert read_checkpoint(tmp_path / "w.pth")["c"].equal(whole.view(3, 4).T)


CONTENTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "page": (b"\n <!DOCTYPE html><html>Sign in</html>", "is a web page"),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "is a Git LFS pointer"),
    "gzip": (gzip.compress(b"weights"), "is compressed with gzip"),
    "text": (b"these are the weights, honest", "is not a file of weights"),
    "zeros": (bytes(4096), "is not a file of weights"),
    "one byte": (b"\x80", "is not a torch file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture"),
    "array": (b"\x93NUMPY" + bytes(100), "is a NumPy array"),
    "keras": (b"\x89HDF\r\n\x1a\n" + bytes(40), "is an HDF5"),
    "broken zip": (b"PK\x03\x04" + bytes(100), "is a broken archive"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_not_weights_is_called_by_its_name(tmp_path: Path, name: str) -> None:
    data, sentence = CONTENTS[name]
    path = tmp_path / "w.pth"
    path.write_bytes(data)
    assert sentence in refusal(path).what


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).what
    assert "There is no file" in refusal(tmp_path / "missing.pth").what
    with pytest.raises(UserError, match="cannot be read"):
        read_checkpoint(Path("nul\0.pth"))


def test_a_path_that_the_system_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be read: Not a directory" in refusal(tmp_path / "file" / "w.pth").what


def test_archives_of_other_kinds(tmp_path: Path) -> None:
    np.savez(tmp_path / "jax.npz", a=np.ones(3))
    assert "NumPy archive" in refusal(tmp_path / "jax.npz").what
    with zipfile.ZipFile(tmp_path / "docs.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "zip archive without weights" in refusal(tmp_path / "docs.zip").what
    with tarfile.open(tmp_path / "old.pth", "w") as tar:
        for name in ("storages", "tensors", "pickle"):
            (tmp_path / name).write_bytes(b"x")
            tar.add(tmp_path / name, name)
    assert "tar archive" in refusal(tmp_path / "old.pth").what


def test_torchscript_is_not_run(tmp_path: Path) -> None:
    error = refusal(
        write_zip(tmp_path / "clip.pt", {}, {"code/net.py": b"def forward(self): ...", "constants.pkl": b""})
    )
    assert "TorchScript" in error.what
    assert "weights alone" in error.hint


def test_a_compressed_archive_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.pth", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({}, 2))
        archive.writestr("archive/data/0", bytes(1 << 24))
    assert "compressed" in refusal(tmp_path / "bomb.pth").what


def make_marker(path: str) -> Call:
    return Call(os.system, f"touch {path}")


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "old"])
@pytest.mark.parametrize(
    ("attack", "named"),
    [
        (make_marker, "posix.system"),
        (lambda path: Call(exec, f"open({path!r}, 'w')"), "exec"),
        (lambda path: Call(eval, f"open({path!r}, 'w')"), "eval"),
        (lambda path: Call(open, path, "w"), "open"),
        (lambda path: {"layer": Call(os.mkdir, path)}, "mkdir"),
        (lambda path: Call(os.open, path, os.O_CREAT), "open"),
    ],
    ids=["system", "exec", "eval", "open", "mkdir inside", "os.open"],
)
def test_code_in_a_pickle_is_named_and_never_runs(
    tmp_path: Path, attack: Callable[[str], Any], named: str, zipped: bool
) -> None:
    marker = tmp_path / "ran"
    write = write_zip if zipped else write_old
    error = refusal(write(tmp_path / "evil.pth", attack(str(marker))))
    assert "holds more than numbers" in error.what
    assert named in error.what
    assert not marker.exists()


def test_code_in_the_later_opcodes_of_pickle_is_refused(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    data = pickle.dumps(make_marker(str(marker)), protocol=4)
    assert "holds more than numbers" in refusal(write_zip(tmp_path / "evil.pth", data)).what
    assert not marker.exists()


@pytest.mark.parametrize(
    "bomb",
    [Call(bytearray, 1 << 40), Call(torch.FloatTensor, 1 << 40), Call(torch.Tensor, 1 << 20, 1 << 20)],
    ids=["bytearray", "FloatTensor", "Tensor"],
)
def test_a_file_cannot_make_the_program_allocate(tmp_path: Path, bomb: Call) -> None:
    """`weights_only` would let each of these take a terabyte."""
    assert "holds more than numbers" in refusal(write_zip(tmp_path / "bomb.pth", {"a": bomb})).what


@pytest.mark.parametrize("opcode", [pickle.BINUNICODE8, pickle.BINBYTES8, pickle.BYTEARRAY8, pickle.LONG4])
def test_a_pickle_that_claims_to_be_endless(tmp_path: Path, opcode: bytes) -> None:
    claim = (1 << 62).to_bytes(8, "little") if opcode != pickle.LONG4 else (1 << 30).to_bytes(4, "little")
    data = b"\x80\x04" + opcode + claim + b"abc."
    assert "is not a torch file" in refusal(write_zip(tmp_path / "zip.pth", data)).what
    (tmp_path / "old.pth").write_bytes(data)
    assert "is not a torch file" in refusal(tmp_path / "old.pth").what


@pytest.mark.parametrize(
    "claim",
    [
        tensor(Storage(16), (1 << 40,), (1,)),
        tensor(Storage(16), (4, 4), (4, 1), offset=8),
        tensor(Storage(16), (4, 4), (4, 1), offset=-4),
        tensor(Storage(16), (4, 4), (-4, 1)),
        tensor(Storage(16), (-4, 4), (4, 1)),
        tensor(Storage(16), (4, 4), (4,)),
        tensor(Storage(16), (1 << 62, 1 << 62), (1, 1)),
        tensor(Storage(1 << 40), (1 << 40,), (1,)),
        tensor(Storage(1024), (1024,), (1,)),
        tensor(Storage(16), (1 << 30, 64), (0, 0)),
        tensor(Storage(-1), (1,), (1,)),
        tensor(Storage(16, key="7"), (4, 4), (4, 1)),
        tensor(Storage(16, key="../../etc/passwd"), (4, 4), (4, 1)),
    ],
    ids=[
        "more than stored",
        "past the end",
        "before the start",
        "negative stride",
        "negative shape",
        "strides missing",
        "overflow",
        "storage of a terabyte",
        "storage past its record",
        "expanded without end",
        "negative storage",
        "no such record",
        "a record elsewhere",
    ],
)
@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "old"])
def test_false_claims_about_storage(tmp_path: Path, claim: Call, zipped: bool) -> None:
    write = write_zip if zipped else write_old
    refusal(write(tmp_path / "liar.pth", {"a": claim}))


@pytest.mark.parametrize("write", [write_zip, write_old])
def test_a_true_claim_is_read(tmp_path: Path, write: Callable[[Path, Any], Path]) -> None:
    """So that the forged files above are refused for their claims alone."""
    honest = tensor(Storage(16), (4, 4), (4, 1))
    assert read_checkpoint(write(tmp_path / "w.pth", {"a": honest}))["a"].equal(torch.zeros(4, 4))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([torch.ones(3)], "holds a list"),
        (torch.ones(3), "holds a Tensor"),
        (7, "holds a int"),
        ({}, "holds no tensors"),
        ({"state_dict": {}}, "holds no tensors"),
        ({3: torch.ones(3)}, "names no tensor"),
        ({"": torch.ones(3)}, "names no tensor"),
        ({"a\nb": torch.ones(3)}, "names no tensor"),
        ({"a" * 500: torch.ones(3)}, "names no tensor"),
        ({"a": torch.ones(3), "b": {"c": torch.ones(3)}}, "holds a dict under 'b'"),
        ({"a": torch.ones(3), "epoch": 3}, "holds a int under 'epoch'"),
        ({"a": torch.ones(3, dtype=torch.complex64)}, "not opened"),
        ({"a": torch.ones(3).to_sparse()}, "not opened"),
        ({"a": torch.ones(3, device="meta")}, "not opened"),
        ({"a": torch.ones(3).to(torch.float8_e4m3fn)}, "not opened"),
        ({"a": torch.nn.Linear(2, 2)}, "not opened"),
    ],
)
def test_what_is_inside_must_be_named_tensors(tmp_path: Path, value: Any, reason: str) -> None:
    torch.save(value, tmp_path / "w.pth")
    assert reason in refusal(tmp_path / "w.pth").what


def entry(dtype: Any = "F32", shape: Any = (4, 4), offsets: Any = (0, 64)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


@pytest.mark.parametrize(
    "header",
    [
        b"{",
        b"[]",
        b'{"a": 3}',
        b"{" + b" " * 100,
        {"a": entry(dtype="F128")},
        {"a": entry(dtype="C64", shape=(8,))},
        {"a": entry(dtype="F8_E4M3", shape=(64,))},
        {"a": entry(shape=(4, 5))},
        {"a": entry(shape=(-4, -4))},
        {"a": entry(shape=(1 << 62, 4))},
        {"a": entry(shape=(1 << 40,), offsets=(0, 1 << 42))},
        {"a": entry(offsets=(64, 0))},
        {"a": entry(offsets=(32, 96))},
        {"a": entry(offsets=(-64, 0))},
        {"a": entry(), "b": entry()},
        {"a": entry(), "b": entry(offsets=(32, 96))},
        {"a": entry(shape=(2, 4), offsets=(0, 32))},
        {"a": {"dtype": "F32"}},
        {"": entry()},
        {"__metadata__": {"format": "pt"}},
        {"__metadata__": {"format": 3}, "a": entry()},
    ],
    ids=repr,
)
def test_false_safetensors_headers(tmp_path: Path, header: Any) -> None:
    refusal(write_safetensors(tmp_path / "w.safetensors", header))


def test_a_safetensors_header_longer_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes((1 << 60).to_bytes(8, "little") + b'{"a": 1}')
    refusal(path)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_not_finite_are_named(value: float) -> None:
    with pytest.raises(UserError, match=r"w\.pth holds NaN or infinite numbers in layer\.bias"):
        check_finite({**STATE, "layer.bias": torch.tensor([1.0, value])}, "w.pth")
    check_finite(STATE, "w.pth")
