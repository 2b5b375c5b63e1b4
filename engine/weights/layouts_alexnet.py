"""Key layouts of AlexNet: torchvision's one-tower variant, and the paper's network under Caffe's names.

Caffe's names (conv1 … fc8) are also ours. What shapes do not tell comes with the layout: torchvision
pads the image by 2 and has no response normalisation; under Caffe's names a net of two towers is the
paper's, with response normalisation and without padding.
"""

import re
from collections.abc import Iterable, Mapping
from math import isqrt
from typing import Any

import torch
from torch import Tensor

from engine.nn.alexnet import AlexNet, AlexNetConfig
from engine.weights.fitting import Reading, Rules

LAYOUTS = ("torchvision", "caffe")

_CHOOSE = (
    "Choose an AlexNet file in torchvision's layout, or one whose layers are called conv1 to fc8; "
    "python -m engine weights list shows where to get one."
)

# Older training scripts spread only `features` over several GPUs, and their names say so.
_TORCHVISION: Rules = (
    (r"^features\.(module\.)?", "features."),
    *((rf"^features\.{index}\.", f"conv{n}.") for n, index in enumerate((0, 3, 6, 8, 10), 1)),
    *((rf"^classifier\.{index}\.", f"fc{n}.") for n, index in enumerate((1, 4, 6), 6)),
)
_RULES: dict[str, Rules] = {"torchvision": _TORCHVISION, "caffe": ()}

_MARKS = tuple(f"{name}.weight" for name in ("conv1", "conv2", "conv3", "conv4", "conv5"))
_COUNTER = re.compile(r"^bn\d\.num_batches_tracked$")


def detect(names: Iterable[str]) -> str | None:
    """Return the layout in which the names are an AlexNet's, or None."""
    names = set(names)
    if all(name in names for name in (*_MARKS, "fc6.weight")):
        return "caffe"
    renamed = {ours for name in names for ours in [_renamed(name)]}
    return "torchvision" if all(name in renamed for name in (*_MARKS, "fc8.weight")) else None


def convert(state: Mapping[str, Tensor], file: str) -> tuple[AlexNetConfig, dict[str, Tensor]]:
    """Recognise a state dict and return its sizes and its tensors under our names.

    state: name to tensor, as `read_checkpoint` returns it.
    file:  what messages call it.
    Raises UserError when the layout is unknown, or when a tensor is missing, unexpected or misshapen.
    """
    reading = Reading(file, _CHOOSE)
    layout = detect(state)
    if layout is None:
        raise reading.unknown("AlexNet", state)
    theirs = reading.renamed((name for name in state if not _COUNTER.match(name)), _RULES[layout])
    ours = {name: state[theirs[name]] for name in theirs}
    config = _config_of(ours, layout, reading)
    with torch.device("meta"):
        expected = AlexNet(config).state_dict()
    counters = {name for name in expected if _COUNTER.match(name)}
    reading.check_fit(ours, {name: expected[name] for name in expected if name not in counters}, theirs)
    return config, ours | {name: torch.zeros((), dtype=torch.int64) for name in counters}


def _renamed(name: str) -> str:
    for pattern, replacement in _TORCHVISION:
        name = re.sub(pattern, replacement, name)
    return name


def _config_of(state: Mapping[str, Tensor], layout: str, reading: Reading) -> AlexNetConfig:
    w1, w2, w3, w4, w5 = (reading.shape(state, f"conv{n}.weight", 4)[0] for n in range(1, 6))
    channels = reading.shape(state, "conv1.weight", 4)[1]
    tower = reading.shape(state, "conv2.weight", 4)[1]
    hidden, inputs = reading.shape(state, "fc6.weight", 2)
    classes, _ = reading.shape(state, "fc8.weight", 2)
    two_towers = tower * 2 == w1
    side = isqrt(inputs // w5) if w5 else 0
    reading.check(
        {
            f"its kernels have {channels} channels, not red, green and blue": channels != 3,
            "one of its layers is empty": not all((w1, w2, w3, w4, w5, hidden, classes)),
            "its maps cannot be halved into two towers": two_towers and any(w % 2 for w in (w1, w2, w3, w4, w5)),
            f"its {inputs} inputs of fc6 are not {w5} square maps": side * side * w5 != inputs or not side,
        }
    )
    fixed: dict[str, Any] = {"lrn": two_towers}
    if layout == "torchvision":
        fixed = {"lrn": False, "hanging": False, "stem_pad": 2, "init": "he"}
    return AlexNetConfig(
        widths=(w1, w2, w3, w4, w5),
        two_towers=two_towers,
        hidden=hidden,
        classes=classes,
        pool_side=side,
        norm="batch" if "bn1.weight" in state else "none",
        **fixed,
    )
