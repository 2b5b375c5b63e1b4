"""A recording: an experiment's frame stream in one file, played and scrubbed like the live run.

The file is a zip: one entry per frame, `index.json` (step, slot, kind and time of each) and
`header.json` (what was run, and with which weights). It is written under another name and takes
its own when it is whole, so what is there under the right name can be played.
"""

import json
import os
import time
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from engine.errors import UserError
from engine.frame_codec import DECODE_ERRORS, decode, encode
from engine.frames import Frame, Tick
from engine.saving import cannot_write, make_folder

FORMAT = 1
SUFFIX = ".psrec"
LIMIT_BYTES = 512 * 2**20
SHIPPED = Path(__file__).resolve().parents[1] / "resources" / "recordings"
_HEADER, _INDEX = "header.json", "index.json"
_LONGEST_ENTRY_BYTES = 512 * 2**20
# What opening or reading a damaged or forged zip can raise, beside what decoding can.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, *DECODE_ERRORS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One frame of a recording. time_s: seconds since the recording began."""

    step: int
    slot: str
    kind: str
    time_s: float


def _entry_name(number: int) -> str:
    return f"frames/{number:08d}"


class RecordingWriter:
    """Writes a job's frames into a recording; a `engine.jobs.Recorder`.

    A run may go on for ever and a file may not: when half of `limit_bytes` is used, every second
    drawn step is left out, when half of the rest is used, three of four, and so on; when all is
    used, every one but the last, which is always kept. The index says what was left out.

    header: what was run, as JSON can hold it.
    """

    def __init__(self, path: Path, header: Mapping[str, Any], limit_bytes: int = LIMIT_BYTES) -> None:
        """Begin the file. Raises UserError when it cannot be written."""
        self._path = path
        self._part = path.with_name(f"{path.name}.{os.getpid()}.part")
        self._header = dict(header)
        self._limit_bytes = limit_bytes
        self._thin_at = limit_bytes / 2
        self._entries: list[Entry] = []
        self._thinned: list[tuple[int, int]] = []
        self._provenances: dict[str, Any] = {}
        self._every = 1
        self._drawn_steps = 0
        self._step: int | None = None
        self._kept = True
        self._left_out: dict[str, tuple[Frame, float]] = {}
        self._began_s = time.perf_counter()
        make_folder(path.parent)
        try:
            self._file = self._part.open("wb")
        except OSError as error:
            raise cannot_write(path, error) from error
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def add(self, frame: Frame) -> None:
        """Keep a frame. Raises UserError, having given up the whole file, when it cannot be written."""
        if frame.step != self._step:
            self._begin_step(frame.step)
        time_s = time.perf_counter() - self._began_s
        if self._kept:
            self._write(frame, time_s)
        else:
            self._left_out[frame.slot] = (frame, time_s)

    def close(self) -> None:
        """Finish the file and give it its name. Raises UserError when it cannot be written."""
        for frame, time_s in self._left_out.values():
            self._write(frame, time_s)
        index = {"format": FORMAT, "frames": [astuple(entry) for entry in self._entries], "thinned": self._thinned}
        try:
            self._zip.writestr(_INDEX, json.dumps(index, ensure_ascii=False))
            self._zip.writestr(
                _HEADER, json.dumps({**self._header, "weights": [*self._provenances.values()]}, indent=1)
            )
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._path)
        except OSError as error:
            self.discard()
            raise cannot_write(self._path, error) from error

    def discard(self) -> None:
        """Give the recording up and leave nothing behind."""
        self._zip.fp = None  # so that its finaliser does not write to a full disk again
        try:
            self._file.close()
        finally:
            self._part.unlink(missing_ok=True)

    def _begin_step(self, step: int) -> None:
        self._step = step
        self._drawn_steps += 1
        used, limit = self._file.tell(), self._limit_bytes
        if self._every and used > self._thin_at:
            self._every = self._every * 2 if used < limit else 0
            self._thin_at = (used + limit) / 2
            self._thinned.append((step, self._every))
        self._kept = self._every > 0 and self._drawn_steps % self._every == 0
        if self._kept:
            self._left_out.clear()

    def _write(self, frame: Frame, time_s: float) -> None:
        try:
            self._zip.writestr(_entry_name(len(self._entries)), encode(frame))
        except OSError as error:
            self.discard()
            raise cannot_write(self._path, error) from error
        self._entries.append(Entry(frame.step, frame.slot, frame.kind, round(time_s, 4)))
        if frame.provenance is not None:
            self._provenances[frame.provenance.name] = asdict(frame.provenance)


