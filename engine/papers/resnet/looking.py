"""Looking into ResNet with a picture: feature maps, what excites them, occlusion and Grad-CAM.

The paper shows none of these.
"""

from engine.analysis.looking import feature_maps_of, grad_cam_of, occlusion_of, top_patches_of
from engine.analysis.vision_parameters import size_parameter

SIZE = size_parameter(224, 32)

feature_maps = feature_maps_of(
    "resnet", SIZE, layer=4, figure="Table 1, layer by layer", walk="engine.nn.resnet:ResNet.walk"
)
top_patches = top_patches_of("resnet", SIZE, layer=60)
occlusion = occlusion_of("resnet", SIZE)
grad_cam = grad_cam_of("resnet", SIZE)
