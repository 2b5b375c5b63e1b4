"""What is held out: enough, never a whole group, and the same whenever it is asked."""

from collections import Counter
from dataclasses import dataclass

from world.splits import NAMES_SHARE, SHARES, split


@dataclass(frozen=True)
class Thing:
    """What the splits look at."""

    id: str
    kind: str
    name_en: str
    name_zh: str
    category: str
    group: str


def _world() -> list[Thing]:
    things = []
    for number in range(300):
        group = f"group {number % 30}"
        name = f"name {number % 200:03}"  # a hundred names have two pictures
        things.append(Thing(f"cutouts/{number:03}", "cutout", name, f"名{number % 200}", "all", group))
    things += [Thing(f"photos/{n:03}", "photo", f"name {n:03}", f"名{n}", "all", "photos") for n in range(100)]
    things += [Thing(f"backgrounds/{n}", "background", "sky", "天", "backgrounds", f"g{n % 5}") for n in range(20)]
    return things


def test_as_much_is_held_out_as_promised() -> None:
    splits = split(_world())
    assert len(splits.names) == round(NAMES_SHARE * 200)
    for kind, count in (("cutout", 300), ("photo", 100), ("background", 20)):
        assert len(splits.items[kind]) == round(SHARES[kind] * count)


def test_every_group_keeps_something_to_train_on() -> None:
    things, splits = _world(), split(_world())
    held_out = {key for keys in splits.items.values() for key in keys}
    left = Counter(thing.group for thing in things if thing.id not in held_out and thing.name_en not in splits.names)
    assert set(left) == {thing.group for thing in things}


def test_no_item_is_held_out_twice() -> None:
    names = {thing.id: thing.name_en for thing in _world()}
    splits = split(_world())
    assert not {names[key] for kind in ("cutout", "photo") for key in splits.items[kind]} & set(splits.names)


def test_items_whose_name_is_trained_with_another_picture_go_first() -> None:
    names = Counter(thing.name_en for thing in _world() if thing.kind == "cutout")
    by_id = {thing.id: thing.name_en for thing in _world()}
    assert {names[by_id[key]] for key in split(_world()).items["cutout"]} == {2}


def test_the_order_of_the_items_does_not_matter() -> None:
    assert split(_world()) == split(_world()[::-1])


def test_names_that_others_have_in_them_stay_in_training() -> None:
    names = ["spoon", "lion", *(f"kind of spoon and lion {n}" for n in range(38))]
    things = [Thing(f"cutouts/{n}", "cutout", name, f"名{n}", "all", "group") for n, name in enumerate(names)]
    photo = Thing("photos/0", "photo", "kind of spoon and lion 3s", "照", "all", "photos")
    held_out = split([*things, photo]).names
    assert not {"spoon", "lion", "kind of spoon and lion 3"} & set(held_out)
    assert len(held_out) == 4


def test_names_with_one_translation_stay_in_training() -> None:
    things = [Thing(f"cutouts/{n}", "cutout", f"name {n}", "同", "all", "group") for n in range(40)]
    assert split(things).names == ()
