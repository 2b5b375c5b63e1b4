"""Pictures of the world: every word brings its picture back, and wrong ones are told."""

import numpy as np
import pytest

from engine.cli.arguments import BadArguments, parser
from engine.cli.command import picture_word
from engine.cli.requests import request_of
from engine.errors import UserError
from engine.images import rotated
from engine.world.items import HELD_OUT, TRAIN, pixels, world
from engine.world.pictures import GREY, SCENE_PX, Scene, item_picture, load_world, on_grey, scene_of

CUTOUT = world().cutouts(TRAIN)[0]
PHOTO = world().photos()[0]


@pytest.mark.parametrize(
    ("scene", "word"),
    [
        (Scene(), "world:composite:0:0:224"),
        (Scene(3, 17, 96), "world:composite:3:17:96"),
        (Scene(3, 17, 96, (2, 2)), "world:composite:3:17:96:2-2"),
        (Scene(3, 17, 96, (1, 3), HELD_OUT), "world:composite:3:17:96:1-3:held-out"),
        (Scene(0, 0, 32, (1, 4), "held-out name"), "world:composite:0:0:32:1-4:held-out name"),
    ],
)
def test_a_scene_and_its_word(scene: Scene, word: str) -> None:
    assert scene.word == word
    assert scene_of(word.removeprefix("world:")) == scene
    picture = load_world(word)
    assert picture.word == word
    assert np.array_equal(picture.pixels, scene.compose().pixels)


def test_a_number_of_things_may_be_one_number() -> None:
    assert scene_of("composite:0:1:64:3").things == (3, 3)


def test_ids_and_splits_leave_room_for_the_rest_of_a_word() -> None:
    assert not [item.id for item in world().items if {":", "@"} & set(item.id) or item.id.startswith("composite")]


def test_a_photograph_is_what_it_is() -> None:
    picture = load_world(f"world:{PHOTO.id}")
    assert np.array_equal(picture.pixels, pixels(PHOTO))
    assert picture.name == PHOTO.name_en
    assert picture_word(picture) == f"world:{PHOTO.id}"


def test_a_cutout_stands_on_grey_or_on_a_background() -> None:
    plain, placed = item_picture(CUTOUT), item_picture(CUTOUT, 7)
    assert (plain.pixels[0] == GREY).all()
    assert placed.pixels.shape == (SCENE_PX, SCENE_PX, 3)
    assert picture_word(placed) == f"world:{CUTOUT.id}@7"
    assert load_world(f"world:{CUTOUT.id}@7").digest == placed.digest
    assert load_world(f"world:{CUTOUT.id}@8").digest != placed.digest
    assert load_world(f"world:{CUTOUT.id}").digest == plain.digest


def test_grey_shows_through_where_a_cutout_is_transparent() -> None:
    cutout = np.zeros((10, 20, 4), np.uint8)
    cutout[:, 10:] = (255, 255, 255, 255)
    cutout[:, :5] = (0, 0, 0, 128)
    whole = on_grey(cutout)
    assert whole.shape == (24, 24, 3)
    row = whole[12, 2:22, 0]
    assert (row[10:] == 255).all()
    assert (row[5:10] == GREY).all()
    assert np.abs(row[:5].astype(int) - GREY // 2).max() <= 1


def test_a_turned_picture_is_no_longer_called_so() -> None:
    assert rotated(item_picture(PHOTO), 1).word == ""


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("world:nothing", "no picture 'nothing'"),
        (f"world:{CUTOUT.id}@x", "no picture"),
        ("world:composite:0:0", "Write world:ITEM"),
        ("world:composite:0:-1:64", "no picture"),
        ("world:composite:0:0:31", "cannot be 31 px wide"),
        ("world:composite:0:0:64:5", "cannot have 5 things"),
        ("world:composite:0:0:64:3-1", "cannot have 3-1 things"),
        ("world:composite:0:0:64:1:all", "no split 'all'"),
        ("world:composite:0:0:64:1:train:x", "no picture"),
    ],
)
def test_what_is_not_there_is_one_sentence(word: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        load_world(word)


def test_the_command_line_takes_the_words() -> None:
    words = ["run", "vit.rollout", "--out", "o", "--image"]
    request = request_of(parser().parse_args([*words, "world:composite:0:4:64"]))[1]
    assert request.image is not None
    assert picture_word(request.image) == "world:composite:0:4:64"
    with pytest.raises(BadArguments, match="no picture 'cow'"):
        request_of(parser().parse_args([*words, "world:cow"]))
