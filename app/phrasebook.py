"""What the engine says, in another language.

The engine writes whole English sentences with numbers and names already in them. A phrase of the
book has `{}` for every number and a name in braces for anything else:

    "layer {} · head {}"          "{picture}: layer {} of {}"
    "第 {} 层 · 第 {} 头"           "{picture}：第 {} 层，共 {} 层"

Numbers come back in their order; a translation that needs another order counts them, `{1}`, `{0}`.
A name is said as well, where the book has it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

# A number as the engine writes one: 9, 0.41, −3, 1e-05. "ViT-S/14" and "DINOv2" keep theirs.
_NUMBER = re.compile(r"(?<![\w/-])[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w/])")
_HOLE = re.compile(r"\{(\w*)\}")
_REMEMBERED = 2048


def pattern_of(text: str) -> str:
    """Return `text` with each number replaced by `{}`, as it stands in the book."""
    return _NUMBER.sub("{}", text)


def _matcher(phrase: str) -> re.Pattern[str]:
    """Return the expression that a sentence made from a phrase with named holes fulfils."""
    parts, at = [], 0
    for hole in _HOLE.finditer(phrase):
        inside = f"(?P<{hole[1]}>.+?)" if hole[1] else f"({_NUMBER.pattern})"
        parts += [re.escape(phrase[at : hole.start()]), inside]
        at = hole.end()
    return re.compile("".join([*parts, re.escape(phrase[at:])]), re.DOTALL)


class Phrasebook:
    """Looks sentences up. phrases: English → the other language, with holes as the module says."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = phrases
        self._named = [(_matcher(phrase), said) for phrase, said in phrases.items() if re.search(r"\{\w+\}", phrase)]
        self.say = lru_cache(_REMEMBERED)(self._say)

    def _say(self, text: str) -> str:
        """Return the translation of a sentence; the sentence itself when the book has none."""
        exact = self._phrases.get(text)
        if exact is not None:
            return exact
        said = self._phrases.get(pattern_of(text))
        if said is not None:
            return said.format(*_NUMBER.findall(text))
        for matcher, said in self._named:
            found = matcher.fullmatch(text)
            if found is not None:
                return self._filled(said, found)
        return text

    def _filled(self, said: str, found: re.Match[str]) -> str:
        named = found.groupdict()
        taken = {found.re.groupindex[name] for name in named}
        numbers = [value for index, value in enumerate(found.groups(), start=1) if index not in taken]
        return said.format(*numbers, **{name: self._phrases.get(value, value) for name, value in named.items()})
