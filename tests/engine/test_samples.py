"""The sample pictures are there, are what they are called, and say where they come from."""

import importlib.util
import subprocess
import sys

import pytest

from engine.errors import UserError
from engine.images import fit, load_picture
from engine.samples import Sample, find_sample, samples


def test_the_tray_starts_as_in_the_design() -> None:
    assert [sample.name for sample in samples()][:4] == ["coffee", "cat", "astronaut", "rocket"]


def test_names_are_words_of_their_own() -> None:
    names = [sample.name for sample in samples()]
    assert len(set(names)) == len(names) >= 5
    assert all(name.isalpha() and name.islower() for name in names)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_sample_is_a_picture_with_licence_and_source(sample: Sample) -> None:
    picture = load_picture(sample.path)
    assert min(picture.pixels.shape[:2]) >= 224 or sample.name == "coins"
    assert fit(picture, 224).std() > 10
    assert sample.title
    assert sample.licence
    assert sample.source


def test_a_sample_is_found_by_name() -> None:
    assert find_sample("astronaut").path.name == "astronaut.png"
    with pytest.raises(UserError, match=r"no sample picture 'dog'\. There are: coffee, cat"):
        find_sample("dog")


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    samples.cache_clear()
    with pytest.raises(UserError, match="Install the scikit-image package"):
        samples()


def test_finding_them_imports_nothing_heavy() -> None:
    code = "import sys; from engine.samples import samples; samples(); assert not {'skimage', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
