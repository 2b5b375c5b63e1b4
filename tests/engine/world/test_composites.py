"""Composites are what their seed says, and every label of them is true."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import UserError
from engine.world import composites
from engine.world.composites import Composer, Composite
from engine.world.items import HELD_OUT, HELD_OUT_NAME, TRAIN, Item, World, world

SIZES = (32, 57, 112, 224, 448)


def cutout(path: Path, name: str, pixels: np.ndarray, kind: str = "cutout") -> Item:
    """An item of a world that was made for a test."""
    Image.fromarray(pixels).save(path, lossless=True, exact=True)
    height, width = pixels.shape[:2]
    return Item(
        id=f"test/{path.parent.name}/{name}",
        kind=kind,  # type: ignore[arg-type]  # given by the tests alone
        file=path,
        width=width,
        height=height,
        name_en=name,
        name_zh=f"某{name}",
        category="shapes",
        group=f"{name}s",
        photographic=False,
        sound=None,
        licence="CC0-1.0",
        author="the test",
        source="here",
        split=TRAIN,
    )


@pytest.fixture
def shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Item, ...]:
    """A world of a red square, a green disc and a black background."""
    square = np.zeros((60, 60, 4), np.uint8)
    square[5:55, 5:55] = (255, 0, 0, 255)
    down, across = np.mgrid[:60, :60]
    disc = np.zeros((60, 60, 4), np.uint8)
    disc[(down - 30) ** 2 + (across - 30) ** 2 < 25**2] = (0, 255, 0, 255)
    made = (
        cutout(tmp_path / "a.webp", "square", square),
        cutout(tmp_path / "b.webp", "disc", disc),
        cutout(tmp_path / "c.webp", "night", np.zeros((80, 90, 3), np.uint8), "background"),
    )
    monkeypatch.setattr(composites, "world", lambda: World(made, {}))
    return made


def some(split: str = TRAIN, size: int = 64, things: tuple[int, int] = (1, 4), count: int = 25) -> list[Composite]:
    composer = Composer(split, things)
    return [composer.draw(5, index, size) for index in range(count)]


def test_the_same_seed_index_and_size_give_the_same_picture() -> None:
    first, second = Composer(TRAIN), Composer(TRAIN)
    for size in SIZES:
        one, other = first.draw(3, 7, size), second.draw(3, 7, size)
        assert np.array_equal(one.pixels, other.pixels)
        assert np.array_equal(one.masks, other.masks)
        assert [thing.item for thing in one.things] == [thing.item for thing in other.things]


def test_another_seed_or_index_gives_another_picture() -> None:
    composer = Composer(TRAIN)
    drawn = {composer.draw(*which, 48).pixels.tobytes() for which in ((0, 0), (0, 1), (1, 0), (1, 1))}
    assert len(drawn) == 4


def test_what_was_drawn_before_does_not_matter() -> None:
    composer = Composer(TRAIN)
    alone = composer.draw(0, 9, 40).pixels.copy()
    for index in range(5):
        composer.draw(0, index, 40)
    assert np.array_equal(composer.draw(0, 9, 40).pixels, alone)


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_as_large_as_was_asked(size: int) -> None:
    composite = Composer(TRAIN).draw(1, 2, size)
    assert composite.pixels.shape == (size, size, 3)
    assert composite.pixels.dtype == np.uint8
    assert not composite.pixels.flags.writeable
    assert composite.size == size
    assert composite.pixels.std() > 0


@pytest.mark.parametrize("size", [0, 31, 449])
def test_other_sizes_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"expected 32 to 448 px, got {size}"):
        Composer(TRAIN).draw(0, 0, size)


@pytest.mark.parametrize("things", [(0, 1), (3, 2), (1, 5)])
def test_other_numbers_of_things_are_refused(things: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="fewest"):
        Composer(TRAIN, things)


def test_one_to_four_things_are_placed() -> None:
    counts = [len(composite.things) for composite in some(count=60, size=96)]
    assert set(counts) == {1, 2, 3, 4}
    assert {len(composite.things) for composite in some(things=(1, 1))} == {1}
    assert max(len(composite.things) for composite in some(things=(2, 2))) == 2


def test_masks_share_no_pixel_and_agree_with_the_depth() -> None:
    for composite in some():
        assert composite.masks.sum(axis=0).max() <= 1
        depth = composite.depth
        for number, mask in enumerate(composite.masks):
            assert (depth[mask] == number).all()
        assert (depth[~composite.masks.any(axis=0)] == len(composite.things)).all()


def test_nearer_things_hide_farther_ones() -> None:
    overlaps = 0
    for composite in some(count=40):
        assert [thing.depth for thing in composite.things] == list(range(len(composite.things)))
        for number, thing in enumerate(composite.things):
            cover = thing.cover(composite.size)
            assert (composite.masks[number] <= cover).all()
            for farther in composite.masks[number + 1 :]:
                assert not (farther & cover).any()
            overlaps += bool((cover & ~composite.masks[number]).any())
    assert overlaps > 3


def test_boxes_are_tight_around_what_is_visible() -> None:
    for composite in some():
        for mask, (x0, y0, x1, y1) in zip(composite.masks, composite.boxes, strict=True):
            rows, columns = np.nonzero(mask)
            if len(rows):
                assert (x0, y0, x1, y1) == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            else:
                assert (x0, y0, x1, y1) == (0, 0, 0, 0)


def test_each_thing_stays_visible_enough() -> None:
    for composite in some(things=(4, 4), count=40):
        for mask, thing in zip(composite.masks, composite.things, strict=True):
            assert mask.sum() >= 0.25 * thing.cover(composite.size).sum()


def test_the_subject_is_the_largest_visible_thing() -> None:
    for composite in some():
        areas = composite.masks.sum(axis=(1, 2))
        assert composite.subject is composite.things[int(areas.argmax())]
        assert composite.label == composite.subject.item.group
        assert composite.category == composite.subject.item.category


def test_captions_name_everything_in_both_languages() -> None:
    for composite in some():
        for thing in composite.things:
            assert thing.item.name_en.casefold() in composite.caption_en.casefold()
            assert thing.item.name_zh in composite.caption_zh
        assert composite.background.name_en in composite.caption_en
        assert composite.background.name_zh in composite.caption_zh


@pytest.mark.usefixtures("shapes")
@pytest.mark.parametrize("size", [32, 120])
def test_masks_are_where_the_pixels_are(size: int) -> None:
    colours = {"square": 0, "disc": 1}
    composer = Composer(TRAIN)
    for index in range(15):
        composite = composer.draw(0, index, size)
        for mask, thing in zip(composite.masks, composite.things, strict=True):
            inside = composite.pixels[mask].astype(int)
            channel = colours[thing.item.name_en]
            assert (inside.argmax(axis=1) == channel).mean() > 0.85  # the rest are rims before another shape
        outside = composite.pixels[~composite.masks.any(axis=0)]
        assert (outside.max(axis=1) < 180).mean() > 0.97  # a rim covers less than half of its pixel


@pytest.mark.usefixtures("shapes")
def test_a_cutout_can_be_placed_alone(shapes: tuple[Item, ...]) -> None:
    composer = Composer(TRAIN, (1, 1), (shapes[1],))
    assert {composer.draw(0, index, 32).label for index in range(5)} == {"discs"}


@pytest.mark.usefixtures("shapes")
def test_a_split_without_anything_is_one_sentence() -> None:
    with pytest.raises(UserError, match="nothing in its split 'held-out name'"):
        Composer(HELD_OUT_NAME)


def test_nothing_held_out_is_ever_trained_on() -> None:
    held_names = {item.name_en for item in world().cutouts(HELD_OUT_NAME)}
    for composite in some(count=150, size=32):
        assert composite.background.split == TRAIN
        for thing in composite.things:
            assert thing.item.split == TRAIN
            assert thing.item.name_en not in held_names


@pytest.mark.parametrize("split", [HELD_OUT, HELD_OUT_NAME])
def test_held_out_composites_are_made_of_what_was_held_out(split: str) -> None:
    for composite in some(split, size=32, count=60):
        assert composite.background.split == HELD_OUT
        assert {thing.item.split for thing in composite.things} == {split}
