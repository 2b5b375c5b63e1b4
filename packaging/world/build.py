"""From the chosen pictures to a folder: files, the table of all items, the splits, the licences."""

import csv
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from pathlib import Path

from world.credits import CREDITS, Credits
from world.pictures import converted
from world.problems import WorldError
from world.sounds import shortened
from world.sources import Source
from world.splits import Splits, split
from world.tables import HERE, Choice

LARGEST_BYTES = 20_000_000
FOLDERS = {"cutout": "cutouts", "photo": "photos", "background": "backgrounds"}
SOUNDS = "sounds"
COPYRIGHT = "copyright"

# Parts of paths that say nothing about the picture.
_SILENT = {"resource", "images", "image", "contents"}
_SIZE = re.compile(r"\d+x\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of `items.csv`; its columns are these fields, in this order."""

    id: str
    kind: str
    file: str
    width: int
    height: int
    name_en: str
    name_zh: str
    category: str
    group: str
    photographic: str
    sound: str
    licence: str
    author: str
    source: str


def build(choices: Sequence[Choice], sources: Mapping[str, Source], out: Path, corrections: Path = CREDITS) -> None:
    """Write the world into `out`, replacing what an earlier build left there and nothing else.

    sources: the unpacked packages by name. Raises WorldError when a picture is missing or bad, or
    when it all grows over 20 MB.
    """
    credits = {name: Credits(source.package, source.folder, corrections) for name, source in sources.items()}
    out.mkdir(parents=True, exist_ok=True)
    for folder in (*FOLDERS.values(), SOUNDS, COPYRIGHT):
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder).mkdir()
    rows = sorted((_built(choice, sources, credits, out) for choice in choices), key=lambda row: row.id)
    _check_unique([row.id for row in rows])
    _write_table(rows, out / "items.csv")
    shutil.copyfile(HERE / "groups.csv", out / "groups.csv")
    (out / "splits.toml").write_text(_splits_text(split(rows)), "utf-8", newline="\n")
    for name, source in sources.items():
        shutil.copyfile(source.folder / source.package.copyright, out / COPYRIGHT / f"{name}.txt")
    _check_size(out)


def slug(path: str) -> str:
    """Turn an item's path into a name for its file: lower case, digits and dashes."""
    parts = [part for part in path.lower().split("/") if part not in _SILENT]
    stem = parts.pop().rpartition(".")[0].removesuffix("_background")
    if not _SIZE.match(stem):
        parts.append(stem)
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts)).strip("-")


def _built(choice: Choice, sources: Mapping[str, Source], credits: Mapping[str, Credits], out: Path) -> Row:
    source = sources[choice.package]
    picture = converted(choice, source.read(choice.path))
    name = f"{FOLDERS[choice.kind]}/{slug(choice.path)}"
    sound = _sound(choice, source, out)
    credit = credits[choice.package].of(choice.path)
    if sound:
        credit = credit.with_sound(credits[choice.package].of(choice.sound))
    (out / f"{name}.webp").write_bytes(picture.data)
    return Row(
        id=name,
        kind=choice.kind,
        file=f"{name}.webp",
        width=picture.width,
        height=picture.height,
        name_en=choice.name_en,
        name_zh=choice.name_zh,
        category=choice.category,
        group=choice.group,
        photographic="yes" if choice.photographic else "no",
        sound=sound,
        licence=credit.licence,
        author=credit.author,
        source=f"{source.package.name} {source.package.version} {source.package.within}{choice.path}",
    )


def _sound(choice: Choice, source: Source, out: Path) -> str:
    """Write the sound of a choice, if it has one, and return its file; empty without."""
    if not choice.sound:
        return ""
    file = f"{SOUNDS}/{slug(choice.sound)}.ogg"
    (out / file).write_bytes(shortened(source.read(choice.sound), choice.sound))
    return file


def _write_table(rows: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Row)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def _splits_text(splits: Splits) -> str:
    lines = ["# What is held back from training; everything else is trained on. Written by `make world`.", ""]
    lines += [_list("names", splits.names)]
    lines += [_list(FOLDERS[kind], ids) for kind, ids in splits.items.items()]
    return "\n".join(lines)


def _list(key: str, values: Sequence[str]) -> str:
    # A JSON string without control characters is a TOML string too.
    return "".join([f"{key} = [\n", *(f"    {json.dumps(value, ensure_ascii=False)},\n" for value in values), "]\n"])


def _check_unique(ids: Sequence[str]) -> None:
    for one, other in pairwise(ids):
        if one == other:
            raise WorldError(f"Two pictures would be called {one}. Leave one out.")


def _check_size(out: Path) -> None:
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > LARGEST_BYTES:
        raise WorldError(f"The world has {size:,} bytes, more than {LARGEST_BYTES:,}. Leave some pictures out.")
