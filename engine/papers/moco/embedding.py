"""A map of pictures by their features: what a network takes for alike lies together."""

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.analysis.embedding.kinds import KINDS, find_kind
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int

if TYPE_CHECKING:
    from engine.analysis.embedding import atlas
else:
    atlas = lazy("engine.analysis.embedding.atlas")

MOST = 50_000

FEATURES = Choice(
    name="features",
    label="Features",
    help="What describes a picture. The pictures stay the same: see them travel when another network looks at them.",
    default="moco",
    options=tuple((kind.name, kind.label) for kind in KINDS),
)
METHOD = Choice(
    name="method",
    label="Layout",
    help="t-SNE keeps neighbours together and is worked out before your eyes; PCA is a straight projection.",
    default="tsne",
    options=(("tsne", "t-SNE"), ("pca", "PCA")),
)
PICTURES = Choice(
    name="pictures",
    label="Set",
    help="Pictures of the built-in world. A folder takes their place; the folders in it are the categories.",
    default="items",
    options=(
        ("items", "Cut-outs and photographs"),
        ("cutouts", "Cut-outs"),
        ("photos", "Photographs"),
        ("composites", "Composites"),
    ),
    only_without="folder",
)
SPLIT = Choice(
    name="split",
    label="Split",
    help="Built-in networks never saw what is held out.",
    default="all",
    options=(("all", "All"), ("train", "Trained on"), ("held-out", "Held out"), ("held-out name", "Held-out names")),
    extra=True,
    only_without="folder",
)
COUNT = Int(
    name="count",
    label="At most",
    help="How many pictures at most. Of composites there are as many as you like.",
    default=2000,
    low=10,
    high=MOST,
    unit="pictures",
    extra=True,
)
PERPLEXITY = Float(
    name="perplexity",
    label="Perplexity",
    help="About how many neighbours of a point t-SNE tries to keep near it.",
    default=30.0,
    low=2.0,
    high=100.0,
    only_if=("method", "tsne"),
)
NEAREST = Int(
    name="nearest",
    label="Neighbours",
    help="How many of the most alike pictures are shown, and vote for the category of the chosen one.",
    default=8,
    low=1,
    high=15,
    extra=True,
)
SIDE = Int(
    name="side",
    label="MoCo sees",
    help="Side of the pictures that MoCo's weights are shown: the built-in ones learned from 64 px, the authors' from "
    "224 px. Pictures are kept at 128 px.",
    default=64,
    low=32,
    high=224,
    unit="px",
    only_if=("features", "moco"),
    extra=True,
)
POINT = Int(
    name="point",
    label="Picture",
    help="The picture whose neighbours are shown: click a point.",
    default=0,
    low=0,
    high=MOST - 1,
    picked=True,
)


@experiment(
    "moco.embedding",
    title="Embedding",
    inputs=("folder?",),
    parameters=(FEATURES, METHOD, PERPLEXITY, PICTURES, SPLIT, COUNT, NEAREST, SIDE, POINT),
    figure="Section 4, the features that are transferred, as a map",
    shows=("engine.analysis.embedding.neighbours:Search", "engine.analysis.embedding.layouts:Tsne"),
)
def embedding(request: Request, control: Control) -> Frames:
    """Pictures as points in the plane: near each other when their features are alike.

    Neighbours are found among the features themselves, by cosine, not in the plane. Their votes for a
    category give an accuracy that compares features with each other.
    """
    kind = find_kind(str(control["features"]))
    if kind.own:
        kind = replace(kind, side_px=control.whole("side"))
    yield from atlas.show(kind, request, control)
