"""A tiny world: what is written, twice the same, and what stops the build."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from world import build as builder
from world.build import build, slug
from world.packages import Package
from world.problems import WorldError
from world.sources import Source
from world.tables import Choice, choices

from engine.world.items import HELD_OUT, TRAIN, pixels, read_world
from tests.packaging.world.ogg import sound

STAMPS = Package(name="stamps", version="1", sha256="", within="usr/stamps/", stated="", licence="MIT", author="Ada")
PHOTOS = Package(name="gc", version="2", sha256="", within="gc/", stated="src/")
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#f00"/></svg>'
)
COPYRIGHT = "Files: src/*\nCopyright: Bob\nLicense: CC0-1.0\n"


def _png(size: tuple[int, int], box: tuple[int, int, int, int]) -> bytes:
    """A transparent picture with an opaque green box."""
    image = Image.new("RGBA", size)
    image.paste((0, 128, 0, 255), box)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _cutout(path: str, name: str = "crow", sound_path: str = "") -> Choice:
    return Choice(
        kind="cutout",
        package="stamps",
        path=path,
        name_en=name,
        name_zh="乌鸦",
        category="animals",
        group="birds",
        photographic=True,
        sound=sound_path,
    )


@pytest.fixture
def sources(tmp_path: Path, qapp: QApplication) -> dict[str, Source]:
    """Two unpacked packages: one of files, one with a Qt resource file."""
    stamps, photos = tmp_path / "stamps", tmp_path / "photos"
    files = {
        "birds/crow.png": _png((300, 100), (10, 10, 110, 60)),
        "birds/red.svg": DRAWING,
        "birds/crow.ogg": sound(9),
    }
    for name, data in files.items():
        _write(stamps / STAMPS.within / name, data)
    _write(photos / "usr/share/gcompris-qt/rcc/sea.rcc", _resources(tmp_path))
    for folder, package in ((stamps, STAMPS), (photos, PHOTOS)):
        _write(folder / package.copyright, COPYRIGHT.encode())
    _write(tmp_path / "credits.csv", b"package,path,licence,author,stated_in\n")
    return {"stamps": Source(STAMPS, stamps), "gc": Source(PHOTOS, photos)}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _resources(folder: Path) -> bytes:
    """A Qt resource file with one photo, as GCompris stores them."""
    Image.linear_gradient("L").resize((900, 300)).convert("RGB").save(folder / "reef.png")
    (folder / "sea.qrc").write_text('<RCC><qresource prefix="/gc/sea"><file>reef.png</file></qresource></RCC>', "utf-8")
    compiler = shutil.which("pyside6-rcc", path=str(Path(sys.executable).parent))
    assert compiler is not None
    subprocess.run([compiler, "--binary", "sea.qrc", "-o", "sea.rcc"], cwd=folder, check=True)
    return (folder / "sea.rcc").read_bytes()


REEF = Choice(
    kind="photo",
    package="gc",
    path="sea/reef.png",
    name_en="reef",
    name_zh="礁",
    category="water",
    group="sea",
    photographic=True,
)
CHOICES = [_cutout("birds/crow.png", sound_path="birds/crow.ogg"), _cutout("birds/red.svg", "robin"), REEF]


@pytest.fixture
def made(tmp_path: Path, sources: dict[str, Source]) -> Callable[[str, list[Choice]], Path]:
    """Builds a world in the named folder and returns it."""

    def _made(name: str, chosen: list[Choice]) -> Path:
        build(chosen, sources, tmp_path / name, tmp_path / "credits.csv")
        return tmp_path / name

    return _made


def test_the_program_reads_what_was_built(made: Callable[[str, list[Choice]], Path]) -> None:
    crow, robin, reef = read_world(made("world", CHOICES)).items
    assert (crow.id, crow.width, crow.height, crow.licence, crow.author) == (
        "cutouts/birds-crow",
        100,
        50,
        "MIT",
        "Ada",
    )
    assert (reef.id, reef.width, reef.height, reef.licence, reef.author) == (
        "photos/sea-reef",
        448,
        149,
        "CC0-1.0",
        "Bob",
    )
    assert crow.source == "stamps 1 usr/stamps/birds/crow.png"
    assert crow.sound is not None
    assert crow.sound.stat().st_size < len(sound(9))
    assert (pixels(crow)[..., 3] == 255).all()
    assert abs(pixels(robin)[32, 32].astype(int) - [255, 0, 0, 255]).max() < 8
    assert {item.split for item in (crow, robin, reef)} <= {TRAIN, HELD_OUT}


def test_the_same_packages_give_the_same_bytes(made: Callable[[str, list[Choice]], Path]) -> None:
    one, other = made("one", CHOICES), made("other", CHOICES[::-1])
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert [(one / file).read_bytes() for file in files] == [(other / file).read_bytes() for file in files]


def test_what_was_chosen_before_goes_and_what_is_written_by_hand_stays(
    made: Callable[[str, list[Choice]], Path],
) -> None:
    folder = made("world", CHOICES)
    (folder / "README.md").write_text("by hand", "utf-8")
    made("world", [REEF])
    assert not list(folder.rglob("*crow*"))
    assert (folder / "README.md").is_file()


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (_cutout("birds/gone.png"), "stamps 1 has no usr/stamps/birds/gone.png"),
        (replace(REEF, path="sea/gone.png"), "gc 2 has no gc/sea/gone.png"),
        (_cutout("birds/empty.png"), "transparent everywhere"),
        (_cutout("birds/speck.png"), "only 5 × 6 pixels"),
    ],
)
def test_a_bad_choice_is_named(
    choice: Choice, words: str, sources: dict[str, Source], made: Callable[[str, list[Choice]], Path]
) -> None:
    birds = sources["stamps"].folder / STAMPS.within / "birds"
    (birds / "empty.png").write_bytes(_png((50, 50), (0, 0, 0, 0)))
    (birds / "speck.png").write_bytes(_png((50, 50), (7, 7, 12, 13)))
    with pytest.raises(WorldError, match=words):
        made("world", [choice])


def test_two_pictures_of_one_name_stop_the_build(made: Callable[[str, list[Choice]], Path]) -> None:
    with pytest.raises(WorldError, match="Two pictures would be called cutouts/birds-crow"):
        made("world", [CHOICES[0], CHOICES[0]])


def test_a_world_that_is_too_large_stops_the_build(
    made: Callable[[str, list[Choice]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "LARGEST_BYTES", 1000)
    with pytest.raises(WorldError, match="more than 1,000"):
        made("world", CHOICES)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("animals/birds/Brown_slug.png", "animals-birds-brown-slug"),
        ("categorization/resource/images/fishes/fish1.webp", "categorization-fishes-fish1"),
        ("details/resource/image/NDP_background.webp", "details-ndp"),
        ("Path/contents/images/2560x1600.jpg", "path"),
    ],
)
def test_names_of_files_are_plain(path: str, name: str) -> None:
    assert slug(path) == name


def test_the_tables_are_whole() -> None:
    chosen = choices()
    assert len({(choice.package, choice.path) for choice in chosen}) == len(chosen) > 800
    assert all(choice.name_en.strip() and choice.name_zh.strip() and choice.group for choice in chosen)
