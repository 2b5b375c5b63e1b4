"""A picture on its way through a Vision Transformer, with every shape written out (figure 1, equations 1 to 4)."""

from collections.abc import Iterator

import numpy as np

from engine.analysis.patches import cut
from engine.analysis.similarity import evenly_spaced
from engine.analysis.subjects import as_array
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    CheckFrame,
    CurveFrame,
    FloatArray,
    FlowFrame,
    Frames,
    GridFrame,
    HeatFrame,
    Series,
    Stage,
)
from engine.papers.vit.parameters import PATCH, SIZE
from engine.papers.vit.subject import Subject, open_subject, token_of
from engine.parameters import Int

MOST_ROWS = 256  # of the token matrix that are drawn
MOST_COLUMNS = 384

BLOCK = Int(
    name="block",
    label="Block",
    help="Show the tokens after this block; 0 is what enters the first one.",
    default=0,
    low=0,
    high=48,
)
TOKENS = ("tokens", "D")


@experiment(
    "vit.sequence",
    title="Sequence",
    inputs=("image",),
    parameters=(SIZE, BLOCK, PATCH),
    figure="Figure 1 and equations 1 to 4",
    shows=("engine.nn.vit:Block", "engine.nn.vit:Attention"),
)
def sequence(request: Request, control: Control) -> Frames:
    """The picture as a sequence of tokens: cut, projected, and passed from block to block.

    The shapes are those of the tensors in the network at hand. The token matrix enters every
    block and leaves it with the same shape.
    """
    subject = open_subject(request, control)
    yield subject.limits(block=(0, subject.loaded.config.depth))
    patch, block = subject.patch(control), subject.choose(control, "block", subject.loaded.config.depth)
    yield subject.image(patch)
    pieces = cut(subject.pixels, subject.patch_px)
    yield GridFrame(
        slot="patches",
        title="Patches",
        detail=f"{len(pieces)} patches of {subject.patch_px} × {subject.patch_px} px",
        tiles=pieces,
        columns=subject.grid[1],
        gap=2,
        selected=token_of(patch, subject.grid) - 1,
        cells=np.stack(np.divmod(np.arange(len(pieces)), subject.grid[1]), axis=1),
    )
    yield FlowFrame(slot="flow", title="The data flow", stages=tuple(stages(subject, max(1, block))))
    tokens = as_array(subject.trace.tokens[block])
    yield token_matrix(tokens, block)
    norms = np.stack([np.linalg.norm(as_array(state), axis=1) for state in subject.trace.tokens])
    where = f"after block {block}" if block else "before block 1"
    yield subject.heat(norms[block, 1:], patch, slot="norms", title=f"Token length {where}", quantity="length of token")
    yield norm_curve(norms, block)
    yield shape_check(subject)


def stages(subject: Subject, block: int) -> Iterator[Stage]:
    """Walk the data from the picture to the class feature; `block`, from 1, is opened up."""
    config, trace = subject.loaded.config, subject.trace
    rows, columns = trace.grid
    count, values = rows * columns, 3 * config.patch**2
    thumbnail = subject.pixels[:: max(1, subject.side_px // 64), :: max(1, subject.side_px // 64)]
    yield Stage("image", subject.pixels.shape, ("height", "width", "RGB"), picture=thumbnail)
    yield Stage("patches", (count, values), ("patches", "P·P·3"), f"{rows} × {columns}, P = {config.patch}")
    yield Stage("linear projection", (count, config.width), ("patches", "D"), "times E, eq. 1")
    entering = tuple(trace.tokens[0].shape)
    yield Stage("+ class token", entering, TOKENS, "learned, put first")
    yield Stage("+ positions", entering, TOKENS, "learned, added")
    yield from _block_stages(subject, block)
    name = f"after {config.depth} blocks"
    yield Stage(name, tuple(trace.tokens[-1].shape), TOKENS, f"blocks {block + 1} to {config.depth} alike")
    yield Stage("final norm", tuple(trace.features.shape), TOKENS, "layer norm, eq. 4")
    yield Stage("class feature", tuple(trace.features[0].shape), ("D",), "token 0 stands for the image")
    if config.classes:
        yield Stage("head", (config.classes,), ("classes",), "linear")


def _block_stages(subject: Subject, block: int) -> Iterator[Stage]:
    config, trace = subject.loaded.config, subject.trace
    leaving, attention = tuple(trace.tokens[block].shape), tuple(subject.attention(block).shape)
    heads, tokens = attention[:2]
    name = f"block {block}: "
    yield Stage(name + "layer norm", leaving, TOKENS, "eq. 2")
    each = (heads, tokens, config.width // heads)
    yield Stage(name + "q, k, v", each, ("heads", "tokens", "d"), "three of these, d = D / heads")
    yield Stage(name + "attention", attention, ("heads", "tokens", "tokens"), "softmax(q kᵀ / √d), rows sum to 1")
    yield Stage(name + "heads joined", leaving, TOKENS, "attention × v, projected, added to what came in")
    yield Stage(name + "MLP, hidden", (tokens, config.hidden), ("tokens", "4 D"), "layer norm, linear, GELU, eq. 3")
    yield Stage(name + "out", leaving, TOKENS, "linear, added to what came in")


def token_matrix(tokens: FloatArray, block: int) -> HeatFrame:
    """Draw the tokens (1+N, D), thinned evenly where there are too many to see."""
    rows, columns = evenly_spaced(len(tokens), MOST_ROWS), evenly_spaced(tokens.shape[1], MOST_COLUMNS)
    reach = float(np.percentile(np.abs(tokens), 99))
    shown = f"{len(rows)} of {len(tokens)} tokens, {len(columns)} of {tokens.shape[1]} channels"
    return HeatFrame(
        slot="tokens",
        title="Token matrix" + (f" after block {block}" if block else " before block 1"),
        detail=f"{shown}; top row is the class token",
        values=tokens[np.ix_(rows, columns)],
        quantity="value",
        low=-reach,
        high=reach,
        diverging=True,
    )


def norm_curve(norms: FloatArray, block: int) -> CurveFrame:
    """Draw how long tokens are after each block; norms (1 + depth, 1 + N), class token first."""
    x = np.arange(len(norms), dtype=np.float32)
    patches = norms[:, 1:]
    return CurveFrame(
        slot="norm_curve",
        title="Token length over the blocks",
        series=(
            Series("class token", x, norms[:, 0]),
            Series("patches, mean", x, patches.mean(axis=1), band=patches.std(axis=1)),
            Series("patches, longest", x, patches.max(axis=1), "dash"),
        ),
        x_axis=Axis("block"),
        y_axis=Axis("length of token"),
        marker=block,
    )


def shape_check(subject: Subject) -> CheckFrame:
    """Check that the tokens keep their shape through all blocks."""
    seen = sorted({tuple(state.shape) for state in subject.trace.tokens})
    shapes = " and ".join(" × ".join(map(str, shape)) for shape in seen)
    expected = (1 + subject.grid[0] * subject.grid[1], subject.loaded.config.width)
    return CheckFrame(
        claim="The latent vector size D is constant through all layers.",
        measured=f"Before and after each of {subject.trace.depth} blocks the tokens are {shapes}.",
        holds=seen == [expected],
    )
