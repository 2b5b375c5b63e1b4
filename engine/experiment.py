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
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from engine.errors import Cancelled, NotFinite, UserError
from engine.frames import Frames, Provenance
from engine.images import Picture
from engine.parameters import AnyParameter, Value, checked
from engine.snapshots import Snapshot, Snapshots, StateMaker

INPUT_WORDS = {"image": "a picture", "second": "a second picture", "folder": "a folder of pictures", "text": "a text"}

DRAW_INTERVAL_S = 1 / 30
DRAW_INTERVAL_MOST_S = 1 / 4
DRAW_SHARE = 0.03  # of a training's time may go into drawing it


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


class Control:
    """What a running experiment may ask of its driver. Thread-safe; one per job.

    An experiment reads `control[name]` once a step, so that a knob turned while it runs acts on
    the next step, and calls `check()` inside anything that takes longer than a tenth of a second.

    draw_every: draw each so many steps instead of 30 times a second, which makes a stream
                repeatable; what `draw_now` asks for comes on top.
    start:      the state to go on from, or None for a fresh run.
    advancing:  False while a paused training is only asked to draw again with changed parameters.
    """

    def __init__(
        self,
        parameters: Mapping[str, Value] | None = None,
        draw_every: int | None = None,
        start: Snapshot | None = None,
    ) -> None:
        self._parameters = MappingProxyType(dict(parameters or {}))
        self._cancelled = threading.Event()
        self._draw_every = draw_every
        self._draw_next = draw_every is None
        self._drawn_at_s = 0.0
        self._draw_interval_s = DRAW_INTERVAL_S
        self._drawing = False
        self.provenance: Provenance | None = None
        self.start = start
        self.advancing = True
        self.snapshots = Snapshots()
        self._to_keep: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Value:
        return self._parameters[name]

    @property
    def parameters(self) -> Mapping[str, Value]:
        """The parameters as they are now."""
        return self._parameters

    def change(self, values: Mapping[str, Value]) -> None:
        """Replace some parameters; the experiment sees them at its next look."""
        self._parameters = MappingProxyType({**self._parameters, **values})

    def cancel(self) -> None:
        """Ask the experiment to stop at its next check or yield."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled if the job was asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def draw_now(self) -> None:
        """Make the next `due` true, so that a single step or a pause shows its result."""
        self._draw_next = True

    def due(self, step: int) -> bool:
        """Say whether frames yielded at `step` will be looked at; if not, yield the Tick alone.

        At most 30 times a second, and less often when drawing costs much beside training.
        """
        now_s = time.perf_counter()
        if self._draw_every is not None:
            in_turn = step % self._draw_every == 0
        else:
            in_turn = now_s - self._drawn_at_s >= self._draw_interval_s
        if self._draw_next or in_turn:
            self._draw_next = False
            self._drawn_at_s = now_s
            self._drawing = True
            return True
        return False

    def drawn(self) -> None:
        """For the engine: the step whose drawing was due has ended; pace the next by its cost."""
        if self._drawing:
            self._drawing = False
            cost_s = time.perf_counter() - self._drawn_at_s
            self._draw_interval_s = min(max(cost_s / DRAW_SHARE, DRAW_INTERVAL_S), DRAW_INTERVAL_MOST_S)

    def keep(self, step: int, make_state: StateMaker) -> None:
        """Offer the state after `step`, just before its Tick; it is made only if it will be kept."""
        if self.advancing and self.snapshots.due(step):
            self._to_keep = make_state()

    def take_kept(self) -> Mapping[str, Any] | None:
        """For the engine: the state offered in the step that just ended, once."""
        kept, self._to_keep = self._to_keep, None
        return kept

    def from_weights(self, provenance: Provenance) -> None:
        """Declare the weights in use; the engine stamps them on every frame from here on."""
        self.provenance = provenance


class FiniteWatch:
    """Raises NotFinite at the first NaN or infinity, remembering the last good value."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last_good: float | None = None

    def __call__(self, value: float | None, step: int) -> float | None:
        """Return `value`; None, for nothing measured, passes."""
        if value is None:
            return None
        if value - value != 0:  # true for NaN and both infinities, without importing math or torch
            raise NotFinite(self._name, step, self._last_good)
        self._last_good = value
        return value


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

    stated:  the paper's number or words, with where it says so.
    measure: takes a seed.
    """

    claim: str
    stated: str
    measure: Callable[[int], ClaimResult]
    seed: int = 0


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

    weights: catalogue names it can use, best first; empty when it trains its own.
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
