"""`weights fetch`: a download with its progress; Ctrl-C keeps what arrived."""

import sys

from engine.cli.progress import ProgressBar
from engine.errors import UserError
from engine.weights import library
from engine.weights.catalogue import find_entry
from engine.weights.download import download
from engine.weights.part import Part
from engine.weights.progress import Progress, size_text
from engine.weights.web import Stopper

_CANCELLED = 130
_SEE_LIST = "See what there is with: python -m engine weights list."


def fetch(name: str) -> int:
    """Download the entry called `name` and print that it is there; return the exit code. Raises UserError."""
    entry = find_entry(name)
    if entry is None:
        raise UserError(f"There are no weights called {name!r}.", _SEE_LIST)
    bar = ProgressBar(sys.stderr)
    try:
        download(entry, lambda progress: _show(bar, progress), Stopper())
    except KeyboardInterrupt:
        bar.clear()
        size = size_text(Part(entry).size) or "nothing"
        print(f"Stopped; {size} arrived. Go on with: python -m engine weights fetch {name}.", file=sys.stderr)
        return _CANCELLED
    finally:
        bar.clear()
    print(library.verify(name))
    return 0


def _show(bar: ProgressBar, progress: Progress) -> None:
    if progress.checking:
        bar.show(progress.done, progress.total, "checking the hash")
        return
    label = f"{size_text(progress.done)} of {size_text(progress.total)}" if progress.total else size_text(progress.done)
    rate = f" · {size_text(round(progress.rate))}/s" if progress.rate else ""
    bar.show(progress.done, progress.total, f"{label}{rate}", left_s=progress.left_s)
