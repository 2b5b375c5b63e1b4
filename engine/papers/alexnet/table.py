"""What every layer of AlexNet puts out, learns and computes: where 60 million parameters and 650,000 neurons are."""

from typing import TYPE_CHECKING, Any

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import CheckFrame, Frames, Provenance
from engine.lazy import lazy
from engine.parameters import Choice, Int, Toggle

if TYPE_CHECKING:
    from engine.analysis import costs
    from engine.nn import alexnet as nets
    from engine.nn import layer_table as counting
else:
    costs, counting = lazy("engine.analysis.costs"), lazy("engine.nn.layer_table")
    nets = lazy("engine.nn.alexnet")

PUBLISHED = 60_965_224
"""Parameters of the published Caffe replica, which has the paper's two towers."""

STATED_MILLIONS = 60


@experiment(
    "alexnet.table",
    title="Layer by layer",
    parameters=(
        Choice(
            name="net",
            label="Net",
            default="paper",
            options=(("paper", "the paper's, two towers"), ("torchvision", "torchvision's, one tower")),
            help="The paper's net, or the one of 2014 that torchvision publishes.",
        ),
        Int(name="side", label="Side", default=227, low=63, high=448, unit="px", help="Of the square picture."),
        Toggle(name="every", label="Every layer", help="List norms, activations and dropout, too.", extra=True),
    ),
    figure="Figure 2 and section 3.5",
    shows=("engine.nn.layer_table:layer_table", "engine.nn.alexnet:AlexNetConfig"),
)
def table(request: Request, control: Control) -> Frames:
    """What every layer of the net puts out, learns and computes, and how little of it is convolution.

    Slots: stages, layers, parameters and multiply_adds (bars).
    """
    control.from_weights(Provenance("random", "No weights", "counted from shapes alone"))
    paper, side = control["net"] == "paper", control.whole("side")
    config = nets.PAPER_ALEXNET if paper else nets.TORCHVISION_ALEXNET
    rows = costs.costs(config, side)
    stages = costs.stage_costs(rows, stage_of)
    title = "AlexNet" if paper else "AlexNet with one tower"
    yield costs.stages_frame(stages, made_of(config), title, f"{side} × {side} px", neurons=True)
    yield from costs.bars_frames(stages)
    yield costs.layers_frame(rows, every=bool(control["every"]))
    if paper:
        yield check_of(stages, counting.total_parameters(rows))


def stage_of(layer: str) -> str:
    """Return the weighted layer that a layer belongs to: "pool2" to "conv2", "relu6" to "fc6"."""
    number = "5" if layer == "average" else layer[-1]
    return f"{'conv' if number < '6' else 'fc'}{number}"


def made_of(config: Any) -> dict[str, str]:
    """Write what each stage consists of, such as "11×11, 96, stride 4, LRN, pool"."""
    kernels = ("11×11", "5×5", "3×3", "3×3", "3×3")
    made = {}
    for number, (kernel, maps) in enumerate(zip(kernels, config.widths, strict=True), 1):
        extras = ["stride 4"] if number == 1 else []
        extras += ["2 towers"] if config.two_towers and number in (2, 4, 5) else []
        extras += ["LRN"] if config.lrn and number < 3 else []
        extras += ["pool"] if number in (1, 2, 5) else []
        made[f"conv{number}"] = ", ".join([kernel, str(maps), *extras])
    dropout = "linear, dropout"
    return made | {"fc6": dropout, "fc7": dropout, "fc8": "linear"}


def check_of(stages: "tuple[costs.StageCost, ...]", parameters: int) -> CheckFrame:
    """Compare the paper's counts with those of its net here."""
    neurons = sum(stage.neurons for stage in stages)
    connected = sum(stage.parameters for stage in stages if stage.name.startswith("fc"))
    return CheckFrame(
        claim=f"Abstract: {STATED_MILLIONS} million parameters and 650,000 neurons.",
        measured=(
            f"{parameters:,} parameters, {connected / parameters:.0%} of them fully connected, and {neurons:,} neurons,"
            f" {stages[0].neurons:,} of them in conv1, where the paper counts 253,440."
        ),
        holds=parameters == PUBLISHED and abs(neurons - 650_000) < 25_000,
    )
