"""Key layouts of the Vision Transformer: the names that other code bases give to its parameters.

A file is recognised by the names in it, its parameters are renamed to ours (timm's, which are also
official DINOv2's), and its sizes are read from their shapes. What shapes do not tell (the layer
norm's epsilon, the pixel normalisation, how positions are resized) comes with the layout.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isqrt

import torch
from torch import Tensor

from engine.errors import UserError
from engine.nn.positions import Resize
from engine.nn.vit import HALF, IMAGENET_MEAN, IMAGENET_STD, VisionTransformer, ViTConfig
from engine.weights.fitting import Reading, Rules

_HEAD_WIDTH = 64  # of every published ViT and DINOv2 but the huge ones; files do not say it
_HUGE = {1280: 16}  # heads of ViT-H, by its width
DEEPEST = 64
_LEAST_STD, _LARGEST = 1e-3, 1e3  # of a normalisation, where white is 1

Triple = tuple[float, float, float]

_CHOOSE = (
    "Choose a Vision Transformer file in the timm, Hugging Face, torchvision or official DINOv2 layout; "
    "python -m engine weights list shows where to get one."
)

TRANSFORMERS: Rules = (
    (r"^(vit|dinov2|backbone)\.", ""),
    (r"^embeddings\.patch_embeddings\.projection\.", "patch_embed.proj."),
    (r"^embeddings\.position_embeddings$", "pos_embed"),
    (r"^embeddings\.", ""),
    (r"^(encoder\.layer|layers)\.", "blocks."),
    (r"\.attention\.attention\.(query|key|value)\.", r".attn.\1."),
    (r"\.attention\.q_proj\.", ".attn.query."),
    (r"\.attention\.k_proj\.", ".attn.key."),
    (r"\.attention\.v_proj\.", ".attn.value."),
    (r"\.attention\.(output\.dense|o_proj)\.", ".attn.proj."),
    (r"\.layernorm_before\.", ".norm1."),
    (r"\.layernorm_after\.", ".norm2."),
    (r"\.intermediate\.dense\.", ".mlp.fc1."),
    (r"\.output\.dense\.", ".mlp.fc2."),
    (r"\.layer_scale([12])\.lambda1$", r".ls\1.gamma"),
    (r"^layernorm\.", "norm."),
    (r"^classifier\.", "head."),
)

_TORCHVISION: Rules = (
    (r"^class_token$", "cls_token"),
    (r"^conv_proj\.", "patch_embed.proj."),
    (r"^encoder\.pos_embedding$", "pos_embed"),
    (r"^encoder\.layers\.encoder_layer_", "blocks."),
    (r"\.ln_([12])\.", r".norm\1."),
    (r"\.self_attention\.in_proj_", ".attn.qkv."),
    (r"\.self_attention\.out_proj\.", ".attn.proj."),
    (r"\.mlp\.(0|linear_1)\.", ".mlp.fc1."),
    (r"\.mlp\.(3|linear_2)\.", ".mlp.fc2."),
    (r"^encoder\.ln\.", "norm."),
    (r"^heads\.head\.", "head."),
)

# Training checkpoints of DINOv2 hold their blocks in chunks: blocks.<chunk>.<block>.
_DINOV2: Rules = ((r"^blocks\.\d+\.(\d+)\.", r"blocks.\1."),)

# Parts of known files that our network has no use for.
_UNUSED = re.compile(r"^((vit|dinov2)\.)?pooler\.")

_NOT_READ = {
    "fc_norm.": "averages its patches before it classifies, as fine-tuned MAE does, and this network does not",
    "register_tokens": "is a DINOv2 with register tokens, which this network does not have",
    "dist_token": "is a distilled DeiT, whose second token this network does not have",
    ".mlp.w12.": "is a giant DINOv2, whose SwiGLU layers this network does not have",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One code base's names, and how its weights expect to be used.

    marks: endings that the names in such a file are known by; all of them occur.
    """

    name: str
    title: str
    marks: tuple[str, ...]
    rules: Rules
    resize: Resize
    epsilon: float = 1e-6
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD


LAYOUTS = (
    Layout("torchvision", "torchvision", ("conv_proj.weight",), _TORCHVISION, "corners"),
    Layout(
        "transformers-dinov2",
        "Hugging Face DINOv2",
        ("embeddings.patch_embeddings.projection.weight", "layer_scale1.lambda1"),
        TRANSFORMERS,
        "size",
    ),
    Layout(
        "transformers",
        "Hugging Face ViT",
        ("embeddings.patch_embeddings.projection.weight",),
        TRANSFORMERS,
        "size",
        epsilon=1e-12,
        mean=HALF,
        std=HALF,
    ),
    Layout("dinov2", "official DINOv2", ("patch_embed.proj.weight", ".ls1.gamma"), _DINOV2, "offset"),
    Layout("timm", "timm", ("patch_embed.proj.weight",), (), "antialias", mean=HALF, std=HALF),
)


