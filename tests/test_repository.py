"""What is committed: small, licensed, and free of private addresses."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LARGEST_FILE_BYTES = 20_000_000
LARGEST_RESOURCES_BYTES = 100_000_000
LARGEST_PICTURE_BYTES = 300_000
# The licence whose whole text must be there; the hash is that of the Apache Foundation's own file.
APACHE_WORDS = "Apache License Version 2.0, January 2004"

_PRIVATE = re.compile(
    r"(?<![\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])"
    r"|/(?:home|Users)/(?!you\b|user\b)\w+/"
    r"|https?://[\w.-]+\.(?:internal|local|corp|lan)\b"
    r"|(?:extra-)?index-url"
)


def _committed() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in done.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_resources_stay_small() -> None:
    sizes = {path: path.stat().st_size for path in _committed()}
    resources = [size for path, size in sizes.items() if path.is_relative_to(ROOT / "resources")]
    assert 0 < sum(resources) < LARGEST_RESOURCES_BYTES
    assert [path for path, size in sizes.items() if size > LARGEST_FILE_BYTES] == []


def test_pictures_of_the_documents_stay_small() -> None:
    pictures = [path for path in _committed() if path.is_relative_to(ROOT / "docs") and path.suffix == ".png"]
    assert [path for path in pictures if path.stat().st_size > LARGEST_PICTURE_BYTES] == []


def test_no_private_addresses() -> None:
    found = []
    for path in _committed():
        if path == Path(__file__) or path.suffix in (".png", ".otf", ".npz", ".safetensors", ".ogg", ".webp", ".psrec"):
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in _PRIVATE.finditer(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["http://10.1.2.3/simple", "/home/someone/x", "https://mirror.corp/simple", "--extra-index-url", "192.168.0.7"],
)
def test_private_addresses_are_recognised(text: str) -> None:
    assert _PRIVATE.search(text)


def test_licence_is_whole() -> None:
    words = " ".join((ROOT / "LICENSE").read_text("utf-8").split())
    assert words.startswith(APACHE_WORDS)
    assert hashlib.sha256(words.encode()).hexdigest() == (
        "0ffddef9e48f8a09aed5caf2d44f7ba1c1be2d9b8e0a6f693b1635b2d5566645"
    )


def test_third_party_data_has_its_licence_beside_it() -> None:
    fonts = ROOT / "resources" / "fonts"
    assert list(fonts.glob("*.otf"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text("utf-8")
    world = ROOT / "resources" / "world"
    assert list(world.glob("cutouts/*.webp"))
    for name, title in (("GPL-2.0", "Version 2, June 1991"), ("GPL-3.0", "Version 3, 29 June 2007")):
        assert title in (world / "licences" / f"{name}.txt").read_text("utf-8")
    texts = "".join(path.read_text("utf-8") for path in (world / "copyright").iterdir())
    for licence in ("CC0-1.0", "CC-BY-2.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0"):
        assert f"\nLicense: {licence}\n" in texts


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_every_requirement_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [declared["project"]["dependencies"], *declared["project"]["optional-dependencies"].values()]
    names = {_normal(re.split(r"[\s<>=!~;\[]", text, maxsplit=1)[0]) for group in groups for text in group}
    pins = _pins()
    assert names <= {_normal(name) for name in pins}
    assert all("+" not in version for version in pins.values()), "a local build cannot be installed elsewhere"


def test_pyside_stays_below_the_release_that_aborts_on_python_3_11() -> None:
    pins = _pins()
    version = tuple(map(int, pins["PySide6_Essentials"].split(".")))
    assert (6, 11, 2) <= version < (6, 12)
    assert pins["shiboken6"] == pins["PySide6_Essentials"]
