"""The masked autoencoder, as one file that reads from top to bottom.

"Masked Autoencoders Are Scalable Vision Learners", He et al. 2021 (arXiv:2111.06377). The encoder is a
Vision Transformer that sees only the patches that were left; a light decoder sees those and a mask
token for each one that is gone, and predicts its pixels.

Legend: B images; N patches of P × P pixels, n of them left; D width of the encoder, E of the decoder.
Parameters are named as in the official files.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from engine.nn.masking import Shuffle
from engine.nn.vit import IMAGENET_MEAN, IMAGENET_STD, Block, VisionTransformer, ViTConfig


@dataclass(frozen=True, slots=True)
class MAEConfig(ViTConfig):
    """The sizes of encoder and decoder.

    mean, std: per RGB channel: what the encoder sees and, unless `normalised`, the decoder predicts.
    normalised: whether the decoder was trained to predict each patch less its own mean, over its own
                deviation; such predictions need the original's to be shown.
    mask_in_encoder: the ablation of table 1 (c): the encoder sees mask tokens in the place of what is
                removed, and the decoder only what the encoder made of them.
    """

    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD
    decoder_width: int = 512
    decoder_depth: int = 8
    decoder_heads: int = 16
    normalised: bool = False
    mask_in_encoder: bool = False

    @property
    def decoder(self) -> ViTConfig:
        """The decoder's blocks."""
        width, heads = self.decoder_width, self.decoder_heads
        return ViTConfig(self.patch, width, self.decoder_depth, heads, 4 * width, self.image_size, epsilon=self.epsilon)


MAE_BASE = MAEConfig()
"""111,907,840 parameters, of which the encoder's 85,798,656."""
MAE_LARGE = MAEConfig(width=1024, depth=24, heads=16, hidden=4096)
"""329,541,888 parameters, of which the encoder's 303,301,632."""
MAE_HUGE = MAEConfig(patch=14, width=1280, depth=32, heads=16, hidden=5120)
"""657,074,508 parameters, of which the encoder's 630,764,800."""
MAE_SMALL = MAEConfig(
    patch=8, width=192, depth=6, heads=6, hidden=768, image_size=96, decoder_width=128, decoder_depth=2, decoder_heads=4
)
"""The built-in one, small enough for a processor: 144 patches."""


class MaskedAutoencoder(VisionTransformer):
    """Encoder and decoder.

    generator: draws the first weights; torch's own stream is left as it was.
    """

    config: MAEConfig

    def __init__(self, config: MAEConfig, generator: torch.Generator | None = None) -> None:
        super().__init__(config, generator)

    def _build(self, config: ViTConfig) -> None:
        assert isinstance(config, MAEConfig)
        super()._build(config)
        patches, width = config.side**2, config.decoder_width
        self.pos_embed.requires_grad_(False)
        if config.mask_in_encoder:
            self.encoder_mask_token = nn.Parameter(torch.empty(1, 1, config.width))
        self.decoder_embed = nn.Linear(config.width, width)
        self.mask_token = nn.Parameter(torch.empty(1, 1, width))
        self.decoder_pos_embed = nn.Parameter(torch.empty(1, 1 + patches, width), requires_grad=False)
        self.decoder_blocks = nn.ModuleList(Block(config.decoder) for _ in range(config.decoder_depth))
        self.decoder_norm = nn.LayerNorm(width, eps=config.epsilon)
        self.decoder_pred = nn.Linear(width, 3 * config.patch**2)

    @torch.no_grad()
    def _initialise(self, generator: torch.Generator | None) -> None:
        """Draw weights as the official code does: Xavier's uniform, tokens N(0, 0.02²), fixed positions."""
        side = self.config.side
        self.pos_embed.copy_(sine_positions(self.config.width, side, side))
        self.decoder_pos_embed.copy_(sine_positions(self.config.decoder_width, side, side))
        for name, tensor in self.named_parameters():
            if name.endswith("_token"):
                tensor.normal_(std=0.02, generator=generator)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Conv2d):
                nn.init.xavier_uniform_(module.weight.flatten(1), generator=generator)
                assert module.bias is not None
                module.bias.zero_()

    def see(self, images: Tensor, shuffle: Shuffle) -> Tensor:
        """Encode what is left of images (B, 3, H, W): (B, 1+n, D), in shuffled order after the class token.

        With `mask_in_encoder` it is (B, 1+N, D), all of them.
        """
        return self.encode(self.enter(images, shuffle))

    def enter(self, images: Tensor, shuffle: Shuffle) -> Tensor:
        """Return the patch tokens that enter the encoder, (B, n, D), or (B, N, D) with `mask_in_encoder`."""
        patches = self.embed(images)
        if self.config.mask_in_encoder:
            covered = self.encoder_mask_token + self.positions(*self.grid(images)).flatten(1, 2)
            patches = torch.where(shuffle.removed[..., None], covered, patches)
            return patches.gather(1, _wide(shuffle.order, patches))
        return patches.gather(1, _wide(shuffle.keep, patches))

    def fill(self, encoded: Tensor, shuffle: Shuffle) -> Tensor:
        """Return the decoder's first tokens (B, 1+N, E): mask tokens appended, unshuffled, positions added."""
        tokens: Tensor = self.decoder_embed(encoded)
        shown = tokens[:, 1:]
        missing = shuffle.order.shape[1] - shown.shape[1]
        masks = self.mask_token.expand(len(shown), missing, -1)
        whole = torch.cat((shown, masks), dim=1)
        whole = whole.gather(1, _wide(shuffle.restore, whole))
        return torch.cat((tokens[:, :1], whole), dim=1) + self.decoder_pos_embed

    def decode(self, encoded: Tensor, shuffle: Shuffle) -> Tensor:
        """Return predicted patches (B, N, 3·P²), row by row, in the units of the training's targets."""
        tokens = self.fill(encoded, shuffle)
        for block in self.decoder_blocks:
            tokens = block(tokens)
        out: Tensor = self.decoder_pred(self.decoder_norm(tokens))
        return out[:, 1:]

    def predict(self, images: Tensor, shuffle: Shuffle) -> Tensor:
        """Return predicted patches (B, N, 3·P²) of images (B, 3, H, W), of which it sees what is left."""
        return self.decode(self.see(images, shuffle), shuffle)

    def loss(self, images: Tensor, predicted: Tensor, shuffle: Shuffle) -> Tensor:
        """Return the mean squared error on the removed patches, on all when none is removed."""
        each = (predicted - self.targets(images)).square().mean(dim=2)
        return each[shuffle.removed].mean() if shuffle.kept < each.shape[1] else each.mean()

    def targets(self, images: Tensor) -> Tensor:
        """Return what is to be predicted (B, N, 3·P²): patches, each standardised if the network is `normalised`."""
        patches = patchify(images, self.config.patch)
        return standardised(patches)[0] if self.config.normalised else patches


