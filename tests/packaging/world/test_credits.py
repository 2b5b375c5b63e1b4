"""Licences come from the package's copyright file, or from the table of corrections."""

from pathlib import Path

import pytest
from world.credits import Credit, Credits
from world.packages import Package
from world.problems import WorldError

PACKAGE = Package(name="walls", version="1", sha256="", within="usr/share/walls/", stated="pictures/")
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: pictures/nature/*
Copyright: 2001, Ada
           2002, Bob
License: GPL-2+
 Words of the licence
 .
 and more of them.

Files: pictures/nature/dune.jpg
       pictures/nature/sea.jpg
Copyright: Cay
License: public-domain

License: GPL-2+
 Whole text.
"""
NO_CORRECTIONS = "package,path,licence,author,stated_in\n"


def _credits(tmp_path: Path, corrections: str = NO_CORRECTIONS, package: Package = PACKAGE) -> Credits:
    copyright_file = tmp_path / package.copyright
    copyright_file.parent.mkdir(parents=True)
    copyright_file.write_text(COPYRIGHT, "utf-8")
    table = tmp_path / "credits.csv"
    table.write_text(corrections, "utf-8")
    return Credits(package, tmp_path, table)


def test_the_last_paragraph_that_matches_counts(tmp_path: Path) -> None:
    credits = _credits(tmp_path)
    assert credits.of("nature/hill.png") == Credit("GPL-2.0-or-later", "2001, Ada; 2002, Bob")
    assert credits.of("nature/sea.jpg") == Credit("Public domain", "Cay")


def test_a_picture_may_have_changed_its_format(tmp_path: Path) -> None:
    assert _credits(tmp_path).of("nature/dune.webp").author == "Cay"


def test_a_correction_goes_before_the_copyright_file(tmp_path: Path) -> None:
    corrections = NO_CORRECTIONS + "walls,nature/sea.jpg,CC0-1.0,Dee,README\nother,nature/hill.png,CC0-1.0,Eve,README\n"
    credits = _credits(tmp_path, corrections)
    assert credits.of("nature/sea.jpg") == Credit("CC0-1.0", "Dee")
    assert credits.of("nature/hill.png").licence == "GPL-2.0-or-later"


def test_a_package_under_one_licence_needs_no_paragraphs(tmp_path: Path) -> None:
    one = Package(name="walls", version="1", sha256="", within="", stated="", licence="MIT", author="Fay")
    assert _credits(tmp_path, package=one).of("anything.png") == Credit("MIT", "Fay")


def test_a_picture_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"walls states no licence for pictures/city\.jpg"):
        _credits(tmp_path).of("city.jpg")


def test_a_sound_of_another_author_is_named_too() -> None:
    picture, sound = Credit("CC0-1.0", "Ada"), Credit("CC-BY-3.0", "Bob")
    assert picture.with_sound(picture) == picture
    assert picture.with_sound(sound) == Credit("CC0-1.0; sound: CC-BY-3.0", "Ada; sound: Bob")
