"""The panel of the Vision Transformer: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, Pick, PickItem, Row, SharedHover, Tab, View
from engine.papers.vit import PAPER
from engine.papers.vit.attention import attention_maps, rollout
from engine.papers.vit.distance import attention_distance
from engine.papers.vit.features import patch_features
from engine.papers.vit.positions import filters, positions
from engine.papers.vit.robustness import robustness
from engine.papers.vit.sequence import sequence

NO_SECOND = "Choose a second picture to compare with"
NO_BASELINE = "Tick Random baseline to compare"

TABS = (
    Tab(
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
        hint="Every dot is a head: the higher, the further it looks. Click a dot to see what that head looks at.",
    ),
    Tab(
        attention_maps,
        Column(
            Row(View("image", "image"), View("row", "heat"), stretch=4),
            Row(View("class", "heat"), View("heads", "grid"), stretch=3),
        ),
        links=(
            Pick("image", sets="patch", on="hover"),
            Pick("row", sets="patch"),
            Pick("class", sets="patch"),
            PickItem("heads", sets=("head",), base=1, also=(("reduce", "one"),)),
            SharedHover(("image", "row", "class")),
        ),
        hint="Move over the picture: what lights up is what the patch under the mouse attends to. Click to keep it.",
    ),
    Tab(
        rollout,
        Row(
            View("rollout", "heat"),
            Column(Row(View("image", "image"), View("figure", "image")), View("growth", "grid")),
        ),
        links=(PickItem("growth", sets=("through",), base=1), SharedHover(("rollout", "image"))),
        hint="All layers' attention multiplied: which patches reach the class token. Click a layer to stop there.",
        name="Rollout",
    ),
    Tab(
        positions,
        Row(
            View("similarity", "grid", stretch=3),
            Column(
                Row(View("patch", "heat"), View("baseline", "grid", empty=NO_BASELINE)),
                View("decay", "curve"),
                stretch=2,
            ),
        ),
        links=(Pick("similarity", sets="patch", on="hover"), Pick("patch", sets="patch")),
        hint="Each tile compares one patch's learned position with all others: rows and columns were never told to it.",
        name="Positions",
    ),
    Tab(
        filters,
        Row(
            Column(View("filters", "grid"), View("baseline", "grid", empty=NO_BASELINE), stretch=2),
            Column(View("component", "grid"), View("variance", "bars"), View("cumulative", "curve")),
        ),
        links=(PickItem("filters", sets=("component",), base=1), PickItem("variance", sets=("component",), base=1)),
        hint="The colour patterns that the first layer can see inside a patch. Click one to take it apart.",
        name="Filters",
    ),
    Tab(
        patch_features,
        Row(
            Column(View("image", "image"), View("components", "image")),
            Column(View("similarity", "heat"), View("foreground", "heat")),
            Column(View("second", "heat", empty=NO_SECOND), View("second_components", "image", empty=NO_SECOND)),
        ),
        links=(
            Pick("image", sets="patch", on="hover"),
            Pick("components", sets="patch", on="hover"),
            Pick("similarity", sets="patch"),
            SharedHover(("image", "components", "similarity", "foreground")),
        ),
        hint="Like colours mean like features. Move over the picture to light up every patch like the one there.",
    ),
    Tab(
        sequence,
        Row(
            Column(View("image", "image"), View("patches", "grid")),
            Column(
                View("flow", "flow", stretch=3),
                Row(View("tokens", "heat"), View("norms", "heat"), View("norm_curve", "curve"), stretch=2),
                stretch=3,
            ),
        ),
        links=(
            Pick("image", sets="patch", on="hover"),
            Pick("patches", sets="patch", on="hover"),
            SharedHover(("image", "patches", "norms")),
        ),
        hint="A picture becomes a sentence: patches are cut, flattened, and pass through the blocks as tokens.",
    ),
    Tab(
        robustness,
        Row(
            Column(View("curve", "curve", stretch=3), Row(View("similarity", "metric"), View("kept", "metric"))),
            Column(View("image", "image"), View("saliency", "heat")),
        ),
        links=(SharedHover(("image", "saliency")),),
        seeded=True,
        hint="Drag the share: how much of the picture can be lost before the network describes something else?",
    ),
)

PANEL = PanelSpec(PAPER, "Vision Transformer", TABS)
