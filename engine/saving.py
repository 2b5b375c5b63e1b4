"""Writing files that a person asked for, with every way it can fail told in one sentence."""

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from engine.errors import UserError
from engine.weights.cache import write_atomically


def save(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Make `path` hold what `write` writes, or leave it as it was. Raises UserError."""
    try:
        write_atomically(path, write)
    except OSError as error:
        raise cannot_write(path, error) from error


def save_bytes(path: Path, data: bytes) -> None:
    """Make `path` hold `data`, or leave it as it was. Raises UserError."""
    save(path, lambda file: file.write(data))


def save_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into `folder`, made when missing: all of them, or on any failure none.

    Raises UserError, or KeyboardInterrupt having written nothing.
    """
    make_folder(folder)
    parts = {folder / f"{name}.{os.getpid()}.part": folder / name for name in files}
    try:
        for (part, path), data in zip(parts.items(), files.values(), strict=True):
            _write(part, path, data)
        for part, path in parts.items():
            part.replace(path)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _write(part: Path, path: Path, data: bytes) -> None:
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise cannot_write(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there. Raises UserError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UserError:
    """Say why `path` cannot be written and what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(f"{path} cannot be written: the disk is full.", "Make room, or choose another folder.")
    if isinstance(error, PermissionError):
        return UserError(f"You are not allowed to write {path}.", "Choose another folder, or change its permissions.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return UserError(f"{path} cannot be made: a file is in the way.", "Choose another folder.")
    reason = error.strerror or str(error)
    return UserError(f"{path} cannot be written: {reason}.", "Check the name and the disk, or choose another folder.")
