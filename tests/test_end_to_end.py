"""The real program, started as a user starts it: worked with mouse and keys, and toured without a display."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.panels import PANELS
from engine.samples import find_sample

PICTURES = 40
# The offscreen plugin says this of windows and menus.
HARMLESS = "This plugin does not support"

EXPERIMENTS = [tab.experiment.id for spec in PANELS for tab in spec.tabs]


@dataclass(frozen=True)
class Visit:
    """What came of a visit: the program's exit code, what it complained of, what was seen, what was exported."""

    code: int
    complaints: list[str]
    seen: dict[str, Any]
    folder: Path


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PAPERSCOPE_CONFIG": str(folder / "config"), "OMP_NUM_THREADS": "1"}


# One visit serves all tests that look at it, so they stay in one process.
of_the_visit = pytest.mark.xdist_group("visit")


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Start the program with a photo and let tests/hands.py work it."""
    folder = tmp_path_factory.mktemp("visit")
    with Image.open(find_sample("cat").path) as photo:
        photo.convert("RGB").save(folder / "photo.jpg")
        (folder / "pictures").mkdir()
        for place in range(PICTURES):
            photo.crop((place, place, place + 200, place + 200)).save(folder / "pictures" / f"{place}.png")
    command = [sys.executable, "-W", "error", "-m", "tests.hands", str(folder)]
    done = subprocess.run(command, env=_environment(folder), capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if HARMLESS not in line]
    seen = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    return Visit(done.returncode, complaints, seen, folder)


pytestmark = pytest.mark.timeout(400)


@of_the_visit
def test_it_ends_well_and_without_complaint(visit: Visit) -> None:
    assert (visit.code, visit.complaints) == (0, [])


@of_the_visit
def test_the_given_photo_is_loaded(visit: Visit) -> None:
    assert visit.seen["picture"] == "photo.jpg"


@of_the_visit
def test_every_tab_shows_something(visit: Visit) -> None:
    assert set(EXPERIMENTS) <= set(visit.seen["tabs"])
    assert all(visit.seen["tabs"].values())


@of_the_visit
def test_the_exported_view_says_where_it_came_from(visit: Visit) -> None:
    with Image.open(visit.folder / "view.png") as view:
        said = " ".join(map(str, view.info.values()))
    assert "python -m engine run" in said
    assert "photo.jpg" in said


@of_the_visit
def test_the_palette_opens_what_was_typed(visit: Visit) -> None:
    assert visit.seen["after_palette"] == "vit.attention_distance"


@of_the_visit
def test_escape_cancels(visit: Visit) -> None:
    assert visit.seen["after_escape"] == "cancelled"


@of_the_visit
def test_the_copied_command_runs(visit: Visit, tmp_path: Path) -> None:
    _, *arguments = shlex.split(visit.seen["command"])
    command = [sys.executable, *arguments, "--out", str(tmp_path)]
    done = subprocess.run(command, env=_environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("*.png"))


def test_without_a_display_the_tour_is_drawn(tmp_path: Path) -> None:
    environment = _environment(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    environment["PYTHONPATH"] = os.getcwd()
    command = [sys.executable, "-m", "app", "--theme", "dark"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "tour") in done.stdout
    for experiment in EXPERIMENTS:
        with Image.open(tmp_path / "tour" / f"{experiment.replace('.', '-')}-dark.png") as screenshot:
            assert screenshot.size == (1440, 900)
            assert len(screenshot.convert("RGB").quantize(64).getcolors()) > 16, "an empty window"
    shutil.rmtree(tmp_path / "tour")
