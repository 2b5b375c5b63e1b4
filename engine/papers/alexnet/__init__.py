"""AlexNet.

"ImageNet Classification with Deep Convolutional Neural Networks", Krizhevsky, Sutskever and Hinton,
NIPS 2012; it has no arXiv number.
"""

from engine.experiment import Paper
from engine.papers.alexnet.augmentation import augmentation
from engine.papers.alexnet.claims import CLAIMS
from engine.papers.alexnet.filters import filters
from engine.papers.alexnet.looking import feature_maps, grad_cam, occlusion, top_patches
from engine.papers.alexnet.pooling import pooling
from engine.papers.alexnet.races import dropout_race, relu_race
from engine.papers.alexnet.table import table
from engine.papers.alexnet.training import RECIPE, training
from engine.papers.alexnet.vector import vector

PAPER = Paper(
    id="alexnet",
    short="AlexNet",
    title="ImageNet Classification with Deep Convolutional Neural Networks",
    authors="Krizhevsky, Sutskever, Hinton",
    year=2012,
    arxiv="",
    family="CNN",
    venue="NIPS 2012",
    experiments=(
        filters,
        feature_maps,
        top_patches,
        occlusion,
        grad_cam,
        vector,
        pooling,
        augmentation,
        relu_race,
        dropout_race,
        table,
        training,
    ),
    weights=("alexnet-torchvision", "alexnet-world", "random-alexnet"),
    claims=CLAIMS,
    recipes=(RECIPE,),
)
