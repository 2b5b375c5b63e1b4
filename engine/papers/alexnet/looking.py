"""Looking into AlexNet with a picture: feature maps, what excites them, occlusion and Grad-CAM.

The paper shows none of these for deeper layers.
"""

from engine.analysis.looking import feature_maps_of, grad_cam_of, occlusion_of, top_patches_of
from engine.analysis.vision_parameters import size_parameter

SIZE = size_parameter(227, 63)

feature_maps = feature_maps_of(
    "alexnet",
    SIZE,
    layer=2,
    figure="Figure 2 and section 3.5, layer by layer",
    walk="engine.nn.alexnet:AlexNet.walk",
)
top_patches = top_patches_of("alexnet", SIZE, layer=14)
occlusion = occlusion_of("alexnet", SIZE)
grad_cam = grad_cam_of("alexnet", SIZE)
