"""Four ways of looking into a convolutional network with a picture, as experiments of whichever paper has one.

They are the tools that later papers made to look into such networks. Imports no torch.
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
)
from engine.control import Control
from engine.experiment import Experiment, Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Int

if TYPE_CHECKING:
    from engine.analysis import feature_maps as maps
    from engine.analysis import grad_cam as cams
    from engine.analysis import occlusion as squares
    from engine.analysis import top_patches as patches
    from engine.analysis import vision
    from engine.analysis.vision import Architecture
else:
    maps = lazy("engine.analysis.feature_maps")
    cams = lazy("engine.analysis.grad_cam")
    squares = lazy("engine.analysis.occlusion")
    patches = lazy("engine.analysis.top_patches")
    vision = lazy("engine.analysis.vision")


def feature_maps_of(paper: "Architecture", size: Int, *, layer: int, figure: str, walk: str) -> Experiment:
    """Make "<paper>.feature_maps". layer: the one it begins with; walk: the network's method that is shown beside."""

    @experiment(
        f"{paper}.feature_maps",
        title="Feature maps",
        inputs=("image",),
        parameters=(layer_parameter(layer), MAP, UNIT, ORDER, SCALE, PAGE, size),
        figure=figure,
        shows=("engine.nn.geometry:ReceptiveField", walk),
    )
    def feature_maps(request: Request, control: Control) -> Frames:
        """What every layer makes of the picture, and exactly which pixels a unit of it sees."""
        yield from maps.feature_maps(vision.open_subject(paper, request, control), control)

    return feature_maps


def top_patches_of(paper: "Architecture", size: Int, *, layer: int) -> Experiment:
    """Make "<paper>.top_patches". layer: the one it begins with."""

    @experiment(
        f"{paper}.top_patches",
        title="Top patches",
        inputs=("folder?",),
        parameters=(layer_parameter(layer), MAP, PLACE, PICTURES, size),
        figure="Beyond the paper: Zeiler and Fergus, 2013, figure 2",
        shows=("engine.analysis.top_patches:Survey", "engine.analysis.top_patches:cut_out"),
    )
    def top_patches(request: Request, control: Control) -> Frames:
        """The nine patches that excite one map most, of the world's photographs and composites or of your folder."""
        yield from patches.top_patches(vision.blank_subject(paper, request, control), request, control)

    return top_patches


def occlusion_of(paper: "Architecture", size: Int) -> Experiment:
    """Make "<paper>.occlusion"."""

    @experiment(
        f"{paper}.occlusion",
        title="Occlusion",
        inputs=("image",),
        parameters=(CLASS, SQUARE, STRIDE, WHERE, size),
        figure="Beyond the paper: Zeiler and Fergus, 2013, figure 7",
        shows=("engine.analysis.occlusion:slide", "engine.analysis.occlusion:square_at"),
    )
    def occlusion(request: Request, control: Control) -> Frames:
        """How likely a class remains while a grey square slides over the picture."""
        yield from squares.occlusion(vision.open_subject(paper, request, control), control)

    return occlusion


def grad_cam_of(paper: "Architecture", size: Int) -> Experiment:
    """Make "<paper>.grad_cam"."""

    @experiment(
        f"{paper}.grad_cam",
        title="Grad-CAM",
        inputs=("image",),
        parameters=(CLASS, DEPTH, size),
        figure="Beyond the paper: Selvaraju et al., 2016, equations 1 and 2",
        shows=("engine.analysis.grad_cam:class_maps", "engine.analysis.grad_cam:weighted"),
    )
    def grad_cam(request: Request, control: Control) -> Frames:
        """Where the evidence for a class lies in the picture, at any convolutional layer."""
        yield from cams.grad_cam(vision.open_subject(paper, request, control), control)

    return grad_cam
