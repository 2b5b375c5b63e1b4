"""The panel of ResNet: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, PickItem, Row, Shipped, Switch, Tab, View
from app.panels.vision_tabs import (
    feature_maps_tab,
    grad_cam_tab,
    occlusion_tab,
    table_tab,
    top_patches_tab,
    training_tab,
)
from engine.papers.resnet import PAPER
from engine.papers.resnet.degradation import degradation
from engine.papers.resnet.gradients import gradients
from engine.papers.resnet.looking import feature_maps, grad_cam, occlusion, top_patches
from engine.papers.resnet.surgery import surgery
from engine.papers.resnet.table import table
from engine.papers.resnet.training import training

GRADIENTS = Tab(
    gradients,
    Row(
        Column(
            View("gradients", "curve", stretch=6),
            Row(View("responses", "curve"), View("losses", "curve"), stretch=5),
            stretch=4,
        ),
        Column(View("plain", "heat"), View("residual", "heat"), stretch=3),
    ),
    hint="Without batch norm the gradient dies on its way down a plain net. Shortcuts carry it to the first layer.",
)

DEGRADATION = Tab(
    degradation,
    Column(
        Row(View("plain", "curve"), View("residual", "curve"), stretch=7),
        Row(
            View("table", "table", stretch=12),
            View("responses", "curve", stretch=8),
            View("pictures", "grid", stretch=4),
            stretch=5,
        ),
    ),
    hint="Four nets, the same batches. More layers make a plain net worse even in training, a residual one not.",
    recordings=(Shipped("resnet-degradation", "Plain and residual nets of 20 and 56 layers, 3,000 steps"),),
)

SURGERY = Tab(
    surgery,
    Column(
        View("blocks", "flow", stretch=3),
        Row(
            Column(View("classes", "bars"), View("effect", "table"), stretch=6),
            View("each", "table", stretch=8),
            View("dispensable", "curve", stretch=6),
            stretch=5,
        ),
    ),
    links=(
        Switch("blocks", sets="off"),
        Switch("each", sets="off"),
        PickItem("classes", sets=("rank",), base=1),
    ),
    hint="Click a block to switch its branch off, or the line over it to cut its shortcut. Which is missed more?",
)

TABS = (
    feature_maps_tab(feature_maps),
    top_patches_tab(top_patches),
    occlusion_tab(occlusion),
    grad_cam_tab(grad_cam),
    GRADIENTS,
    DEGRADATION,
    SURGERY,
    table_tab(table, View("nets", "table", stretch=5)),
    training_tab(training),
)

PANEL = PanelSpec(PAPER, "Residual networks", TABS)
