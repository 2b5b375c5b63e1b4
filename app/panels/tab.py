"""How a paper declares its panel: which views a tab has, where they sit, how they are linked.

    Tab(
        vit.attention_distance,
        Row(View("distance", "scatter", stretch=2), Column(View("image", "image"), View("head", "heat"))),
        links=(PickItem("distance", sets=("layer", "head")), Pick("image", sets="patch", on="hover")),
        hint="Every dot is a head. Click one to see where it looks.",
    )

Nothing here knows Qt: `app.panels.layout` and `app.panels.links` make widgets of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Union

from engine.experiment import Experiment, Paper
from engine.parameters import Value


@dataclass(frozen=True, slots=True)
class View:
    """A place for the frames of one slot.

    kind:    the kind of its frames, such as "heat"; see `engine.frames`.
    stretch: share of the room among its neighbours.
    empty:   what it says before its first frame.
    """

    slot: str
    kind: str
    stretch: int = 1
    empty: str = ""


class _Box:
    """Views side by side or one above the other, with handles to resize them."""

    __slots__ = ("items", "stretch")

    def __init__(self, *items: "Place", stretch: int = 1) -> None:
        self.items = items
        self.stretch = stretch


class Row(_Box):
    """Places side by side."""

    __slots__ = ()


class Column(_Box):
    """Places one above the other."""

    __slots__ = ()


class Pages:
    """Places in the same room, one seen at a time: (name, place) pairs, the names on a strip above."""

    __slots__ = ("pages", "stretch")

    def __init__(self, *pages: tuple[str, "Place"], stretch: int = 1) -> None:
        self.pages = pages
        self.stretch = stretch


Place = Union[View, Row, Column, Pages]  # noqa: UP007  # the names in it are quoted above


def views_of(place: Place) -> Iterator[View]:
    """Walk over the views of a layout in reading order."""
    if isinstance(place, View):
        yield place
    elif isinstance(place, Pages):
        for _, page in place.pages:
            yield from views_of(page)
    else:
        for item in place.items:
            yield from views_of(item)


@dataclass(frozen=True, slots=True)
class Pick:
    """A cell of `view` sets the parameter `sets` to its (row, column).

    With on="hover" the cell under the mouse is tried out until the mouse leaves; a click keeps it.
    """

    view: str
    sets: str
    on: Literal["hover", "click"] = "click"


@dataclass(frozen=True, slots=True)
class PickItem:
    """A click on a dot, tile or bar of `view` sets parameters from the numbers of its key.

    base: added to every number, 1 when the key counts from 0 and the parameter from 1.
    also: (name, value) pairs that a click sets as well.
    """

    view: str
    sets: tuple[str, ...]
    base: int = 0
    also: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class PickPlace:
    """The tile under the mouse, or clicked, of a sheet sets two parameters to how far across and down it is.

    sets: names of parameters from 0 (first column, first row) to 1 (last).
    """

    view: str
    sets: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Draw:
    """What the mouse draws on a plot sets a `Points` parameter; Shift adds to what is there.

    when: (parameter, value) that puts the pencil into the hand.
    """

    view: str
    sets: str
    when: tuple[str, Value]


@dataclass(frozen=True, slots=True)
class Paint:
    """What the brush paints on a mask sets the `Text` parameter `sets`; its button asks for a sampled one again.

    kind:  name of the Choice that is set to `value` while a painted mask is shown.
    again: name of the Int that numbers the sampled masks.
    """

    view: str
    sets: str
    kind: str
    value: str
    again: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A click on a box, a way around one, or a row of `view` puts its name on the list in a `Text` parameter,
    or takes it off.

    sets:    name of a parameter such as "layer2.0, layer3.1:shortcut".
    endings: what follows the name of a box or row, and of a way around a box.
    """

    view: str
    sets: str
    endings: tuple[str, str] = ("", ":shortcut")


@dataclass(frozen=True, slots=True)
class Open:
    """A double click on a point of the map `view` makes its picture the input."""

    view: str


@dataclass(frozen=True, slots=True)
class Carry:
    """A button in the header of `view`, and a right click on a tile, open another tab with what is seen here.

    to:    id of its experiment, of the same paper.
    label: what button and menu say, such as "Open in Mask and reconstruct".
    takes: names of parameters, alike in both tabs, whose values go along.
    sets:  those among them that the key of a tile says.
    """

    view: str
    to: str
    label: str
    takes: tuple[str, ...]
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedHover:
    """The cell under the mouse in one of these views is outlined in the others."""

    views: tuple[str, ...]


Link = Pick | PickItem | PickPlace | Draw | Paint | Switch | Open | Carry | SharedHover


@dataclass(frozen=True, slots=True)
class Shipped:
    """A recording that comes with the program: opened at once, scrubbed like a live run.

    name:  of its file, see `engine.recording.shipped_recording`.
    label: what it shows, such as "plain and residual nets, 1,500 steps".
    """

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One experiment of a panel.

    hint: a sentence that tells a stranger what is seen and what to do.
    name: what the tab says; the experiment's title when "".
    seeded: True to offer the seed although nothing is trained.
    weightless: True when no weights are used, so that none are offered.
    recordings: of runs that take long, to be played while nothing runs.
    starts_over: parameters that go back to their defaults when another picture is chosen.
    """

    experiment: Experiment
    layout: Place
    links: tuple[Link, ...] = ()
    hint: str = ""
    name: str = ""
    seeded: bool = False
    weightless: bool = False
    recordings: tuple[Shipped, ...] = ()
    starts_over: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.name or self.experiment.title


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """A paper's panel: all that `app/panels/<paper>.py` has to say.

    name: heading, such as "Vision Transformer".
    """

    paper: Paper
    name: str
    tabs: tuple[Tab, ...]
