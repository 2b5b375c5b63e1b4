"""Vision Transformer."""

from engine.experiment import Paper
from engine.papers.vit_attention import attention_maps, rollout
from engine.papers.vit_distance import attention_distance

PAPER = Paper(
    id="vit",
    short="ViT",
    title="An Image is Worth 16×16 Words: Transformers for Image Recognition at Scale",
    authors="Dosovitskiy et al.",
    year=2020,
    arxiv="2010.11929",
    family="Vision transformers",
    experiments=(attention_distance, attention_maps, rollout),
    weights=("dinov2-vits14-packaged", "random-vits14", "random-vitb16"),
)
