"""The notes on a paper's card, read from `resources/notes/<language>/<paper>.md`.

A file has one `##` section per experiment, and first one named after the paper with two or three
sentences on its idea. Each experiment's section has the headings of `HEADINGS`, which are keys and
stay English in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "notes"
FALLBACK = "en"
HEADINGS = ("What am I looking at", "Formula", "Recreates", "Try", "Claim")


@dataclass(frozen=True, slots=True)
class Note:
    """What the card says about one experiment; a part that the file leaves out is empty.

    tries: things to do, one sentence each.
    """

    looking: str = ""
    formula: str = ""
    recreates: str = ""
    tries: tuple[str, ...] = ()
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on one paper.

    language: the one they are in, which is English when there are none in the language asked for.
    """

    paper: str
    language: str
    idea: str
    notes: Mapping[str, Note]

    def of(self, experiment: str) -> Note:
        """Return the note on an experiment, an empty one when there is none."""
        return self.notes.get(experiment, Note())


def load_notes(paper: str, language: str = FALLBACK) -> Notes:
    """Read the notes on a paper in `language` ("en", "zh_CN"), in English where there are none in it.

    A paper without any notes gets empty ones. Raises ValueError for a heading that is not known.
    """
    for name in (language, FALLBACK):
        path = FOLDER / name / f"{paper}.md"
        if path.is_file():
            return _parse(paper, name, path.read_text("utf-8"))
    return Notes(paper, FALLBACK, "", MappingProxyType({}))


def _parse(paper: str, language: str, text: str) -> Notes:
    sections = _split(text, "## ")
    notes = {name: _note(body, name) for name, body in sections.items() if name != paper}
    return Notes(paper, language, _joined(sections.get(paper, "")), MappingProxyType(notes))


def _split(text: str, mark: str) -> dict[str, str]:
    """Return the text under each heading that starts with `mark`, by heading."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(mark):
            lines = sections.setdefault(line.removeprefix(mark).strip(), [])
        else:
            lines.append(line)
    return {name: "\n".join(body).strip() for name, body in sections.items()}


def _note(body: str, name: str) -> Note:
    parts = _split(body, "### ")
    unknown = sorted(set(parts) - set(HEADINGS))
    if unknown:
        raise ValueError(f"notes on {name}: expected the headings {', '.join(HEADINGS)}, got {unknown[0]!r}")
    looking, formula, recreates, tries, claim = (parts.get(heading, "") for heading in HEADINGS)
    items = tuple(_joined(item) for item in f"\n{tries}".split("\n- ")[1:])
    return Note(_joined(looking), formula, _joined(recreates), items, _joined(claim))


def _joined(text: str) -> str:
    """Join wrapped lines; Chinese is joined without a space, which it does not put between words."""
    joined = ""
    for line in (line.strip() for line in text.splitlines()):
        wide = not joined or not line or (ord(joined[-1]) > 0x2E7F and ord(line[0]) > 0x2E7F)
        joined += line if wide else f" {line}"
    return joined
