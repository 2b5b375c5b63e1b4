"""The window's bench: in a process of its own, as `python -m engine bench` runs it, with few rounds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.bench import startup_row
from engine.bench.window import NAMES
from engine.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
_FEW_ROUNDS = """
import sys
from app.bench import painting_row, picture_row, startup_row, training_rows
from app.bench.__main__ import main
painting_row.REPEATS = picture_row.REPEATS = startup_row.REPEATS = training_rows.ROUNDS = 1
training_rows.ROUND_S = 0.3
sys.argv = ["app.bench", "--json"]
sys.exit(main())
"""


def test_every_row_of_the_window_is_measured() -> None:
    words = [sys.executable, "-W", "error", "-c", _FEW_ROUNDS]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert sorted(row["name"] for row in rows) == sorted(NAMES)
    assert all(row["value"] > 0 for row in rows)
    assert {row["unit"] for row in rows} == {"ratio", "ms", "per s"}


def test_a_window_that_does_not_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup_row, "_SHOW_WINDOW", "print('no display')")
    with pytest.raises(UserError, match="did not start in a process of its own"):
        startup_row.startup()
