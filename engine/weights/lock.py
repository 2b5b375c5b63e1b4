"""A lock between processes: one download of a file at a time, and none outlives its process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine.errors import UserError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file `path`, made if missing; the system lets go of it even after a kill.

    what: names the locked thing in the sentence of the UserError that is raised while another holds it.
    Raises OSError when the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            _lock(file)
        except OSError as error:
            raise UserError(f"{what} is already being downloaded.", "Wait for it, or stop it first.") from error
        yield
