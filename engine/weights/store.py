"""Opening weights: from a name or a file to a network that is ready to run."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from engine.errors import UserError
from engine.frames import Provenance
from engine.lazy import lazy
from engine.weights import packaged
from engine.weights.built_in import find_genuine_built_in
from engine.weights.cache import sha256_of
from engine.weights.catalogue import Entry, find_entry, genuine_entry
from engine.weights.imports import imported_file
from engine.weights.kinds import kind_of
from engine.weights.library import best, why_not

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from engine.nn.alexnet import AlexNet, AlexNetConfig
    from engine.nn.mae import MAEConfig, MaskedAutoencoder
    from engine.nn.resnet import ResNet
    from engine.nn.resnet_config import ResNetConfig
    from engine.nn.vit import VisionTransformer, ViTConfig
    from engine.weights import layouts, layouts_vit, reading, tensor_cache
    from engine.weights.layouts import Architecture
else:
    torch = lazy("torch")
    layouts = lazy("engine.weights.layouts")
    layouts_vit = lazy("engine.weights.layouts_vit")
    reading = lazy("engine.weights.reading")
    tensor_cache = lazy("engine.weights.tensor_cache")

_KEPT = 4  # networks kept open: two to compare, a random baseline, and another panel's
_IMAGENET_CLASSES = 1000

Model = TypeVar("Model", bound="nn.Module")
Config = TypeVar("Config", bound=Hashable)
Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model, Config]):
    """A network in evaluation mode with frozen weights, and what is known about them.

    key:       names these weights for caches; equal keys mean equal weights.
    mean, std: of the input it expects, per RGB channel, in units where white is 1.
    labels:    names of its classes in English, None where nobody tells them.
    labels_zh: the same in Chinese; None where there are none.
    """

    model: Model
    config: Config
    provenance: Provenance
    key: str
    mean: Triple
    std: Triple
    labels: tuple[str, ...] | None = None
    labels_zh: tuple[str, ...] | None = None

    def label(self, index: int, chinese: bool = False) -> str:
        """Return the name of a class; its number where nobody tells its name."""
        labels = (self.labels_zh if chinese else None) or self.labels
        if labels is not None:
            return labels[index]
        classes = getattr(self.config, "classes", 0)
        return f"ImageNet class {index}" if classes == _IMAGENET_CLASSES else f"class {index}"


if TYPE_CHECKING:
    LoadedViT = Loaded[VisionTransformer, ViTConfig]
    LoadedAlexNet = Loaded[AlexNet, AlexNetConfig]
    LoadedResNet = Loaded[ResNet, ResNetConfig]
    LoadedMAE = Loaded[MaskedAutoencoder, MAEConfig]
else:
    LoadedViT = LoadedAlexNet = LoadedResNet = LoadedMAE = Loaded


@dataclass(frozen=True, slots=True)
class _Source:
    """What identifies weights before they are read; a file that is written anew is another source."""

    label: str
    entry: Entry | None = None
    path: Path | None = None
    stamp: tuple[int, int] = (0, 0)
    seed: int = 0


def open_network(
    architecture: str, weights: str = "auto", device: str = "cpu", seed: int = 0
) -> "Loaded[nn.Module, Any]":
    """Open a network of the given architecture; the last few stay open.

    architecture: "vit", "mae", "alexnet" or "resnet".
    weights: "auto" for the best that is on this machine, a name of the catalogue or of an imported
             file, or the path of a file.
    device:  a torch device that exists.
    seed:    of random weights; others ignore it.
    Raises UserError when there are no such weights, when their file cannot be used, or when they are
    another architecture's.
    """
    return _open(architecture, _source(architecture, weights, seed), device)


def open_vit(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedViT:
    """Open a Vision Transformer, see `open_network`."""
    return cast(LoadedViT, open_network("vit", weights, device, seed))


def open_alexnet(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedAlexNet:
    """Open an AlexNet, see `open_network`."""
    return cast(LoadedAlexNet, open_network("alexnet", weights, device, seed))


def open_resnet(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedResNet:
    """Open a ResNet, see `open_network`."""
    return cast(LoadedResNet, open_network("resnet", weights, device, seed))


def open_mae(weights: str = "auto", device: str = "cpu", seed: int = 0) -> LoadedMAE:
    """Open a masked autoencoder, see `open_network`."""
    return cast(LoadedMAE, open_network("mae", weights, device, seed))


def untrained(loaded: Loaded[Model, Config], device: str = "cpu", seed: int = 0) -> Loaded[Model, Config]:
    """Return a network like this one with freshly drawn weights: the baseline. The last few stay open."""
    build = cast("Callable[..., nn.Module]", type(loaded.model))
    model = cast(Model, _first_weights(build, loaded.config, device, seed))
    provenance = Provenance("random", "Random weights", f"freshly initialised, seed {seed}")
    return replace(loaded, model=model, provenance=provenance, key=f"untrained:{loaded.config}:{seed}")


def forget() -> None:
    """Close every network that is kept open, to free its memory."""
    _open.cache_clear()
    _first_weights.cache_clear()


def _source(architecture: str, weights: str, seed: int) -> _Source:
    name = best(architecture) if weights == "auto" else weights
    entry = find_entry(name)
    if entry is not None and entry.architecture != architecture:
        raise layouts.other_network(f"The entry {name}", entry.architecture, architecture)
    if entry is not None and entry.badge in ("packaged", "built-in", "random"):
        return _Source(entry.label, entry=entry, seed=seed if entry.badge == "random" else 0)
    imported = imported_file(name)
    if imported is not None:
        return _file_source(imported, name)
    if entry is not None:
        raise UserError(
            f"{entry.label} is not on this machine.",
            why_not(entry),
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
def _open(name: str, source: _Source, device: str) -> "Loaded[nn.Module, Any]":
    architecture = layouts.find_architecture(name)
    if source.path is not None:
        return _open_file(architecture, source.path, source.label, device)
    assert source.entry is not None
    if source.entry.badge == "packaged":
        return _open_packaged(architecture, source.entry, device)
    if source.entry.badge == "built-in":
        return _open_built_in(architecture, source.entry, device)
    return _open_random(architecture, source.entry, device, source.seed)


@lru_cache(maxsize=2)
def _first_weights(build: "Callable[..., nn.Module]", config: Hashable, device: str, seed: int) -> "nn.Module":
    return _ready(build(config, torch.Generator().manual_seed(seed)), device)


def _open_random(architecture: "Architecture", entry: Entry, device: str, seed: int) -> "Loaded[nn.Module, Any]":
    config = architecture.random[entry.name]
    model = architecture.build(config, torch.Generator().manual_seed(seed))
    provenance = Provenance("random", entry.label, f"{entry.source}, seed {seed}")
    return Loaded(_ready(model, device), config, provenance, f"{entry.name}:{seed}", *layouts.normalisation(config))


def _open_packaged(architecture: "Architecture", entry: Entry, device: str) -> "Loaded[nn.Module, Any]":
    """Open the weights of a package: from the cache, or from the package's own file into the cache."""
    state = tensor_cache.load(entry)
    if state is None:
        arrays = packaged.read_package(entry)
        _, state = layouts_vit.convert({name: torch.from_numpy(array) for name, array in arrays.items()}, entry.label)
        tensor_cache.save(entry, state)
    config = layouts_vit.config_of(state, layouts_vit.find_layout(entry.layout), entry.label)
    provenance = Provenance("packaged", entry.label, entry.source, entry.sha256, entry.licence)
    model = _filled(architecture, config, state, device)
    return Loaded(model, config, provenance, f"{entry.name}:{entry.sha256[:16]}", *layouts.normalisation(config))


