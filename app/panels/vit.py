"""The panel of the Vision Transformer: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, Pick, PickItem, Row, SharedHover, Tab, View
from engine.papers.vit import PAPER
from engine.papers.vit_attention import attention_maps, rollout
from engine.papers.vit_distance import attention_distance
from engine.papers.vit_features import patch_features
from engine.papers.vit_positions import filters, positions

ATTENTION_DISTANCE = Tab(
    attention_distance,
    Row(
        View("distance", "scatter", stretch=2),
        Column(View("image", "image"), View("head", "heat")),
    ),
    links=(
        PickItem("distance", sets=("layer", "head")),
        Pick("image", sets="patch", on="hover"),
        Pick("head", sets="patch"),
        SharedHover(("image", "head")),
    ),
    hint="Every dot is one head: the higher, the further it looks. Click a dot to see what that head looks at.",
)

ATTENTION_MAPS = Tab(
    attention_maps,
    Row(
        Column(View("image", "image"), View("class", "heat")),
        View("row", "heat", stretch=2),
        View("heads", "grid", stretch=2),
    ),
    links=(
        Pick("image", sets="patch", on="hover"),
        Pick("row", sets="patch"),
        Pick("class", sets="patch"),
        PickItem("heads", sets=("head",), base=1),
        SharedHover(("image", "row", "class")),
    ),
    hint="Move over the picture: bright patches are those that the patch under the mouse attends to.",
)

ROLLOUT = Tab(
    rollout,
    Row(
        Column(View("image", "image"), View("figure", "image")),
        View("rollout", "heat", stretch=2),
        View("growth", "grid", stretch=2),
    ),
    links=(PickItem("growth", sets=("through",), base=1), SharedHover(("image", "rollout"))),
    hint="All layers' attention multiplied through: which patches reach the class token in the end.",
)

POSITIONS = Tab(
    positions,
    Row(
        View("similarity", "grid", stretch=2),
        Column(View("patch", "heat"), View("decay", "curve")),
        View("baseline", "grid"),
    ),
    links=(Pick("similarity", sets="patch", on="hover"), Pick("patch", sets="patch")),
    hint="Each tile is one patch's learned position compared with all others. Nobody told it about rows and columns.",
)

FILTERS = Tab(
    filters,
    Row(
        View("filters", "grid", stretch=2),
        Column(View("component", "grid"), View("variance", "bars"), View("cumulative", "curve")),
        View("baseline", "grid"),
    ),
    links=(PickItem("filters", sets=("component",), base=1), PickItem("variance", sets=("component",), base=1)),
    hint="The colour patterns that the first layer looks for inside a patch. Click one to take it apart.",
)

PATCH_FEATURES = Tab(
    patch_features,
    Row(
        Column(View("image", "image"), View("components", "image")),
        Column(View("similarity", "heat"), View("score", "heat")),
        Column(
            View("second", "heat", empty="Choose a second picture to compare with"),
            View("second_components", "image", empty="Choose a second picture to compare with"),
        ),
    ),
    links=(
        Pick("image", sets="patch", on="hover"),
        Pick("components", sets="patch", on="hover"),
        Pick("similarity", sets="patch"),
        SharedHover(("image", "components", "similarity", "score")),
    ),
    hint="Patches of like colour have like features. Move over the picture to find all patches like the one there.",
)

PANEL = PanelSpec(
    PAPER,
    "Vision Transformer",
    (ATTENTION_DISTANCE, ATTENTION_MAPS, ROLLOUT, POSITIONS, FILTERS, PATCH_FEATURES),
)
