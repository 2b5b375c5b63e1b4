"""The panel of MoCo: which views its experiments have and how they are linked."""

from app.panels.tab import Column, Open, Pages, PanelSpec, PickItem, Row, Shipped, Tab, View
from engine.papers.moco import PAPER
from engine.papers.moco.augmentation import augmentation
from engine.papers.moco.embedding import embedding
from engine.papers.moco.lookup import lookup
from engine.papers.moco.mechanisms import mechanisms
from engine.papers.moco.training import training

LOOKUP = Tab(
    lookup,
    Row(
        Column(View("picture", "image", stretch=4), View("pair", "grid", stretch=3), stretch=3),
        Column(View("keys", "grid", stretch=8), View("numbers", "table", stretch=4), stretch=6),
        Column(
            View("chances", "bars", stretch=4),
            Pages(
                ("Loss", View("temperatures", "curve")),
                ("Keys that count", View("many", "curve")),
                ("By rank", View("softmax", "curve")),
                ("All keys", View("similarities", "curve")),
                stretch=5,
            ),
            stretch=5,
        ),
    ),
    links=(PickItem("keys", sets=("query",)), PickItem("pair", sets=("query",))),
    hint="One view asks, another of the same picture should answer. Turn the temperature; click a key to look it up.",
    starts_over=("query",),
)

SOON = "Measured after 10 steps"

MECHANISMS = Tab(
    mechanisms,
    Pages(
        (
            "Three mechanisms",
            Column(
                Row(View("end_to_end", "diagram"), View("bank", "diagram"), View("moco", "diagram"), stretch=2),
                View("ages", "heat"),
            ),
        ),
        (
            "How good the features become",
            Row(
                View("found", "curve", empty=SOON, stretch=4),
                View("figure", "curve", empty=SOON, stretch=3),
                View("accuracy", "curve", empty=SOON, stretch=3),
            ),
        ),
        ("How the keys drift", Row(View("drift", "curve"), View("right", "curve"))),
        ("In numbers", View("table", "table")),
    ),
    hint="One difference: where the keys come from. Follow their age and their drift, and what the features become.",
    recordings=(
        Shipped("moco-mechanisms", "Three mechanisms at several sizes, 2,000 steps"),
        Shipped("moco-momenta", "MoCo at four momenta, 2,000 steps"),
    ),
)

AUGMENTATION = Tab(
    augmentation,
    Row(
        View("views", "grid", stretch=3),
        View("similarity", "bars", stretch=4),
        Pages(
            ("By strength", View("strength", "curve")),
            ("Learned or not", View("table", "table")),
            stretch=5,
        ),
    ),
    links=(PickItem("views", sets=("transform",), base=1), PickItem("similarity", sets=("transform",), base=1)),
    hint="What contrast must overlook. The nearer a bar is to the mark, the more that transform looks like another "
    "picture.",
)

NO_CATEGORIES = "Accuracy needs categories: folders in the folder"

EMBEDDING = Tab(
    embedding,
    Row(
        View("atlas", "atlas", stretch=5),
        Column(
            View("neighbours", "grid", stretch=2),
            View("accuracy", "bars", empty=NO_CATEGORIES),
            stretch=3,
        ),
    ),
    links=(PickItem("atlas", sets=("point",)), PickItem("neighbours", sets=("point",)), Open("atlas")),
    hint=(
        "Near means alike to the network. Zoom in; click for neighbours, double-click to open, drag with Shift to "
        "list; then switch features."
    ),
)

TRAINING = Tab(
    training,
    Row(
        Column(
            View("views", "grid", stretch=4),
            View("queue", "grid", stretch=4),
            View("rivals", "grid", stretch=3),
            stretch=6,
        ),
        Pages(
            (
                "How it learns",
                Column(
                    View("loss", "curve", stretch=5),
                    Row(View("quality", "curve"), View("probe", "curve", empty="Measured after 10 steps"), stretch=6),
                ),
            ),
            ("Logits and drift", Row(View("alike", "scatter"), View("drift", "curve"))),
            ("As a map", View("map", "atlas", empty="Drawn after 10 steps")),
            stretch=7,
        ),
    ),
    hint="Each query should find the key of its other view among all that wait in the queue. Turn momentum to 0.",
)

TABS = (LOOKUP, MECHANISMS, AUGMENTATION, EMBEDDING, TRAINING)

PANEL = PanelSpec(PAPER, "Momentum contrast", TABS)
