"""Key layouts of the masked autoencoder: the authors' files, whose names are also ours, and Hugging Face's.

A file's sizes are read from its shapes. Two things they do not tell. How wide a head is: 64 in every
published encoder but the huge one's, and 16 heads in every decoder. And whether the decoder predicts
plain pixels or patches normalised one by one: the authors' visualize files predict plain ones, and
Hugging Face's are converted from those, with `norm_pix_loss` off in their configuration. So a foreign
file is taken to predict plain pixels, and only a file that describes itself can say otherwise.
"""

import re
from collections.abc import Iterable, Mapping
from math import isqrt

import torch
from torch import Tensor

from engine.errors import UserError
from engine.nn.mae import MAEConfig, MaskedAutoencoder
from engine.weights.fitting import Reading, Rules
from engine.weights.layouts_vit import DEEPEST, TRANSFORMERS, heads_of, joined
from engine.weights.layouts_vit import detect as detect_vit
from engine.weights.layouts_vit import problems_of as problems_of_vit

LAYOUTS = ("official", "transformers")

_CHOOSE = (
    "Choose a masked autoencoder with its decoder, such as the authors' visualize files; "
    "python -m engine weights list shows where to get one."
)
_USE_VISUALIZE = (
    "Use one of the authors' visualize files, which hold encoder and decoder and predict plain pixels: "
    "python -m engine weights fetch mae-visualize-base."
)

_RULES: dict[str, Rules] = {
    "official": (),
    "transformers": (
        (r"^decoder\.decoder_(layers|encoder\.layer)\.", "decoder_blocks."),  # transformers 5 saves the latter
        (r"^decoder\.", ""),
        *TRANSFORMERS,
    ),
}
_EPSILON = {"official": 1e-6, "transformers": 1e-12}  # of every layer norm, by their configurations
_DECODER_HEADS = 16
_HUGGING_FACE = "embeddings.patch_embeddings.projection.weight"


def detect(names: Iterable[str]) -> str | None:
    """Return the layout in which the names are a masked autoencoder's with its decoder, or None."""
    names = set(names)
    if "patch_embed.proj.weight" in names and any(name.startswith("decoder_") for name in names):
        return "official"
    if any(name.endswith(_HUGGING_FACE) for name in names) and any("decoder.decoder_" in name for name in names):
        return "transformers"
    return None


def refusal(names: Iterable[str], file: str) -> UserError | None:
    """Return the sentence for a Vision Transformer that is asked to reconstruct, None for any other file."""
    names = tuple(names)
    layout = detect_vit(names)
    if layout is None or layout.name not in ("timm", "transformers"):
        return None
    if any(re.search(r"(^|\.)(head|fc_norm|classifier)\.", name) for name in names):
        why = "it was trained on to be a classifier, and its decoder is gone"
    else:
        why = "it holds an encoder alone, as the authors' pretrain files do, which learned from normalised pixels"
    return UserError(f"{file} cannot reconstruct a picture: {why}.", _USE_VISUALIZE)


def convert(state: Mapping[str, Tensor], file: str) -> tuple[MAEConfig, dict[str, Tensor]]:
    """Recognise a state dict and return its sizes and its tensors under our names.

    state: name to tensor, as `read_checkpoint` returns it.
    file:  what messages call it.
    Raises UserError when the layout is unknown, or when a tensor is missing, unexpected or misshapen.
    """
    reading = Reading(file, _CHOOSE)
    layout = detect(state)
    if layout is None:
        raise refusal(state, file) or reading.unknown("masked autoencoder", state)
    theirs = reading.renamed(state, _RULES[layout])
    ours = joined({name: state[theirs[name]] for name in theirs})
    config = _config_of(ours, _EPSILON[layout], reading)
    with torch.device("meta"):
        expected = MaskedAutoencoder(config).state_dict()
    reading.check_fit(ours, expected, theirs)
    return config, ours


def problems_of(config: MAEConfig) -> dict[str, bool]:
    """Return what a file may wrongly say of itself that its shapes do not tell: each sentence, and whether it holds."""
    width, heads = config.decoder_width, config.decoder_heads
    decoder = f"it says that its decoder has {heads} heads, into which a width of {width} cannot be cut"
    return {**problems_of_vit(config), decoder: not heads or width % heads != 0}


def _config_of(state: Mapping[str, Tensor], epsilon: float, reading: Reading) -> MAEConfig:
    width, channels, patch, patch_width = reading.shape(state, "patch_embed.proj.weight", 4)
    _, positions, _ = reading.shape(state, "pos_embed", 3)
    decoder_width, _ = reading.shape(state, "decoder_embed.weight", 2)
    side = isqrt(max(positions - 1, 0))
    heads, decoder_heads = heads_of(width), min(_DECODER_HEADS, max(1, decoder_width // 4))
    hidden, _ = reading.shape(state, "blocks.0.mlp.fc1.weight", 2)
    depth, decoder_depth = (_depth(state, blocks) for blocks in ("blocks", "decoder_blocks"))
    reading.check(
        {
            f"its patches have {channels} channels, not red, green and blue": channels != 3,
            f"its patches are {patch} × {patch_width} pixels, not square": patch != patch_width or not patch,
            f"its {positions} positions are not a class token and a square grid": side**2 + 1 != positions or not side,
            f"its width of {width} is not made of heads": not width or width % heads != 0 or width % 4 != 0,
            f"its decoder's width of {decoder_width} is not made of heads": not decoder_width
            or decoder_width % decoder_heads != 0
            or decoder_width % 4 != 0,
            "one of its layers is empty": not hidden,
            f"it numbers its layers up to {max(depth, decoder_depth) - 1}": max(depth, decoder_depth) > DEEPEST,
        }
    )
    return MAEConfig(
        patch=patch,
        width=width,
        depth=depth,
        heads=heads,
        hidden=hidden,
        image_size=side * patch,
        epsilon=epsilon,
        decoder_width=decoder_width,
        decoder_depth=decoder_depth,
        decoder_heads=decoder_heads,
        mask_in_encoder="encoder_mask_token" in state,
    )


def _depth(state: Mapping[str, Tensor], blocks: str) -> int:
    """Return how many layers are called `blocks`."""
    found = [int(match[1]) for name in state if (match := re.match(rf"{blocks}\.(\d{{1,6}})\.", name))]
    return max(found, default=-1) + 1
