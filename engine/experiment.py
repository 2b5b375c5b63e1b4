"""The one idea of Paperscope: an experiment is a generator of frames.

    @experiment("vit.rollout", title="Rollout", inputs=("image",), parameters=(SIZE,))
    def rollout(request: Request, control: Control) -> Frames:
        ...
        yield HeatFrame(slot="rollout", values=...)

The window, the command line, the tests and the recorder all drive the same generator. Every
`yield` is a point where the job can be paused, stepped, cancelled or given new parameters.
A still yields once per slot and returns; a training yields for ever, and ends every step with a
`Tick`, having drawn that step only if `control.due(step)`.
"""

import importlib
import inspect
import operator
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from engine.control import Control
from engine.errors import UserError
from engine.frames import Frames
from engine.images import Picture
from engine.parameters import AnyParameter, Value, checked

if TYPE_CHECKING:
    from engine.recording import Recording
    from engine.training.recipe import Recipe

INPUT_WORDS = {"image": "a picture", "second": "a second picture", "folder": "a folder of pictures", "text": "a text"}


@dataclass(frozen=True, slots=True)
class Request:
    """All that an experiment is given, and all that is needed to repeat it.

    image, second: pictures as the loader made them, or None.
    folder:        a folder of pictures, or None.
    parameters:    every declared parameter, checked.
    weights:       "auto", a catalogue name, or the path of a file.
    device:        "cpu", "cuda", "cuda:1", "mps".
    """

    experiment: str
    image: Picture | None = None
    second: Picture | None = None
    folder: Path | None = None
    text: str = ""
    parameters: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    weights: str = "auto"
    device: str = "cpu"
    seed: int = 0

    @property
    def picture(self) -> Picture:
        """The image. Raises UserError when there is none."""
        if self.image is None:
            raise UserError("No picture was given.", "Choose one from the tray, drop a file, or pass --image FILE.")
        return self.image


Run = Callable[[Request, Control], Frames]


def _source_of(name: str) -> str:
    """Source of "module:object.attribute", headed by where it stands."""
    module, _, path = name.partition(":")
    target = operator.attrgetter(path)(importlib.import_module(module))
    return f"# {module}\n{textwrap.dedent(inspect.getsource(target))}"


@dataclass(frozen=True, slots=True)
class Experiment:
    """A declared experiment.

    id:      "<paper>.<experiment>".
    inputs:  what it takes; names ending in "?" are optional.
    figure:  the paper's figure or section that it recreates.
    trains:  True when it updates weights; the engine then leaves gradients on and lets it run on.
    tour_steps: steps after which a training shows what it is about; the tour stops there.
    shows:   "module:object" names whose source belongs beside its own when code is shown.
    """

    id: str
    title: str
    run: Run
    inputs: tuple[str, ...] = ()
    parameters: tuple[AnyParameter, ...] = ()
    figure: str = ""
    trains: bool = False
    shows: tuple[str, ...] = ()
    tour_steps: int = 1

    @property
    def paper(self) -> str:
        return self.id.partition(".")[0]

    @property
    def source(self) -> str:
        """The experiment's own source text and what it `shows`, for "Show code"."""
        return "\n\n".join([inspect.getsource(self.run), *map(_source_of, self.shows)])

    @property
    def summary(self) -> str:
        """First paragraph of its docstring."""
        text = inspect.getdoc(self.run) or self.title
        return text.split("\n\n")[0].replace("\n", " ")

    def check(self, given: Mapping[str, object]) -> Mapping[str, Value]:
        """Return all parameters, defaults filled in; raises UserError for a bad one."""
        return checked(self.parameters, given)

    def missing(self, request: Request) -> tuple[str, ...]:
        """Return the names of the inputs that it cannot do without and `request` does not hold."""
        return tuple(name for name in self.inputs if not name.endswith("?") and not getattr(request, name))

    def checked(self, request: Request) -> Request:
        """Return `request` with every parameter filled in; raises UserError for a bad or missing one."""
        missing = self.missing(request)
        if missing:
            raise UserError(f"{self.title} needs {INPUT_WORDS[missing[0]]}.", "Choose one and run again.")
        return replace(request, parameters=self.check(request.parameters))


def experiment(
    id: str,
    *,
    title: str,
    inputs: tuple[str, ...] = (),
    parameters: tuple[AnyParameter, ...] = (),
    figure: str = "",
    trains: bool = False,
    shows: tuple[str, ...] = (),
    tour_steps: int = 1,
) -> Callable[[Run], Experiment]:
    """Declare the decorated generator function as an experiment; see `Experiment`."""

    def declare(run: Run) -> Experiment:
        return Experiment(id, title, run, inputs, parameters, figure, trains, shows, tour_steps)

    return declare


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What measuring a claim gave, in words with numbers and units."""

    measured: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A headline statement of a paper and the function that measures it at laptop scale.

    stated:    the paper's number or words, with where it says so.
    measure:   takes a seed.
    recording: name of one that ships and answers it at once, because measuring takes long; or "".
    read:      what the recording says.
    """

    claim: str
    stated: str
    measure: Callable[[int], ClaimResult]
    seed: int = 0
    recording: str = ""
    read: "Callable[[Recording], ClaimResult] | None" = None


Family = Literal[
    "Foundations",
    "CNN",
    "Sequence",
    "Generative",
    "Vision transformers",
    "Self-supervised",
    "CLIP family",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the rail, the card and the command line know it.

    venue:   where a paper without an arXiv number appeared.
    weights: catalogue names it can use, best first; empty when it trains its own.
    recipes: the trainings that made its built-in weights.
    """

    id: str
    short: str
    title: str
    authors: str
    year: int
    arxiv: str
    family: Family
    experiments: tuple[Experiment, ...]
    weights: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    recipes: "tuple[Recipe, ...]" = ()
    venue: str = ""
