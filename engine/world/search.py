"""Finding items of the world by kind, category, split, sound and the words of their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.world.items import Item, group_zh


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is empty leaves everything in.

    kind:  "cutout", "photo" or "background". typed: words that must all occur in the names, the
           groups or the id of an item, in English or Chinese, in any order.
    """

    kind: str = ""
    category: str = ""
    split: str = ""
    with_sound: bool = False
    typed: str = ""

    def of(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return the items that fit, in their own order."""
        words = self.typed.casefold().split()
        return tuple(item for item in items if self._fits(item) and all(word in _words(item) for word in words))

    def _fits(self, item: Item) -> bool:
        return (
            self.kind in ("", item.kind)
            and self.category in ("", item.category)
            and self.split in ("", item.split)
            and not (self.with_sound and item.sound is None)
        )


def categories(items: Iterable[Item], kind: str = "") -> tuple[str, ...]:
    """Return the categories that items of a kind have, in alphabetical order."""
    return tuple(sorted({item.category for item in items if kind in ("", item.kind)}))


def _words(item: Item) -> str:
    groups = (item.category, item.group, group_zh(item.category), group_zh(item.group))
    return " ".join((item.name_en, item.name_zh, *groups, item.id)).casefold()
