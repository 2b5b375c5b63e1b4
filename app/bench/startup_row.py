"""`startup`: the window visible, over `import torch` alone; each in a fresh process, in turns."""

import statistics
import subprocess
import sys
import tempfile
import time

from engine.bench.rows import Row
from engine.errors import UserError

REPEATS = 5
_SAID = "ready"

# What `python -m app` does until its window is painted, with settings of its own.
_SHOW_WINDOW = f"""
import os, sys
from pathlib import Path
from app.options import read_options
from app.platform_check import has_display, missing_packages
if not has_display(sys.platform, os.environ):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
missing_packages(sys.platform, os.environ)
from app import startup
services = startup.make_services(startup.make_application(), read_options([]), Path(sys.argv[1]))
window = startup.show_window(services)
print("{_SAID}", flush=True)
os._exit(0)
"""
_IMPORT_TORCH = f"""
import os, torch
print("{_SAID}", flush=True)
os._exit(0)
"""


def startup() -> Row:
    """Time both from the start of the interpreter. Raises UserError when one of them fails."""
    with tempfile.TemporaryDirectory() as settings:
        window_s, torch_s = [], []
        _until_ready(_SHOW_WINDOW, settings)  # files are read from the disk once
        _until_ready(_IMPORT_TORCH, settings)
        for _ in range(REPEATS):
            window_s.append(_until_ready(_SHOW_WINDOW, settings))
            torch_s.append(_until_ready(_IMPORT_TORCH, settings))
    return Row("startup", statistics.median(window_s) / statistics.median(torch_s), "ratio", 0.4)


def _until_ready(code: str, settings: str) -> float:
    began_s = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, settings], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        took_s = time.perf_counter() - began_s
    if said != _SAID:
        raise UserError("The window did not start in a process of its own.", "Start it to see why: python -m app")
    return took_s
