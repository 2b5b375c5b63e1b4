"""What is looked for in the world is found, in either language."""

import pytest

from engine.world.items import HELD_OUT, group_zh, world
from engine.world.search import Filter, categories

ITEMS = world().items


def test_without_a_wish_everything_is_there() -> None:
    assert Filter().of(ITEMS) == ITEMS


@pytest.mark.parametrize("typed", ["penguin", "PENGUIN", " penguin  ", "企鹅"])
def test_names_are_found_in_both_languages(typed: str) -> None:
    found = Filter(typed=typed).of(ITEMS)
    assert found
    assert all("penguin" in item.name_en.casefold() or "企鹅" in item.name_zh for item in found)


def test_every_word_has_to_occur_in_any_order() -> None:
    item = next(item for item in ITEMS if " " in item.name_en)
    backwards = " ".join(reversed(item.name_en.split()))
    assert item in Filter(typed=backwards).of(ITEMS)
    assert not Filter(typed=f"{item.name_en} qqq").of(ITEMS)


def test_groups_are_found_too() -> None:
    animals = Filter(typed="animals").of(ITEMS)
    assert len(animals) > 50
    assert set(animals) <= set(Filter(typed=group_zh("animals")).of(ITEMS)) | set(animals)
    assert Filter(typed=group_zh("animals")).of(ITEMS)


def test_filters_add_up() -> None:
    found = Filter("cutout", "animals", HELD_OUT, with_sound=True).of(ITEMS)
    assert found
    for item in found:
        assert (item.kind, item.category, item.split) == ("cutout", "animals", HELD_OUT)
        assert item.sound is not None


def test_categories_are_those_of_the_kind() -> None:
    assert categories(ITEMS, "background") == ("backgrounds",)
    assert set(categories(ITEMS, "cutout")) < set(categories(ITEMS))
