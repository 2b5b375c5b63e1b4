"""Looking into AlexNet with a picture: feature maps, what excites them, occlusion and Grad-CAM.

The paper shows none of these for deeper layers; they are the tools that later papers made to look
into this network.
"""

from typing import TYPE_CHECKING

from engine.analysis.vision_parameters import (
    CLASS,
    DEPTH,
    MAP,
    ORDER,
    PAGE,
    PICTURES,
    PLACE,
    SCALE,
    SQUARE,
    STRIDE,
    UNIT,
    WHERE,
    layer_parameter,
    size_parameter,
)
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy

if TYPE_CHECKING:
    from engine.analysis import feature_maps as maps
    from engine.analysis import grad_cam as cams
    from engine.analysis import occlusion as squares
    from engine.analysis import top_patches as patches
    from engine.analysis import vision
else:
    maps = lazy("engine.analysis.feature_maps")
    cams = lazy("engine.analysis.grad_cam")
    squares = lazy("engine.analysis.occlusion")
    patches = lazy("engine.analysis.top_patches")
    vision = lazy("engine.analysis.vision")

SIZE = size_parameter(227, 63)


@experiment(
    "alexnet.feature_maps",
    title="Feature maps",
    inputs=("image",),
    parameters=(layer_parameter(2), MAP, UNIT, ORDER, SCALE, PAGE, SIZE),
    figure="Figure 2 and section 3.5, layer by layer",
    shows=("engine.nn.geometry:ReceptiveField", "engine.nn.alexnet:AlexNet.walk"),
)
def feature_maps(request: Request, control: Control) -> Frames:
    """What every layer makes of the picture, and exactly which pixels a unit of it sees."""
    yield from maps.feature_maps(vision.open_subject("alexnet", request, control), control)


@experiment(
    "alexnet.top_patches",
    title="Top patches",
    inputs=("folder?",),
    parameters=(layer_parameter(14), MAP, PLACE, PICTURES, SIZE),
    figure="Beyond the paper: Zeiler and Fergus, 2013, figure 2",
    shows=("engine.analysis.top_patches:Survey", "engine.analysis.top_patches:cut_out"),
)
def top_patches(request: Request, control: Control) -> Frames:
    """The nine patches that excite one map most, of the world's photographs and composites or of your folder."""
    yield from patches.top_patches(vision.blank_subject("alexnet", request, control), request, control)


@experiment(
    "alexnet.occlusion",
    title="Occlusion",
    inputs=("image",),
    parameters=(CLASS, SQUARE, STRIDE, WHERE, SIZE),
    figure="Beyond the paper: Zeiler and Fergus, 2013, figure 7",
    shows=("engine.analysis.occlusion:slide", "engine.analysis.occlusion:square_at"),
)
def occlusion(request: Request, control: Control) -> Frames:
    """How likely a class remains while a grey square slides over the picture."""
    yield from squares.occlusion(vision.open_subject("alexnet", request, control), control)


@experiment(
    "alexnet.grad_cam",
    title="Grad-CAM",
    inputs=("image",),
    parameters=(CLASS, DEPTH, SIZE),
    figure="Beyond the paper: Selvaraju et al., 2016, equations 1 and 2",
    shows=("engine.analysis.grad_cam:class_maps", "engine.analysis.grad_cam:weighted"),
)
def grad_cam(request: Request, control: Control) -> Frames:
    """Where the evidence for a class lies in the picture, at any convolutional layer."""
    yield from cams.grad_cam(vision.open_subject("alexnet", request, control), control)
