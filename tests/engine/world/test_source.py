"""Batches are functions of seed and step, what is held out stays held out, and folders stand in for the world."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.world import source as module
from engine.world.composites import Composer, Composite
from engine.world.items import HELD_OUT, TRAIN, Item, world
from engine.world.source import FOLDER_LEAST, FolderSource, WorldSource, crop, open_source


def save(path: Path, shade: int = 0, size: tuple[int, int] = (40, 30)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (shade, shade, shade)).save(path)


def flat_folder(folder: Path, count: int = 10) -> Path:
    for number in range(count):
        save(folder / f"{number:02}.png", 20 * number)
    return folder


def class_folder(folder: Path, count: int = 10) -> Path:
    """Two classes; the shade of a picture says which it is."""
    for number in range(count):
        save(folder / "dark" / f"{number:02}.png", number)
        save(folder / "light" / f"{number:02}.png", 200 + number)
    return folder


@pytest.fixture(scope="module")
def built_in() -> WorldSource:
    return WorldSource()


def test_a_batch_is_a_function_of_seed_and_step(built_in: WorldSource) -> None:
    first, again = built_in.train(1, 5, 12, 32), WorldSource().train(1, 5, 12, 32)
    assert np.array_equal(first.pixels, again.pixels)
    assert np.array_equal(first.labels, again.labels)
    assert first.pixels.shape == (12, 32, 32, 3)
    assert first.labels.dtype == np.int64
    for other in (built_in.train(1, 6, 12, 32), built_in.train(2, 5, 12, 32)):
        assert not np.array_equal(first.pixels, other.pixels)


def test_every_class_has_a_name_in_both_languages(built_in: WorldSource) -> None:
    assert len(built_in.classes) == len(set(built_in.classes)) == len(built_in.classes_zh) > 30
    assert all(built_in.classes_zh)
    labels = np.concatenate([built_in.train(0, step, 40, 32).labels for step in range(4)])
    assert labels.min() >= 0
    assert labels.max() < len(built_in.classes)
    assert len(set(labels.tolist())) > 20


def test_training_never_sees_what_is_held_out(built_in: WorldSource, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(monkeypatch)
    built_in.train(0, 1, 150, 32)
    assert {item.kind for item in seen} == {"cutout", "photo", "background"}
    assert {item.split for item in seen} == {TRAIN}


def test_it_is_tested_on_what_training_never_sees(built_in: WorldSource, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(monkeypatch)
    batch = built_in.held_out(40, 32)
    assert {item.split for item in seen} == {HELD_OUT}
    assert len(batch.pixels) == 40
    again = built_in.held_out(40, 32)
    assert np.array_equal(batch.pixels, again.pixels)
    assert np.array_equal(batch.labels, again.labels)


def watch(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """Remember every item that composites and crops are made of."""
    seen: list[Item] = []
    draw, read = Composer.draw, module.pixels

    def watched_draw(self: Composer, seed: int, index: int, size: int) -> Composite:
        composite = draw(self, seed, index, size)
        seen.extend([composite.background, *(thing.item for thing in composite.things)])
        return composite

    def watched_read(item: Item) -> np.ndarray:
        seen.append(item)
        return read(item)

    monkeypatch.setattr(Composer, "draw", watched_draw)
    monkeypatch.setattr(module, "pixels", watched_read)
    return seen


def test_composites_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    source = WorldSource(photos=False)
    assert set(source.classes) == {item.group for item in world().cutouts(TRAIN)}
    seen = watch(monkeypatch)
    source.train(0, 0, 20, 32)
    assert "photo" not in {item.kind for item in seen}


def test_the_folder_takes_the_place_of_the_world(tmp_path: Path) -> None:
    assert isinstance(open_source(None, Control()), WorldSource)
    source = open_source(flat_folder(tmp_path), Control(), photos=False)
    assert isinstance(source, FolderSource)
    assert tmp_path.name in source.name


def test_without_class_folders_every_picture_is_a_class(tmp_path: Path) -> None:
    source = FolderSource(flat_folder(tmp_path), Control())
    assert source.classes == tuple(f"{number:02}" for number in range(10))
    batch = source.train(0, 1, 30, 24)
    assert batch.pixels.shape == (30, 24, 24, 3)
    assert (batch.pixels[:, 0, 0, 0] == 20 * batch.labels).all()
    assert np.array_equal(batch.pixels, source.train(0, 1, 30, 24).pixels)
    held = source.held_out(100, 24)
    assert held.labels.tolist() == list(range(10))


def test_of_class_folders_every_fifth_picture_is_held_out(tmp_path: Path) -> None:
    source = FolderSource(class_folder(tmp_path), Control())
    assert source.classes == ("dark", "light")
    trained = {int(pixel) for step in range(8) for pixel in source.train(0, step, 40, 16).pixels[:, 0, 0, 0]}
    held = source.held_out(100, 16)
    tested = {int(pixel) for pixel in held.pixels[:, 0, 0, 0]}
    assert tested == {4, 9, 204, 209}
    assert trained == {*range(10), *range(200, 210)} - tested
    assert (held.labels == (held.pixels[:, 0, 0, 0] >= 200)).all()


def test_a_few_that_are_held_out_are_of_all_classes(tmp_path: Path) -> None:
    source = FolderSource(class_folder(tmp_path, 30), Control())
    assert Counter(source.held_out(4, 16).labels.tolist()) == {0: 2, 1: 2}
    assert source.held_out(4, 16).pixels.shape == (4, 16, 16, 3)


def test_no_more_are_taken_of_a_folder_without_classes_than_are_asked_for(tmp_path: Path) -> None:
    assert len(FolderSource(flat_folder(tmp_path), Control(), most=9).classes) == 9


def test_small_classes_are_trained_and_tested_on_alike(tmp_path: Path) -> None:
    source = FolderSource(class_folder(tmp_path, 4), Control())
    assert len(source.held_out(100, 16).labels) == 8
    assert len(set(source.train(0, 0, 200, 16).pixels[:, 0, 0, 0].tolist())) == 8


def test_hidden_and_empty_folders_are_no_classes(tmp_path: Path) -> None:
    class_folder(tmp_path)
    save(tmp_path / ".thumbnails" / "x.png")
    (tmp_path / "empty").mkdir()
    assert FolderSource(tmp_path, Control()).classes == ("dark", "light")


def test_each_class_gets_its_share_of_the_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOLDER_MOST", 16)
    source = FolderSource(class_folder(tmp_path, 20), Control())
    assert Counter(source._labels.tolist()) == {0: 8, 1: 8}


def test_pictures_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    flat_folder(tmp_path)
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("not counted")
    source = FolderSource(tmp_path, Control())
    assert source.note == "1 pictures could not be read"
    assert len(source.classes) == 10


def test_too_few_pictures_are_told(tmp_path: Path) -> None:
    flat_folder(tmp_path, FOLDER_LEAST - 1)
    with pytest.raises(UserError, match=rf"has {FOLDER_LEAST - 1} readable pictures; a training needs {FOLDER_LEAST}"):
        FolderSource(tmp_path, Control())


def test_an_empty_folder_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no picture"):
        FolderSource(tmp_path, Control())
    with pytest.raises(UserError, match="cannot be read"):
        FolderSource(tmp_path / "gone", Control())


def test_reading_a_folder_can_be_cancelled(tmp_path: Path) -> None:
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        FolderSource(flat_folder(tmp_path), control)


def test_large_pictures_are_kept_small(tmp_path: Path) -> None:
    for number in range(FOLDER_LEAST):
        save(tmp_path / f"{number}.jpg", 128, (1200, 800))
    source = FolderSource(tmp_path, Control())
    assert {picture.shape for picture in source._pictures} == {(256, 384, 3)}


def test_a_crop_of_everything_is_the_centre_square() -> None:
    picture = np.zeros((20, 40, 3), np.uint8)
    picture[:, 10:30] = 255
    rng = np.random.default_rng(0)
    whole = crop(picture, 20, rng, (1.0, 1.0))
    assert (whole == 255).all()
    shapes = {crop(picture, size, rng, (0.2, 1.0)).shape for size in (8, 33)}
    assert shapes == {(8, 8, 3), (33, 33, 3)}
