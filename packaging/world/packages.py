"""The pinned Debian packages: fetched, checked against their hashes, unpacked."""

import hashlib
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from world.problems import WorldError

PINS = Path(__file__).parent / "packages.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package as `packages.toml` pins it; the fields are explained there."""

    name: str
    version: str
    sha256: str
    within: str
    stated: str
    licence: str = ""
    author: str = ""

    @property
    def copyright(self) -> str:
        """Where Debian puts its copyright file."""
        return f"usr/share/doc/{self.name}/copyright"


def pinned(path: Path = PINS) -> tuple[Package, ...]:
    """Read the pins, in the order of the file."""
    with path.open("rb") as file:
        return tuple(Package(**fields) for fields in tomllib.load(file)["package"])


def unpacked(package: Package, debs: Path | None, work: Path) -> Path:
    """Return the folder that holds what is in `package`.

    debs: folder with the .deb files; None fetches them with apt-get. work: where to fetch and unpack.
    Raises WorldError when the file is not to be had or is another one than the pinned.
    """
    deb = _find(package, debs) if debs is not None else _fetched(package, work / "debs")
    found = hashlib.sha256(deb.read_bytes()).hexdigest()
    if found != package.sha256:
        raise WorldError(f"{deb} has the SHA-256 {found}, not the pinned {package.sha256}. Fetch it again.")
    folder = work / package.sha256
    if not folder.is_dir():
        unfinished = work / f"{package.sha256}.part"
        _run(["dpkg-deb", "-x", str(deb), str(unfinished)], f"{deb} could not be unpacked")
        unfinished.rename(folder)
    return folder


def _fetched(package: Package, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob(f"{package.name}_*.deb")):
        _run(
            ["apt-get", "download", f"{package.name}={package.version}"],
            f"{package.name} {package.version} could not be fetched. On another release than Debian 12, take it "
            f"from https://snapshot.debian.org/package/{package.name}/ and name its folder with --debs",
            cwd=folder,
        )
    return _find(package, folder)


def _find(package: Package, folder: Path) -> Path:
    found = sorted(folder.glob(f"{package.name}_*.deb"))
    if not found:
        raise WorldError(f"There is no {package.name}_*.deb in {folder}. Put version {package.version} there.")
    return found[0]


def _run(command: list[str], otherwise: str, cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise WorldError(f"{otherwise}: there is no {command[0]} here. Build on Debian.") from error
    if done.returncode != 0:
        raise WorldError(f"{otherwise}: {done.stderr.strip()}")
