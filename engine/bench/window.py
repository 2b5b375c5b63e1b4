"""The rows that need the real window, measured by it in a process of its own."""

import json
import subprocess
import sys
from typing import Any

from engine.errors import UserError

BARE_NAMES = ("train_overhead", "jitter_p95", "jitter_max", "frames_per_second")
SINGLE_NAMES = ("image_to_view", "startup", "brush_to_view", "scatter_pan_50000")
NAMES = (
    *SINGLE_NAMES,
    *(f"{name}{training}" for training in ("", "_gan_plane", "_gan_images") for name in BARE_NAMES),
)
_LONGEST_S = 900


def window_rows(only: str | None) -> list[dict[str, Any]]:
    """Return the rows as `app.bench` prints them.

    A process and not an import: the engine knows nothing of the window. Raises UserError when the
    window could not be measured.
    """
    words = [sys.executable, "-m", "app.bench", "--json", *(["--only", only] if only else [])]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_LONGEST_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise UserError(f"Measuring the window took more than {_LONGEST_S} s.", "Close other programs.") from error
    try:
        rows: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError as error:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise UserError(f"The window could not be measured: {reason}.", "Try: python -m app.bench") from error
    return rows