def sine_positions(width: int, rows: int, columns: int) -> Tensor:
    """Return fixed positions (1, 1 + rows · columns, width), zeros for the class token.

    The first half of the channels encodes the column and the second the row, each as sines and then
    cosines of frequencies 10000^(-k / (width / 4)).
    """
    frequencies = 10000.0 ** (-torch.arange(width // 4, dtype=torch.float64) / (width / 4))
    row, column = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    halves = [place.reshape(-1, 1) * frequencies for place in (column, row)]
    waves = torch.cat([wave for half in halves for wave in (half.sin(), half.cos())], dim=1)
    return torch.cat((torch.zeros(1, width), waves.float()))[None]


def patchify(images: Tensor, patch: int) -> Tensor:
    """Cut images (B, 3, H, W) into patches (B, N, P·P·3): rows, columns, and the channel last."""
    batch, channels, height, width = images.shape
    cut = images.view(batch, channels, height // patch, patch, width // patch, patch)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(batch, -1, patch * patch * channels)


def unpatchify(patches: Tensor, patch: int, grid: tuple[int, int]) -> Tensor:
    """Put patches (B, N, P·P·3) together again: (B, 3, H, W)."""
    rows, columns = grid
    cut = patches.view(len(patches), rows, columns, patch, patch, 3)
    return cut.permute(0, 5, 1, 3, 2, 4).reshape(len(patches), 3, rows * patch, columns * patch)


def standardised(patches: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return patches (B, N, K) less their mean and over their deviation, and both (B, N, 1)."""
    mean = patches.mean(dim=2, keepdim=True)
    deviation = (patches.var(dim=2, keepdim=True) + 1e-6).sqrt()
    return (patches - mean) / deviation, mean, deviation


def encoder_only(config: MAEConfig) -> ViTConfig:
    """Return the Vision Transformer that a file without decoder holds."""
    names = ("patch", "width", "depth", "heads", "hidden", "image_size", "epsilon", "mean", "std")
    return ViTConfig(**{name: getattr(config, name) for name in names})


def with_masks_in_encoder(config: MAEConfig) -> MAEConfig:
    """Return the same network with mask tokens in the encoder."""
    return replace(config, mask_in_encoder=True)


def _wide(numbers: Tensor, tokens: Tensor) -> Tensor:
    """Repeat numbers (B, n) over the channels of tokens (B, N, D), as gather wants them."""
    return numbers[..., None].expand(-1, -1, tokens.shape[2])