class Recording:
    """An opened recording; use it as a context manager, or `close` it.

    header:  what was run: command, parameters, seed, device, weights, versions.
    entries: every frame, in the order in which it came.
    thinned: (from_step, every) pairs: from there on only one of every so many drawn steps is kept,
             or with every = 0 the last one alone.
    """

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self._file = file
        self.header: Mapping[str, Any] = dict(self._json(_HEADER))
        index = self._json(_INDEX)
        if index["format"] != FORMAT:
            raise UserError(f"{path} was made by another version of Paperscope.", "Record it again with this one.")
        self.entries = tuple(
            Entry(int(step), str(slot), str(kind), float(at)) for step, slot, kind, at in index["frames"]
        )
        self.thinned = tuple((int(step), int(every)) for step, every in index["thinned"])
        self._by_slot: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            self._by_slot.setdefault(entry.slot, []).append(number)

    @property
    def steps(self) -> tuple[int, ...]:
        """Steps at which something was drawn, ascending."""
        return tuple(sorted({entry.step for entry in self.entries}))

    @property
    def slots(self) -> tuple[str, ...]:
        """Every slot, in the order of first appearance."""
        return tuple(self._by_slot)

    def frames_at(self, step: int) -> dict[str, Frame]:
        """Return what each slot showed at `step`: its newest frame so far. Raises UserError when damaged."""
        shown = {}
        for slot, numbers in self._by_slot.items():
            place = bisect_right(numbers, step, key=lambda number: self.entries[number].step)
            if place:
                shown[slot] = self.frame(numbers[place - 1])
        return shown

    def frame(self, number: int) -> Frame:
        """Return frame `number` of `entries`. Raises UserError when damaged."""
        try:
            return decode(self._read(_entry_name(number)))
        except (*_DAMAGE, OSError) as error:
            raise _damaged(self.path, error) from error

    def play(self) -> Iterator[Frame]:
        """Yield every frame in order, with a Tick after each step, as the experiment did."""
        for number, entry in enumerate(self.entries):
            yield self.frame(number)
            after = self.entries[number + 1 : number + 2]
            if not after or after[0].step != entry.step:
                yield Tick(step=entry.step)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "Recording":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _json(self, name: str) -> Any:
        return json.loads(self._read(name))

    def _read(self, name: str) -> bytes:
        if self._file.getinfo(name).file_size > _LONGEST_ENTRY_BYTES:
            raise ValueError(f"{name} is longer than {_LONGEST_ENTRY_BYTES} bytes")
        return self._file.read(name)


def shipped_recording(name: str) -> Path:
    """Return where a recording that comes with the program lies."""
    return SHIPPED / f"{name}{SUFFIX}"


def open_recording(path: Path) -> Recording:
    """Open a recording. Raises UserError when it is missing, damaged or of another version."""
    if not path.is_file():
        raise UserError(f"There is no recording {path}.", "Check its name and folder.")
    try:
        file = zipfile.ZipFile(path)
    except (*_DAMAGE, OSError) as error:
        raise _damaged(path, error) from error
    try:
        return Recording(path, file)
    except (*_DAMAGE, OSError) as error:
        file.close()
        raise _damaged(path, error) from error
    except UserError:
        file.close()
        raise


def _damaged(path: Path, error: Exception) -> UserError:
    reason = str(error).partition("\n")[0] or type(error).__name__
    return UserError(f"{path} is not a whole recording: {reason}.", "Record it again, or choose another file.")
