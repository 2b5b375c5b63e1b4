"""The panel of AlexNet: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, Pick, PickItem, Row, Tab, View
from app.panels.vision_tabs import (
    feature_maps_tab,
    grad_cam_tab,
    occlusion_tab,
    table_tab,
    top_patches_tab,
    training_tab,
)
from engine.papers.alexnet import PAPER
from engine.papers.alexnet.augmentation import augmentation
from engine.papers.alexnet.filters import filters
from engine.papers.alexnet.looking import feature_maps, grad_cam, occlusion, top_patches
from engine.papers.alexnet.pooling import pooling
from engine.papers.alexnet.races import dropout_race, relu_race
from engine.papers.alexnet.table import table
from engine.papers.alexnet.training import training
from engine.papers.alexnet.vector import vector

NO_PICTURE = "Choose a picture to see what the kernel answers"
NOT_SEEN = "This kernel sees the other tower's maps alone"

TABS = (
    Tab(
        filters,
        Row(
            Column(
                View("tower1", "grid", empty=NOT_SEEN, stretch=5),
                View("tower2", "grid", empty=NOT_SEEN, stretch=5),
                View("measured", "table", stretch=4),
                stretch=4,
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
    Tab(
        vector,
        Row(
            Column(
                View("image", "image", stretch=4),
                View("classes", "bars", stretch=3),
                View("distances", "curve", stretch=3),
                stretch=3,
            ),
            View("neighbours", "grid", stretch=5),
            Column(
                View("large", "image", stretch=4),
                View("other", "bars", stretch=3),
                View("units", "grid", stretch=3),
                stretch=3,
            ),
        ),
        links=(PickItem("neighbours", sets=("neighbour",), base=1),),
        seeded=True,
        hint="Pictures that the last hidden layer describes most alike. Click one to see what they have in common.",
    ),
    Tab(
        pooling,
        Row(
            Column(View("maps", "grid", stretch=5), View("shift", "curve", stretch=3), stretch=3),
            Column(
                Row(View("before", "heat"), View("after", "heat"), View("damping", "heat"), stretch=8),
                Row(View("overlapping", "heat"), View("separate", "heat"), View("difference", "heat"), stretch=8),
                View("numbers", "table", stretch=8),
                stretch=5,
            ),
        ),
        links=(PickItem("maps", sets=("map",), base=1),),
        hint="Strong neighbours damp a unit, and windows that overlap change less when the picture moves. Click a map.",
    ),
    Tab(
        augmentation,
        Row(
            Column(View("resized", "image"), View("crop", "image"), stretch=3),
            Column(
                View("ten", "grid", stretch=11),
                Row(
                    Column(View("colours", "grid", stretch=5), View("shift", "bars", stretch=6), stretch=3),
                    View("drawn", "grid", stretch=4),
                    View("average", "bars", stretch=3),
                    View("single", "bars", stretch=3),
                    stretch=10,
                ),
                stretch=10,
            ),
        ),
        links=(Pick("resized", sets="crop", on="hover"), PickItem("ten", sets=("tile",), base=1)),
        seeded=True,
        hint="Move over the resized picture: this crop is what the network sees. Then shift its colours.",
    ),
    Tab(
        relu_race,
        Row(
            Column(View("error", "curve", stretch=3), View("reached", "bars"), stretch=4),
            Column(View("unseen", "curve"), View("units", "curve"), stretch=3),
            Column(View("flat", "curve"), View("pictures", "grid"), stretch=3),
        ),
        hint="Equal networks and pictures, one difference: what a unit does with its input. Who is first at the mark?",
    ),
    Tab(
        dropout_race,
        Row(
            Column(View("train", "curve"), View("unseen", "curve"), stretch=4),
            Column(View("gap", "curve"), View("loss", "curve"), stretch=3),
            Column(View("units", "heat"), View("pictures", "grid"), stretch=3),
        ),
        hint="So few pictures can be learned by heart. Dropout makes that harder: watch the gap to unseen pictures.",
    ),
    table_tab(table),
    training_tab(training, kernels=True),
)

PANEL = PanelSpec(PAPER, "AlexNet", TABS)
