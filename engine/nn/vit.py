"""The Vision Transformer, as one file that reads from top to bottom.

"An Image is Worth 16x16 Words", Dosovitskiy et al. 2020 (arXiv:2010.11929), and the same network
as DINOv2 trains it (Oquab et al. 2023, arXiv:2304.07193), which adds a scale to each branch.

Legend, with the paper's symbols: B images in a batch; N = R · C patches, in R rows and C columns;
P pixels along a patch's side; D width of a token; L layers; h heads, each of width D / h.
Token 0 is the class token; patches follow row by row.

Parameters are named as in timm and in the official DINOv2 files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.frames import ByteArray
from engine.nn.positions import Resize, resize_grid
from engine.nn.trace import Attended, Trace, attention_weights

HALF = (0.5, 0.5, 0.5)
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class ViTConfig:
    """The sizes of a network and how its weights expect to be used.

    image_size:  side in pixels at which positions were learned, a multiple of `patch`.
    classes:     outputs of the linear head on the class token; 0 for none.
    layer_scale: whether each branch is multiplied by a learned vector (DINOv2).
    mask_token:  whether there is an embedding that stood for hidden patches in training (DINOv2).
    epsilon:     of every layer norm.
    resize:      how positions are fitted to another grid, see `engine.nn.positions`.
    mean, std:   per RGB channel, in units where white is 1.
    """

    patch: int = 16
    width: int = 768
    depth: int = 12
    heads: int = 12
    hidden: int = 3072
    image_size: int = 224
    classes: int = 0
    layer_scale: bool = False
    mask_token: bool = False
    epsilon: float = 1e-6
    resize: Resize = "antialias"
    mean: tuple[float, float, float] = HALF
    std: tuple[float, float, float] = HALF

    @property
    def side(self) -> int:
        """Patches along one side of the learned position grid."""
        return self.image_size // self.patch


VIT_B16 = ViTConfig(classes=1000)
"""86,567,656 parameters with its 1000-class head."""

DINOV2_S14 = ViTConfig(
    patch=14,
    width=384,
    heads=6,
    hidden=1536,
    image_size=518,
    layer_scale=True,
    mask_token=True,
    resize="offset",
    mean=IMAGENET_MEAN,
    std=IMAGENET_STD,
)
"""22,056,576 parameters."""


class PatchEmbedding(nn.Module):
    """Cut the image into patches and project each one linearly (eq. 1): a convolution of stride P."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, config.width, kernel_size=config.patch, stride=config.patch)

    def forward(self, images: Tensor) -> Tensor:
        planes: Tensor = self.proj(images)  # (B, D, R, C)
        return planes.flatten(2).transpose(1, 2)  # (B, N, D)


