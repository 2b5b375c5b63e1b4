"""Table 1: every layer's shape, parameters and multiply-adds, of the paper's nets and of any other."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, CheckFrame, Frames, Provenance, TableCell, TableFrame
from engine.lazy import lazy
from engine.nn.resnet_config import IMAGENET_RESNETS, Block, ResNetConfig, Shortcut, StrideOn, plain
from engine.parameters import Choice, Int, Text, Toggle

if TYPE_CHECKING:
    from engine.analysis import costs
    from engine.nn import layer_table as counting
else:
    costs, counting = lazy("engine.analysis.costs"), lazy("engine.nn.layer_table")

PUBLISHED = {18: 11_689_512, 34: 21_797_672, 50: 25_557_032, 101: 44_549_160, 152: 60_192_808}
"""Parameters of the published files; the paper gives none for these nets."""

BILLIONS = {18: 1.8, 34: 3.6, 50: 3.8, 101: 7.6, 152: 11.3}
"""Multiply-adds as Table 1 prints them: it cuts digits off, 3.66 became 3.6 and 3.86 became 3.8."""

VGG16_BILLIONS = 15.3
MOST_BLOCKS, MOST_STAGES, MOST_MAPS = 600, 5, 4096
OWN = ("net", "own")

PARAMETERS = (
    Choice(
        name="net",
        label="Net",
        default="50",
        options=(*((str(depth), f"{depth} layers") for depth in IMAGENET_RESNETS), ("own", "your own")),
        help="One of Table 1, or any net that you put together.",
    ),
    Choice(
        name="kind",
        label="Kind",
        default="residual",
        options=(("residual", "residual"), ("plain", "plain")),
        help="A plain net is the same without shortcuts, as in figure 3.",
    ),
    Choice(
        name="shortcut",
        label="Shortcut",
        default="B",
        options=(("A", "A: identity, zeros"), ("B", "B: projection to change size"), ("C", "C: projection everywhere")),
        help="Section 3.3: the paper's nets of 50 and more layers use B.",
    ),
    Choice(
        name="stride",
        label="Stride on",
        default="1x1",
        options=(("1x1", "first 1 × 1, as the paper"), ("3x3", "3 × 3, as torchvision")),
        help="Which convolution of a bottleneck halves the side. The paper's is cheaper.",
    ),
    Int(name="side", label="Side", default=224, low=32, high=448, unit="px", help="Of the square picture."),
    Choice(
        name="block",
        label="Block",
        default="bottleneck",
        options=(("basic", "basic: 3 × 3, 3 × 3"), ("bottleneck", "bottleneck: 1 × 1, 3 × 3, 1 × 1")),
        help="Figure 5.",
        only_if=OWN,
    ),
    Text(
        name="blocks",
        label="Blocks",
        default="3,4,6,3",
        longest=40,
        help="Blocks in each stage, with commas between; each stage but the first halves the side.",
        only_if=OWN,
    ),
    Int(
        name="width",
        label="Width",
        default=64,
        low=1,
        high=512,
        help="Maps of the first stage's 3 × 3 convolutions; every stage has twice as many.",
        only_if=OWN,
    ),
    Choice(
        name="stem",
        label="Stem",
        default="imagenet",
        options=(("imagenet", "7 × 7 and pooling"), ("cifar", "3 × 3, for small pictures")),
        help="What comes before the first block: for ImageNet, or as in section 4.2.",
        only_if=OWN,
    ),
    Int(name="classes", label="Classes", default=1000, low=2, high=100_000, help="Outputs.", only_if=OWN),
    Toggle(name="every", label="Every layer", help="List norms and activations, too.", extra=True),
)


@experiment(
    "resnet.table",
    title="Table 1",
    parameters=PARAMETERS,
    figure="Table 1, figures 3 and 5",
    shows=("engine.nn.layer_table:layer_table", "engine.nn.resnet_config:ResNetConfig"),
)
def table(request: Request, control: Control) -> Frames:
    """What every layer of a net puts out, learns and computes: the paper's five, and any that you compose.

    Slots: stages (as in Table 1), layers, parameters and multiply_adds (bars), nets (all side by side).
    """
    control.from_weights(Provenance("random", "No weights", "counted from shapes alone"))
    config, side = chosen_config(control), control.whole("side")
    rows = costs.costs(config, side)
    stages = costs.stage_costs(rows, stage_of)
    block = "3×3, 3×3" if config.block == "basic" else "1×1, 3×3, 1×1"
    yield costs.stages_frame(stages, made_of(config), net_name(config), f"{side} px · blocks of {block}")
    yield from costs.bars_frames(stages)
    yield costs.layers_frame(rows, every=bool(control["every"]))
    yield from nets_frames(config, side, control)
    check = check_of(config, side)
    if check is not None:
        yield check


def chosen_config(control: Control) -> ResNetConfig:
    """Return the net that the parameters describe. Raises UserError for blocks that are no list of numbers."""
    base = own_config(control) if control["net"] == "own" else IMAGENET_RESNETS[int(str(control["net"]))]
    shortcut, stride = cast(Shortcut, control["shortcut"]), cast(StrideOn, control["stride"])
    config = replace(base, shortcut=shortcut, stride_on=stride)
    return plain(config) if control["kind"] == "plain" else config


def own_config(control: Control) -> ResNetConfig:
    """Return a net of the person's own. Raises UserError when its blocks cannot be read or are too many."""
    blocks = parse_blocks(str(control["blocks"]))
    first = control.whole("width")
    return ResNetConfig(
        block=cast(Block, control["block"]),
        blocks=blocks,
        widths=tuple(min(first * 2**stage, MOST_MAPS) for stage in range(len(blocks))),
        stem="cifar" if control["stem"] == "cifar" else "imagenet",
        classes=control.whole("classes"),
    )


