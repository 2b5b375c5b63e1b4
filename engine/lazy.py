"""Modules that are imported at first use, so that listing papers costs no torch import.

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")
"""

import importlib
from types import ModuleType
from typing import Any


class _LazyModule(ModuleType):
    """Stands for a module until its first attribute is asked for, and passes every question on from then."""

    _real: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._real is None:
            # import_module takes the interpreter's import lock, so two threads may race here safely.
            self._real = importlib.import_module(self.__name__)
        return getattr(self._real, name)


def lazy(name: str) -> ModuleType:
    """Return a stand-in for module `name` that imports it when first used.

    Raises ImportError at that first use, not here.
    """
    return _LazyModule(name)
