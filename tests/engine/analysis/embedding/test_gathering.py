"""Pictures come with names and categories, from the world and from folders; those that cannot be read are left out."""

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from engine.analysis.embedding import sources
from engine.analysis.embedding.gathering import Gathered, gather
from engine.analysis.embedding.sources import BASE_PX, Source, open_source, thumbnail_px
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.frames import Frame, ProgressFrame
from engine.world.items import HELD_OUT, TRAIN, world

T = TypeVar("T")


@pytest.fixture(autouse=True)
def forgotten() -> Generator[None, None, None]:
    clear_all_caches()
    yield
    clear_all_caches()


def finished(work: Generator[Frame, None, T]) -> tuple[list[Frame], T]:
    """Run to the end; return the frames and what was returned."""
    frames: list[Frame] = []
    while True:
        try:
            frames.append(next(work))
        except StopIteration as end:
            return frames, end.value


def gathered(source: Source) -> Gathered:
    return finished(gather(source, Control({})))[1]


def folder_of(path: Path, *classes: str, each: int = 4) -> Path:
    for number, name in enumerate(classes):
        (path / name).mkdir(parents=True, exist_ok=True)
        for index in range(each):
            pixels = np.full((20 + number, 30, 3), 40 * number + index, np.uint8)
            Image.fromarray(pixels).save(path / name / f"{name or 'picture'}-{index}.png")
    return path


def test_cut_outs_of_a_split_have_their_names_and_categories() -> None:
    pictures = gathered(open_source(None, "cutouts", HELD_OUT, 20, 0))
    items = world().cutouts(HELD_OUT)[:20]
    assert pictures.names == tuple(item.name_en for item in items)
    assert [pictures.categories[number] for number in pictures.category] == [item.category for item in items]
    assert pictures.unseen.all()
    assert len(set(pictures.subject.tolist())) == 20
    assert pictures.pixels(3, 5).shape == (2, BASE_PX, BASE_PX, 3)
    assert pictures.thumbnails.shape == (20, 64, 64, 3)
    assert not pictures.thumbnails.flags.writeable


def test_the_commonest_category_comes_first() -> None:
    pictures = gathered(open_source(None, "items", "all", 300, 0))
    counts = np.bincount(pictures.category)
    assert (np.diff(counts) <= 0).all()


def test_composites_of_all_splits_take_turns_and_more_of_them_begin_alike() -> None:
    few, more = (gathered(open_source(None, "composites", "all", count, 3)) for count in (9, 12))
    assert few.names == more.names[:9]
    assert few.population == more.population
    assert few.key != more.key
    assert few.unseen.tolist() == [False, True, True] * 3
    assert few.population != gathered(open_source(None, "composites", "all", 9, 4)).population
    assert not gathered(open_source(None, "composites", TRAIN, 6, 0)).unseen.any()


def test_folders_in_a_folder_are_categories(tmp_path: Path) -> None:
    pictures = gathered(open_source(folder_of(tmp_path, "cats", "dogs"), "items", "all", 100, 0))
    assert pictures.categories == ("cats", "dogs")
    assert pictures.names[0] == "cats-0"
    assert np.bincount(pictures.category).tolist() == [4, 4]


def test_a_plain_folder_is_one_category_and_broken_files_are_skipped(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "holiday", "", each=6)
    (folder / "broken.png").write_bytes(b"no picture")
    pictures = gathered(open_source(folder, "items", "all", 100, 0))
    assert pictures.categories == ("holiday",)
    assert (pictures.count, pictures.skipped) == (6, 1)
    assert len(pictures.pixels(0, 6)) == 6


def test_too_few_pictures_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Only 4 pictures can be read in your folder .*a layout needs 5"):
        gathered(open_source(folder_of(tmp_path, "", each=4), "items", "all", 100, 0))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="holds no picture"):
        open_source(tmp_path / "empty", "items", "all", 9, 0)


def test_a_world_without_such_pictures_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_items", lambda kind, split: ())
    with pytest.raises(UserError, match="has no such pictures"):
        open_source(None, "photos", HELD_OUT, 10, 0)


def test_gathering_says_how_far_it_is_can_be_cancelled_and_is_kept() -> None:
    source = open_source(None, "composites", TRAIN, 70, 0)
    control = Control({})
    work = gather(source, control)
    first = next(work)
    assert isinstance(first, ProgressFrame)
    assert (first.done, first.total) == (32, 70)
    control.cancel()
    with pytest.raises(Cancelled):
        next(work)
    frames, pictures = finished(gather(source, Control({})))
    assert len(frames) == 2
    again, same = finished(gather(source, Control({})))
    assert again == []
    assert same is pictures


@pytest.mark.parametrize(("count", "side"), [(100, 64), (900, 48), (2000, 32), (4000, 24), (50_000, 16)])
def test_many_thumbnails_are_small(count: int, side: int) -> None:
    assert thumbnail_px(count, 8 * 2**20) == side
