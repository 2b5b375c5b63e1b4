"""Opening weights: from a name or a file to a network that is ready to run."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.frames import Provenance
from engine.lazy import lazy
from engine.weights import packaged
from engine.weights.cache import sha256_of
from engine.weights.catalogue import Entry, find_entry, genuine_entry
from engine.weights.imports import imported_file
from engine.weights.kinds import kind_of
from engine.weights.library import best

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from engine.nn import vit
    from engine.nn.vit import VisionTransformer, ViTConfig
    from engine.weights import checkpoint, layouts, tensor_cache
else:
    torch = lazy("torch")
    vit = lazy("engine.nn.vit")
    checkpoint = lazy("engine.weights.checkpoint")
    layouts = lazy("engine.weights.layouts")
    tensor_cache = lazy("engine.weights.tensor_cache")

_ARCHITECTURE = "vit"
_KEPT = 3  # networks kept open: two to compare and a random baseline


@dataclass(frozen=True, slots=True)
class LoadedViT:
    """A network in evaluation mode with frozen weights, and where they came from.

    key: names these weights for caches; equal keys mean equal weights.
    """

    model: "VisionTransformer"
    config: "ViTConfig"
    provenance: Provenance
    key: str


@dataclass(frozen=True, slots=True)
class _Source:
    """What identifies weights before they are read; a file that is written anew is another source."""

    label: str
    entry: Entry | None = None
    path: Path | None = None
    stamp: tuple[int, int] = (0, 0)
    seed: int = 0


def open_vit(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedViT:
    """Open a Vision Transformer; the last few stay open.

    weights: "auto" for the best that is on this machine, a name of the catalogue or of an imported
             file, or the path of a file.
    device:  a torch device that exists.
    seed:    of random weights; others ignore it.
    Raises UserError when there are no such weights, or when their file cannot be used.
    """
    return _open(_source(weights, seed), device)


def forget() -> None:
    """Close every network that is kept open, to free its memory."""
    _open.cache_clear()


def _source(weights: str, seed: int) -> _Source:
    name = best(_ARCHITECTURE) if weights == "auto" else weights
    entry = find_entry(name)
    if entry is not None and entry.badge in ("packaged", "random"):
        return _Source(entry.label, entry=entry, seed=seed if entry.badge == "random" else 0)
    imported = imported_file(name)
    if imported is not None:
        return _file_source(imported, name)
    if entry is not None:
        raise UserError(
            f"{entry.label} is not on this machine.",
            f"Download {entry.address} and bring it in with: python -m engine weights import {entry.file}.",
        )
    path = Path(weights).expanduser()
    if not path.suffix and path.name == weights and not path.exists():
        raise UserError(
            f"There are no weights called {weights!r}, and no such file.",
            "See what there is with: python -m engine weights list.",
        )
    return _file_source(path, path.name)


def _file_source(path: Path, label: str) -> _Source:
    kind_of(path)
    status = path.stat()
    return _Source(label, path=path.resolve(), stamp=(status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=_KEPT)
def _open(source: _Source, device: str) -> LoadedViT:
    if source.path is not None:
        return _open_file(source.path, source.label, device)
    assert source.entry is not None
    if source.entry.badge == "packaged":
        return _open_packaged(source.entry, device)
    return _open_random(source.entry, device, source.seed)


def _open_random(entry: Entry, device: str, seed: int) -> LoadedViT:
    config = vit.DINOV2_S14 if entry.layout == "dinov2" else vit.VIT_B16
    model = vit.VisionTransformer(config, torch.Generator().manual_seed(seed))
    provenance = Provenance("random", entry.label, f"{entry.source}, seed {seed}")
    return LoadedViT(_ready(model, device), config, provenance, f"{entry.name}:{seed}")


def _open_packaged(entry: Entry, device: str) -> LoadedViT:
    """Open the weights of a package: from the cache, or from the package's own file into the cache."""
    state = tensor_cache.load(entry)
    if state is None:
        arrays = packaged.read_package(entry)
        _, state = layouts.convert({name: torch.from_numpy(array) for name, array in arrays.items()}, entry.label)
        tensor_cache.save(entry, state)
    config = layouts.config_of(state, layouts.find_layout(entry.layout), entry.label)
    provenance = Provenance("packaged", entry.label, entry.source, entry.sha256, entry.licence)
    return LoadedViT(_filled(config, state, device), config, provenance, f"{entry.name}:{entry.sha256[:16]}")


def _open_file(path: Path, label: str, device: str) -> LoadedViT:
    """Open a file that the user chose or imported."""
    config, state = layouts.convert(checkpoint.read_checkpoint(path), label)
    checkpoint.check_finite(state, label)
    sha256 = sha256_of(path)
    return LoadedViT(_filled(config, state, device), config, _provenance(path, label, sha256), f"file:{sha256[:16]}")


def _provenance(path: Path, label: str, sha256: str) -> Provenance:
    """Call a file official only when its hash is a published one."""
    entry = genuine_entry(sha256)
    if entry is None:
        return Provenance("own file", label, str(path), sha256)
    return Provenance("official", entry.label, entry.source, sha256, entry.licence)


def _filled(config: "ViTConfig", state: "Mapping[str, Tensor]", device: str) -> "VisionTransformer":
    """Build a network without drawing random weights first, and copy these into it."""
    with torch.device("meta"):
        model = vit.VisionTransformer(config)
    model = model.to_empty(device=device)
    model.load_state_dict(state)
    return _ready(model, device)


def _ready(model: "VisionTransformer", device: str) -> "VisionTransformer":
    return model.to(device).eval().requires_grad_(False)