class Attention(nn.Module):
    """Multi-head self-attention (appendix A)."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.qkv = nn.Linear(config.width, 3 * config.width)
        self.proj = nn.Linear(config.width, config.width)

    def forward(self, tokens: Tensor) -> Tensor:
        query, key, value = self.project(tokens)
        return self.join(F.scaled_dot_product_attention(query, key, value))

    def project(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return queries, keys and values, each (B, h, 1+N, D/h), of tokens (B, 1+N, D)."""
        batch, count, width = tokens.shape
        qkv = self.qkv(tokens).view(batch, count, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # (B, h, 1+N, D/h) each
        return query, key, value

    def join(self, mixed: Tensor) -> Tensor:
        """Put the heads' mixed values (B, h, 1+N, D/h) side by side and project them: (B, 1+N, D)."""
        out: Tensor = self.proj(mixed.transpose(1, 2).flatten(2))
        return out


class MLP(nn.Module):
    """Two linear layers with a GELU between, on every token alone."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        self.fc1 = nn.Linear(config.width, config.hidden)
        self.fc2 = nn.Linear(config.hidden, config.width)

    def forward(self, tokens: Tensor) -> Tensor:
        out: Tensor = self.fc2(F.gelu(self.fc1(tokens)))
        return out


class LayerScale(nn.Module):
    """A learned factor per channel; 1 at first, as DINOv2's published models are built."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))

    def forward(self, tokens: Tensor) -> Tensor:
        return tokens * self.gamma


class Block(nn.Module):
    """One layer: attention, then MLP, each on normalised tokens and added to them (eq. 2 and 3)."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(config.width, eps=config.epsilon)
        self.attn = Attention(config)
        self.ls1 = LayerScale(config.width) if config.layer_scale else nn.Identity()
        self.norm2 = nn.LayerNorm(config.width, eps=config.epsilon)
        self.mlp = MLP(config)
        self.ls2 = LayerScale(config.width) if config.layer_scale else nn.Identity()

    def forward(self, tokens: Tensor) -> Tensor:
        return self._finish(tokens, self.attn(self.norm1(tokens)))

    def traced(self, tokens: Tensor, whole: bool) -> tuple[Tensor, Attended]:
        """Do what `forward` does to one image's tokens (1, 1+N, D), and keep what they attended to.

        whole: keep the attention weights themselves, and use them to mix the values.
        """
        query, key, value = self.attn.project(self.norm1(tokens))
        if not whole:
            mixed = F.scaled_dot_product_attention(query, key, value)
            return self._finish(tokens, self.attn.join(mixed)), (query[0], key[0])
        weights = attention_weights(query, key)
        return self._finish(tokens, self.attn.join(weights @ value)), weights[0]

    def _finish(self, tokens: Tensor, attended: Tensor) -> Tensor:
        tokens = tokens + self.ls1(attended)
        out: Tensor = tokens + self.ls2(self.mlp(self.norm2(tokens)))
        return out


class VisionTransformer(nn.Module):
    """The whole network: patches, positions, class token, L blocks, norm, and a head if it has one.

    generator: draws the first weights; torch's own stream is left as it was.
    """

    def __init__(self, config: ViTConfig, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        with torch.random.fork_rng(devices=[]):  # torch's layers draw weights of their own at first
            self._build(config)
        if not self.cls_token.is_meta:  # on the meta device, weights come from a file
            self._initialise(generator)

    def _build(self, config: ViTConfig) -> None:
        self.cls_token = nn.Parameter(torch.empty(1, 1, config.width))
        self.pos_embed = nn.Parameter(torch.empty(1, 1 + config.side**2, config.width))
        if config.mask_token:
            self.mask_token = nn.Parameter(torch.zeros(1, config.width))
        self.patch_embed = PatchEmbedding(config)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.depth))
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        self.head = nn.Linear(config.width, config.classes) if config.classes else nn.Identity()

    @torch.no_grad()
    def _initialise(self, generator: torch.Generator | None) -> None:
        """Draw weights from N(0, 0.02²) with zero biases, as DINOv2's code does for linear layers."""
        self.cls_token.normal_(std=1e-6, generator=generator)
        self.pos_embed.normal_(std=0.02, generator=generator)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Conv2d):
                module.weight.normal_(std=0.02, generator=generator)
                assert module.bias is not None
                module.bias.zero_()

    def pixels(self, picture: ByteArray) -> Tensor:
        """Return a picture (H, W, 3) uint8 as normalised input (1, 3, H, W) on the network's device."""
        device = self.cls_token.device
        image = torch.tensor(picture, device=device).permute(2, 0, 1)[None] / 255
        mean, std = (
            torch.tensor(values, device=device).view(1, 3, 1, 1) for values in (self.config.mean, self.config.std)
        )
        return (image - mean) / std

    def positions(self, rows: int, columns: int) -> Tensor:
        """Return patch position embeddings (1, rows, columns, D), resized from the learned grid."""
        side = self.config.side
        grid = self.pos_embed[:, 1:].reshape(1, side, side, self.config.width)
        return resize_grid(grid, rows, columns, self.config.resize)

    def embed(self, images: Tensor) -> Tensor:
        """Return patch tokens with their positions added, (B, N, D), of images (B, 3, H, W).

        Raises ValueError unless H and W are multiples of P.
        """
        patches: Tensor = self.patch_embed(images)
        return patches + self.positions(*self.grid(images)).flatten(1, 2)

    def grid(self, images: Tensor) -> tuple[int, int]:
        """Return the rows R and columns C of patches of images (B, 3, H, W)."""
        height, width = images.shape[-2:]
        patch = self.config.patch
        if height % patch or width % patch:
            raise ValueError(f"expected a height and width that are multiples of {patch}, got {height} × {width}")
        return height // patch, width // patch

    def encode(self, patches: Tensor) -> Tensor:
        """Return tokens (B, 1+n, D) after the final norm, of patch tokens (B, n, D) in any number and order."""
        tokens = self._with_class(patches)
        for block in self.blocks:
            tokens = block(tokens)
        out: Tensor = self.norm(tokens)
        return out

    def forward(self, images: Tensor) -> Tensor:
        """Return tokens (B, 1+N, D) after the final norm, of images (B, 3, H, W)."""
        return self.encode(self.embed(images))

    def classify(self, images: Tensor) -> Tensor:
        """Return class scores (B, classes) of images (B, 3, H, W): the head on the class token (eq. 4)."""
        scores: Tensor = self.head(self(images)[:, 0])
        return scores

    def trace(self, image: Tensor, check: Callable[[], None] = lambda: None, whole: bool = False) -> Trace:
        """Run one image (1, 3, H, W) and keep every layer's tokens, queries and keys.

        check: called before each layer; what it raises ends the run, such as Cancelled.
        whole: keep every layer's attention weights too; the faster way when all of them are wanted.
        """
        return self.follow(self.embed(image), self.grid(image), check, whole)

    def follow(
        self, patches: Tensor, grid: tuple[int, int], check: Callable[[], None] = lambda: None, whole: bool = False
    ) -> Trace:
        """Do what `encode` does to one image's patch tokens (1, n, D), and keep what `trace` does.

        grid: (rows, columns) of the patches in the image.
        """
        return walk(self.blocks, self.norm, self._with_class(patches), grid, check, whole)

    def _with_class(self, patches: Tensor) -> Tensor:
        """Put the class token, with its own position, in front: (B, n, D) to (B, 1+n, D)."""
        first = (self.cls_token + self.pos_embed[:, :1]).expand(patches.shape[0], -1, -1)
        return torch.cat((first, patches), dim=1)


def walk(
    blocks: nn.ModuleList,
    norm: nn.Module,
    tokens: Tensor,
    grid: tuple[int, int],
    check: Callable[[], None] = lambda: None,
    whole: bool = False,
) -> Trace:
    """Pass one image's tokens (1, 1+n, D) through blocks and a norm, and keep what they leave behind."""
    states, attended = [tokens], []
    for block in cast(list[Block], blocks):
        check()
        after, kept = block.traced(states[-1], whole)
        states.append(after)
        attended.append(kept)
    return Trace(grid, [state[0] for state in states], norm(states[-1])[0], attended)
