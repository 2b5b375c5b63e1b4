"""The engine runs without Qt, and listing papers costs no torch."""

import subprocess
import sys

_IMPORT_ALL = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "pyqtgraph", "superqt", "qasync", "widgets", "app"):
            raise ImportError(f"the engine imports {name}")

sys.meta_path.insert(0, NoQt())
import engine
names = [module.name for module in pkgutil.walk_packages(engine.__path__, "engine.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names))
"""


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_of_the_engine_is_imported_with_qt_blocked() -> None:
    assert int(_python(_IMPORT_ALL)) > 20


def test_the_papers_and_the_engine_thread_are_imported_without_torch() -> None:
    loaded = _python("import engine.papers, engine.thread, sys; print(*sys.modules)").split()
    assert "engine.papers.vit" in loaded
    assert {"torch", "PIL", "cv2", "onnx", "safetensors", "scipy"}.isdisjoint(loaded)
