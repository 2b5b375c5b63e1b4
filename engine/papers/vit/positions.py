"""What a Vision Transformer has learned before any picture: positions and patch filters (figure 7, left and centre)."""

from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.components import Components, filter_tiles, principal_components
from engine.analysis.similarity import evenly_spaced, same_line_similarity, similarity_by_distance, unit
from engine.analysis.subjects import Cell, as_array, untrained_mark
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    CheckFrame,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    HeatFrame,
    LimitsFrame,
    Series,
)
from engine.papers.vit.parameters import BASELINE, PATCH
from engine.papers.vit.subject import open_network, patch_in, untrained
from engine.parameters import Int

if TYPE_CHECKING:
    from engine.weights.store import LoadedViT

SHOWN_FILTERS = 28  # as figure 7 left
FILTER_COLUMNS = 7
COSINE = "cosine similarity"
SAME_LINE_MARGIN = 0.01  # random positions differ by less

TILES = Int(
    name="tiles",
    label="Tiles a side",
    help="The patches whose similarity map is drawn, evenly spaced over the grid.",
    default=10,
    low=3,
    high=16,
)
COMPONENT = Int(
    name="component",
    label="Component",
    help="The principal component shown channel by channel.",
    default=1,
    low=1,
    high=SHOWN_FILTERS,
)


# What depends on the weights alone is kept, so that following the mouse costs milliseconds.
_COMPONENTS: BoundedCache[Components] = BoundedCache(2**20, lambda components: components.axes.nbytes)
_STRUCTURE: BoundedCache[tuple[CurveFrame, CheckFrame]] = BoundedCache(2**20, lambda pair: pair[0].nbytes())
_SIMILARITY: BoundedCache[FloatArray] = BoundedCache(32 * 2**20, lambda array: array.nbytes)


def position_similarity(loaded: "LoadedViT") -> FloatArray:
    """Return the cosine similarity (N, N) of the learned patch positions with one another."""

    def compare() -> FloatArray:
        positions = unit(as_array(loaded.model.pos_embed[0, 1:]))
        return positions @ positions.T

    return _SIMILARITY.get(loaded.key, compare)


@experiment(
    "vit.positions",
    title="Position embeddings",
    parameters=(PATCH, TILES, BASELINE),
    figure="Figure 7 centre",
    shows=("engine.papers.vit.positions:position_similarity",),
)
def positions(request: Request, control: Control) -> Frames:
    """How alike the learned position embeddings are: one tile per patch, a grid of grids.

    Nobody told the network that patches lie in two dimensions: positions are one learned vector
    each. Every tile shows how similar one patch's vector is to those of all patches.
    """
    loaded = open_network(request, control)
    side = loaded.config.side
    yield LimitsFrame(grids={"patch": (side, side)})
    patch = patch_in(control.cell("patch"), (side, side))
    similarity = position_similarity(loaded)
    yield HeatFrame(
        slot="patch",
        title=f"Position of row {patch[0]}, column {patch[1]}",
        values=similarity[patch[0] * side + patch[1]].reshape(side, side),
        quantity=COSINE,
        low=-1,
        high=1,
        diverging=True,
        marked=(patch,),
    )
    yield similarity_sheet(loaded, control.whole("tiles"), patch, slot="similarity")
    yield from _STRUCTURE.get(
        loaded.key, lambda: (similarity_decay(similarity, side), same_line_check(similarity, side))
    )
    if control["baseline"]:
        yield similarity_sheet(untrained(loaded, request), control.whole("tiles"), patch, slot="baseline")


def similarity_sheet(loaded: "LoadedViT", tiles: int, patch: Cell, *, slot: str) -> GridFrame:
    """Draw figure 7 centre: at most tiles × tiles of the patches, each with its full similarity map."""
    side = loaded.config.side
    shown = evenly_spaced(side, tiles)
    cells = np.stack(np.meshgrid(shown, shown, indexing="ij"), axis=-1).reshape(-1, 2)
    which = "all" if len(shown) == side else f"{len(shown)} × {len(shown)} evenly spaced"
    return GridFrame(
        slot=slot,
        title="Position similarity" + untrained_mark(loaded),
        detail=f"{which} of {side} × {side} patches, each tile a {side} × {side} map",
        provenance=loaded.provenance,
        tiles=position_similarity(loaded).reshape(-1, side, side)[cells @ (side, 1)],
        columns=len(shown),
        labels=tuple(f"row {row}, column {column}" for row, column in cells),
        selected=int(np.abs(cells - patch).sum(axis=1).argmin()),
        cells=cells,
        quantity=COSINE,
        low=-1,
        high=1,
        diverging=True,
    )


