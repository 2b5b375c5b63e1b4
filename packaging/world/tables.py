"""The curated tables: what goes into the world, one line for each picture."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent

Kind = Literal["cutout", "photo", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A picture that was chosen.

    path:  in its package, after the package's `within`.
    sound: the same for its sound, empty when it has none.
    """

    kind: Kind
    package: str
    path: str
    name_en: str
    name_zh: str
    category: str
    group: str
    photographic: bool
    sound: str = ""


def choices(folder: Path = HERE) -> list[Choice]:
    """Read the three tables: cut-outs, photos, backgrounds."""
    return [*_cutouts(folder), *_photos(folder), *_backgrounds(folder)]


def _cutouts(folder: Path) -> list[Choice]:
    return [
        Choice(
            kind="cutout",
            package="tuxpaint-stamps-default",
            photographic=row.pop("photographic") == "yes",
            **row,
        )
        for row in _rows(folder / "cutouts.csv")
    ]


def _photos(folder: Path) -> list[Choice]:
    rows = _rows(folder / "photos.csv")
    return [Choice(kind="photo", package="gcompris-qt-data", photographic=True, **row) for row in rows]


def _backgrounds(folder: Path) -> list[Choice]:
    return [
        Choice(kind="background", category="backgrounds", photographic=row.pop("photographic") == "yes", **row)
        for row in _rows(folder / "backgrounds.csv")
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
