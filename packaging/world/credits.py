"""Who made a picture and under what licence: from the package's copyright file, or from `credits.csv`.

Debian's copyright files (https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/) are
paragraphs of patterns; of those that match a file the last one counts. `credits.csv` corrects them
where the files beside the pictures say more than Debian does, and says in each line where that is.
"""

import csv
import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from world.packages import Package
from world.problems import WorldError

CREDITS = Path(__file__).parent / "credits.csv"

# Debian's short names → SPDX identifiers; names that are not here are the same in both.
_SPDX = {
    "GPL-2": "GPL-2.0-only",
    "GPL-2+": "GPL-2.0-or-later",
    "GPL-3": "GPL-3.0-only",
    "GPL-3+": "GPL-3.0-or-later",
    "public-domain": "Public domain",
}
# A picture keeps its stem when a later release stores it in another format.
_PICTURE = re.compile(r"\.(webp|png|jpe?g)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """licence: an SPDX identifier, or "Public domain"; author: names, never empty."""

    licence: str
    author: str

    def with_sound(self, sound: "Credit") -> "Credit":
        """Return the credit of a picture and its sound together."""
        if sound == self:
            return self
        return Credit(f"{self.licence}; sound: {sound.licence}", f"{self.author}; sound: {sound.author}")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    patterns: tuple[str, ...]
    credit: Credit


class Credits:
    """The credits of one package's pictures."""

    def __init__(self, package: Package, folder: Path, corrections: Path = CREDITS) -> None:
        self._package = package
        self._corrections = dict(_corrections(package.name, corrections))
        text = (folder / package.copyright).read_text("utf-8")
        self._paragraphs = [] if package.licence else list(_paragraphs(text))

    def of(self, path: str) -> Credit:
        """Return the credit of the item `path` as the tables write it; WorldError when nobody states one."""
        if path in self._corrections:
            return self._corrections[path]
        if self._package.licence:
            return Credit(self._package.licence, self._package.author)
        stated = self._package.stated + path
        found = [paragraph.credit for paragraph in self._paragraphs if _matches(stated, paragraph.patterns)]
        if not found:
            raise WorldError(f"{self._package.name} states no licence for {stated}. Add a line to credits.csv.")
        return found[-1]


def _corrections(package: str, path: Path) -> Iterator[tuple[str, Credit]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["package"] == package:
                yield row["path"], Credit(row["licence"], row["author"])


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    stem = _PICTURE.sub("", path)
    return any(fnmatch.fnmatchcase(path, pattern) or _PICTURE.sub("", pattern) == stem for pattern in patterns)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for block in re.split(r"\n\s*\n", text):
        fields = _fields(block)
        if "Files" in fields and "License" in fields:
            licence = fields["License"].splitlines()[0].strip()
            author = "; ".join(line.strip() for line in fields["Copyright"].splitlines() if line.strip())
            yield _Paragraph(tuple(fields["Files"].split()), Credit(_SPDX.get(licence, licence), author))


def _fields(block: str) -> dict[str, str]:
    """Split a paragraph into its fields; a line that begins with white space goes on with the last."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line[:1] in (" ", "\t"):
            fields[name] = f"{fields.get(name, '')}\n{line}"
        elif ":" in line:
            name, _, rest = line.partition(":")
            fields[name] = rest.strip()
    return fields
