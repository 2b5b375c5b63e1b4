"""What is held back from training, chosen once by hash: the same items give the same splits.

held-out name: every item of these names. They ask what a model makes of a word it has never seen, so
               no other name has the word in it.
held-out:      single items. A group keeps at least one to train on.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

SEED = "paperscope world 1"

NAMES_SHARE = 0.10
SHARES = {"cutout": 0.12, "photo": 0.15, "background": 0.20}
# A held-out name must not take more than this part of its group.
LARGEST_PART_OF_GROUP = 0.34


class Splittable(Protocol):
    """What the splits need to know of an item."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def name_zh(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def group(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Splits:
    """names: held out with all their items; items: ids held out one by one, by kind. All sorted."""

    names: tuple[str, ...]
    items: dict[str, tuple[str, ...]]


def split(items: Sequence[Splittable]) -> Splits:
    """Choose the held-out names and items."""
    by_kind = {kind: [item for item in items if item.kind == kind] for kind in SHARES}
    names = _names(by_kind["cutout"], by_kind["photo"])
    rest = [item for item in items if item.kind == "background" or item.name_en not in names]
    held_out = {}
    for kind, share in SHARES.items():
        held_out[kind] = _items([item for item in rest if item.kind == kind], round(share * len(by_kind[kind])))
    return Splits(tuple(sorted(names)), held_out)


def _names(cutouts: Sequence[Splittable], others: Sequence[Splittable]) -> set[str]:
    wanted = round(NAMES_SHARE * len({item.name_en for item in cutouts}))
    sizes = Counter(_group(item) for item in cutouts)
    taken: Counter[tuple[str, str]] = Counter()
    named = {(item.name_en, item.name_zh) for item in [*cutouts, *others]}
    chosen: set[str] = set()
    for name in _shuffled({item.name_en for item in cutouts}):
        members = [item for item in cutouts if item.name_en == name]
        cost = Counter(_group(item) for item in members)
        fits = all(taken[group] + count <= LARGEST_PART_OF_GROUP * sizes[group] for group, count in cost.items())
        if fits and len(chosen) < wanted and not _is_given_away(name, members[0].name_zh, named):
            chosen.add(name)
            taken += cost
    return chosen


def _is_given_away(name: str, name_zh: str, named: set[tuple[str, str]]) -> bool:
    """Say whether another name has the same translation or these words in it, as "spoons" has "spoon"."""
    words = re.compile(rf"\b{re.escape(name)}(s|es)?\b", re.IGNORECASE)
    return any(other != name and (other_zh == name_zh or words.search(other)) for other, other_zh in named)


def _items(items: Sequence[Splittable], wanted: int) -> tuple[str, ...]:
    """Choose `wanted` ids: first of names that stay in training with another picture, then of all."""
    by_id = {item.id: item for item in items}
    left = Counter(_group(item) for item in items)
    named = Counter(item.name_en for item in items)
    chosen: set[str] = set()
    for least_of_name in (2, 1):
        for key in _shuffled(by_id):
            item = by_id[key]
            free = named[item.name_en] >= least_of_name and left[_group(item)] >= 2
            if free and key not in chosen and len(chosen) < wanted:
                chosen.add(key)
                left[_group(item)] -= 1
                named[item.name_en] -= 1
    return tuple(sorted(chosen))


def _group(item: Splittable) -> tuple[str, str]:
    return item.category, item.group


def _shuffled(keys: Iterable[str]) -> list[str]:
    """Order by hash: no random generator whose algorithm may change, and a new item moves no other."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{SEED}: {key}".encode()).digest())
