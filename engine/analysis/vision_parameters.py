"""The parameters that looking into a convolutional network takes, whichever network it is. Imports no torch."""

from engine.parameters import Cell, Choice, Int

HIGHEST_PX = 448
TOP = 5
"""How many of the likeliest classes can be chosen."""


def size_parameter(default: int, low: int) -> Int:
    """Return the side of the picture: the network's own by default, from the smallest that leaves a unit."""
    return Int(
        name="size",
        label="Size",
        help="The picture is cut to a square of this side. The classifier was trained at its own size.",
        default=default,
        low=low,
        high=HIGHEST_PX,
        unit="px",
        extra=True,
    )


def layer_parameter(default: int) -> Int:
    """Return the layer, counted from the image."""
    return Int(
        name="layer",
        label="Layer",
        help="Layer of the network, counted from the picture. The table names them all.",
        default=default,
        low=1,
        high=1000,
    )


MAP = Int(name="map", label="Map", help="Which of the layer's maps, counted from 1.", default=1, low=1, high=8192)
UNIT = Cell(name="unit", label="Unit", help="The unit of the map: move the mouse over the map, or click to keep it.")
ORDER = Choice(
    name="order",
    label="Order",
    help="Maps as the network stores them, or the one with the strongest unit first.",
    default="stored",
    options=(("stored", "As stored"), ("strongest", "Strongest first")),
)
SCALE = Choice(
    name="scale",
    label="Colours",
    help="Each map on its own scale shows where it answers; one scale for all shows how strongly.",
    default="own",
    options=(("own", "Each map its own"), ("shared", "One scale for all")),
)
PAGE = Int(
    name="page", label="Page", help="Which part of a layer with very many maps.", default=1, low=1, high=64, extra=True
)
CLASS = Int(
    name="rank",
    label="Class",
    help="1 is the class that the network finds likeliest, 2 the next one. Clicking a bar chooses it.",
    default=1,
    low=1,
    high=TOP,
)
DEPTH = Int(
    name="depth",
    label="Layers from the end",
    help="1 is the last layer that still has maps, 2 the one before it.",
    default=1,
    low=1,
    high=200,
)
PICTURES = Int(
    name="pictures",
    label="Pictures",
    help="How many pictures are looked at: the more, the purer the patches, and the longer it takes.",
    default=128,
    low=8,
    high=4000,
)
PLACE = Int(
    name="place", label="Patch", help="Which of the nine patches is shown in its picture.", default=1, low=1, high=9
)
SQUARE = Int(
    name="square",
    label="Square",
    help="Side of the grey square that hides a part of the picture.",
    default=48,
    low=8,
    high=192,
    unit="px",
)
STRIDE = Int(
    name="stride",
    label="Stride",
    help="How far the square moves from place to place: half of it means four times as many runs.",
    default=24,
    low=4,
    high=64,
    unit="px",
)
WHERE = Cell(name="unit", label="Place", help="Where the square is shown: move the mouse over the map, or click.")
