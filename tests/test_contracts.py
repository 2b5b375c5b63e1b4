"""The layers hold, and the imports that must be cheap are. (tests/engine/test_qt_free.py blocks Qt.)"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _loaded_by(module: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", _LOADED, module], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_frames_need_numpy_alone() -> None:
    assert not {"torch", "PIL", "PySide6", "cv2"} & _loaded_by("engine.frames")


def test_first_paint_waits_for_no_slow_import() -> None:
    assert not {"numpy", "torch", "pyqtgraph", "cv2", "skimage"} & _loaded_by("app.window")


def test_window_is_furnished_without_torch_and_pyqtgraph() -> None:
    assert not {"torch", "pyqtgraph", "cv2", "skimage"} & _loaded_by("app.workspace")


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
