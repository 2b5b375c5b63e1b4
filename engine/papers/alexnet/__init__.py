"""AlexNet.

"ImageNet Classification with Deep Convolutional Neural Networks", Krizhevsky, Sutskever and Hinton,
NIPS 2012; it has no arXiv number.
"""

from engine.experiment import Paper
from engine.papers.alexnet.training import RECIPE, training

PAPER = Paper(
    id="alexnet",
    short="AlexNet",
    title="ImageNet Classification with Deep Convolutional Neural Networks",
    authors="Krizhevsky, Sutskever, Hinton",
    year=2012,
    arxiv="",
    family="CNN",
    experiments=(training,),
    recipes=(RECIPE,),
)
