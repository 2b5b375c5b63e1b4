"""MAE.

"Masked Autoencoders Are Scalable Vision Learners", He, Chen, Xie, Li, Dollár and Girshick, 2021,
arXiv 2111.06377.
"""

from engine.experiment import Paper
from engine.papers.mae.training import RECIPE, training

PAPER = Paper(
    id="mae",
    short="MAE",
    title="Masked Autoencoders Are Scalable Vision Learners",
    authors="He, Chen, Xie, Li, Dollár, Girshick",
    year=2021,
    arxiv="2111.06377",
    family="Self-supervised",
    experiments=(training,),
    weights=(),
    claims=(),
    recipes=(RECIPE,),
)
