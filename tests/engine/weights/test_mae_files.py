"""Files of masked autoencoders: published shapes load, they agree with transformers, and others are told why not."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import ViTMAEForPreTraining
from transformers.utils import logging

from engine.errors import UserError
from engine.nn.mae import MAE_BASE, MAE_HUGE, MAE_LARGE, MAE_SMALL, MAEConfig, MaskedAutoencoder
from engine.nn.masking import shuffle_by
from engine.nn.vit import IMAGENET_MEAN, IMAGENET_STD, VIT_B16, VisionTransformer
from engine.weights import layouts_mae, layouts_vit, store
from engine.weights.about import METADATA_KEY, config_from
from engine.weights.imports import import_file, read_note
from engine.weights.library import best_of
from engine.weights.store import open_mae, open_vit
from tests.engine.weights import foreign, forged, published

State = dict[str, Tensor]
TOLERANCE = 1e-5
OWN = replace(MAE_SMALL, width=64, depth=2, heads=4, hidden=96, decoder_width=32, decoder_depth=1, normalised=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for large files, which are not kept, and an empty cache."""
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    yield tmp_path
    store.forget()
    for path in tmp_path.glob("*.*"):
        path.unlink()


def saved(state: State, path: Path) -> str:
    torch.save({"model": state}, path)
    return str(path)


def small() -> State:
    """The base size with one layer, and four patches."""
    return published.mae("base", depth=1, side=32)


@pytest.mark.parametrize(
    ("size", "config", "tensors", "encoder_tensors", "parameters", "encoder_parameters"),
    [
        ("base", MAE_BASE, 254, 150, 111_907_840, 85_798_656),
        ("large", MAE_LARGE, 398, 294, 329_541_888, 303_301_632),
        ("huge", MAE_HUGE, 494, 390, 657_074_508, 630_764_800),
    ],
)
def test_published_sizes(
    size: str, config: MAEConfig, tensors: int, encoder_tensors: int, parameters: int, encoder_parameters: int
) -> None:
    """Names and shapes alone, on the meta device."""
    state = published.mae(size, device="meta")
    encoder = published.mae_encoder(state)
    assert (len(state), len(encoder)) == (tensors, encoder_tensors)
    assert sum(tensor.numel() for tensor in state.values()) == parameters
    assert sum(tensor.numel() for tensor in encoder.values()) == encoder_parameters
    found, ours = layouts_mae.convert(state, "w.pth")
    assert found == config
    assert ours.keys() == state.keys()
    with torch.device("meta"):
        model = MaskedAutoencoder(config)
    assert sum(parameter.numel() for parameter in model.parameters()) == parameters


def test_the_base_file_loads_whole(folder: Path) -> None:
    state = published.mae("base")
    loaded = open_mae(saved(state, folder / "mae_visualize_vit_base.pth"))
    assert loaded.config == MAE_BASE
    assert not loaded.config.normalised
    assert all(tensor.equal(state[name]) for name, tensor in loaded.model.state_dict().items())
    assert (loaded.mean, loaded.std) == (IMAGENET_MEAN, IMAGENET_STD)
    assert loaded.provenance.badge == "own file"


@pytest.fixture(scope="module")
def theirs() -> ViTMAEForPreTraining:
    return foreign.mae_base()


