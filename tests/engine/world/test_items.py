"""The world that ships: its tables are whole, its files are there, its splits are fixed."""

import hashlib
import shutil
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from engine.cache import clear_all_caches
from engine.errors import UserError
from engine.world.items import FOLDER, HELD_OUT, HELD_OUT_NAME, TRAIN, World, group_zh, pixels, read_world, world

LARGEST_BYTES = 20_000_000
# A change of the splits makes every model card's numbers those of another test: it is made on purpose only.
SPLITS_SHA256 = "0dbd3bff55d51358fabc3f26e9ae7dbec8c5ee89dfab97b08bfbc10f739edb7d"


def test_every_line_of_the_table_is_whole() -> None:
    items = world().items
    assert len({item.id for item in items}) == len({item.file for item in items}) == len(items)
    for item in items:
        assert item.name_en, item.id
        assert any("一" <= letter <= "鿿" for letter in item.name_zh) or item.name_zh == "T恤", item.id
        assert item.category in world().groups_zh, item.id
        assert item.group in world().groups_zh, item.id
        assert item.licence, item.id
        assert item.author, item.id
        assert item.source.count(" ") >= 2, item.id


def test_one_name_has_one_translation() -> None:
    names = {item.name_en: item.name_zh for item in world().items}
    assert [item.id for item in world().items if names[item.name_en] != item.name_zh] == []


def test_every_picture_opens_in_the_size_the_table_says() -> None:
    for item in world().items:
        with Image.open(item.file) as image:
            image.load()
            assert image.size == (item.width, item.height), item.id
            assert image.format == "WEBP"
        assert item.sound is None or item.sound.read_bytes().startswith(b"OggS"), item.id


def test_no_file_is_left_over() -> None:
    listed = {item.file for item in world().items} | {item.sound for item in world().items if item.sound}
    found = {path for path in FOLDER.rglob("*") if path.suffix in (".webp", ".ogg")}
    assert found == listed


def test_it_is_large_enough_and_small_enough() -> None:
    assert (len(world().cutouts()), len(world().photos()), len(world().backgrounds())) == (588, 257, 47)
    assert sum(item.photographic for item in world().cutouts()) > 300
    assert sum(item.sound is not None for item in world().items) > 100
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < LARGEST_BYTES


def test_the_licences_it_names_are_there() -> None:
    for item in world().items:
        package = item.source.split(" ", maxsplit=1)[0]
        assert (FOLDER / "copyright" / f"{package}.txt").stat().st_size > 1000, item.id
    assert {path.name for path in (FOLDER / "licences").iterdir()} == {"GPL-2.0.txt", "GPL-3.0.txt", "LGPL-3.0.txt"}


def test_splits_part_the_items_and_are_fixed() -> None:
    for of_kind in (world().cutouts, world().photos, world().backgrounds):
        parts = [of_kind(split) for split in (TRAIN, HELD_OUT, HELD_OUT_NAME)]
        assert sorted(item.id for part in parts for item in part) == sorted(item.id for item in of_kind())
    assert hashlib.sha256((FOLDER / "splits.toml").read_bytes()).hexdigest() == SPLITS_SHA256


def test_held_out_parts_have_the_size_they_should() -> None:
    shares = ((world().cutouts, 0.10, 0.14), (world().photos, 0.13, 0.17), (world().backgrounds, 0.15, 0.25))
    for of_kind, low, high in shares:
        assert low < len(of_kind(HELD_OUT)) / len(of_kind()) < high
    names = {item.name_en for item in world().cutouts()}
    assert 0.08 < len({item.name_en for item in world().cutouts(HELD_OUT_NAME)}) / len(names) < 0.12


def test_no_held_out_name_is_ever_trained_on() -> None:
    held_out = set(tomllib.loads((FOLDER / "splits.toml").read_text("utf-8"))["names"])
    trained = [item for item in world().items if item.split == TRAIN and item.kind != "background"]
    assert held_out
    assert not {item.name_en for item in trained} & held_out
    assert not {item.name_zh for item in trained} & {item.name_zh for item in world().items if item.name_en in held_out}


def test_every_group_is_trained_on() -> None:
    for of_kind in (world().cutouts, world().photos, world().backgrounds):
        assert {item.group for item in of_kind()} == {item.group for item in of_kind(TRAIN)}


def test_pixels_are_read_only_and_kept() -> None:
    cutout, photo = world().find("cutouts/animals-birds-crow"), world().photos()[0]
    assert pixels(cutout).shape == (cutout.height, cutout.width, 4)
    assert pixels(photo).shape == (photo.height, photo.width, 3)
    assert not pixels(cutout).flags.writeable
    assert pixels(cutout) is pixels(cutout)
    first = pixels(cutout)
    clear_all_caches()
    assert pixels(cutout) is not first


def test_alpha_has_holes_and_a_body() -> None:
    alpha = pixels(world().find("cutouts/animals-birds-crow"))[..., 3]
    assert (alpha == 0).mean() > 0.2
    assert (alpha > 250).mean() > 0.2


def test_groups_have_chinese_names() -> None:
    assert group_zh("birds") == "鸟"
    assert group_zh("nothing of the kind") == "nothing of the kind"


def test_an_unknown_picture_is_named() -> None:
    with pytest.raises(UserError, match="no picture 'cutouts/unicorn'"):
        world().find("cutouts/unicorn")


def test_an_unknown_split_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="expected one of"):
        world().cutouts("test")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tables alone, to be damaged."""
    for name in ("items.csv", "groups.csv", "splits.toml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def test_the_tables_are_enough_to_list_the_world(copy: Path) -> None:
    assert isinstance(read_world(copy), World)
    assert len(read_world(copy).items) == len(world().items)


@pytest.mark.parametrize("name", ["items.csv", "groups.csv", "splits.toml"])
def test_a_missing_table_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(UserError, match="cannot be read: No such file"):
        read_world(copy)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("items.csv", ",photo,", ",film,"),
        ("items.csv", "name_zh", "name_xx"),
        ("items.csv", ",webp", ""),
        ("splits.toml", "names = [", "names = "),
        ("splits.toml", "photos = ", "pictures = "),
        ("groups.csv", "name_en", "name"),
    ],
)
def test_a_damaged_table_is_told(copy: Path, name: str, old: str, new: str) -> None:
    text = (copy / name).read_text("utf-8")
    (copy / name).write_text(text.replace(old, new) if old in text else text[: len(text) // 2], "utf-8")
    with pytest.raises(UserError, match="damaged"):
        read_world(copy)


def test_an_empty_table_is_told(copy: Path) -> None:
    header = (copy / "items.csv").read_text("utf-8").splitlines()[0]
    (copy / "items.csv").write_text(header + "\n", "utf-8")
    with pytest.raises(UserError, match="is empty"):
        read_world(copy)


def test_a_damaged_picture_is_named(copy: Path) -> None:
    item = read_world(copy).items[0]
    with pytest.raises(UserError, match=item.file.name):
        pixels(item)
    item.file.parent.mkdir()
    whole = world().items[0].file.read_bytes()
    for damaged in (b"", b"RIFF", whole[: len(whole) // 2]):
        item.file.write_bytes(damaged)
        with pytest.raises(UserError, match=item.file.name):
            pixels(item)