def parse_blocks(text: str) -> tuple[int, ...]:
    """Read "3,4,6,3". Raises UserError for anything else."""
    words = text.replace(" ", "").strip(",").split(",")
    blocks = tuple(int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 5)
    if len(blocks) != len(words) or not 1 <= len(blocks) <= MOST_STAGES or min(blocks) < 1:
        raise UserError(
            f"blocks: expected one to {MOST_STAGES} numbers with commas between, got {text!r}.",
            "Write the blocks of each stage, such as 3,4,6,3.",
        )
    if sum(blocks) > MOST_BLOCKS:
        raise UserError(
            f"blocks: {sum(blocks):,} blocks are more than can be listed; at most {MOST_BLOCKS} are.",
            "Take fewer; the deepest net of the paper, with 1202 layers, has 200,200,200.",
        )
    return blocks


def stage_of(layer: str) -> str:
    """Return the stage that Table 1 counts a layer to: "layer2.0.conv1" to "conv3_x"."""
    first = layer.partition(".")[0]
    if first.startswith("layer"):
        return f"conv{int(first.removeprefix('layer')) + 1}_x"
    return {"maxpool": "conv2_x", "avgpool": "fc", "fc": "fc"}.get(first, "conv1")


def made_of(config: ResNetConfig) -> dict[str, str]:
    """Write what each stage consists of: blocks × maps of the convolutions in one, such as "3 × [64, 64, 256]"."""
    large = config.stem == "imagenet"
    made = {"conv1": f"{'7×7' if large else '3×3'}, {config.widths[0]}"}
    for stage, (count, width) in enumerate(zip(config.blocks, config.widths, strict=True), 2):
        pool = "pool, " if large and stage == 2 else ""
        inside = (width, width) if config.block == "basic" else (width, width, 4 * width)
        made[f"conv{stage}_x"] = f"{pool}{count} × [{', '.join(map(str, inside))}]"
    return made | {"fc": "average, linear"}


def net_name(config: ResNetConfig) -> str:
    """Call a net "ResNet-50" or "plain-34", with what sets it apart from Table 1."""
    name = f"{'ResNet' if config.residual else 'plain'}-{config.depth}"
    return f"{name}, shortcut {config.shortcut}" if config.residual and config.shortcut != "B" else name


def nets_frames(config: ResNetConfig, side: int, control: Control) -> Iterator[TableFrame]:
    """Put the net beside those of Table 1 and its counterpart, one after the other as they are counted."""
    others = [replace(net, stride_on=config.stride_on) for net in IMAGENET_RESNETS.values()]
    twin = replace(config, residual=not config.residual)
    nets = [*others, *(net for net in (config, twin) if net not in others)]
    rows: list[tuple[TableCell, ...]] = []
    for net in nets:
        control.check()
        rows.append(net_row(net, side))
        selected = nets.index(config) if len(rows) > nets.index(config) else None
        yield TableFrame(
            slot="nets",
            title="Beside Table 1's nets",
            detail="FLOPs are multiply-adds",
            columns=(
                Axis("net"),
                Axis("blocks"),
                Axis("parameters"),
                Axis("published"),
                Axis("GFLOPs"),
                Axis("Table 1"),
            ),
            rows=tuple(rows),
            selected=selected,
        )


def net_row(config: ResNetConfig, side: int) -> tuple[TableCell, ...]:
    """Return a net's name, blocks, parameters and multiply-adds beside what was published for it."""
    rows = costs.costs(config, side)
    depth = table_depth(config, side)
    return (
        net_name(config),
        ", ".join(map(str, config.blocks)),
        counting.total_parameters(rows),
        None if depth is None else PUBLISHED[depth],
        round(counting.total_multiply_adds(rows) / costs.BILLION, 3),
        None if depth is None else BILLIONS[depth],
    )


def table_depth(config: ResNetConfig, side: int) -> int | None:
    """Return the depth of a net that stands in Table 1, None for any other or at another side."""
    depths = (depth for depth, net in IMAGENET_RESNETS.items() if replace(config, stride_on=net.stride_on) == net)
    return next(depths, None) if side == 224 else None


def check_of(config: ResNetConfig, side: int) -> CheckFrame | None:
    """Compare a net of Table 1 with what is printed there; None for any other net."""
    depth = table_depth(config, side)
    if depth is None:
        return None
    rows = costs.costs(config, side)
    billions = counting.total_multiply_adds(rows) / costs.BILLION
    return CheckFrame(
        claim=f"Table 1: a net of {depth} layers takes {BILLIONS[depth]} billion multiply-adds.",
        measured=f"{billions:.2f} billion here, {billions / VGG16_BILLIONS:.0%} of VGG-16's {VGG16_BILLIONS} billion.",
        holds=BILLIONS[depth] <= billions + 0.05 and billions < BILLIONS[depth] + 0.1,
    )
