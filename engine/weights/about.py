"""What a file of weights made by this project says of itself.

A safetensors file can carry text beside its tensors. Under the key `paperscope` a training writes
JSON: the architecture, its configuration field by field, the names of its classes in two languages,
and the normalisation of its input. It is read as anybody's text, and believed only where it fits.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from safetensors import SafetensorError, safe_open

from engine.errors import UserError
from engine.weights.kinds import DOWNLOAD_AGAIN, kind_of

METADATA_KEY = "paperscope"

_MOST_CLASSES = 100_000
_LONGEST_NAME = 200
_LARGEST = 1_000_000

Config = TypeVar("Config")
Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class About:
    """What the text says.

    config:     fields of the architecture's configuration, not checked yet.
    classes_en: one name for each output; classes_zh: the same in Chinese.
    mean, std:  of the input, per RGB channel, in units where white is 1.
    """

    architecture: str
    config: Mapping[str, Any]
    classes_en: tuple[str, ...]
    classes_zh: tuple[str, ...]
    mean: Triple
    std: Triple


def read_about(path: Path) -> About | None:
    """Return what a file says of itself; None where it says nothing.

    Raises UserError when the text is there and cannot be understood.
    """
    if kind_of(path) != "safetensors":
        return None
    try:
        with safe_open(path, framework="pt") as file:
            text = (file.metadata() or {}).get(METADATA_KEY)
        return None if text is None else _parsed(json.loads(text))
    except (OSError, SafetensorError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise not_understood(path.name, error) from error


def not_understood(file: str, error: Exception) -> UserError:
    """Return the sentence for a file whose description does not make sense."""
    reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error).rstrip(".")
    return UserError(f"{file} does not describe itself as it should: {reason[:200]}.", DOWNLOAD_AGAIN)


def config_from(kind: type[Config], given: Mapping[str, Any]) -> Config:
    """Return a configuration made of the given fields; those that are missing keep their defaults.

    kind: a frozen dataclass of numbers, switches, choices, and tuples of these.
    Raises ValueError for a field that there is not, or a value that it cannot have.
    """
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(given) - known):
        raise ValueError(f"there is no {unknown[0][:40]!r} in a {kind.__name__}")
    return kind(**{name: _checked(value, hints[name], name) for name, value in given.items()})


def _parsed(said: Any) -> About:
    if not isinstance(said, dict) or not isinstance(said["config"], dict):
        raise ValueError("expected named entries")
    return About(
        architecture=_checked(said["architecture"], str, "architecture"),
        config=said["config"],
        classes_en=_checked(said["classes_en"], tuple[str, ...], "classes_en"),
        classes_zh=_checked(said["classes_zh"], tuple[str, ...], "classes_zh"),
        mean=_checked(said["mean"], Triple, "mean"),
        std=_checked(said["std"], Triple, "std"),
    )


def _checked(value: Any, hint: Any, name: str) -> Any:
    """Return `value` as a `hint`, which is a type of a configuration's field. Raises ValueError."""
    if get_origin(hint) is tuple:
        return _checked_tuple(value, get_args(hint), name)
    if get_origin(hint) is Literal:
        good = any(type(value) is type(choice) and value == choice for choice in get_args(hint))
    elif hint is bool:
        good = isinstance(value, bool)
    elif hint is int:
        good = type(value) is int and 0 <= value <= _LARGEST
    elif hint is float:
        good = type(value) in (int, float) and math.isfinite(value)
    else:
        good = isinstance(value, str) and value.isprintable() and 0 < len(value) <= _LONGEST_NAME
    if not good:
        raise ValueError(f"{name} cannot be {str(value)[:40]!r}")
    return value


def _checked_tuple(value: Any, hints: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > _MOST_CLASSES:
        raise ValueError(f"{name} is not a list")
    if hints[-1] is Ellipsis:
        return tuple(_checked(item, hints[0], name) for item in value)
    if len(value) != len(hints):
        raise ValueError(f"{name} has {len(value)} entries, expected {len(hints)}")
    return tuple(_checked(item, hint, name) for item, hint in zip(value, hints, strict=True))
