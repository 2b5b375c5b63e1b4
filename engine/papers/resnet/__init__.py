"""ResNet.

"Deep Residual Learning for Image Recognition", He, Zhang, Ren and Sun, 2015, arXiv 1512.03385.
"""

from engine.experiment import Paper
from engine.papers.resnet.claims import CLAIMS
from engine.papers.resnet.degradation import degradation
from engine.papers.resnet.gradients import gradients
from engine.papers.resnet.looking import feature_maps, grad_cam, occlusion, top_patches
from engine.papers.resnet.structure_claims import STRUCTURE_CLAIMS
from engine.papers.resnet.surgery import surgery
from engine.papers.resnet.table import table
from engine.papers.resnet.training import RECIPE, training

PAPER = Paper(
    id="resnet",
    short="ResNet",
    title="Deep Residual Learning for Image Recognition",
    authors="He, Zhang, Ren, Sun",
    year=2015,
    arxiv="1512.03385",
    family="CNN",
    experiments=(feature_maps, top_patches, occlusion, grad_cam, gradients, degradation, surgery, table, training),
    weights=(
        "resnet18-torchvision",
        "resnet34-torchvision",
        "resnet50-torchvision",
        "resnet50-torchvision-v2",
        "resnet101-torchvision",
        "resnet101-torchvision-v2",
        "resnet152-torchvision",
        "resnet152-torchvision-v2",
        "resnet-world",
        "random-resnet50",
        "random-resnet18",
    ),
    claims=(*CLAIMS, *STRUCTURE_CLAIMS),
    recipes=(RECIPE,),
)