def similarity_decay(similarity: FloatArray, side: int) -> CurveFrame:
    """Draw how similarity (N, N) falls with distance along a row, a column and a diagonal."""
    curves = similarity_by_distance(similarity, side, side)
    return CurveFrame(
        slot="decay",
        title="Similarity by distance",
        series=tuple(Series(name, np.arange(len(means), dtype=np.float32), means) for name, means in curves.items()),
        x_axis=Axis("steps along the line", "patches"),
        y_axis=Axis(f"mean {COSINE}"),
    )


def same_line_check(similarity: FloatArray, side: int) -> CheckFrame:
    """Check on similarity (N, N) that patches of one row or column are more alike than others as far apart."""
    on_line, off_line = same_line_similarity(similarity, side, side)
    return CheckFrame(
        claim="Patches in the same row or column have more similar position embeddings.",
        measured=f"Mean {COSINE} {on_line:.3f} in the same row or column, {off_line:.3f} for others as far apart.",
        holds=on_line > off_line + SAME_LINE_MARGIN,
    )


def kernel_components(loaded: "LoadedViT") -> Components:
    """Return the principal components of the D patch embedding kernels, each 3·P·P long."""

    def fit() -> Components:
        kernels = as_array(loaded.model.patch_embed.proj.weight)
        return principal_components(kernels.reshape(len(kernels), -1), SHOWN_FILTERS)

    return _COMPONENTS.get(loaded.key, fit)


@experiment(
    "vit.filters",
    title="Patch filters",
    parameters=(COMPONENT, BASELINE),
    figure="Figure 7 left",
    shows=("engine.papers.vit.positions:kernel_components", "engine.analysis.components:principal_components"),
)
def filters(request: Request, control: Control) -> Frames:
    """The principal components of the patch embedding, as the colour patterns it looks for.

    Each of the D rows of the linear projection is a small colour picture; their components are a
    basis of what the network can see inside one patch.
    """
    loaded = open_network(request, control)
    components, selected = kernel_components(loaded), control.whole("component")
    patch_px = loaded.config.patch
    yield filter_sheet(loaded, components, selected, slot="filters")
    planes = components.axes[selected - 1].reshape(3, patch_px, patch_px)
    yield GridFrame(
        slot="component",
        title=f"Component {selected} by channel",
        detail=f"explains {components.explained[selected - 1]:.1%} of the variance",
        tiles=planes,
        columns=3,
        labels=("red", "green", "blue"),
        quantity="weight",
        low=-float(np.abs(planes).max()),
        high=float(np.abs(planes).max()),
        diverging=True,
    )
    yield from explained_variance(components, selected)
    if control["baseline"]:
        random = untrained(loaded, request)
        yield filter_sheet(random, kernel_components(random), selected, slot="baseline")


def filter_sheet(loaded: "LoadedViT", components: Components, selected: int, *, slot: str) -> GridFrame:
    """Draw figure 7 left: the first components as RGB tiles."""
    return GridFrame(
        slot=slot,
        title="Patch filters" + untrained_mark(loaded),
        detail=f"first {len(components.axes)} components, each scaled to its largest weight, grey is zero",
        provenance=loaded.provenance,
        tiles=filter_tiles(components, loaded.config.patch),
        columns=FILTER_COLUMNS,
        labels=tuple(str(number) for number in range(1, len(components.axes) + 1)),
        selected=selected - 1,
    )


def explained_variance(components: Components, selected: int) -> Frames:
    """Draw how much of the kernels' variance the components explain, one by one and added up."""
    percent = 100 * components.explained
    yield BarsFrame(
        slot="variance",
        title="Explained variance",
        names=tuple(str(number) for number in range(1, SHOWN_FILTERS + 1)),
        values=percent[:SHOWN_FILTERS],
        axis=Axis("share of the variance", "%"),
        selected=selected - 1,
    )
    total = percent.cumsum()
    yield CurveFrame(
        slot="cumulative",
        title="Explained variance, added up",
        detail=f"{total[SHOWN_FILTERS - 1]:.0f} % in the first {SHOWN_FILTERS} of {len(percent)}",
        series=(Series("added up", np.arange(1, len(percent) + 1, dtype=np.float32), total),),
        x_axis=Axis("components"),
        y_axis=Axis("share of the variance", "%"),
        marker=selected,
    )