@pytest.mark.parametrize("normalised", [False, True])
def test_it_agrees_with_transformers_at_full_size(theirs: ViTMAEForPreTraining, normalised: bool, folder: Path) -> None:
    """On the encoder's and the decoder's output and on the loss, with the same mask; the file as they save it."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would leave a thread behind
    theirs.save_pretrained(folder)
    theirs.config.norm_pix_loss = normalised
    loaded = open_mae(str(folder / "model.safetensors"))
    model = loaded.model
    model.config = replace(model.config, normalised=normalised)
    generator = torch.Generator().manual_seed(5)
    image, noise = torch.randn(1, 3, 224, 224, generator=generator), torch.rand(1, 196, generator=generator)
    shuffle = shuffle_by(noise, 0.75)
    encoded = model.see(image, shuffle)
    predicted = model.decode(encoded, shuffle)
    expected = theirs(image, noise=noise)
    hidden = theirs.vit(image, noise=noise).last_hidden_state
    for ours, reference in ((encoded, hidden), (predicted, expected.logits)):
        assert (ours - reference).abs().max() < TOLERANCE * reference.abs().max()
    loss = model.loss(image, predicted, shuffle)
    assert abs(loss - expected.loss) < TOLERANCE * expected.loss
    assert shuffle.removed.equal(expected.mask.bool())
    assert loaded.config == replace(MAE_BASE, epsilon=1e-12)


def test_transformers_names_give_the_same_network_however_they_are_prefixed() -> None:
    state = foreign.small_mae().state_dict()
    config, ours = layouts_mae.convert(state, "w.pth")
    assert (config.width, config.decoder_width, config.decoder_heads, config.image_size) == (64, 32, 8, 32)
    MaskedAutoencoder(config).load_state_dict(ours)
    assert sum(tensor.numel() for tensor in ours.values()) == sum(tensor.numel() for tensor in state.values())


def test_a_pretrain_file_is_refused_and_says_what_would_work(folder: Path) -> None:
    path = saved(published.mae_encoder(small()), folder / "mae_pretrain_vit_base.pth")
    with pytest.raises(UserError, match="an encoder alone, as the authors' pretrain files do") as raised:
        open_mae(path)
    assert raised.value.what.startswith("mae_pretrain_vit_base.pth cannot reconstruct a picture: ")
    assert raised.value.what.count(".") == 2  # the file's and the sentence's own
    assert "normalised pixels" in raised.value.what
    assert "visualize" in raised.value.hint


@pytest.mark.parametrize(
    "classifier", [lambda: published.mae_encoder(small(), 10), lambda: foreign.timm(foreign.small_vit())]
)
def test_a_classifier_is_refused_for_reconstruction(classifier: Callable[[], State], folder: Path) -> None:
    with pytest.raises(UserError, match="to be a classifier, and its decoder is gone") as raised:
        open_mae(saved(classifier(), folder / "tuned.pth"))
    assert "mae-visualize-base" in raised.value.hint


def test_another_vision_transformer_is_simply_named(folder: Path) -> None:
    path = saved(foreign.official_dinov2(foreign.small_dinov2()), folder / "dino.pth")
    with pytest.raises(UserError, match=r"dino\.pth holds a Vision Transformer, not a masked autoencoder\."):
        open_mae(path)
    with pytest.raises(UserError, match=r"mae\.pth holds a masked autoencoder, not a Vision Transformer\."):
        open_vit(saved(small(), folder / "mae.pth"))


def test_a_pretrain_file_is_a_vision_transformer_of_imagenets_colours(folder: Path) -> None:
    """Its names are timm's without a head; what it expects is not what timm's own files do."""
    state = published.mae_encoder(published.mae("base", depth=2))
    loaded = open_vit(saved(state, folder / "mae_pretrain_vit_base.pth"))
    assert loaded.config == replace(VIT_B16, depth=2, classes=0, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    assert (loaded.mean, loaded.std) == (IMAGENET_MEAN, IMAGENET_STD)
    assert loaded.model(torch.zeros(1, 3, 224, 224)).shape == (1, 197, 768)


def test_the_huge_encoder_has_heads_of_80() -> None:
    state = {name: torch.zeros(shape.shape) for name, shape in published.mae("huge", depth=1, device="meta").items()}
    config, _ = layouts_vit.convert(published.mae_encoder(state), "w.pth")
    assert (config.heads, config.patch) == (16, 14)


def test_a_fine_tuned_file_is_no_vision_transformer_of_ours(folder: Path) -> None:
    with pytest.raises(UserError, match="averages its patches before it classifies, as fine-tuned MAE does"):
        open_vit(saved(published.mae_encoder(small(), 10), folder / "mae_finetuned_vit_base.pth"))


def described(path: Path, config: MAEConfig, **changes: object) -> str:
    """Write a file as this project's recipe does."""
    about = {
        "architecture": "mae",
        "config": asdict(config),
        "classes_en": [],
        "classes_zh": [],
        "mean": config.mean,
        "std": config.std,
        **changes,
    }
    state = MaskedAutoencoder(OWN, torch.Generator().manual_seed(1)).state_dict()
    save_file({name: tensor.half() for name, tensor in state.items()}, path, {METADATA_KEY: json.dumps(about)})
    return str(path)


def test_a_file_of_our_own_says_what_shapes_cannot(folder: Path) -> None:
    path = described(folder / "mine.safetensors", OWN)
    loaded = open_mae(path)
    assert loaded.config == OWN
    assert loaded.config.normalised
    assert loaded.model.targets(torch.rand(1, 3, 96, 96)).mean().abs() < 1e-5
    name = import_file(Path(path))
    assert (read_note(name).architecture, read_note(name).layout) == ("mae", "paperscope")


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (replace(OWN, decoder_depth=3), "it says to have decoder_depth 3, not 1"),
        (replace(OWN, mask_in_encoder=True), "it says to have mask_in_encoder True, not False"),
        (replace(OWN, image_size=32), "it says to have image_size 32, not 96"),
        (replace(OWN, heads=0), "it says to have 0 heads, into which a width of 64 cannot be cut"),
        (replace(OWN, heads=3), "it says to have 3 heads, into which a width of 64 cannot be cut"),
        (replace(OWN, decoder_heads=0), "its decoder has 0 heads, into which a width of 32 cannot be cut"),
        (replace(OWN, decoder_heads=5), "its decoder has 5 heads"),
        (replace(OWN, epsilon=-1.0), "its layer norms add -1"),
        (replace(OWN, std=(0.0, 1.0, 1.0)), "its input has no spread"),
        (replace(OWN, mean=(1e30, 0.0, 0.0)), "the mean of its input is no colour"),
    ],
)
def test_a_description_that_does_not_fit_is_told(config: MAEConfig, sentence: str, folder: Path) -> None:
    with pytest.raises(UserError, match=sentence):
        open_mae(described(folder / "mine.safetensors", config))


