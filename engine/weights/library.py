"""What weights there are on this machine: list them, choose among them, verify and import them.

Imports torch only to check a file that is being imported.
"""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.errors import UserError
from engine.frames import Badge
from engine.lazy import lazy
from engine.weights.cache import cache_dir, cached_package, copy_atomically, sha256_of, write_atomically
from engine.weights.catalogue import Entry, catalogue, find_entry, genuine_entry
from engine.weights.packaged import package_file, why_not_installed

if TYPE_CHECKING:
    from engine.weights import checkpoint, layouts
else:
    checkpoint = lazy("engine.weights.checkpoint")
    layouts = lazy("engine.weights.layouts")

State = Literal["ready", "not installed", "not downloaded"]

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True)
class WeightsChoice:
    """A line of the weights menu; `why_not` is a sentence when it is not available."""

    name: str
    label: str
    badge: Badge
    available: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class WeightsRow:
    """A line of `weights list`.

    detail: the file, or how to get it.
    size:   bytes, 0 where unknown.
    """

    name: str
    label: str
    badge: Badge
    state: State
    papers: tuple[str, ...]
    licence: str
    size: int
    sha256: str
    address: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Import:
    """What is written down beside an imported file.

    sha256: of the whole file when it was imported.
    origin: the name it had.
    """

    architecture: str
    layout: str
    sha256: str
    origin: str


def list_weights() -> tuple[WeightsRow, ...]:
    """Return everything in the catalogue and every imported file, without reading any weights."""
    return tuple(map(_row, catalogue())) + tuple(_import_row(name) for name in _own_imports())


def choices(names: tuple[str, ...]) -> tuple[WeightsChoice, ...]:
    """Return the named catalogue entries in that order, then imported files for the same networks.

    Raises KeyError for a name that is not in the catalogue.
    """
    entries = {entry.name: entry for entry in catalogue()}
    chosen = [entries[name] for name in names]
    listed = tuple(_choice(entry) for entry in chosen)
    fitting = {entry.architecture for entry in chosen}
    own = (name for name in _own_imports() if _read_import(name).architecture in fitting)
    return listed + tuple(WeightsChoice(name, name, "own file", True) for name in own)


def best(architecture: str) -> str:
    """Return the name of the first entry of the catalogue for this network that is on the machine."""
    return next(entry.name for entry in catalogue() if entry.architecture == architecture and not _why_not(entry))


def imported_file(name: str) -> Path | None:
    """Return the file imported under `name`, or None."""
    path = _weights_path(name)
    return path if _NAME.fullmatch(name) and path.is_file() else None


def verify(name: str) -> str:
    """Hash the weights called `name` again and return one sentence that says they are sound.

    Raises UserError when they are not on this machine, or not what they were.
    """
    entry = find_entry(name)
    if entry is not None and entry.badge == "random":
        return f"{name} is drawn from its seed: there is no file to verify."
    if entry is not None and entry.badge == "packaged":
        return _verify_package(entry)
    path = imported_file(name)
    if path is None:
        hint = _why_not(entry) if entry else "See what there is with: python -m engine weights list."
        raise UserError(f"There is no file of {name} on this machine.", hint)
    found, expected = sha256_of(path), _read_import(name).sha256
    if found != expected:
        raise UserError(f"{path} has changed since it was imported.", "Delete it and import the weights again.")
    published = " and is the published file" if genuine_entry(found) else ""
    return f"{name} is as it was imported{published}: SHA-256 {found}."


def import_file(path: Path, name: str | None = None) -> str:
    """Copy a file of weights into the cache after checking that it can be used.

    name: what to call it; by default the catalogue's name when its hash is a published one, else the
          file's own.
    Returns the name. Raises UserError for a file that does not fit, or a name that is taken.
    """
    config_layout = _checked_layout(path)
    sha256 = sha256_of(path)
    name = name or _default_name(path, sha256)
    _check_name(name, path, sha256, config_layout)
    about = _Import("vit", config_layout, sha256, path.name)
    try:
        if copy_atomically(path, _weights_path(name)) != sha256:
            raise UserError(f"{path} changed while it was being copied.", "Import it again.")
        text = json.dumps(asdict(about), indent=1).encode()
        write_atomically(_about_path(name), lambda file: file.write(text))
    except OSError as error:
        raise UserError(
            f"{path.name} could not be copied to {_weights_path(name).parent}: {error.strerror}.",
            "Free some space there, or set PAPERSCOPE_CACHE to another folder.",
        ) from error
    return name


