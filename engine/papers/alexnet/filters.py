"""What AlexNet's kernels look for (figure 3), tower by tower, and the slices of the deeper ones."""

from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.kernels import Tuning, as_tiles, spectrum, tuning
from engine.analysis.subjects import untrained_mark
from engine.analysis.vision_parameters import size_parameter
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    FloatArray,
    Frames,
    GridFrame,
    HeatFrame,
    ImageFrame,
    LimitsFrame,
    Provenance,
    TableFrame,
)
from engine.lazy import lazy
from engine.papers.alexnet.kernel_bank import Bank, by_tower, halves, open_bank, order_of, random_bank, tower_name
from engine.parameters import Choice, Int

if TYPE_CHECKING:
    from engine.analysis import vision
else:
    vision = lazy("engine.analysis.vision")

DEEPER = ("conv2", "conv3", "conv4", "conv5")
TOWERS = ("tower1", "tower2")

LAYER = Choice(
    name="layer",
    label="Layer",
    help="The first layer's kernels are small colour pictures; a deeper kernel has one slice for each map below.",
    default="conv1",
    options=tuple((name, name) for name in ("conv1", *DEEPER)),
)
ORDER = Choice(
    name="order",
    label="Order",
    help="Within each tower, by what the kernels are tuned to.",
    default="stored",
    options=(
        ("stored", "As stored"),
        ("frequency", "By frequency"),
        ("orientation", "By orientation"),
        ("colour", "By colour"),
    ),
    only_if=("layer", "conv1"),
)
KERNEL = Int(
    name="kernel",
    label="Kernel",
    help="Kernel of the layer, counted from 1: the map that it makes.",
    default=1,
    low=1,
    high=4096,
)
SLICE = Int(
    name="slice",
    label="Slice",
    help="One of the maps below that this kernel sees, counted from 1.",
    default=1,
    low=1,
    high=4096,
    only_if=("layer", *DEEPER),
)


@experiment(
    "alexnet.filters",
    title="Filters",
    inputs=("image?",),
    parameters=(LAYER, ORDER, KERNEL, SLICE, size_parameter(227, 63)),
    figure="Figure 3 and section 6.1",
    shows=("engine.analysis.kernels:tuning", "engine.analysis.kernels:concentration"),
)
def filters(request: Request, control: Control) -> Frames:
    """The kernels of the first layer as pictures, tower by tower, beside random ones; deeper ones by slices.

    The paper's first tower learned mostly grey, its second mostly coloured kernels, on every run.
    """
    loaded = vision.open_network("alexnet", request, control)
    bank = open_bank(loaded, str(control["layer"]))
    seen = bank.weights.shape[1]
    yield LimitsFrame(ranges={"kernel": (1, len(bank.weights)), "slice": (1, seen)})
    kernel, part = vision.choose(control, "kernel", len(bank.weights)) - 1, vision.choose(control, "slice", seen) - 1
    random = random_bank(bank, request.seed)
    mark = untrained_mark(loaded)
    if bank.first:
        yield from towers(bank, str(control["order"]), kernel, part, mark)
        yield random_sheet(random, request.seed)
        yield measured({**by_tower(bank), "random": tuning(random.weights)})
    else:
        yield from slices(bank, kernel, part, mark)
        yield random_slices(random, kernel, request.seed)
        yield energies(bank, random, kernel)
    yield from chosen_kernel(bank, kernel, part)
    if request.image is not None:
        yield response(vision.open_subject("alexnet", request, control), bank.layer, kernel)


def towers(bank: Bank, order: str, kernel: int, part: int, mark: str) -> Frames:
    """Draw figure 3: the kernels of each tower as RGB tiles."""
    for tower, (slot, half) in enumerate(zip(TOWERS, halves(bank), strict=True)):
        tuned = tuning(bank.weights[half])
        arranged = order_of(tuned, order)
        numbers = arranged + (half.start or 0)
        chosen = np.flatnonzero(numbers == kernel)
        yield GridFrame(
            slot=slot,
            title=tower_name(bank, tower) + mark,
            detail=f"{int(tuned.structured.sum())} of {len(numbers)} structured, {tuned.colour.mean():.0%} colour",
            tiles=as_tiles(bank.weights[numbers]),
            columns=12,
            labels=tuple(
                f"kernel {number + 1}, {said(tuned, int(at))}" for number, at in zip(numbers, arranged, strict=True)
            ),
            selected=int(chosen[0]) if chosen.size else None,
            keys=np.stack([numbers + 1, np.full_like(numbers, part + 1)], axis=1),
        )


def said(tuned: Tuning, at: int) -> str:
    """Say what a kernel is tuned to."""
    stripes = f"{tuned.frequency[at]:.2f} cycles/px"
    direction = f" at {tuned.orientation[at]:.0f}°" if tuned.selectivity[at] > 0.5 else ""
    return f"{stripes}{direction}, {tuned.colour[at]:.0%} colour"


def random_sheet(random: Bank, seed: int) -> GridFrame:
    """Draw kernels of independent Gaussian weights."""
    tuned = tuning(random.weights)
    return GridFrame(
        slot="random",
        title="Random kernels",
        detail=f"{int(tuned.structured.sum())} of {len(random.weights)} structured",
        provenance=drawn_at_random(seed),
        tiles=as_tiles(random.weights),
        columns=12,
    )


