"""Files of weights that a person brought in: copied into the cache, with a note beside each.

An imported file is called by its name alone and survives the original being moved or deleted.
Imports torch only to check a file that comes in.
"""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.lazy import lazy
from engine.weights.cache import cache_dir, copy_atomically, sha256_of, write_atomically
from engine.weights.catalogue import find_entry, genuine_entry

if TYPE_CHECKING:
    from engine.weights import reading
else:
    reading = lazy("engine.weights.reading")

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_ANOTHER_NAME = "Give it another name."


@dataclass(frozen=True, slots=True)
class Note:
    """What is written down beside an imported file.

    layout: its key layout.
    sha256: of the whole file when it was imported.
    origin: the file name it had.
    """

    architecture: str
    layout: str
    sha256: str
    origin: str


def imported_file(name: str) -> Path | None:
    """Return the file imported under `name`, or None."""
    path = _weights_path(name)
    return path if _NAME.fullmatch(name) and path.is_file() else None


def imported_names() -> list[str]:
    """Return the names of all imported files, in order."""
    return sorted(path.stem for path in (cache_dir() / "imported").glob("*.weights"))


def read_note(name: str) -> Note:
    """Return the note beside an imported file; one of blanks, which verifies nothing, if it is lost."""
    try:
        return Note(**json.loads(_note_path(name).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Note("", "", "", "")


def import_file(path: Path, name: str | None = None) -> str:
    """Copy a file of weights into the cache after checking that it can be used.

    name: what to call it; by default the catalogue's name when its hash is a published one, else the
          file's own.
    Returns the name. Raises UserError for a file that cannot be used, or a name that is taken.
    """
    read = reading.read_network(path, path.name)
    sha256 = sha256_of(path)
    name = name or _default_name(path, sha256)
    found = Note(read.architecture.name, read.layout, sha256, path.name)
    _check_name(name, path, found, read.architecture.title)
    note = json.dumps(asdict(found), indent=1).encode()
    try:
        if copy_atomically(path, _weights_path(name)) != sha256:
            raise UserError(f"{path} changed while it was being copied.", "Import it again.")
        write_atomically(_note_path(name), lambda file: file.write(note))
    except OSError as error:
        raise UserError(
            f"{path.name} could not be copied to {_weights_path(name).parent}: {error.strerror}.",
            "Make room there, or set PAPERSCOPE_CACHE to another folder.",
        ) from error
    return name


def _default_name(path: Path, sha256: str) -> str:
    genuine = genuine_entry(sha256)
    if genuine is not None:
        return genuine.name
    return re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")[:60] or "weights"


def _check_name(name: str, path: Path, found: Note, title: str) -> None:
    """Raise UserError unless the file, which holds `title`, may have this name."""
    entry = find_entry(name)
    if not _NAME.fullmatch(name):
        raise UserError(f"{name!r} cannot be a name.", "Use lower-case letters, digits, dots and dashes, at most 60.")
    if entry is not None and entry.badge != "official":
        raise UserError(f"The name {name} belongs to other weights.", _ANOTHER_NAME)
    if entry is not None and entry.sha256 and not entry.is_genuine(found.sha256):
        raise UserError(
            f"{path.name} is not the published {entry.file}: its hash starts {found.sha256[: len(entry.sha256)]}, "
            f"expected {entry.sha256}.",
            f"Download it again. {_ANOTHER_NAME}",
        )
    if entry is not None and entry.architecture != found.architecture:
        raise UserError(f"{path.name} is not {entry.file}: it holds {title}.", _ANOTHER_NAME)
    if entry is not None and entry.layout != found.layout:
        raise UserError(f"{path.name} is not {entry.file}: its layout is {found.layout}.", _ANOTHER_NAME)
    if imported_file(name) is not None and read_note(name).sha256 not in ("", found.sha256):
        raise UserError(f"Other weights were already imported as {name}.", _ANOTHER_NAME)


def _weights_path(name: str) -> Path:
    return cache_dir() / "imported" / f"{name}.weights"


def _note_path(name: str) -> Path:
    return cache_dir() / "imported" / f"{name}.json"
