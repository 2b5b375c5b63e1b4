"""The nine patches are really the strongest, cut out where the unit looks."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.analysis import picture_pool, top_patches
from engine.analysis.picture_pool import PicturePool, open_pool
from engine.analysis.subjects import as_array
from engine.analysis.top_patches import Survey, cut_out
from engine.analysis.vision import as_input, output_of
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.experiment import Request
from engine.frames import Frame, GridFrame, HeatFrame, ImageFrame, ProgressFrame
from engine.images import Picture
from engine.nn.geometry import ReceptiveField
from engine.world.items import world
from engine.world.pictures import Scene
from tests.engine.analysis.vision_subjects import SIDE, noise, picture, subject

COUNT = 30
BROKEN = (3, 17)
LAYER = 2  # relu1
SHOWN = {"layer": LAYER, "map": 4, "place": 1, "pictures": COUNT}


def read(number: int) -> Picture:
    if number in BROKEN:
        raise UserError("Broken.", "Take another.")
    return picture(number)


def pool(count: int = COUNT) -> PicturePool:
    return PicturePool("noise", SIDE, tuple(("noise", number) for number in range(count)), read)


@pytest.fixture(autouse=True)
def noise_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    clear_all_caches()
    monkeypatch.setattr(top_patches, "open_pool", lambda folder, count, side: pool(count))
    yield
    clear_all_caches()


def run(**parameters: int) -> list[Frame]:
    control = Control({**SHOWN, **parameters})
    return list(top_patches.top_patches(subject(), Request("alexnet.top_patches"), control))


def strongest_by_force(channel: int, count: int = COUNT) -> list[tuple[float, int]]:
    shown = subject()
    found = []
    for number in range(count):
        if number not in BROKEN:
            maps = as_array(output_of(shown.loaded.model, as_input(noise(number)[None], shown.loaded), "relu1"))
            found.append((float(maps[0, channel].max()), number))
    return sorted(found, reverse=True)[:9]


@pytest.mark.parametrize("chosen", [1, 4, 8])
def test_the_nine_are_the_maxima(chosen: int) -> None:
    expected = strongest_by_force(chosen - 1)
    survey = Survey()
    while survey.done < COUNT:
        survey.look(subject().loaded, "relu1", pool())
    found = survey.best(chosen - 1, COUNT)
    assert [number for _, number, _ in found] == [number for _, number in expected]
    assert [value for value, _, _ in found] == pytest.approx([value for value, _ in expected], rel=1e-5)
    frames = run(map=chosen)
    sheet = [frame for frame in frames if isinstance(frame, GridFrame)][-1]
    assert sheet.labels == tuple(f"{value:.3g} · noise {number}.png" for value, number, _ in found)
    assert sheet.detail == "strongest of 30 pictures, noise, 2 could not be read"


def test_a_patch_is_what_the_unit_sees() -> None:
    frames = run(place=2)
    source = next(frame for frame in frames if isinstance(frame, ImageFrame))
    answer = next(frame for frame in frames if isinstance(frame, HeatFrame))
    sheet = [frame for frame in frames if isinstance(frame, GridFrame)][-1]
    (unit,) = answer.marked
    assert answer.values[unit] == answer.values.max()
    x0, y0, x1, y1 = source.boxes[0]
    assert (y0, x0) == (4 * unit[0], 4 * unit[1])
    factor = sheet.tiles.shape[1] // 11
    assert np.array_equal(sheet.tiles[1][::factor, ::factor], source.pixels[y0:y1, x0:x1])
    assert sheet.selected == 1


def test_it_is_shown_while_it_is_looked_for_and_kept() -> None:
    frames = run()
    steps = [frame for frame in frames if isinstance(frame, ProgressFrame)]
    assert [step.done for step in steps] == [8, 16, 24, COUNT]
    assert {step.total for step in steps} == {COUNT}
    assert not any(isinstance(frame, ProgressFrame) for frame in run(map=2))  # another map costs nothing
    more = [frame for frame in run(pictures=COUNT + 5) if isinstance(frame, ProgressFrame)]
    assert [step.done for step in more] == [COUNT + 5]  # only the five new ones
    fewer = [frame for frame in run(pictures=10) if isinstance(frame, GridFrame)][-1]
    expected = strongest_by_force(3, 10)
    assert [label.split(" · ")[1] for label in fewer.labels] == [f"noise {number}.png" for _, number in expected]


def test_it_can_be_cancelled_and_goes_on_where_it_was() -> None:
    control = Control(SHOWN)
    frames = top_patches.top_patches(subject(), Request("alexnet.top_patches"), control)
    while not isinstance(next(frames), ProgressFrame):
        pass
    control.cancel()
    with pytest.raises(Cancelled):
        list(frames)
    left = [frame.done for frame in run() if isinstance(frame, ProgressFrame)]
    assert left == [16, 24, COUNT]


def test_nothing_readable_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(number: int) -> Picture:
        raise UserError("Broken.", "Take another.")

    empty = PicturePool("noise", SIDE, (1, 2), unreadable)
    monkeypatch.setattr(top_patches, "open_pool", lambda folder, count, side: empty)
    with pytest.raises(UserError, match="None of the 2 pictures in noise can be read"):
        run()


def test_what_lies_beyond_the_picture_is_grey() -> None:
    pixels = noise(1, 20)
    seen = ReceptiveField(size=8, stride=4, start=-3)
    patch = cut_out(pixels, seen, (0, 4))  # from row −3 down, from column 13 to 21
    factor = patch.shape[0] // 8
    small = patch[::factor, ::factor]
    assert (small[:3] == 127).all()
    assert (small[:, 7] == 127).all()
    assert np.array_equal(small[3:, :7], pixels[:5, 13:20])
    assert cut_out(pixels, ReceptiveField(whole=True), (0, 0)) is pixels


def test_a_folder_is_a_pool(tmp_path: Path) -> None:
    Image.fromarray(noise(1, 60)).save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"no picture")
    Image.fromarray(noise(2, 60)).save(tmp_path / "c.png")
    found = open_pool(tmp_path, 2, 40)
    assert found.count == 2
    first = found.picture(0)
    assert first is not None
    assert (first.name, first.pixels.shape) == ("a.png", (40, 40, 3))
    assert found.picture(1) is None
    assert picture_pool.open_pool(tmp_path, 9, 40).count == 3
    empty = tmp_path / "nothing"
    empty.mkdir()
    with pytest.raises(UserError, match="holds no picture"):
        open_pool(empty, 9, 40)


def test_the_world_is_a_pool_of_photographs_and_composites() -> None:
    found = open_pool(None, 6, 64)
    shown = [picture for number in range(6) if (picture := found.picture(number)) is not None]
    assert len({picture.digest for picture in shown}) == 6
    assert all(picture.pixels.shape == (64, 64, 3) for picture in shown)
    assert [picture.name for picture in shown[::2]] == [item.name_en for item in world().photos()[:3]]
    assert shown[1].name == Scene(index=0, size=64).compose().subject.item.name_en
