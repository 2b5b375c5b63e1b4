"""Captions of composites, in English and Chinese, from the names of what is in them."""

from collections.abc import Sequence


def caption_en(names: Sequence[str], background: str = "") -> str:
    """Return a sentence such as "A camel and an apple, in front of a beach."."""
    listed = _joined([_with_article(name) for name in names], ", ", " and ")
    behind = f", in front of {_with_article(background)}" if background else ""
    sentence = f"{listed}{behind}."
    return sentence[:1].upper() + sentence[1:]


def caption_zh(names: Sequence[str], background: str = "") -> str:
    """Return a sentence such as "骆驼和苹果，背景是海滩。"."""
    listed = _joined(list(names), "、", "和")
    return f"{listed}，背景是{background}。" if background else f"{listed}。"


def _joined(words: list[str], comma: str, last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{comma.join(words[:-1])}{last}{words[-1]}"


def _with_article(name: str) -> str:
    """Put "a" or "an" before a common noun in the singular; proper names and plurals stay as they are."""
    first, plural = name[:1], name.split(" ")[-1].endswith("s") and not name.endswith("ss")
    if not name or first.isupper() or plural or name.split(" ")[0] in ("a", "an", "the", "some"):
        return name
    return f"{'an' if first in 'aeiou' else 'a'} {name}"
