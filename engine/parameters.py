"""Typed parameters of an experiment: the window makes its controls, and the command line its
`--set`, from these declarations alone.

`parse` reads text, `check` a value; both return the value to use or raise `UserError` naming the
parameter, what was expected and what was got.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from engine.errors import UserError

Value = bool | int | float | str | tuple[int, int] | tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What every parameter declares.

    label: two or three words beside its control; help: its tooltip.
    live:  True when a running job obeys a change at its next step.
    picked: True when the value is chosen by clicking in a view, so it has no control of its own.
    extra:  True for a knob that is put away until the user asks for more of them.
    only_with, only_without: name of an optional input without which, or with which, it has no effect, or "".
    only_if: name of a Choice and its values with which it has an effect, such as ("damage", "drop"),
        or () when it always has.
    """

    kind: ClassVar[str] = "parameter"

    name: str
    label: str
    help: str = ""
    live: bool = False
    picked: bool = False
    extra: bool = False
    only_with: str = ""
    only_without: str = ""
    only_if: tuple[str, ...] = ()

    def _refuse(self, expected: str, got: object) -> UserError:
        return UserError(f"{self.name}: expected {expected}, got {got!r}.", "Correct the value and run again.")

    def expected(self) -> str:
        """Say in words what values are allowed."""
        raise NotImplementedError

    def parse(self, text: str) -> Value:
        """Read a value from the text of `--set name=text`."""
        raise NotImplementedError

    def check(self, value: object) -> Value:
        """Return `value` in its own type, or raise UserError."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Int(Parameter):
    """A whole number from low to high, both included; log asks for a logarithmic slider, from 1 at least."""

    kind: ClassVar[str] = "int"

    default: int
    low: int
    high: int
    step: int = 1
    unit: str = ""
    log: bool = False

    def expected(self) -> str:
        return f"a whole number from {self.low} to {self.high}{' ' + self.unit if self.unit else ''}"

    def parse(self, text: str) -> Value:
        try:
            return self.check(int(text))
        except ValueError:
            raise self._refuse(self.expected(), text) from None

    def check(self, value: object) -> Value:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise self._refuse(self.expected(), value)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Float(Parameter):
    """A number from low to high; log asks for a logarithmic slider."""

    kind: ClassVar[str] = "float"

    default: float
    low: float
    high: float
    unit: str = ""
    log: bool = False

    def expected(self) -> str:
        return f"a number from {self.low:g} to {self.high:g}{' ' + self.unit if self.unit else ''}"

    def parse(self, text: str) -> Value:
        try:
            return self.check(float(text))
        except ValueError:
            raise self._refuse(self.expected(), text) from None

    def check(self, value: object) -> Value:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refuse(self.expected(), value)
        # Compared first: math.isfinite raises OverflowError for a huge int.
        if not self.low <= value <= self.high or not math.isfinite(value):
            raise self._refuse(self.expected(), value)
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Parameter):
    """One of a few named options: (value, label) pairs."""

    kind: ClassVar[str] = "choice"

    default: str
    options: tuple[tuple[str, str], ...]

    def expected(self) -> str:
        return "one of " + ", ".join(value for value, _ in self.options)

    def parse(self, text: str) -> Value:
        return self.check(text)

    def check(self, value: object) -> Value:
        if value not in [option for option, _ in self.options]:
            raise self._refuse(self.expected(), value)
        return str(value)


_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Toggle(Parameter):
    """On or off."""

    kind: ClassVar[str] = "toggle"

    default: bool = False

    def expected(self) -> str:
        return "on or off"

    def parse(self, text: str) -> Value:
        if text.lower() not in _WORDS:
            raise self._refuse(self.expected(), text)
        return _WORDS[text.lower()]

    def check(self, value: object) -> Value:
        if not isinstance(value, bool):
            raise self._refuse(self.expected(), value)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Parameter):
    """A line of text of at most `longest` characters."""

    kind: ClassVar[str] = "text"

    default: str = ""
    longest: int = 200

    def expected(self) -> str:
        return f"at most {self.longest} characters of text"

    def parse(self, text: str) -> Value:
        return self.check(text)

    def check(self, value: object) -> Value:
        if not isinstance(value, str) or len(value) > self.longest:
            raise self._refuse(self.expected(), value)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Parameter):
    """A cell (row, column) of a patch grid, counted from 0, clicked on a picture.

    The default (-1, -1) means the middle of whatever grid there is.
    """

    kind: ClassVar[str] = "cell"

    default: tuple[int, int] = (-1, -1)
    picked: bool = True

    def expected(self) -> str:
        return "ROW,COLUMN counted from 0, or -1,-1 for the middle"

    def parse(self, text: str) -> Value:
        try:
            row, column = (int(part) for part in text.split(","))
        except ValueError:
            raise self._refuse(self.expected(), text) from None
        return self.check((row, column))

    def check(self, value: object) -> Value:
        whole = isinstance(value, tuple) and len(value) == 2 and all(type(part) is int and part >= -1 for part in value)
        if not whole:
            raise self._refuse(self.expected(), value)
        return value  # type: ignore[return-value]  # narrowed above, beyond what mypy follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Parameter):
    """Points (x, y) in the plane, drawn with the mouse; written as "x,y;x,y"."""

    kind: ClassVar[str] = "points"

    default: tuple[tuple[float, float], ...] = ()
    most: int = 400
    reach: float = 10.0
    picked: bool = True

    def expected(self) -> str:
        return f"at most {self.most} points X,Y;X,Y with coordinates within ±{self.reach:g}"

    def parse(self, text: str) -> Value:
        try:
            pairs = [[float(part) for part in pair.split(",")] for pair in text.split(";") if pair.strip()]
            return self.check(tuple((x, y) for x, y in pairs))
        except ValueError:
            raise self._refuse(self.expected(), text) from None

    def check(self, value: object) -> Value:
        if not isinstance(value, tuple) or len(value) > self.most or not all(self._is_point(point) for point in value):
            raise self._refuse(self.expected(), value)
        return value

    def _is_point(self, point: object) -> bool:
        return (
            isinstance(point, tuple)
            and len(point) == 2
            and all(type(part) in (int, float) and abs(part) <= self.reach for part in point)
        )


AnyParameter = Int | Float | Choice | Toggle | Text | Cell | Points


def checked(parameters: Iterable[AnyParameter], given: Mapping[str, object]) -> Mapping[str, Value]:
    """Fill `given` up with defaults, check every value, and return a read-only mapping.

    Raises UserError for a name that is not declared or a value outside its range.
    """
    declared = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(set(given) - set(declared))
    if unknown:
        names = ", ".join(declared) or "none"
        raise UserError(f"Unknown parameter {unknown[0]!r}.", f"This experiment has: {names}.")
    values: dict[str, Value] = {
        name: parameter.check(given[name]) if name in given else parameter.default
        for name, parameter in declared.items()
    }
    return MappingProxyType(values)


def parsed(parameters: Iterable[AnyParameter], pairs: Iterable[str]) -> Mapping[str, Value]:
    """Read `name=text` pairs as the command line gives them; see `checked`."""
    parameters = tuple(parameters)
    return checked(parameters, parse_some(parameters, pairs))


def parse_some(parameters: Iterable[AnyParameter], pairs: Iterable[str]) -> dict[str, Value]:
    """Read `name=text` pairs without filling up the rest. Raises UserError for what cannot be read."""
    declared = {parameter.name: parameter for parameter in parameters}
    given: dict[str, Value] = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        if not separator:
            raise UserError(f"--set {pair!r} has no '='.", "Write it as --set name=value.")
        given[name] = declared[name].parse(text) if name in declared else text
    return given