def _open_built_in(architecture: "Architecture", entry: Entry, device: str) -> "Loaded[nn.Module, Any]":
    """Open weights that come with the program."""
    path = find_genuine_built_in(entry)
    provenance = Provenance("built-in", entry.label, entry.source, entry.sha256, entry.licence)
    return _open_checked(architecture, path, entry.label, device, provenance, f"{entry.name}:{entry.sha256[:16]}")


def _open_file(architecture: "Architecture", path: Path, label: str, device: str) -> "Loaded[nn.Module, Any]":
    """Open a file that the user chose or imported."""
    sha256 = sha256_of(path)
    return _open_checked(architecture, path, label, device, _provenance(path, label, sha256), f"file:{sha256[:16]}")


def _open_checked(
    architecture: "Architecture", path: Path, label: str, device: str, provenance: Provenance, key: str
) -> "Loaded[nn.Module, Any]":
    read = reading.read_network(path, label, architecture.name)
    model = _filled(architecture, read.config, read.state, device)
    return Loaded(model, read.config, provenance, key, read.mean, read.std, read.labels, read.labels_zh)


def _provenance(path: Path, label: str, sha256: str) -> Provenance:
    """Call a file official only when its hash is a published one, and built-in only when it is ours."""
    entry = genuine_entry(sha256)
    if entry is None:
        return Provenance("own file", label, str(path), sha256)
    return Provenance(entry.badge, entry.label, entry.source, sha256, entry.licence)


def _filled(architecture: "Architecture", config: Any, state: "Mapping[str, Tensor]", device: str) -> "nn.Module":
    """Build a network without drawing random weights first, and copy these into it."""
    model = architecture.blank(config, device)
    model.load_state_dict(state)
    return _ready(model, device)


def _ready(model: "nn.Module", device: str) -> "nn.Module":
    return model.to(device).eval().requires_grad_(False)
