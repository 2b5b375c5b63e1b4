"""Opening a file that a person named, with every way it can fail told in one sentence."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.errors import UserError


def read_limited(path: Path, limit_bytes: int) -> bytes:
    """Return the bytes of a regular file of at most `limit_bytes`; raises UserError as `opened` does."""
    with opened(path, limit_bytes) as file:
        data = file.read(limit_bytes + 1)
    # Asked again of the data itself: a file may grow or shrink after it was looked at.
    _check_length(path, len(data), limit_bytes)
    return data


@contextmanager
def opened(path: Path, limit_bytes: int | None = None) -> Iterator[BinaryIO]:
    """Open a regular file for reading.

    Raises UserError when it is missing, a folder, a device or pipe, empty, longer than
    `limit_bytes`, or may not be read. A pipe or device is refused before it is opened: reading
    one could block for ever.
    """
    try:
        _check_kind(path, os.stat(path), limit_bytes)
        with open(path, "rb") as file:
            yield file
    except (OSError, ValueError) as error:
        raise _explained(path, error) from error


def _check_kind(path: Path, status: os.stat_result, limit_bytes: int | None) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UserError(f"{path} is a folder.", "Choose a file inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise UserError(f"{path} is a device or a pipe, not a file.", "Choose an ordinary file.")
    _check_length(path, status.st_size, limit_bytes)


def _check_length(path: Path, length: int, limit_bytes: int | None) -> None:
    if length == 0:
        raise UserError(f"{path} is empty.", "Choose another file, or copy it here again.")
    if limit_bytes is not None and length > limit_bytes:
        limit_mib = limit_bytes // 2**20
        raise UserError(f"{path} is {length / 2**20:,.0f} MiB long; the limit is {limit_mib} MiB.", "Make it smaller.")


def _explained(path: Path, error: OSError | ValueError) -> UserError:
    """Say what went wrong with `path` and what to do about it."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(f"There is no file {path}.", "Check its name and folder.")
    if isinstance(error, PermissionError):
        return UserError(f"You are not allowed to read {path}.", "Change its permissions, or choose another file.")
    reason = getattr(error, "strerror", None) or str(error)
    return UserError(f"{path} cannot be read: {reason}.", "Check the name and the disk, or choose another file.")
