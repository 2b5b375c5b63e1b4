"""Key layouts of ResNet: torchvision's, whose names are also ours, Hugging Face's, and MoCo's.

A file's sizes are read from its shapes. Which convolution of a bottleneck halves the side they do not
tell: in the files of both code bases it is the 3 × 3. Counters of batches may be there or not; they
are not used.

A file of MoCo holds a ResNet under `encoder_q`; whatever else is in it (the key encoder, the queue) is
left out. Its last layer makes keys: one linear layer in version 1, two with a ReLU between in version 2.
"""

import re
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from engine.nn.resnet import ResNet
from engine.nn.resnet_config import ResNetConfig, Shortcut
from engine.weights.fitting import Reading, Rules

LAYOUTS = ("torchvision", "transformers", "moco")

_CHOOSE = (
    "Choose a ResNet file in the torchvision, Hugging Face or MoCo layout; "
    "python -m engine weights list shows where to get one."
)
_STAGES = 8
_MOST_BLOCKS = 256  # in a stage; the deepest published net has 200

_TRANSFORMERS: Rules = (
    (r"^resnet\.", ""),
    (r"^embedder\.embedder\.convolution\.", "conv1."),
    (r"^embedder\.embedder\.normalization\.", "bn1."),
    *((rf"^encoder\.stages\.{stage}\.layers\.", f"layer{stage + 1}.") for stage in range(_STAGES)),
    *((rf"\.layer\.{n}\.convolution\.", f".conv{n + 1}.") for n in range(3)),
    *((rf"\.layer\.{n}\.normalization\.", f".bn{n + 1}.") for n in range(3)),
    (r"\.shortcut\.convolution\.", ".downsample.0."),
    (r"\.shortcut\.normalization\.", ".downsample.1."),
    (r"^classifier\.1\.", "fc."),
)
_QUERY = re.compile(r"^(module\.)?encoder_q\.")
_RULES: dict[str, Rules] = {"torchvision": (), "transformers": _TRANSFORMERS, "moco": ((_QUERY.pattern, ""),)}

_COUNTER = ".num_batches_tracked"
_STEMS = {7: "imagenet", 3: "cifar"}


def detect(names: Iterable[str]) -> str | None:
    """Return the layout in which the names are a ResNet's, or None."""
    names = set(names)
    if {"conv1.weight", "layer1.0.conv1.weight"} <= names:
        return "torchvision"
    if any(_QUERY.match(name) for name in names):
        return "moco"
    bare = {name.removeprefix("resnet.") for name in names}
    return "transformers" if "embedder.embedder.convolution.weight" in bare else None


def convert(state: Mapping[str, Tensor], file: str) -> tuple[ResNetConfig, dict[str, Tensor]]:
    """Recognise a state dict and return its sizes and its tensors under our names.

    state: name to tensor, as `read_checkpoint` returns it.
    file:  what messages call it.
    Raises UserError when the layout is unknown, or when a tensor is missing, unexpected or misshapen.
    """
    reading = Reading(file, _CHOOSE)
    layout = detect(state)
    if layout is None:
        raise reading.unknown("ResNet", state)
    used = [name for name in state if not name.endswith(_COUNTER) and (layout != "moco" or _QUERY.match(name))]
    theirs = reading.renamed(used, _RULES[layout])
    ours = {name: state[theirs[name]] for name in theirs}
    config = _config_of(ours, reading)
    with torch.device("meta"):
        expected = ResNet(config).state_dict()
    counters = {name for name in expected if name.endswith(_COUNTER)}
    reading.check_fit(ours, {name: expected[name] for name in expected if name not in counters}, theirs)
    return config, ours | {name: torch.zeros((), dtype=torch.int64) for name in counters}


def _config_of(state: Mapping[str, Tensor], reading: Reading) -> ResNetConfig:
    _, channels, side, _ = reading.shape(state, "conv1.weight", 4)
    blocks = _blocks(state, reading)
    widths = tuple(reading.shape(state, f"layer{stage}.0.conv1.weight", 4)[0] for stage in range(1, len(blocks) + 1))
    bottleneck = "layer1.0.conv3.weight" in state
    mlp = "fc.2.weight" in state
    classes, _ = reading.shape(state, "fc.2.weight" if mlp else "fc.weight", 2)
    reading.check(
        {
            f"its kernels have {channels} channels, not red, green and blue": channels != 3,
            f"its first kernels are {side} pixels wide, not 7 or 3": side not in _STEMS,
            "one of its layers is empty": not all((*widths, classes)),
        }
    )
    if bottleneck:
        _check_bottleneck(state, widths[0], reading)
    return ResNetConfig(
        "bottleneck" if bottleneck else "basic",
        blocks,
        widths,
        shortcut=_shortcut(state, bottleneck),
        norm="bn1.weight" in state,
        stem="imagenet" if side == 7 else "cifar",
        classes=classes,
        head="mlp" if mlp else "linear",
    )


def _blocks(state: Mapping[str, Tensor], reading: Reading) -> tuple[int, ...]:
    """Return how many blocks each stage has."""
    last: dict[int, int] = {}
    for name in state:
        if match := re.match(r"layer(\d{1,6})\.(\d{1,6})\.", name):
            stage, index = int(match[1]), int(match[2])
            last[stage] = max(last.get(stage, 0), index)
    stages = max(last, default=0)
    reading.check(
        {
            "layer1.0.conv1.weight is missing": not stages,
            f"it numbers its stages up to {stages}": stages > _STAGES,
            f"it numbers its blocks up to {max(last.values(), default=0)}": max(last.values(), default=0)
            >= _MOST_BLOCKS,
        }
    )
    return tuple(last.get(stage, 0) + 1 for stage in range(1, stages + 1))


def _shortcut(state: Mapping[str, Tensor], bottleneck: bool) -> Shortcut:
    """C projects where nothing changes, too; B where the size does; A nowhere."""
    unchanged = "layer1.1." if bottleneck else "layer1.0."
    if f"{unchanged}downsample.0.weight" in state:
        return "C"
    return "B" if any(".downsample.0." in name for name in state) else "A"


def _check_bottleneck(state: Mapping[str, Tensor], width: int, reading: Reading) -> None:
    """Tell a ResNeXt and a Wide ResNet by their names, not by their shapes."""
    grouped = reading.shape(state, "layer1.0.conv2.weight", 4)[1]
    wide = reading.shape(state, "layer1.0.conv3.weight", 4)[0]
    reading.check(
        {
            "it is a ResNeXt, whose convolutions are grouped": grouped != width,
            f"it is a Wide ResNet, whose blocks put out {wide} maps for {width}": wide != 4 * width,
        }
    )
