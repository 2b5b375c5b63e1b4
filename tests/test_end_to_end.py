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

# The visit opens every tab of every paper; of tours, one of pictures and one of trainings are made here.
TOURED = ("vit", "gan")
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


@pytest.fixture
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


def test_a_visit(visit: Visit, tmp_path: Path, subtests: pytest.Subtests) -> None:
    """All that is looked at comes of one visit, which takes long."""
    seen = visit.seen
    with subtests.test("it ends well and without complaint"):
        assert (visit.code, visit.complaints) == (0, [])
    with subtests.test("the given photo is loaded"):
        assert seen["picture"] == "photo.jpg"
    with subtests.test("every tab shows something"):
        assert set(EXPERIMENTS) <= set(seen["tabs"])
        assert all(seen["tabs"].values())
    with subtests.test("the exported view says where it came from"):
        with Image.open(visit.folder / "view.png") as view:
            said = " ".join(map(str, view.info.values()))
        assert "python -m engine run" in said
        assert "photo.jpg" in said
    with subtests.test("the palette opens what was typed"):
        assert seen["after_palette"] == "vit.attention_distance"
    with subtests.test("Escape cancels"):
        assert seen["after_escape"] == "cancelled"
    with subtests.test("the copied command runs"):
        done = _run_copied(seen["command"], tmp_path)
        assert done.returncode == 0, done.stderr
        assert list(tmp_path.glob("*.png"))


def _run_copied(copied: str, out: Path) -> subprocess.CompletedProcess[str]:
    _, *arguments = shlex.split(copied)
    command = [sys.executable, *arguments, "--out", str(out)]
    return subprocess.run(command, env=_environment(out), capture_output=True, text=True)


@pytest.mark.parametrize("paper", TOURED)
def test_without_a_display_the_tour_is_drawn(tmp_path: Path, paper: str) -> None:
    environment = _environment(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    environment["PYTHONPATH"] = os.getcwd()
    command = [sys.executable, "-m", "app", "--theme", "dark", "--panel", paper]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "tour") in done.stdout
    experiments = [experiment for experiment in EXPERIMENTS if experiment.startswith(f"{paper}.")]
    assert experiments
    for experiment in experiments:
        with Image.open(tmp_path / "tour" / f"{experiment.replace('.', '-')}-dark.png") as screenshot:
            assert screenshot.size == (1440, 900)
            assert len(screenshot.convert("RGB").quantize(64).getcolors()) > 16, "an empty window"
    shutil.rmtree(tmp_path / "tour")
