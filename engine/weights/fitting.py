"""What every architecture's key layouts share: renaming, reading shapes, and telling what does not fit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from torch import Tensor

from engine.errors import UserError

Rules = tuple[tuple[str, str], ...]
"""Patterns in the names of a file, and what turns them into ours; applied in this order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: what messages call it, and what to do when it does not fit."""

    file: str
    hint: str

    def unknown(self, title: str, names: Iterable[str]) -> UserError:
        """Return the error for a file in which there is no network of the kind `title`."""
        return UserError(f"{self.file} holds no {title} that is known here; it has {_some(names)}.", self.hint)

    def misfit(self, problem: str) -> UserError:
        """Return the error for a file that is nearly right."""
        return UserError(f"{self.file} does not fit: {problem}.", self.hint)

    def check(self, problems: Mapping[str, bool]) -> None:
        """Raise UserError with the first problem that is there."""
        for problem, found in problems.items():
            if found:
                raise self.misfit(problem)

    def renamed(self, names: Iterable[str], rules: Rules) -> dict[str, str]:
        """Map our name of each parameter to the file's. Raises UserError when two mean the same one."""
        theirs: dict[str, str] = {}
        for name in names:
            ours = name
            for pattern, replacement in rules:
                ours = re.sub(pattern, replacement, ours)
            if ours in theirs:
                raise UserError(
                    f"{self.file} holds both {theirs[ours]} and {name}, which are the same parameter.", self.hint
                )
            theirs[ours] = name
        return theirs

    def shape(self, state: Mapping[str, Tensor], name: str, dimensions: int) -> tuple[int, ...]:
        """Return the shape of a tensor. Raises UserError when it is missing or has another number of dimensions."""
        if name not in state:
            raise self.misfit(f"{name} is missing")
        shape = tuple(state[name].shape)
        if len(shape) != dimensions:
            raise self.misfit(f"{name} has shape {shape}, expected {dimensions} dimensions")
        return shape

    def check_fit(
        self, state: Mapping[str, Tensor], expected: Mapping[str, Tensor], theirs: Mapping[str, str] | None = None
    ) -> None:
        """Compare names, shapes and dtypes with the network's own, one by one, and name the first difference.

        theirs: our names to the file's, which messages use.
        """
        theirs = theirs or {}
        if missing := sorted(set(expected) - set(state)):
            count = f" ({len(missing)} are missing in all)" if len(missing) > 1 else ""
            raise self.misfit(f"{missing[0]} is missing{count}")
        if unexpected := sorted(set(state) - set(expected)):
            name = theirs.get(unexpected[0], unexpected[0])
            raise self.misfit(f"it has {name}, which this network has not")
        for ours, tensor in state.items():
            name, shape = theirs.get(ours, ours), tuple(expected[ours].shape)
            if tuple(tensor.shape) != shape:
                raise self.misfit(f"{name} has shape {tuple(tensor.shape)}, expected {shape}")
            if expected[ours].is_floating_point() and not tensor.is_floating_point():
                raise self.misfit(f"{name} holds {tensor.dtype}, expected floating point")


def _some(names: Iterable[str]) -> str:
    names = sorted(names)
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
