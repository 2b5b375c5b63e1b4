"""What is seen inside a masked autoencoder is what it computes, in the order that is said."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from engine.analysis import mae_cost
from engine.analysis.mae_cost import Stopwatch, counted
from engine.analysis.mae_inside import Inside, look_inside
from engine.analysis.numbered_tiles import TILE_PX, enlarged_tiles, numbered, plain_tiles
from engine.errors import Cancelled
from engine.nn.mae import MAE_BASE, MAE_HUGE, MAE_LARGE, MAE_SMALL, MAEConfig, MaskedAutoencoder, with_masks_in_encoder
from engine.nn.masking import Shuffle, draw_masks

TINY = MAEConfig(
    patch=8, width=32, depth=3, heads=2, hidden=64, image_size=32, decoder_width=16, decoder_depth=2, decoder_heads=4
)


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def network(config: MAEConfig = TINY) -> MaskedAutoencoder:
    return MaskedAutoencoder(config, torch.Generator().manual_seed(0)).eval()


def picture() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (32, 32, 3)).astype(np.uint8)


def mask() -> Shuffle:
    return draw_masks("random", 1, (4, 4), 0.75, np.random.default_rng(1))


def seen(config: MAEConfig = TINY) -> tuple[MaskedAutoencoder, Inside]:
    model = network(config)
    return model, look_inside(model, picture(), mask(), lambda: None)


@pytest.mark.parametrize("config", [TINY, with_masks_in_encoder(TINY)])
def test_it_is_the_way_that_predict_goes(config: MAEConfig) -> None:
    model, inside = seen(config)
    images = model.pixels(picture())
    assert inside.predicted.equal(model.predict(images, mask())[0])
    assert inside.encoder.features.equal(model.see(images, mask())[0])
    assert np.array_equal(inside.removed, mask().removed[0].numpy())
    assert np.array_equal(inside.order[inside.places], np.arange(16))
    assert inside.entered == (16 if config.mask_in_encoder else 4)
    assert inside.encoded.shape == (inside.entered, 16)


def test_the_encoders_attention_has_holes_where_it_saw_nothing() -> None:
    _, inside = seen()
    attention = inside.encoder_attention(2)
    known = np.concatenate(([True], ~inside.removed))
    assert attention.shape == (2, 17, 17)
    assert np.isfinite(attention[:, known][:, :, known]).all()
    assert np.isnan(attention[:, ~known]).all()
    assert np.isnan(attention[:, :, ~known]).all()
    np.testing.assert_allclose(np.nansum(attention[:, known], axis=2), 1, rtol=1e-5)


def test_the_encoders_attention_is_in_the_pictures_order() -> None:
    model, inside = seen()
    block = model.blocks[0]
    tokens = torch.cat((model.cls_token + model.pos_embed[:, :1], model.embed(model.pixels(picture()))), dim=1)
    query, key, _ = block.attn.project(block.norm1(tokens))  # type: ignore[operator, union-attr]
    scores = (query[0] * query.shape[-1] ** -0.5) @ key[0].transpose(1, 2)
    known = torch.from_numpy(np.concatenate(([True], ~inside.removed)))
    expected = scores.masked_fill(~known, float("-inf")).softmax(dim=2)[:, known][:, :, known]
    found = inside.encoder_attention(1)[:, known.numpy()][:, :, known.numpy()]
    np.testing.assert_allclose(found, expected.numpy(), rtol=1e-4, atol=1e-6)


def test_the_decoders_attention_has_every_token() -> None:
    _, inside = seen()
    attention = inside.decoder_attention(2)
    assert attention.shape == (4, 17, 17)
    np.testing.assert_allclose(attention.sum(axis=2), 1, rtol=1e-5)


def test_it_can_be_cancelled_between_layers() -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 4:  # in the decoder
            raise Cancelled

    with pytest.raises(Cancelled):
        look_inside(network(), picture(), mask(), check)


# Costs


@pytest.mark.parametrize("ratio", [0, 40, 75, 99])
@pytest.mark.parametrize("masks", [False, True])
def test_work_is_what_torch_counts(ratio: int, masks: bool) -> None:
    """Torch counts a multiply-add twice."""
    config = replace(TINY, mask_in_encoder=masks)
    with torch.device("meta"):
        model = MaskedAutoencoder(config)
        images = torch.empty(1, 3, 32, 32)
    shuffle = draw_masks("random", 1, (4, 4), ratio / 100, np.random.default_rng(0)).to("meta")
    parts = []
    with FlopCounterMode(display=False) as counter:
        encoded = model.see(images, shuffle)
        parts.append(counter.get_total_flops())
        model.decode(encoded, shuffle)
        parts.append(counter.get_total_flops() - parts[0])
    cost = counted(TINY, ratio, masks=masks)
    assert [2 * cost.encoder, 2 * cost.decoder] == parts


@pytest.mark.parametrize(
    ("config", "blocks", "times"), [(MAE_LARGE, 8, 3.23), (MAE_LARGE, 1, 3.87), (MAE_BASE, 8, 2.35), (MAE_HUGE, 8, 3.6)]
)
def test_the_papers_shapes(config: MAEConfig, blocks: int, times: float) -> None:
    """Table 1 (c) says 3.3 for the first."""
    config = replace(config, decoder_depth=blocks)
    lean, full = (counted(config, 75, masks=masks) for masks in (False, True))
    assert full.whole / lean.whole == pytest.approx(times, abs=0.06)
    assert lean.decoder < full.decoder  # which takes in more tokens


def test_the_fastest_pass_counts_and_both_kinds_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([4.0, 8.0, 2.0, 3.0, 9.0, 1.0, 5.0])
    done: list[bool] = []

    def seconds(work: object, device: str) -> float:
        assert callable(work)
        work()
        return next(times)

    monkeypatch.setattr(mae_cost, "seconds", seconds)
    watch = Stopwatch(MAE_SMALL, "cpu", 2)
    lean, full = watch.compare(75, 2, lambda: done.append(True))
    assert (lean.encoder, lean.decoder) == (1.5, 0.5)
    assert (full.encoder, full.decoder) == (4.0, 0.5)
    assert len(done) == 6
    assert watch.lean(50, 1, lambda: None) == 2.5


def test_time_is_measured() -> None:
    assert mae_cost.seconds(lambda: torch.zeros(10).sum()) > 0


# Tiles


def test_tiles_are_enlarged_pixel_by_pixel() -> None:
    tiles = np.arange(2 * 8 * 8 * 3).reshape(2, 8, 8, 3).astype(np.uint8)
    large = enlarged_tiles(tiles)
    assert large.shape == (2, TILE_PX, TILE_PX, 3)
    assert np.array_equal(large[:, :: TILE_PX // 8, :: TILE_PX // 8], tiles)
    assert enlarged_tiles(np.zeros((1, 100, 100, 3), np.uint8)).shape == (1, 100, 100, 3)


def test_numbers_differ_and_leave_most_of_a_tile_alone() -> None:
    blank = plain_tiles(np.full((200, 3), 128, np.uint8))
    drawn = numbered(blank, range(200))
    assert len({tile.tobytes() for tile in drawn}) == 200
    assert (blank == 128).all()
    assert ((drawn == blank).mean(axis=(1, 2, 3)) > 0.7).all()
    assert (drawn.max(axis=(1, 2, 3)) == 255).all()


def test_a_number_that_does_not_fit_is_cut_off() -> None:
    assert numbered(np.zeros((1, 8, 8, 3), np.uint8), [1234]).shape == (1, 8, 8, 3)
