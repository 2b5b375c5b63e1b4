"""What weights there are on this machine: list them, choose among them, verify them, delete them.

Imports no torch and reads no weights, except to hash them in `verify`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import UserError
from engine.frames import Badge
from engine.weights.built_in import built_in_file, find_genuine_built_in, why_not_built_in
from engine.weights.cache import cached_package, imported_folder, sha256_of
from engine.weights.catalogue import Entry, catalogue, find_entry, genuine_entry
from engine.weights.imports import imported_file, imported_names, read_note
from engine.weights.packaged import find_genuine_package, package_file, why_not_installed
from engine.weights.part import Part, discard_part
from engine.weights.progress import size_text

State = Literal["ready", "not installed", "missing", "not downloaded", "partly downloaded"]

_SEE_LIST = "See what there is with: python -m engine weights list."


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

    size:    bytes, 0 where unknown; the published size where the file is not there yet.
    arrived: bytes of a download that was not finished.
    source:  where it comes from.
    detail:  the same, or how to get it where it is not there.
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
    source: str
    detail: str
    arrived: int = 0


def list_weights() -> tuple[WeightsRow, ...]:
    """Return everything in the catalogue, then every other imported file."""
    return tuple(map(_row, catalogue())) + tuple(map(_own_row, _own_names()))


def choices(names: tuple[str, ...]) -> tuple[WeightsChoice, ...]:
    """Return the named catalogue entries in that order, then imported files for the same networks.

    Raises KeyError for a name that is not in the catalogue.
    """
    entries = {entry.name: entry for entry in catalogue()}
    listed = [entries[name] for name in names]
    fitting = {entry.architecture for entry in listed}
    own = [name for name in _own_names() if read_note(name).architecture in fitting]
    return tuple(map(_choice, listed)) + tuple(WeightsChoice(name, name, "own file", True) for name in own)


def best(architecture: str) -> str:
    """Return the name of the catalogue's first entry for this network that is on the machine."""
    return next(entry.name for entry in catalogue() if entry.architecture == architecture and not why_not(entry))


def best_of(names: tuple[str, ...]) -> str:
    """Return the first of these catalogue names that is on the machine; where networks are shared, a paper's own.

    Raises KeyError for a name that is not in the catalogue, StopIteration when none is there.
    """
    return next(choice.name for choice in choices(names) if choice.available)


def why_not(entry: Entry) -> str:
    """Return the sentence why an entry is not available, or an empty string when it is."""
    if entry.badge == "packaged" and not (package_file(entry) or cached_package(entry.name).is_file()):
        return why_not_installed(entry)
    if entry.badge == "built-in" and built_in_file(entry) is None:
        return why_not_built_in(entry)
    if entry.badge == "official" and imported_file(entry.name) is None:
        return f"Not downloaded: get it in the Weights window, or with: python -m engine weights fetch {entry.name}."
    return ""


def verify(name: str) -> str:
    """Hash the weights called `name` again and return one sentence that says they are sound.

    Raises UserError when they are not on this machine, or not what they were.
    """
    entry = find_entry(name)
    if entry is not None and entry.badge == "random":
        return f"{name} is drawn from its seed: there is no file to verify."
    if entry is not None and entry.badge == "packaged":
        find_genuine_package(entry)
        return f"{name} is the published file: SHA-256 {entry.sha256}."
    if entry is not None and entry.badge == "built-in":
        find_genuine_built_in(entry)
        return f"{name} is the file that came with Paperscope: SHA-256 {entry.sha256}."
    path = imported_file(name)
    if path is None:
        raise UserError(f"There is no file of {name} on this machine.", why_not(entry) if entry else _SEE_LIST)
    found = sha256_of(path)
    if found != read_note(name).sha256:
        raise UserError(f"{path} has changed since it was imported.", "Delete it and import the weights again.")
    published = " and is the published file" if genuine_entry(found) else ""
    return f"{name} is as it was imported{published}: SHA-256 {found}."


def delete(name: str) -> str:
    """Delete the downloaded or imported file called `name`, or the part of one, and say so in a sentence.

    Raises UserError when there is none, while it is being downloaded, or when it cannot be deleted.
    """
    entry = find_entry(name)
    if entry is not None and entry.badge != "official":
        raise UserError(f"{name} cannot be deleted.", "Only downloaded and imported weights can.")
    path, part = imported_file(name), Part(entry) if entry else None
    if path is None and (part is None or not part.size):
        raise UserError(f"There is no file of {name} on this machine.", _SEE_LIST)
    freed = (path.stat().st_size if path else 0) + (part.size if part else 0)
    if entry is not None:
        discard_part(entry)
    if path is not None:
        _unlink(path)
    return f"{name} is deleted: {size_text(freed)} are free again."


def _unlink(path: Path) -> None:
    """Delete an imported file and the note beside it."""
    try:
        path.unlink()
        (imported_folder() / f"{path.stem}.json").unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"{path} cannot be deleted: {error.strerror}.", "Close what uses it, then try again."
        ) from error


def _own_names() -> list[str]:
    """Return the names of imported files that are not the catalogue's."""
    return [name for name in imported_names() if find_entry(name) is None]


def _choice(entry: Entry) -> WeightsChoice:
    reason = why_not(entry)
    return WeightsChoice(entry.name, entry.label, entry.badge, not reason, reason)


def _state(entry: Entry, arrived: int) -> State:
    if not why_not(entry):
        return "ready"
    if entry.badge == "official":
        return "partly downloaded" if arrived else "not downloaded"
    return "not installed" if entry.badge == "packaged" else "missing"


def _row(entry: Entry) -> WeightsRow:
    reason = why_not(entry)
    arrived = Part(entry).size if entry.badge == "official" else 0
    path = built_in_file(entry) if entry.badge == "built-in" else imported_file(entry.name)
    return WeightsRow(
        name=entry.name,
        label=entry.label,
        badge=entry.badge,
        state=_state(entry, arrived),
        papers=entry.papers,
        licence=entry.licence,
        size=path.stat().st_size if path else entry.size,
        sha256=entry.sha256,
        address=entry.address,
        source=entry.source,
        detail=reason or entry.source,
        arrived=arrived,
    )


def _own_row(name: str) -> WeightsRow:
    note, path = read_note(name), imported_file(name)
    source = f"imported from {note.origin}" if note.origin else "imported, its note is lost"
    return WeightsRow(
        name=name,
        label=name,
        badge="own file",
        state="ready",
        papers=_papers_of(note.architecture),
        licence="unknown",
        size=path.stat().st_size if path else 0,
        sha256=note.sha256,
        address="",
        source=source,
        detail=source,
    )


def _papers_of(architecture: str) -> tuple[str, ...]:
    """Return the papers whose networks have this architecture, in the catalogue's order."""
    papers = [paper for entry in catalogue() if entry.architecture == architecture for paper in entry.papers]
    return tuple(dict.fromkeys(papers))
