"""The parameters that the ViT experiments share."""

from engine.parameters import Cell, Choice, Int, Toggle

SIZE = Int(
    name="size",
    label="Size",
    help="The picture is cut to a square of this side. More pixels give more patches and take longer.",
    default=224,
    low=112,
    high=784,
    step=112,
    unit="px",
)
LAYER = Int(
    name="layer", label="Layer", help="Layer of the network, counted from the input.", default=9, low=1, high=48
)
HEAD = Int(name="head", label="Head", help="Attention head of that layer.", default=1, low=1, high=32)
REDUCE = Choice(
    name="reduce",
    label="Heads",
    help="Look at one head, or at the mean or the largest weight of all heads.",
    default="mean",
    options=(("one", "One head"), ("mean", "Mean of heads"), ("max", "Largest of heads")),
)
PATCH = Cell(name="patch", label="Patch", help="The patch that asks: click or hover on the picture.")
BASELINE = Toggle(
    name="baseline",
    label="Random baseline",
    help="Draw the same measurement beside it for a network that has learned nothing.",
    default=True,
)
