"""The notes: every paper has them in both languages, and the reader of the files."""

from pathlib import Path

import pytest

from engine import notes
from engine.notes import Note, load_notes
from engine.papers import PAPERS

TEXT = """\
## toy

An idea that is
wrapped.

## toy.one

### What am I looking at
Dots.

### Formula
a = b
c = d

### Recreates
Figure 1.

### Try
- Turn it
  round.
- Stop.

### Claim
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "en" / "toy.md").write_text(TEXT, "utf-8")
    monkeypatch.setattr(notes, "FOLDER", tmp_path)
    return tmp_path


def test_reads_every_part(folder: Path) -> None:
    toy = load_notes("toy")
    assert toy.idea == "An idea that is wrapped."
    assert toy.of("toy.one") == Note("Dots.", "a = b\nc = d", "Figure 1.", ("Turn it round.", "Stop."), "")


def test_a_missing_language_falls_back_to_english(folder: Path) -> None:
    assert load_notes("toy", "zh_CN").language == "en"
    (folder / "zh_CN" / "toy.md").write_text("## toy\n\n一句话，\n分成两行 A\nB。\n", "utf-8")
    chinese = load_notes("toy", "zh_CN")
    assert (chinese.language, chinese.idea) == ("zh_CN", "一句话，分成两行 A B。")


def test_what_is_not_there_is_empty(folder: Path) -> None:
    assert load_notes("nothing").idea == ""
    assert load_notes("toy").of("toy.two") == Note()


def test_an_unknown_heading_is_an_error(folder: Path) -> None:
    (folder / "en" / "toy.md").write_text("## toy.one\n### Why\n", "utf-8")
    with pytest.raises(ValueError, match=r"notes on toy.one: .*got 'Why'"):
        load_notes("toy")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_every_experiment_is_explained(paper: object, language: str) -> None:
    found = load_notes(paper.id, language)
    assert found.language == language
    assert found.idea
    assert set(found.notes) == {experiment.id for experiment in paper.experiments}
    for experiment, note in found.notes.items():
        assert note.looking, experiment
        assert note.formula, experiment
        assert note.recreates, experiment
        assert len(note.tries) >= 3, experiment
