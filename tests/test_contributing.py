"""CONTRIBUTING.md's five steps, followed as they are written, in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.samples import find_sample

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("app", "engine", "widgets", "resources", "pyproject.toml", "tests/conftest.py", "tests/leaks.py")

# A fenced block whose first line is a comment with the path of the file that it is.
_FILE_BLOCK = re.compile(r"^```\w+\n(?:# |<!-- )(\S+\.(?:py|md))(?: -->)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN = ("engine/papers/edges.py", "app/panels/edges.py", "tests/engine/papers/test_edges.py")
NOTES = "resources/notes/en/edges.md"

_OPEN_PANEL = """
import sys
from PySide6.QtWidgets import QApplication
from app.bridge import Bridge
from app.panels import make_panel
from app.session import Session
from tests.soak import until
from engine.images import load_picture
from pathlib import Path

app = QApplication(sys.argv)
session, bridge = Session(), Bridge()
session.set_picture(load_picture(Path(sys.argv[1])))
panel = make_panel("edges", session, bridge)
panel.resize(1024, 700)
panel.show()
bridge.start()
until(lambda: panel.views() and all(view.frame is not None for view in panel.views()) and not panel.busy)
print(panel.command_text())
assert not panel.message, panel.message
assert bridge.close()
"""


def _register(path: Path, module: str, registry: str, name: str) -> None:
    """Import `module` beside its siblings in `path` and append `name` to the tuple called `registry`."""
    text = path.read_text("utf-8")
    text, imported = re.subn(r"^(from (?:engine\.papers|app\.panels) import )", rf"\1{module}, ", text, flags=re.M)
    text, added = re.subn(rf"^({registry}: [^=]+= \([^)]*?),?\s*\)$", rf"\1, {name})", text, flags=re.M)
    assert (imported, added) == (1, 1), f"{path} is no longer registered in as CONTRIBUTING.md says"
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the steps were done."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    blocks = dict(_FILE_BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert set(blocks) == {*WRITTEN, NOTES}
    for name, code in blocks.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(code, "utf-8")
    _register(folder / "engine/papers/__init__.py", "edges", "PAPERS", "edges.PAPER")
    _register(folder / "app/panels/__init__.py", "edges", "PANELS", "edges.PANEL")
    return folder


def _python(project: Path, *arguments: str) -> str:
    # The copy comes first on the path; the helpers of the tests are those of the real project.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(project), str(ROOT)])}
    done = subprocess.run([sys.executable, *arguments], cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_step_2_the_command_line_knows_it(project: Path, tmp_path: Path) -> None:
    assert "edges.gradient" in [row["id"] for row in json.loads(_python(project, "-m", "engine", "list", "--json"))]
    photo = str(find_sample("coffee").path)
    run = ["run", "edges.gradient", "--image", photo, "--set", "blur=3", "--out", str(tmp_path)]
    _python(project, "-m", "engine", *run)
    assert (tmp_path / "gradient.png").is_file()


def test_step_3_the_window_opens_it(project: Path) -> None:
    command = _python(project, "-c", _OPEN_PANEL, str(find_sample("coffee").path))
    assert "python -m engine run edges.gradient" in command


def test_step_4_the_card_has_its_notes(project: Path) -> None:
    note = _python(
        project, "-c", "from engine.notes import load_notes; print(load_notes('edges').of('edges.gradient'))"
    )
    assert "grey levels per pixel" in note
    assert "Blur until" in note


def test_step_5_its_test_passes(project: Path) -> None:
    _python(project, "-m", "pytest", "-q", "tests/engine/papers/test_edges.py")


def test_the_code_of_the_steps_is_clean(project: Path) -> None:
    _python(project, "-m", "ruff", "check", *WRITTEN)
    _python(project, "-m", "ruff", "format", "--check", *WRITTEN)