@pytest.mark.parametrize("config", [MAE_BASE, MAE_HUGE, OWN, replace(OWN, mask_in_encoder=True)])
def test_a_configuration_survives_json(config: MAEConfig) -> None:
    assert config_from(MAEConfig, json.loads(json.dumps(asdict(config)))) == config


def test_random_networks_and_the_best_of_a_papers_own() -> None:
    assert open_mae("random-mae-base").config == MAE_BASE
    loaded = open_mae("random-mae-small", seed=3)
    assert loaded.config == MAE_SMALL
    assert loaded.provenance.badge == "random"
    assert best_of(("mae-visualize-base", "random-mae-small")) == "random-mae-small"


def without(*parts: str) -> Callable[[State], State]:
    return lambda state: {name: state[name] for name in state if not any(part in name for part in parts)}


def changed(name: str, *shape: int) -> Callable[[State], State]:
    return lambda state: {**state, name: torch.ones(shape)}


MISFITS: dict[str, tuple[Callable[[State], State], str]] = {
    "nothing known": (lambda state: {"fc.weight": torch.ones(2)}, "holds no masked autoencoder that is known here"),
    "no mask token": (without("mask_token"), r"mask_token is missing\."),
    "half a decoder": (without("decoder_pred", "decoder_norm"), r"decoder_norm\.bias is missing \(4 are missing"),
    "no way into the decoder": (without("decoder_embed"), r"decoder_embed\.weight is missing"),
    "no encoder": (without("blocks.0.mlp"), r"blocks\.0\.mlp\.fc1\.weight is missing"),
    "a head as well": (changed("head.weight", 10, 768), r"it has head\.weight"),
    "other colours": (changed("patch_embed.proj.weight", 768, 1, 16, 16), "1 channels, not red"),
    "oblong patches": (changed("patch_embed.proj.weight", 768, 3, 16, 8), "16 × 8 pixels, not square"),
    "other pixels": (changed("decoder_pred.weight", 588, 512), r"decoder_pred\.weight has shape \(588, 512\)"),
    "other positions": (changed("decoder_pos_embed", 1, 197, 512), r"decoder_pos_embed has shape \(1, 197, 512\)"),
    "no grid": (changed("pos_embed", 1, 7, 768), "7 positions are not a class token and a square grid"),
    "no positions": (changed("pos_embed", 0, 0, 768), "0 positions"),
    "odd heads": (changed("patch_embed.proj.weight", 790, 3, 16, 16), "its width of 790 is not made of heads"),
    "odd decoder heads": (changed("decoder_embed.weight", 500, 768), "its decoder's width of 500"),
    "empty decoder": (changed("decoder_embed.weight", 0, 768), "its decoder's width of 0"),
    "nothing hidden": (changed("blocks.0.mlp.fc1.weight", 0, 768), "one of its layers is empty"),
    "endless": (changed("decoder_blocks.99999.norm1.bias", 512), "numbers its layers up to 99999"),
    "whole numbers": (
        lambda state: {**state, "mask_token": torch.ones(1, 1, 512).long()},
        r"mask_token holds torch\.int64",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_named(name: str) -> None:
    change, sentence = MISFITS[name]
    with pytest.raises(UserError, match=sentence) as raised:
        layouts_mae.convert(change(small()), "w.pth")
    assert raised.value.what.startswith("w.pth ")
    assert "weights list" in raised.value.hint


def test_a_hostile_file_is_not_run(folder: Path) -> None:
    path = forged.write_zip(folder / "evil.pth", {"cls_token": forged.Call(os.system, "touch /tmp/owned")})
    with pytest.raises(UserError, match=r"evil\.pth holds more than numbers"):
        open_mae(str(path))


@pytest.mark.parametrize("share", [0.1, 0.999])
def test_half_a_file_is_told(share: float, folder: Path) -> None:
    path = Path(saved(small(), folder / "mae.pth"))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UserError, match=r"mae\.pth"):
        open_mae(str(path))


def test_a_vision_transformer_of_ours_keeps_its_own_colours() -> None:
    """Learned positions give the class token one, so nothing changes for timm's files."""
    state = foreign.timm(foreign.small_vit())
    config, ours = layouts_vit.convert(state, "w.pth")
    VisionTransformer(config).load_state_dict(ours)
    assert config.mean == (0.5, 0.5, 0.5)
