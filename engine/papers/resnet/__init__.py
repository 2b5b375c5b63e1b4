"""ResNet.

"Deep Residual Learning for Image Recognition", He, Zhang, Ren and Sun, 2015, arXiv 1512.03385.
"""

from engine.experiment import Paper
from engine.papers.resnet.training import RECIPE, training

PAPER = Paper(
    id="resnet",
    short="ResNet",
    title="Deep Residual Learning for Image Recognition",
    authors="He, Zhang, Ren, Sun",
    year=2015,
    arxiv="1512.03385",
    family="CNN",
    experiments=(training,),
    recipes=(RECIPE,),
)
