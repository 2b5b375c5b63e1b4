"""MAE.

"Masked Autoencoders Are Scalable Vision Learners", He, Chen, Xie, Li, Dollár and Girshick, 2021,
arXiv 2111.06377.
"""

from engine.experiment import Paper
from engine.papers.mae.attention import attention
from engine.papers.mae.claims import CLAIMS
from engine.papers.mae.cost import cost
from engine.papers.mae.inpainting import inpainting
from engine.papers.mae.masking import masking
from engine.papers.mae.parameters import WEIGHTS
from engine.papers.mae.reconstruct import reconstruct
from engine.papers.mae.sequence import sequence
from engine.papers.mae.sheet import sheet
from engine.papers.mae.training import RECIPE, training
from engine.papers.mae.weights import weights

PAPER = Paper(
    id="mae",
    short="MAE",
    title="Masked Autoencoders Are Scalable Vision Learners",
    authors="He, Chen, Xie, Li, Dollár, Girshick",
    year=2021,
    arxiv="2111.06377",
    family="Self-supervised",
    experiments=(reconstruct, sheet, weights, inpainting, sequence, attention, cost, masking, training),
    weights=WEIGHTS,
    claims=CLAIMS,
    recipes=(RECIPE,),
)
