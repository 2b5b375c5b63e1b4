"""The folder where weights are kept between starts, and safe writing into it."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import platformdirs

from engine.errors import UserError

_CHUNK_BYTES = 1 << 20


def cache_dir() -> Path:
    """Return the program's cache folder: $PAPERSCOPE_CACHE, or the platform's usual place. May not exist."""
    chosen = os.environ.get("PAPERSCOPE_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("paperscope", appauthor=False)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, reading it piece by piece. Raises UserError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", "Check that it is still there.") from error


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Make `path` hold what `write` writes, or leave it as it was.

    The bytes go to a `.part` file in the same folder, reach the disk, and take the name at once, so
    a crash, a full disk or a second program at work never leaves half a file under the real name.
    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def copy_atomically(source: Path, path: Path) -> str:
    """Copy a file to `path` as `write_atomically` does, and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()

    def copy(target: BinaryIO) -> None:
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                target.write(chunk)

    write_atomically(path, copy)
    return digest.hexdigest()


def imported_folder() -> Path:
    """Return the folder of weights that were downloaded or brought in. May not exist."""
    return cache_dir() / "imported"


def cached_package(name: str) -> Path:
    """Return where the packaged weights called `name` are cached. May not exist."""
    return cache_dir() / "packaged" / f"{name}.safetensors"
