"""Reading a file of weights that anybody may have made.

safetensors first; otherwise `torch.load(weights_only=True)`, and nothing else after it. What comes
out is checked before a network sees it, and whatever is wrong becomes one sentence that names the
file, the reason and what to do.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor

from engine.errors import UserError
from engine.weights.kinds import DOWNLOAD_AGAIN, Kind, kind_of
from engine.weights.pickles import check_needs

# Where training scripts put the weights among other things.
_WRAPPERS = ("state_dict", "model", "model_state_dict")
_PARALLEL = "module."  # DistributedDataParallel's prefix

_DTYPES = {
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.float64,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
}

_NOT_WEIGHTS = "Choose a file that holds a network's state dict."


def read_checkpoint(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a .safetensors or torch file, by name, on the CPU, in the file's dtypes.

    Unwraps {"state_dict": …}, {"model": …} and a common "module." prefix. Tensors of a safetensors
    file are views of the file on disk: copy what is to be kept.
    Raises UserError for a file that is missing, damaged, hostile or no state dict.
    """
    kind = kind_of(path)
    if kind != "safetensors":
        check_needs(path, kind)
    loaded = _load(path, kind)
    state = _without_prefix(_state_dict(loaded, path.name))
    _check(state, path)
    return state


def check_finite(state: Mapping[str, Tensor], file: str) -> None:
    """Raise UserError when a tensor holds NaN or infinity, or a variance is below zero and would make some."""
    for name, tensor in state.items():
        if name.endswith("running_var") and bool((tensor < 0).any()):
            raise UserError(f"{file} holds a variance below zero in {name}.", "Use an earlier checkpoint.")
        if not bool(torch.isfinite(tensor).all()):
            raise UserError(f"{file} holds NaN or infinite numbers in {name}.", "Use an earlier checkpoint.")


def _load(path: Path, kind: Kind) -> Any:
    try:
        if kind == "safetensors":
            return safetensors.torch.load_file(path)
        # A file object, because torch would trust the suffix of a path.
        with path.open("rb") as file:
            return torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:  # a hostile file can raise anything here, and each is the file's fault
        raise UserError(f"{path.name} cannot be read as {_FORMATS[kind]}: {_reason(error)}.", DOWNLOAD_AGAIN) from error


_FORMATS: dict[Kind, str] = {"safetensors": "a safetensors file", "zip": "a torch file", "pickle": "an old torch file"}


# What torch adds around the reason, for its own developers.
_CHATTER = re.compile(r"\[enforce fail[^]]*\][^.]*\.\s*|PytorchStreamReader\s*|\(Could this error message.*")


def _reason(error: Exception) -> str:
    """Return what a library said, in one line, without its advice to load unsafely."""
    lines = [_CHATTER.sub("", line).strip() for line in str(error).splitlines()]
    useful = [line for line in lines if line and "eights only" not in line and "weights_only" not in line]
    return (useful[-1] if useful else type(error).__name__)[:200].rstrip(". ")


def _state_dict(loaded: Any, file: str) -> dict[str, Tensor]:
    """Find the mapping from names to tensors in what a file held."""
    for wrapper in _WRAPPERS:
        if isinstance(loaded, Mapping) and isinstance(loaded.get(wrapper), Mapping):
            loaded = loaded[wrapper]
    if not isinstance(loaded, Mapping):
        raise UserError(f"{file} holds a {type(loaded).__name__}, not named tensors.", _NOT_WEIGHTS)
    if not loaded:
        raise UserError(f"{file} holds no tensors.", _NOT_WEIGHTS)
    for name, value in loaded.items():
        if not isinstance(name, str) or not name.isprintable() or not 0 < len(name) <= 200:
            raise UserError(f"{file} has an entry called {str(name)[:40]!r}, which names no tensor.", _NOT_WEIGHTS)
        if type(value) not in (Tensor, torch.nn.Parameter):
            raise UserError(f"{file} holds a {type(value).__name__} under {name!r}, not a tensor.", _NOT_WEIGHTS)
    return {name: value.detach() for name, value in loaded.items()}


def _without_prefix(state: dict[str, Tensor]) -> dict[str, Tensor]:
    if all(name.startswith(_PARALLEL) for name in state):
        return {name.removeprefix(_PARALLEL): tensor for name, tensor in state.items()}
    return state


def _check(state: Mapping[str, Tensor], path: Path) -> None:
    """Refuse tensors that claim more numbers than their storage, or storages more bytes than the file."""
    storages: dict[int, int] = {}
    for name, tensor in state.items():
        problem = _problem(tensor)
        if problem:
            raise UserError(f"{path.name} cannot be used: {name} {problem}.", DOWNLOAD_AGAIN)
        storage = tensor.untyped_storage()
        storages[storage.data_ptr()] = storage.nbytes()
    if sum(storages.values()) > path.stat().st_size:
        raise UserError(f"{path.name} claims to hold more numbers than the file has bytes for.", DOWNLOAD_AGAIN)


def _problem(tensor: Tensor) -> str:
    if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
        return "is not a plain tensor of numbers"
    if tensor.dtype not in _DTYPES:
        return f"holds {str(tensor.dtype).removeprefix('torch.')} numbers, which are not read here"
    if tensor.numel() * tensor.itemsize > tensor.untyped_storage().nbytes():
        return "claims more numbers than are stored"
    return ""