def find_layout(name: str) -> Layout:
    """Return the layout called `name`. Raises KeyError."""
    return {layout.name: layout for layout in LAYOUTS}[name]


def detect(names: Iterable[str]) -> Layout | None:
    """Return the first layout whose marks all occur among the names, or None."""
    names = tuple(names)
    for layout in LAYOUTS:
        if all(any(name.endswith(mark) for name in names) for mark in layout.marks):
            return layout
    return None


def convert(state: Mapping[str, Tensor], file: str) -> tuple[ViTConfig, dict[str, Tensor]]:
    """Recognise a state dict of any known layout and return its sizes and its tensors under our names.

    state: name to tensor, as `read_checkpoint` returns it.
    file:  what messages call it.
    Raises UserError when the layout is unknown, or when a tensor is missing, unexpected or misshapen.
    """
    for mark, reason in _NOT_READ.items():
        if any(mark in name for name in state):
            raise UserError(f"{file} {reason}.", _CHOOSE)
    reading = Reading(file, _CHOOSE)
    layout = detect(state)
    if layout is None:
        raise reading.unknown("Vision Transformer", state)
    theirs = reading.renamed((name for name in state if not _UNUSED.match(name)), layout.rules)
    ours = joined({name: state[theirs[name]] for name in theirs})
    config = config_of(ours, layout, file)
    with torch.device("meta"):
        expected = VisionTransformer(config).state_dict()
    reading.check_fit(ours, expected, theirs)
    return config, ours


def heads_of(width: int) -> int:
    """Return how many heads a published network of this width has, at least 1."""
    return _HUGE.get(width, max(1, width // _HEAD_WIDTH))


def problems_of(config: ViTConfig) -> dict[str, bool]:
    """Return what a file may wrongly say of itself that its shapes do not tell: each sentence, and whether it holds."""
    return {
        f"it says to have {config.heads} heads, into which a width of {config.width} cannot be cut": not config.heads
        or config.width % config.heads != 0,
        f"it says that its layer norms add {config.epsilon:g}": not 0 < config.epsilon <= 1,
        "its input has no spread": not all(_LEAST_STD <= std <= _LARGEST for std in config.std),
        "the mean of its input is no colour": not all(abs(mean) <= _LARGEST for mean in config.mean),
    }


def joined(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Stack separate query, key and value projections into one, in that order."""
    stacked = dict(state)
    for name in state:
        if ".attn.query." not in name:
            continue
        parts = [name.replace(".query.", f".{part}.") for part in ("query", "key", "value")]
        shapes = {state[part].shape for part in parts if part in state}
        if all(part in state for part in parts) and len(shapes) == 1 and shapes != {torch.Size([])}:
            stacked[name.replace(".query.", ".qkv.")] = torch.cat([stacked.pop(part) for part in parts])
    return stacked


def config_of(state: Mapping[str, Tensor], layout: Layout, file: str) -> ViTConfig:
    """Read a network's sizes from the shapes of a few tensors under our names.

    Raises UserError when they are those of no Vision Transformer.
    """
    reading = Reading(file, _CHOOSE)
    width, channels, patch, patch_width = reading.shape(state, "patch_embed.proj.weight", 4)
    _, positions, _ = reading.shape(state, "pos_embed", 3)
    hidden, _ = reading.shape(state, "blocks.0.mlp.fc1.weight", 2)
    side = isqrt(max(positions - 1, 0))
    blocks = {int(match[1]) for name in state if (match := re.match(r"blocks\.(\d{1,6})\.", name))}
    reading.check(
        {
            f"its patches have {channels} channels, not red, green and blue": channels != 3,
            f"its patches are {patch} × {patch_width} pixels, not square": patch != patch_width or not patch,
            f"its {positions} positions are not a class token and a square grid": side**2 + 1 != positions or not side,
            f"its width of {width} is not made of heads of {_HEAD_WIDTH}": width % _HEAD_WIDTH != 0 or not width,
            "one of its layers is empty": not hidden,
            f"it numbers its layers up to {max(blocks)}": max(blocks) >= DEEPEST,
        }
    )
    mean, std = _normalisation(state["pos_embed"], layout)
    return ViTConfig(
        patch=patch,
        width=width,
        depth=max(blocks) + 1,
        heads=heads_of(width),
        hidden=hidden,
        image_size=side * patch,
        classes=reading.shape(state, "head.weight", 2)[0] if "head.weight" in state else 0,
        layer_scale="blocks.0.ls1.gamma" in state,
        mask_token="mask_token" in state,
        epsilon=layout.epsilon,
        resize=layout.resize,
        mean=mean,
        std=std,
    )


def _normalisation(positions: Tensor, layout: Layout) -> tuple[Triple, Triple]:
    """Return mean and deviation of the input: ImageNet's where positions are fixed waves, as MAE's encoders have.

    Such positions (1, 1+N, D) leave the class token without one.
    """
    fixed = not bool(positions[:, :1].any())
    return (IMAGENET_MEAN, IMAGENET_STD) if fixed else (layout.mean, layout.std)
