"""What has arrived of a download: a `.part` file where the whole will be, and a note of what it is part of.

A program that is killed leaves these two and nothing else, and the next download goes on from them.
"""

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.weights.cache import cache_dir, imported_folder, write_atomically
from engine.weights.catalogue import Entry
from engine.weights.lock import held

MAKE_ROOM = "Make room there, or set PAPERSCOPE_CACHE to another folder; what has arrived is kept."


@dataclass(frozen=True, slots=True)
class PartNote:
    """What the server said of the whole file.

    validator: names this version of it, an ETag or a date; empty without one.
    total:     bytes, 0 when it did not say.
    """

    address: str
    validator: str
    total: int


class Part:
    """The part of one entry's file."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self.path = imported_folder() / f"{entry.file}.part"
        self._note_path = imported_folder() / f"{entry.file}.part.json"

    @property
    def size(self) -> int:
        """How many bytes there are; 0 when there is no part."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def note(self) -> PartNote | None:
        """The note beside the part; None when it is lost, damaged, or speaks of another address."""
        try:
            fields: Any = json.loads(self._note_path.read_bytes())
            note = PartNote(str(fields["address"]), str(fields["validator"]), int(fields["total"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return note if note.address == self._entry.address else None

    @property
    def can_grow(self) -> bool:
        """Say whether more bytes may be added, because it would be noticed if they were of another version.

        The server notices by its validator; otherwise the published hash tells in the end.
        """
        note = self.note
        return self.size > 0 and note is not None and bool(note.validator or self._entry.sha256)

    def begin(self, validator: str, total: int) -> None:
        """Delete what arrived, and note what the server says of the whole. Raises OSError."""
        note = PartNote(self._entry.address, validator, total)
        self.path.unlink(missing_ok=True)
        write_atomically(self._note_path, lambda file: file.write(json.dumps(asdict(note)).encode()))

    def discard(self) -> None:
        """Delete what arrived. Raises OSError."""
        self.path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)

    def become(self, path: Path) -> None:
        """Take the name `path`, at once. Raises OSError."""
        self.path.replace(path)
        self._note_path.unlink(missing_ok=True)


@contextmanager
def holding(entry: Entry) -> Iterator[Part]:
    """Have an entry's part to oneself. Raises UserError while another has it, or when the disk does not play along."""
    try:
        with held(cache_dir() / "locks" / f"{entry.name}.lock", entry.label):
            yield Part(entry)
    except OSError as error:
        raise _disk_error(entry, error) from error


def discard_part(entry: Entry) -> None:
    """Delete what has arrived of an entry. Raises UserError while it is being downloaded."""
    with holding(entry) as part:
        part.discard()


def _disk_error(entry: Entry, error: OSError) -> UserError:
    if error.errno == errno.ENOSPC:
        return UserError(f"The disk is full: {entry.file} could not be written to {imported_folder()}.", MAKE_ROOM)
    return UserError(f"{imported_folder()} cannot be written: {error.strerror or error}.", MAKE_ROOM)
