"""The catalogue file says enough, and consistently, about every set of weights."""

import re
from typing import get_args

import pytest

from engine.frames import Badge
from engine.papers import PAPERS
from engine.weights.built_in import find_genuine_built_in, model_card
from engine.weights.catalogue import Entry, catalogue, find_entry, genuine_entry
from engine.weights.layouts import find_architecture
from engine.weights.reading import OWN_LAYOUT


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
def test_an_entry_says_what_its_badge_needs(entry: Entry) -> None:
    assert entry.badge in get_args(Badge)
    assert entry.badge != "own file"
    assert entry.label
    assert entry.source
    assert entry.licence
    assert entry.layout in (*find_architecture(entry.architecture).layouts, OWN_LAYOUT)
    assert re.fullmatch(r"([0-9a-f]{8}|[0-9a-f]{64})?", entry.sha256)
    if entry.badge == "official":
        assert entry.address.startswith("https://")
        assert entry.address.endswith(entry.file)
        assert entry.sha256 in entry.file  # PyTorch puts the first digits there
    if entry.badge == "built-in":
        assert len(entry.sha256) == 64
        assert find_genuine_built_in(entry)
        assert model_card(entry)
    if entry.badge == "packaged":
        assert len(entry.sha256) == 64
        assert "==" in entry.package
    assert set(entry.papers) <= {paper.id for paper in PAPERS}


def test_names_are_unique_and_random_comes_last() -> None:
    names = [entry.name for entry in catalogue()]
    assert len(names) == len(set(names))
    badges = [entry.badge for entry in catalogue()]
    assert badges.index("random") > max(badges.index("packaged"), badges.index("official"))


def test_every_paper_names_weights_that_exist() -> None:
    for paper in PAPERS:
        for name in paper.weights:
            entry = find_entry(name)
            assert entry is not None
            assert paper.id in entry.papers


def test_only_a_published_hash_makes_a_file_genuine() -> None:
    timm = find_entry("vitb16-timm")
    assert timm is not None
    genuine = "80ecf9dd" + "0" * 56
    assert timm.is_genuine(genuine)
    assert genuine_entry(genuine) is timm
    assert genuine_entry("0" * 64) is None
    unpublished = find_entry("dinov2-vits14")
    assert unpublished is not None
    assert not unpublished.is_genuine("0" * 64)
    assert find_entry("no such weights") is None
