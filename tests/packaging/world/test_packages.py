"""The pins are whole, and another file than the pinned is refused."""

import re
import subprocess
from pathlib import Path

import pytest
from world import packages
from world.packages import Package, pinned, unpacked
from world.problems import WorldError

PACKAGE = Package(name="walls", version="1", sha256="0" * 64, within="", stated="")


def test_every_package_is_pinned_by_its_hash() -> None:
    names = [package.name for package in pinned()]
    assert len(set(names)) == len(names) > 0
    assert all(re.fullmatch(r"[0-9a-f]{64}", package.sha256) for package in pinned())


def test_another_file_than_the_pinned_is_refused(tmp_path: Path) -> None:
    (tmp_path / "walls_1_all.deb").write_bytes(b"other")
    with pytest.raises(WorldError, match="not the pinned 000"):
        unpacked(PACKAGE, tmp_path, tmp_path / "work")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"no walls_\*\.deb .* Put version 1 there"):
        unpacked(PACKAGE, tmp_path, tmp_path / "work")


def test_without_apt_get_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_command(*_: object, **__: object) -> None:
        raise FileNotFoundError("apt-get")

    monkeypatch.setattr(subprocess, "run", no_such_command)
    with pytest.raises(WorldError, match=r"there is no apt-get here\. Build on Debian"):
        unpacked(PACKAGE, None, tmp_path)


def test_what_apt_get_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess(["apt-get"], 100, "", "E: Version '1' was not found\n")
    monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(WorldError, match=r"snapshot\.debian\.org/package/walls/.*Version '1' was not found"):
        unpacked(PACKAGE, None, tmp_path)