def drawn_at_random(seed: int) -> Provenance:
    """Say where random kernels come from."""
    return Provenance("random", "Random kernels", f"independent Gaussian weights, seed {seed}")


def measured(groups: dict[str, Tuning]) -> TableFrame:
    """List what the kernels of each group are tuned to on average: colour, orientation selectivity, frequency."""
    rows = tuple(
        (
            name,
            f"{int(tuned.structured.sum())} of {len(tuned.structured)}",
            float(100 * tuned.colour.mean()),
            float(tuned.selectivity.mean()),
            float(tuned.frequency.mean()),
        )
        for name, tuned in groups.items()
    )
    return TableFrame(
        slot="measured",
        title="Measured",
        detail="structured: a spectrum more concentrated than that of 99 % of random kernels",
        columns=(
            Axis("kernels"),
            Axis("structured"),
            Axis("colour", "%"),
            Axis("orientation"),
            Axis("cycles/px"),
        ),
        rows=rows,
    )


def slices(bank: Bank, kernel: int, part: int, mark: str) -> Frames:
    """Draw one kernel's slices, in the sheet of the tower whose maps they see."""
    reach = float(np.abs(bank.weights[kernel]).max()) or 1.0
    start, seen = bank.start(kernel), bank.weights.shape[1]
    middle = bank.inputs_of // 2
    for tower, slot in enumerate(TOWERS):
        first, last = max(start, middle * tower), min(start + seen, middle if tower == 0 else bank.inputs_of)
        if first >= last:
            continue
        numbers = np.arange(first - start, last - start)
        yield GridFrame(
            slot=slot,
            title=f"{bank.layer} · kernel {kernel + 1} on the maps of {tower_name(bank, tower).lower()}" + mark,
            detail=f"{len(numbers)} slices of {bank.weights.shape[2]} × {bank.weights.shape[3]}",
            tiles=bank.weights[kernel, numbers],
            columns=max(1, round((4 * len(numbers)) ** 0.5)),
            labels=tuple(f"map {number + start + 1} below" for number in numbers),
            selected=int(part - numbers[0]) if part in numbers else None,
            quantity="weight",
            low=-reach,
            high=reach,
            diverging=True,
            keys=np.stack([np.full_like(numbers, kernel + 1), numbers + 1], axis=1),
        )


def random_slices(random: Bank, kernel: int, seed: int) -> GridFrame:
    """Draw the slices of a kernel of independent Gaussian weights."""
    tiles = random.weights[kernel]
    reach = float(np.abs(tiles).max()) or 1.0
    return GridFrame(
        slot="random",
        title="Random kernel",
        detail=f"{len(tiles)} slices",
        provenance=drawn_at_random(seed),
        tiles=tiles,
        columns=max(1, round(len(tiles) ** 0.5)),
        quantity="weight",
        low=-reach,
        high=reach,
        diverging=True,
    )


def energies(bank: Bank, random: Bank, kernel: int) -> TableFrame:
    """List how unevenly a kernel's energy lies on its slices: the share of the strongest tenth."""

    def share(weights: FloatArray) -> float:
        energy = np.sort((weights.astype(np.float64) ** 2).sum(axis=(1, 2)))
        return float(100 * energy[-max(1, len(energy) // 10) :].sum() / max(energy.sum(), 1e-30))

    return TableFrame(
        slot="measured",
        title="Measured",
        detail="the more, the fewer of the maps below it goes by",
        columns=(Axis("kernel"), Axis("slices"), Axis("energy in the strongest tenth", "%")),
        rows=(
            (f"{bank.layer} · {kernel + 1}", bank.weights.shape[1], share(bank.weights[kernel])),
            ("random", bank.weights.shape[1], share(random.weights[kernel])),
        ),
    )


def chosen_kernel(bank: Bank, kernel: int, part: int) -> Frames:
    """Draw a kernel, or one slice of a deeper one, large, and its spectrum."""
    weights = bank.weights[kernel : kernel + 1]
    name = f"Kernel {kernel + 1}"
    if not bank.first:
        weights = weights[:, part : part + 1].repeat(3, axis=1)
        name = f"Kernel {kernel + 1}, slice {part + 1}"
    side = weights.shape[-1]
    yield ImageFrame(
        slot="kernel",
        title=name,
        detail=f"{side} × {side} px, grey is zero" if bank.first else f"{side} × {side} units, grey is zero",
        pixels=as_tiles(weights)[0],
    )
    power = np.fft.fftshift(spectrum(weights)[0])
    yield HeatFrame(
        slot="spectrum",
        title="Its spectrum",
        detail="frequency 0 in the middle, the highest at the edge",
        values=100 * power,
        quantity="share of the power",
        unit="%",
        low=0.0,
    )


def response(subject: "vision.Subject", layer: str, kernel: int) -> HeatFrame:
    """Draw what the chosen kernel answers to the picture."""
    values = subject.maps(layer)[kernel]
    return HeatFrame(
        slot="response",
        title="Its response to the picture",
        detail=f"{values.shape[0]} × {values.shape[1]} units, before the ReLU",
        values=values,
        quantity="response",
        diverging=True,
        marked=(vision.strongest(values),),
    )
