"""The layers hold: the engine works without Qt, and the imports that must be cheap are."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import engine

ROOT = Path(__file__).resolve().parent.parent

_BLOCKED = """
import builtins, importlib, json, sys

forbidden = {"PySide6", "shiboken6", "PyQt6", "PyQt5", "PySide2", "pyqtgraph", "superqt", "qasync", "widgets", "app"}

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in forbidden:
            raise ImportError(f"{name} is blocked in this test")

sys.meta_path.insert(0, Refuse())
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
"""

_LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _python(script: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _loaded_by(module: str) -> set[str]:
    return set(json.loads(_python(_LOADED, module)))


def _engine_modules() -> list[str]:
    found = pkgutil.walk_packages(engine.__path__, "engine.")
    return ["engine", *(module.name for module in found if not module.name.endswith("__main__"))]


def test_all_of_the_engine_imports_with_qt_blocked() -> None:
    names = _engine_modules()
    assert len(names) > 20
    _python(_BLOCKED, json.dumps(names))


def test_papers_are_listed_without_torch() -> None:
    assert "torch" not in _loaded_by("engine.papers")


def test_frames_need_numpy_alone() -> None:
    assert not {"torch", "PIL", "PySide6", "cv2"} & _loaded_by("engine.frames")


def test_window_opens_without_torch_and_pyqtgraph() -> None:
    assert not {"torch", "pyqtgraph", "cv2", "skimage"} & _loaded_by("app.window")


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
