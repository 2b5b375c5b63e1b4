"""MoCo.

"Momentum Contrast for Unsupervised Visual Representation Learning", He, Fan, Wu, Xie and Girshick, 2019,
arXiv 1911.05722; version 2 is "Improved Baselines with Momentum Contrastive Learning", Chen, Fan, Girshick
and He, 2020, arXiv 2003.04297.
"""

from engine.experiment import Paper
from engine.papers.moco.augmentation import augmentation
from engine.papers.moco.claims import CLAIMS
from engine.papers.moco.embedding import embedding
from engine.papers.moco.lookup import lookup
from engine.papers.moco.mechanisms import mechanisms
from engine.papers.moco.training import RECIPE, training

PAPER = Paper(
    id="moco",
    short="MoCo",
    title="Momentum Contrast for Unsupervised Visual Representation Learning",
    authors="He, Fan, Wu, Xie, Girshick",
    year=2019,
    arxiv="1911.05722",
    family="Self-supervised",
    experiments=(lookup, mechanisms, augmentation, embedding, training),
    weights=("moco-world", "moco-v2-800ep", "moco-v2-200ep", "moco-v1-200ep", "random-moco-small"),
    claims=CLAIMS,
    recipes=(RECIPE,),
)
