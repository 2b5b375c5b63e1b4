"""The panel of ResNet: which views its experiments have and how they are linked."""

from app.panels.tab import PanelSpec
from app.panels.vision_tabs import feature_maps_tab, grad_cam_tab, occlusion_tab, top_patches_tab
from engine.papers.resnet import PAPER
from engine.papers.resnet.looking import feature_maps, grad_cam, occlusion, top_patches

TABS = (
    feature_maps_tab(feature_maps),
    top_patches_tab(top_patches),
    occlusion_tab(occlusion),
    grad_cam_tab(grad_cam),
)

PANEL = PanelSpec(PAPER, "Residual networks", TABS)
