"""Finding points by the words of their names and categories, as written and in the window's language."""

import numpy as np
from numpy.typing import NDArray

from engine.frames import AtlasFrame
from widgets.language import told

_MOST_TOLD = 3000  # different names; more are those of files, which no language has another word for


class Haystack:
    """The words of every point of a frame, made when first asked for."""

    def __init__(self, frame: AtlasFrame) -> None:
        names = set(frame.names)
        say = told if len(names) <= _MOST_TOLD else str
        spoken = {name: f"{name} {say(name)}".casefold() for name in names}
        groups = [f" {name} {told(name)}".casefold() for name in frame.categories]
        self._words = [
            spoken[name] + groups[int(number)] for name, number in zip(frame.names, frame.category, strict=True)
        ]

    def find(self, typed: str) -> NDArray[np.bool_]:
        """Say which points have all the typed words, (N,)."""
        words = typed.casefold().split()
        return np.array([all(word in text for word in words) for text in self._words], bool)
