"""The panel of AlexNet: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, PickItem, Row, Tab, View
from app.panels.vision_tabs import feature_maps_tab, grad_cam_tab, occlusion_tab, top_patches_tab
from engine.papers.alexnet import PAPER
from engine.papers.alexnet.filters import filters
from engine.papers.alexnet.looking import feature_maps, grad_cam, occlusion, top_patches

NO_PICTURE = "Choose a picture to see what the kernel answers"
NOT_SEEN = "This kernel sees the other tower's maps alone"

TABS = (
    Tab(
        filters,
        Row(
            Column(
                View("tower1", "grid", empty=NOT_SEEN, stretch=4),
                View("tower2", "grid", empty=NOT_SEEN, stretch=4),
                View("measured", "table", stretch=2),
                stretch=3,
            ),
            Column(
                Row(View("kernel", "image"), View("spectrum", "heat")),
                Row(View("response", "heat", empty=NO_PICTURE), View("random", "grid")),
                stretch=3,
            ),
        ),
        links=(PickItem("tower1", sets=("kernel", "slice")), PickItem("tower2", sets=("kernel", "slice"))),
        seeded=True,
        hint="The patterns that the first layer looks for, in its two towers. Click one to take it apart.",
    ),
    feature_maps_tab(feature_maps),
    top_patches_tab(top_patches),
    occlusion_tab(occlusion),
    grad_cam_tab(grad_cam),
)

PANEL = PanelSpec(PAPER, "AlexNet", TABS)
