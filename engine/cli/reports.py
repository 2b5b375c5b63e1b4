"""How a failure is told on the command line: one line, and for a bug a report in a file."""

import time
from pathlib import Path

from engine.errors import Failure, UserError
from engine.facts import versions
from engine.saving import make_folder, save_bytes
from engine.weights.cache import cache_dir


def failure_line(failure: Failure) -> str:
    """Return the line to print; for a bug, save the report first and name the file."""
    if not failure.is_bug:
        return _one_line(failure.message)
    try:
        path = _save(failure)
    except UserError as error:
        return _one_line(f"A bug in Paperscope: {failure.message}. {error}")
    return _one_line(f"A bug in Paperscope: {failure.message}. The report is in {path}")


def _save(failure: Failure) -> Path:
    folder = cache_dir() / "reports"
    make_folder(folder)
    path = folder / f"report-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}.txt"
    facts = "\n".join(f"{name}: {value}" for name, value in versions().items())
    save_bytes(path, f"{failure.message}\n\n{facts}\n\n{failure.report}".encode())
    return path


def _one_line(text: str) -> str:
    return " ".join(text.split())
