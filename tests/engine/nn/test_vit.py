"""The Vision Transformer: published sizes, shapes, gradients, learning, and what a trace keeps."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.nn.trace import attention_weights
from engine.nn.vit import DINOV2_S14, VIT_B16, VisionTransformer, ViTConfig

TINY = ViTConfig(patch=4, width=64, depth=3, heads=2, hidden=128, image_size=16, classes=5)
TINY_DINO = replace(TINY, classes=0, layer_scale=True, mask_token=True, resize="offset")


def seeded(config: ViTConfig = TINY, seed: int = 0) -> VisionTransformer:
    return VisionTransformer(config, torch.Generator().manual_seed(seed)).eval()


def images(count: int = 1, height: int = 16, width: int = 16) -> torch.Tensor:
    return torch.randn(count, 3, height, width, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize(
    ("config", "published", "tensors"), [(VIT_B16, 86_567_656, 152), (DINOV2_S14, 22_056_576, 175)]
)
def test_parameter_count_is_the_published_one(config: ViTConfig, published: int, tensors: int) -> None:
    with torch.device("meta"):
        model = VisionTransformer(config)
    assert sum(parameter.numel() for parameter in model.parameters()) == published
    assert len(model.state_dict()) == tensors


def test_forward_gives_class_token_and_patches_of_any_grid() -> None:
    model = seeded()
    assert model(images(2)).shape == (2, 17, 64)
    assert model(images(1, height=8, width=24)).shape == (1, 1 + 2 * 6, 64)
    assert model.classify(images(2)).shape == (2, 5)


def test_a_size_that_is_no_multiple_of_the_patch_is_named() -> None:
    with pytest.raises(ValueError, match="multiples of 4, got 16 × 18"):
        seeded()(images(1, 16, 18))


@pytest.mark.parametrize("config", [TINY, TINY_DINO])
def test_gradients_reach_every_parameter(config: ViTConfig) -> None:
    model = seeded(config)
    model.classify(images(2)).square().sum().backward()
    # The mask token only takes part in DINOv2's own training.
    idle = [name for name, parameter in model.named_parameters() if parameter.grad is None or not parameter.grad.any()]
    assert idle == (["mask_token"] if config.mask_token else [])


def test_one_batch_can_be_overfitted() -> None:
    model = seeded().train()
    batch, labels = images(8), torch.arange(8) % 5
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(60):
        loss = torch.nn.functional.cross_entropy(model.classify(batch), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.01
    assert model.classify(batch).argmax(1).equal(labels)


def test_random_weights_follow_their_generator_and_leave_torchs_own_stream_alone() -> None:
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    first, again, other = seeded(seed=3), seeded(seed=3), seeded(seed=4)
    assert torch.rand(3).equal(expected)
    assert all(a.equal(b) for a, b in zip(first.state_dict().values(), again.state_dict().values(), strict=True))
    assert not first.blocks[0].attn.qkv.weight.equal(other.blocks[0].attn.qkv.weight)


@pytest.mark.parametrize("whole", [False, True])
def test_a_trace_is_the_forward_pass(whole: bool) -> None:
    model, image = seeded(TINY_DINO).requires_grad_(False), images(1, 8, 24)
    trace = model.trace(image, whole=whole)
    assert trace.grid == (2, 6)
    assert trace.depth == 3
    assert [tuple(tokens.shape) for tokens in trace.tokens] == [(13, 64)] * 4
    torch.testing.assert_close(trace.features, model(image)[0])
    torch.testing.assert_close(trace.features, model.norm(trace.tokens[-1]))
    torch.testing.assert_close(trace.tokens[0][1:], model.embed(image)[0])


@pytest.mark.parametrize("whole", [False, True])
def test_traced_attention_is_what_the_layer_used(whole: bool) -> None:
    """Mixing the values by hand with the traced weights gives the layer's own output."""
    model = seeded().requires_grad_(False)
    trace = model.trace(images(), whole=whole)
    for layer, block in enumerate(model.blocks):
        weights = trace.attention(layer)
        assert weights.shape == (2, 17, 17)
        torch.testing.assert_close(weights.sum(-1), torch.ones(2, 17))
        normed = block.norm1(trace.tokens[layer])
        value = (normed @ block.attn.qkv.weight[128:].T + block.attn.qkv.bias[128:]).view(17, 2, 32)
        mixed = torch.einsum("hij,jhd->ihd", weights, value).reshape(17, 64)
        after_attention = trace.tokens[layer] + block.attn.proj(mixed)
        after_mlp = after_attention + block.mlp(block.norm2(after_attention))
        torch.testing.assert_close(after_mlp, trace.tokens[layer + 1], rtol=1e-5, atol=1e-5)


def test_only_the_latest_layers_attention_is_kept_unless_whole() -> None:
    model = seeded().requires_grad_(False)
    trace = model.trace(images())
    first = trace.attention(0)
    assert trace.attention(0) is first
    trace.attention(1)
    assert trace.attention(0) is not first
    whole = model.trace(images(), whole=True)
    assert whole.attention(0) is whole.attention(0)


def test_a_trace_can_be_stopped_between_layers() -> None:
    layers = iter(range(2))
    with pytest.raises(StopIteration):
        seeded().trace(images(), check=lambda: next(layers) and None)


def test_attention_weights_differentiate() -> None:
    query = torch.randn(2, 5, 8, requires_grad=True)
    attention_weights(query, torch.randn(2, 5, 8)).square().sum().backward()
    assert query.grad is not None
    assert query.grad.abs().sum() > 0


def test_encode_takes_patches_in_any_number_and_carries_their_order() -> None:
    """Without positions in the way, shuffled patches give shuffled tokens and the same class token."""
    model = seeded().requires_grad_(False)
    patches = model.embed(images())
    order = torch.randperm(16, generator=torch.Generator().manual_seed(0))
    plain, shuffled = model.encode(patches), model.encode(patches[:, order])
    torch.testing.assert_close(shuffled[:, 0], plain[:, 0], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(shuffled[:, 1:], plain[:, 1:][:, order], rtol=1e-4, atol=1e-5)
    assert model.encode(patches[:, :5]).shape == (1, 6, 64)


def test_patches_are_read_row_by_row() -> None:
    """A change in the patch of row 1, column 2 changes embedding 1·4 + 2 and no other."""
    model, image = seeded().requires_grad_(False), images()
    changed = image.clone()
    changed[:, :, 4:8, 8:12] += 1
    difference = (model.embed(changed) - model.embed(image)).abs().sum(-1)[0]
    assert difference.nonzero().flatten().tolist() == [6]


def test_pixels_are_normalised_per_channel() -> None:
    picture = np.zeros((4, 8, 3), np.uint8)
    picture[..., 0], picture[..., 2] = 255, 51
    pixels = seeded(replace(TINY, mean=(0.5, 0.4, 0.3), std=(0.5, 0.2, 0.1))).pixels(picture)
    assert pixels.shape == (1, 3, 4, 8)
    torch.testing.assert_close(pixels[0, :, 0, 0], torch.tensor([1.0, -2.0, -1.0]))
