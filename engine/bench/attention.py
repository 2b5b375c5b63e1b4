"""`attention_capture`: every layer's attention from our network, against the same from `transformers`."""

from typing import TYPE_CHECKING, Any

from engine.bench.rows import Row, interleaved
from engine.errors import UserError
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch

    from engine.nn import vit
    from engine.weights import layouts_vit
else:
    torch, vit, layouts_vit = lazy("torch"), lazy("engine.nn.vit"), lazy("engine.weights.layouts_vit")

REPEATS = 25
SIZE_PX = 224


def attention_capture() -> Row:
    """Time DINOv2 ViT-S/14 with the same random weights in both, at 224 pixels, on the CPU.

    Raises UserError when `transformers` is not installed.
    """
    theirs = _transformers_network()
    ours = _our_network(theirs)
    picture = torch.rand(1, 3, SIZE_PX, SIZE_PX)

    def capture_ours() -> None:
        trace = ours.trace(picture, whole=True)
        for layer in range(ours.config.depth):
            trace.attention(layer)

    def capture_theirs() -> None:
        theirs(picture, output_attentions=True)

    with torch.inference_mode():
        ours_s, theirs_s = interleaved(capture_ours, capture_theirs, REPEATS)
    return Row("attention_capture", ours_s / theirs_s, "ratio", 1.0)


def _transformers_network() -> Any:
    try:
        import transformers
    except ImportError as error:
        raise UserError("attention_capture needs the package transformers.", "Install it: make dev.") from error
    config = transformers.Dinov2Config(
        hidden_size=384, num_hidden_layers=12, num_attention_heads=6, image_size=518, patch_size=14
    )
    config._attn_implementation = "eager"  # the only one that can hand out attention
    torch.manual_seed(0)
    return transformers.Dinov2Model(config).eval()  # type: ignore[no-untyped-call]


def _our_network(theirs: Any) -> "vit.VisionTransformer":
    config, state = layouts_vit.convert(theirs.state_dict(), "transformers' DINOv2")
    ours = vit.VisionTransformer(config)
    ours.load_state_dict(state)
    return ours.eval()