def _checked_layout(path: Path) -> str:
    """Read the file as a network would, and return the name of its layout."""
    state = checkpoint.read_checkpoint(path)
    layouts.convert(state, path.name)
    checkpoint.check_finite(state, path.name)
    layout = layouts.detect(state)
    assert layout is not None
    return layout.name


def _default_name(path: Path, sha256: str) -> str:
    genuine = genuine_entry(sha256)
    if genuine is not None:
        return genuine.name
    return re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")[:60] or "weights"


def _check_name(name: str, path: Path, sha256: str, layout: str) -> None:
    entry = find_entry(name)
    if not _NAME.fullmatch(name):
        raise UserError(f"{name!r} cannot be a name.", "Use lower-case letters, digits, dots and dashes, at most 60.")
    if entry is not None and entry.badge != "official":
        raise UserError(f"The name {name} belongs to other weights.", "Give these another name.")
    if entry is not None and entry.sha256 and not entry.is_genuine(sha256):
        raise UserError(
            f"{path.name} is not the published {entry.file}: its hash starts {sha256[: len(entry.sha256)]}, "
            f"expected {entry.sha256}.",
            "Download it again, or give it another name.",
        )
    if entry is not None and entry.layout != layout:
        raise UserError(f"{path.name} is not {entry.file}: its layout is {layout}.", "Give it another name.")
    if imported_file(name) is not None and _read_import(name).sha256 != sha256:
        raise UserError(f"Other weights were already imported as {name}.", "Give these another name.")


def _weights_path(name: str) -> Path:
    return cache_dir() / "imported" / f"{name}.weights"


def _about_path(name: str) -> Path:
    return cache_dir() / "imported" / f"{name}.json"


def _read_import(name: str) -> _Import:
    """Return what was written beside an imported file; blanks, which verify nothing, if that is lost."""
    try:
        return _Import(**json.loads(_about_path(name).read_bytes()))
    except (OSError, ValueError, TypeError):
        return _Import("", "", "", "")


def _own_imports() -> list[str]:
    """Return the names of imported files that are not the catalogue's, in order."""
    names = sorted(path.stem for path in (cache_dir() / "imported").glob("*.weights"))
    return [name for name in names if find_entry(name) is None]


def _why_not(entry: Entry) -> str:
    """Return why an entry is not available, or an empty string when it is."""
    if entry.badge == "packaged" and not (package_file(entry) or cached_package(entry.name).is_file()):
        return why_not_installed(entry)
    if entry.badge == "official" and imported_file(entry.name) is None:
        return f"Not downloaded: get {entry.file} from its address and choose the file yourself."
    return ""


def _choice(entry: Entry) -> WeightsChoice:
    why_not = _why_not(entry)
    return WeightsChoice(entry.name, entry.label, entry.badge, not why_not, why_not)


def _row(entry: Entry) -> WeightsRow:
    why_not = _why_not(entry)
    missing: State = "not installed" if entry.badge == "packaged" else "not downloaded"
    return WeightsRow(
        name=entry.name,
        label=entry.label,
        badge=entry.badge,
        state=missing if why_not else "ready",
        papers=entry.papers,
        licence=entry.licence,
        size=entry.size,
        sha256=entry.sha256,
        address=entry.address,
        detail=why_not or entry.source,
    )


def _import_row(name: str) -> WeightsRow:
    path, about = _weights_path(name), _read_import(name)
    return WeightsRow(
        name=name,
        label=name,
        badge="own file",
        state="ready",
        papers=("vit",),
        licence="unknown",
        size=path.stat().st_size,
        sha256=about.sha256,
        address="",
        detail=f"imported from {about.origin}" if about.origin else str(path),
    )


def _verify_package(entry: Entry) -> str:
    path = package_file(entry)
    if path is None:
        raise UserError(f"{entry.label} is not on this machine.", why_not_installed(entry))
    found = sha256_of(path)
    if not entry.is_genuine(found):
        raise UserError(f"{path} is not the file that {entry.package} was published with.", "Install it again.")
    return f"{entry.name} is the published file: SHA-256 {found}."
