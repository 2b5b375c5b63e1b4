"""The catalogue of weights: what there is to have, where it comes from and how to know it is genuine.

Reads `resources/weights/catalogue.toml`; imports no torch and touches no weights.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.frames import Badge

CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "weights" / "catalogue.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One set of weights; the fields are explained at the top of the catalogue file.

    package:     distribution that carries `file`, as pip writes it; empty for other badges.
    size:        bytes, 0 where unknown; the true size is at most `size_within` away from it.
    """

    name: str
    label: str
    badge: Badge
    papers: tuple[str, ...]
    architecture: str
    layout: str
    licence: str
    source: str
    package: str = ""
    file: str = ""
    address: str = ""
    sha256: str = ""
    size: int = 0
    size_within: int = 0

    def is_genuine(self, sha256: str) -> bool:
        """Say whether a file with this full hash is the published one; False where none is published."""
        return bool(self.sha256) and sha256.startswith(self.sha256)

    def may_weigh(self, size: int) -> bool:
        """Say whether the published file may have this many bytes; True where no size is known."""
        return not self.size or abs(size - self.size) <= self.size_within


@cache
def catalogue() -> tuple[Entry, ...]:
    """Return every entry, in order of preference."""
    with CATALOGUE.open("rb") as file:
        entries = tomllib.load(file)["weights"]
    return tuple(Entry(**{**fields, "papers": tuple(fields["papers"])}) for fields in entries)


def find_entry(name: str) -> Entry | None:
    """Return the entry called `name`, or None."""
    return next((entry for entry in catalogue() if entry.name == name), None)


def genuine_entry(sha256: str) -> Entry | None:
    """Return the entry whose published hash this full hash matches, or None."""
    return next((entry for entry in catalogue() if entry.is_genuine(sha256)), None)
