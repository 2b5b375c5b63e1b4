"""The masked autoencoder: its positions, its patches, its order, and that it learns."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.nn.mae import (
    MAE_SMALL,
    MAEConfig,
    MaskedAutoencoder,
    encoder_only,
    patchify,
    sine_positions,
    standardised,
    unpatchify,
    with_masks_in_encoder,
)
from engine.nn.masking import Shuffle, shuffle_by
from engine.nn.vit import VisionTransformer

TINY = MAEConfig(
    patch=8, width=32, depth=2, heads=2, hidden=64, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def network(config: MAEConfig = TINY, seed: int = 0) -> MaskedAutoencoder:
    return MaskedAutoencoder(config, torch.Generator().manual_seed(seed)).eval()


def images(count: int = 2, side: int = 32) -> Tensor:
    return torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(1))


def masks(count: int = 2, ratio: float = 0.75, patches: int = 16) -> Shuffle:
    return shuffle_by(torch.rand(count, patches, generator=torch.Generator().manual_seed(2)), ratio)


def official_positions(width: int, side: int) -> np.ndarray:
    """`get_2d_sincos_pos_embed` of the official code, loop by loop, in float64."""
    table = np.zeros((1 + side * side, width))
    quarter = width // 4
    for row in range(side):
        for column in range(side):
            for k in range(quarter):
                omega = 1 / 10000 ** (k / quarter)
                place = table[1 + row * side + column]
                place[k], place[quarter + k] = np.sin(column * omega), np.cos(column * omega)
                place[2 * quarter + k], place[3 * quarter + k] = np.sin(row * omega), np.cos(row * omega)
    return table


@pytest.mark.parametrize(("width", "side"), [(32, 4), (192, 12), (512, 14)])
def test_positions_are_the_official_table_with_the_column_first(width: int, side: int) -> None:
    expected = torch.from_numpy(official_positions(width, side)).float()
    assert (sine_positions(width, side, side)[0] - expected).abs().max() < 1e-6


def test_positions_are_stored_but_not_trained() -> None:
    model = network()
    fixed = [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
    assert fixed == ["pos_embed", "decoder_pos_embed"]
    assert model.pos_embed.equal(sine_positions(32, 4, 4))
    assert model.decoder_pos_embed.equal(sine_positions(16, 4, 4))


def test_patches_lie_row_by_row_with_the_channel_last() -> None:
    image = torch.arange(3 * 4 * 6, dtype=torch.float32).view(1, 3, 4, 6)
    patches = patchify(image, 2)
    assert patches.shape == (1, 6, 12)
    assert patches[0, 4].tolist() == [
        float(image[0, channel, row, column]) for row in (2, 3) for column in (2, 3) for channel in range(3)
    ]
    assert unpatchify(patches, 2, (2, 3)).equal(image)


def test_patchify_is_undone() -> None:
    picture = images(2, 96)
    assert unpatchify(patchify(picture, 8), 8, (12, 12)).equal(picture)


def test_standardised_patches_have_no_mean_and_the_unbiased_deviation_one() -> None:
    patches = patchify(images(), 8) * 5 + 3
    values, mean, deviation = standardised(patches)
    assert values.mean(dim=2).abs().max() < 1e-5
    assert (values.var(dim=2) - 1).abs().max() < 1e-4
    torch.testing.assert_close(values * deviation + mean, patches)


def test_the_encoder_sees_only_what_is_left() -> None:
    model, shuffle = network(), masks()
    picture = images()
    encoded = model.see(picture, shuffle)
    assert encoded.shape == (2, 5, 32)
    hidden = unpatchify(torch.where(shuffle.removed[..., None], 9.0, patchify(picture, 8)), 8, (4, 4))
    assert model.see(hidden, shuffle).equal(encoded)


def test_the_order_of_what_is_left_does_not_matter_to_what_comes_out() -> None:
    """Positions were added before the shuffle, so a different order of the same patches is the same picture."""
    model, shuffle = network(), masks()
    other = Shuffle(torch.cat((shuffle.keep.flip(1), shuffle.order[:, shuffle.kept :].flip(1)), dim=1), shuffle.kept)
    torch.testing.assert_close(model.predict(images(), other), model.predict(images(), shuffle))


def test_the_decoder_gets_every_patch_in_its_place() -> None:
    model, shuffle = network(), masks()
    encoded = model.see(images(), shuffle)
    tokens = model.fill(encoded, shuffle) - model.decoder_pos_embed
    shown = model.decoder_embed(encoded)
    torch.testing.assert_close(tokens[:, 0], shown[:, 0])
    for image in range(2):
        for position, patch in enumerate(shuffle.keep[image].tolist()):
            torch.testing.assert_close(tokens[image, 1 + patch], shown[image, 1 + position])
        hidden = tokens[image, 1:][shuffle.removed[image]]
        torch.testing.assert_close(hidden, model.mask_token[0].expand_as(hidden))


@pytest.mark.parametrize("normalised", [False, True])
@pytest.mark.parametrize("ratio", [0.0, 0.75])
def test_the_loss_is_that_of_a_plain_loop(normalised: bool, ratio: float) -> None:
    """On removed patches only; on all where none is removed."""
    model, shuffle = network(replace(TINY, normalised=normalised)), masks(ratio=ratio)
    picture = images()
    predicted = model.predict(picture, shuffle)
    total, counted = 0.0, 0
    for image in range(2):
        for patch in range(16):
            if ratio and not shuffle.removed[image, patch]:
                continue
            target = patchify(picture, 8)[image, patch].double()
            if normalised:
                target = (target - target.mean()) / (target.var() + 1e-6).sqrt()
            total += float((predicted[image, patch].double() - target).square().mean())
            counted += 1
    assert float(model.loss(picture, predicted, shuffle)) == pytest.approx(total / counted, rel=1e-5)


def test_with_mask_tokens_the_encoder_sees_all_places_and_no_hidden_pixel() -> None:
    model, shuffle = network(with_masks_in_encoder(TINY)), masks()
    picture = images()
    encoded = model.see(picture, shuffle)
    assert encoded.shape == (2, 17, 32)
    hidden = unpatchify(torch.where(shuffle.removed[..., None], 9.0, patchify(picture, 8)), 8, (4, 4))
    assert model.see(hidden, shuffle).equal(encoded)
    assert model.predict(picture, shuffle).shape == (2, 16, 192)


def test_the_decoders_norms_have_the_same_epsilon() -> None:
    model = network(replace(TINY, epsilon=1e-3))
    assert {module.eps for module in model.modules() if isinstance(module, torch.nn.LayerNorm)} == {1e-3}


def test_the_encoder_is_a_vision_transformer() -> None:
    model = network()
    bare = VisionTransformer(encoder_only(TINY))
    bare.load_state_dict({name: tensor for name, tensor in model.state_dict().items() if name in bare.state_dict()})
    assert bare(images()).equal(model(images()))


def test_first_weights_repeat_and_leave_torchs_stream_alone() -> None:
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    model = network(MAE_SMALL)
    assert torch.rand(3).equal(expected)
    assert network(MAE_SMALL).mask_token.equal(model.mask_token)
    assert not network(MAE_SMALL, seed=1).mask_token.equal(model.mask_token)
    weight = model.get_parameter("blocks.0.attn.qkv.weight")
    assert weight.abs().max() <= (6 / (192 + 3 * 192)) ** 0.5
    assert not model.get_parameter("blocks.0.attn.qkv.bias").any()


@torch.enable_grad()
def test_gradients_reach_everything_that_is_trained() -> None:
    model, shuffle = network().train(), masks()
    model.loss(images(), model.predict(images(), shuffle), shuffle).backward()
    trained = {name: parameter.grad for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert all(gradient is not None and bool(gradient.any()) for gradient in trained.values())


@torch.enable_grad()
def test_one_batch_can_be_overfitted() -> None:
    model, shuffle, picture = network().train(), masks(1), images(1)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(150):
        loss = model.loss(picture, model.predict(picture, shuffle), shuffle)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.1 * losses[0]
