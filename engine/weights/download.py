"""Downloading an official file into the cache: it goes on where it stopped, and is checked before it counts.

    ask ──> part grows ──> length ──> SHA-256 ──> the file has its name
             │  stopped, cut off, killed: the part stays, the next time goes on from it
             └─ wrong length or wrong bytes: the part is deleted

Nothing is asked of the network before a person asks for a download.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from engine.errors import UserError
from engine.weights.cache import imported_folder, sha256_of, write_atomically
from engine.weights.catalogue import Entry
from engine.weights.imports import Note, import_file, imported_file
from engine.weights.part import MAKE_ROOM, Part, holding
from engine.weights.progress import Progress, RateMeter, size_text
from engine.weights.web import Answer, Stopper, ask

Report = Callable[[Progress], object]

_CHUNK_BYTES = 1 << 18
_ROOM_BYTES = 16_000_000  # left free on the disk beside the file
_GO_ON = "What has arrived is kept: go on with the download."
_AGAIN = "Try again; if it happens again, get the file another way and import it."


def download(entry: Entry, report: Report, stopper: Stopper) -> None:
    """Bring an entry's published file into the cache, where it is found by the entry's name.

    report:  called with a Progress after each piece, on this thread.
    stopper: ends it from another thread.
    Returns at once when the file is there already. Raises UserError when it cannot be had, Cancelled
    when it was stopped; what arrived is kept in both cases, unless it was wrong.
    """
    if entry.badge != "official" or not entry.address:
        raise UserError(f"{entry.label} needs no download.", "See what there is with: python -m engine weights list.")
    with holding(entry) as part:
        if imported_file(entry.name) is None:
            imported_folder().mkdir(parents=True, exist_ok=True)
            _fetch(entry, part, report, stopper)
            _keep(entry, part, report)


def _fetch(entry: Entry, part: Part, report: Report, stopper: Stopper) -> None:
    """Make the part whole."""
    if part.can_grow and part.note is not None and part.note.total == part.size:
        return
    answer = ask(entry.address, _headers(part), stopper)
    try:
        if answer.status == 416 and part.can_grow:
            if _total_of_range(answer) == part.size:  # an earlier answer promised more than there is
                return
            answer.close()
            part.discard()
            answer = ask(entry.address, _headers(part), stopper)
        total = _begin(entry, part, answer)
        _check_room(entry, total - part.size if total else entry.size)
        _receive(entry, part, total, answer, report, stopper)
    finally:
        answer.close()


def _headers(part: Part) -> dict[str, str]:
    headers = {"User-Agent": "Paperscope", "Accept-Encoding": "identity", "Connection": "close"}
    note = part.note
    if part.can_grow and note is not None:
        headers["Range"] = f"bytes={part.size}-"
        if note.validator:
            headers["If-Range"] = note.validator
    return headers


def _begin(entry: Entry, part: Part, answer: Answer) -> int:
    """Make the part ready for the answer's bytes; return how long the whole is, 0 if the server does not say."""
    if answer.status == 206 and part.can_grow and answer.header("Content-Range").startswith(f"bytes {part.size}-"):
        total = _total_of_range(answer)
        _check_total(entry, part, total)
        return total
    if answer.status != 200:
        raise _refusal(entry, answer)
    total = _number(answer.header("Content-Length"))
    _check_total(entry, part, total)
    part.begin(_validator(answer), total)
    return total


def _validator(answer: Answer) -> str:
    """Return what names this version of the file: a strong ETag, or else its date."""
    tag = answer.header("ETag")
    return tag if tag.startswith('"') else answer.header("Last-Modified")


def _total_of_range(answer: Answer) -> int:
    return _number(answer.header("Content-Range").rpartition("/")[2])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _check_total(entry: Entry, part: Part, total: int) -> None:
    """Refuse a file of another length before it is downloaded."""
    if total and not entry.may_weigh(total):
        part.discard()
        raise UserError(
            f"What the server has as {entry.file} is {total:,} bytes long, the published file {entry.size:,}.", _AGAIN
        )


def _refusal(entry: Entry, answer: Answer) -> UserError:
    if answer.status in (404, 410):
        return UserError(f"{entry.file} is not at {entry.address} any more.", "Get the file another way and import it.")
    if answer.status == 429 or answer.status >= 500:
        return UserError(f"The server cannot send {entry.file} now ({answer.status}).", "Try again later.")
    return UserError(f"The server does not send {entry.file} ({answer.status}).", _AGAIN)


def _check_room(entry: Entry, missing: int) -> None:
    free = shutil.disk_usage(imported_folder()).free
    if missing + _ROOM_BYTES > free:
        raise UserError(
            f"{entry.file} needs {size_text(missing)}, and {size_text(free) or '0 MB'} are free in "
            f"{imported_folder()}.",
            MAKE_ROOM,
        )


def _receive(entry: Entry, part: Part, total: int, answer: Answer, report: Report, stopper: Stopper) -> None:
    """Append the answer's body to the part. Raises UserError when it is longer or shorter than announced."""
    meter, done = RateMeter(), part.size
    most = total or (entry.size + entry.size_within)
    with part.path.open("ab") as file:
        while chunk := _next(answer, stopper):
            done += len(chunk)
            if most and done > most:
                break
            file.write(chunk)
            file.flush()  # so that a kill loses none of it
            if meter.due():
                report(meter.progress(done, total or entry.size))
        os.fsync(file.fileno())
    if most and done > most:
        part.discard()
        raise UserError(f"The server sent more than the {most:,} bytes of {entry.file}: they were deleted.", _AGAIN)
    if done < total:
        raise UserError(f"{entry.file} broke off at {size_text(done)} of {size_text(total)}.", _GO_ON)


def _next(answer: Answer, stopper: Stopper) -> bytes:
    """Return the next bytes. Raises Cancelled when stopped, which also ends a read that waits."""
    try:
        chunk = answer.read(_CHUNK_BYTES)
    except UserError:
        stopper.check()
        raise
    stopper.check()
    return chunk


def _keep(entry: Entry, part: Part, report: Report) -> None:
    """Give the whole file its name once it is known to be right."""
    size = part.size
    report(Progress(size, size, checking=True))
    if not entry.sha256:
        _keep_unpublished(entry, part)
        return
    sha256 = sha256_of(part.path)
    if not entry.is_genuine(sha256):
        part.discard()
        raise UserError(
            f"What arrived is not the published {entry.file}: its hash starts {sha256[: len(entry.sha256)]}, "
            f"expected {entry.sha256}. It was deleted.",
            _AGAIN,
        )
    # The note first: without it, a file that is there could not be verified.
    note = json.dumps(asdict(Note(entry.architecture, entry.layout, sha256, entry.file)), indent=1).encode()
    write_atomically(imported_folder() / f"{entry.name}.json", lambda file: file.write(note))
    part.become(imported_folder() / f"{entry.name}.weights")
    _sync_folder(imported_folder())


def _keep_unpublished(entry: Entry, part: Part) -> None:
    """Keep a file without a published hash if it can be used as what it should be."""
    _check_room(entry, part.size)
    try:
        import_file(part.path, entry.name)
    finally:
        part.discard()


def _sync_folder(folder: Path) -> None:
    """Make the new name reach the disk, where the system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
