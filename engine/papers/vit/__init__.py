"""Vision Transformer.

"An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale", Dosovitskiy et al.,
2020, arXiv 2010.11929.

Recreates figure 1 with its equations (vit.sequence), figure 6 (vit.rollout), figure 7 left
(vit.filters), centre (vit.positions) and right (vit.attention_distance), and shows the attention
matrices behind them (vit.attention_maps). Two experiments go beyond the paper: patch features as
colours, as DINOv2 draws them (Oquab et al., 2023, arXiv 2304.07193), and what a damaged picture
does to the class feature (Naseer et al., 2021, arXiv 2105.10497).

Departures, and why:
- The weights that work offline are DINOv2 ViT-S/14: 12 layers of 6 heads, patches of 14 pixels,
  trained without labels. The paper shows ViT-L/16 and ViT-L/32 trained with labels on JFT-300M and
  ImageNet-21k, of which the former was never released. ViT-B/16 files can be opened as well.
- The paper averages attention distance over 128 ImageNet pictures; here it is over one picture or
  a folder of the user's own.
- DINOv2 learned its positions on a grid of 37 × 37; figure 7 centre would need 1,369 tiles, so a
  part of them is drawn, each in full.
- Robustness is measured as cosine similarity of the class feature instead of accuracy.
"""

from engine.experiment import Paper
from engine.papers.vit.attention import attention_maps, rollout
from engine.papers.vit.claims import CLAIMS
from engine.papers.vit.distance import attention_distance
from engine.papers.vit.features import patch_features
from engine.papers.vit.positions import filters, positions
from engine.papers.vit.robustness import robustness
from engine.papers.vit.sequence import sequence

PAPER = Paper(
    id="vit",
    short="ViT",
    title="An Image is Worth 16×16 Words: Transformers for Image Recognition at Scale",
    authors="Dosovitskiy et al.",
    year=2020,
    arxiv="2010.11929",
    family="Vision transformers",
    experiments=(
        attention_distance,
        attention_maps,
        rollout,
        positions,
        filters,
        patch_features,
        sequence,
        robustness,
    ),
    weights=(
        "dinov2-vits14-packaged",
        "vitb16-timm",
        "vitb16-torchvision",
        "dinov2-vits14",
        "random-vits14",
        "random-vitb16",
    ),
    claims=CLAIMS,
)
