"""The set-up script: its stamp, its repairs, and its words when something is missing."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "setup_env.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_env", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


setup_env = _load()


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that looks finished: an interpreter and both stamps."""
    python = setup_env.interpreter_of(tmp_path)
    python.parent.mkdir()
    python.touch()
    for dev in (True, False):
        setup_env.stamp_of(tmp_path, dev).write_text(setup_env.fingerprint())
    return tmp_path


def _package(environment: Path, name: str, *, installer: bool = True, files: tuple[str, ...] = ()) -> Path:
    site = environment / "lib" / "python3.11" / "site-packages"
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    if installer:
        (info / "INSTALLER").write_text("pip\n")
    return info


def test_finished_environment_is_current(environment: Path) -> None:
    assert setup_env.is_current(environment, dev=False)
    assert setup_env.is_current(environment, dev=True)


def test_changed_pins_call_for_a_new_setup(environment: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pins = tmp_path / "constraints.txt"
    pins.write_text("numpy==1\n")
    monkeypatch.setattr(setup_env, "CONSTRAINTS", pins)
    assert not setup_env.is_current(environment, dev=False)


def test_environment_of_the_program_alone_is_not_enough_for_the_tests(environment: Path) -> None:
    setup_env.stamp_of(environment, True).unlink()
    assert setup_env.is_current(environment, dev=False)
    assert not setup_env.is_current(environment, dev=True)


def test_environment_without_interpreter_is_not_current(environment: Path) -> None:
    setup_env.interpreter_of(environment).unlink()
    assert not setup_env.is_current(environment, dev=False)
    assert not setup_env.works(environment)


def test_second_call_starts_no_pip(environment: Path) -> None:
    # The interpreter of this environment is an empty file, so any use of it would fail.
    done = subprocess.run([sys.executable, SCRIPT, "--venv", environment], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_unfinished_packages_are_installed_again(tmp_path: Path) -> None:
    whole = _package(tmp_path, "whole")
    cut_off = _package(tmp_path, "cut_off", installer=False)
    gutted = _package(tmp_path, "gutted", files=("gutted/gone.py",))
    setup_env.drop_unfinished(tmp_path)
    assert whole.exists()
    assert not cut_off.exists()
    assert not gutted.exists()


def test_old_python_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(setup_env.SetupError, match=r"needs Python 3\.11 or newer; this one is 3\.9\.2"):
        setup_env.check_interpreter()


def test_missing_venv_module_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(setup_env.SetupError, match=r"apt-get install python3\.\d+-venv"):
        setup_env.check_interpreter()


def test_failed_installation_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_env, "interpreter_of", lambda environment: Path(sys.executable))
    with pytest.raises(setup_env.SetupError, match="Run the same command again"):
        setup_env.install(tmp_path, ["./no-such-package"], "--no-index")
