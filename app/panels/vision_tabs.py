"""Tabs that look into a convolutional network, the same for every paper that has one."""

from app.panels.tab import Column, Pick, PickItem, Row, Tab, View
from engine.experiment import Experiment


def feature_maps_tab(experiment: Experiment) -> Tab:
    """A layer's maps, one of them large, and what the unit under the mouse sees of the picture."""
    return Tab(
        experiment,
        Row(
            Column(
                Row(View("image", "image"), View("map", "heat"), stretch=12),
                View("units", "table", stretch=7),
                View("layers", "table", stretch=8),
                stretch=6,
            ),
            View("sheet", "grid", stretch=5),
        ),
        links=(
            PickItem("sheet", sets=("map",)),
            PickItem("layers", sets=("layer",), base=1),
            Pick("map", sets="unit", on="hover"),
        ),
        hint="Move over the single map: the coloured frame on the picture is all that this unit can see.",
    )


def top_patches_tab(experiment: Experiment) -> Tab:
    """The nine patches that excite a map most, and where one of them comes from."""
    return Tab(
        experiment,
        Row(
            View("patches", "grid", stretch=3),
            Column(Row(View("source", "image"), View("answer", "heat")), View("layers", "table"), stretch=3),
        ),
        links=(PickItem("patches", sets=("place",), base=1), PickItem("layers", sets=("layer",), base=1)),
        hint="What excites one map most among many pictures. Click a patch to see where it comes from.",
    )


def occlusion_tab(experiment: Experiment) -> Tab:
    """The probability of a class while a grey square hides a part of the picture."""
    return Tab(
        experiment,
        Row(
            View("drop", "heat", stretch=3),
            Column(View("image", "image", stretch=3), View("classes", "bars", stretch=2), stretch=2),
        ),
        links=(PickItem("classes", sets=("rank",), base=1), Pick("drop", sets="unit", on="hover")),
        hint="Dark where a grey square takes away what the network goes by. Move over the map to put it there.",
    )


def grad_cam_tab(experiment: Experiment) -> Tab:
    """The evidence for a class over the picture, at one layer and at all."""
    return Tab(
        experiment,
        Row(
            View("evidence", "heat", stretch=3),
            Column(
                Row(View("image", "image"), View("classes", "bars", stretch=2)),
                View("every", "grid"),
                stretch=3,
            ),
        ),
        links=(PickItem("classes", sets=("rank",), base=1), PickItem("every", sets=("depth",), base=1)),
        hint="Where the evidence for a class lies. Click a bar for another class, a small map for another layer.",
    )


def training_tab(experiment: Experiment, kernels: bool = False) -> Tab:
    """A network learns the classes of the world or of a folder; kernels: it shows those of its first layer."""
    curves = Column(View("loss", "curve"), View("error", "curve"), stretch=3)
    guesses = View("guesses", "grid", stretch=4)
    return Tab(
        experiment,
        Row(View("kernels", "grid", stretch=4), curves, guesses) if kernels else Row(curves, guesses),
        hint="Press Train: the recipe of the built-in weights, live. A folder of class folders works as well.",
    )


def table_tab(experiment: Experiment, *besides: View) -> Tab:
    """What the layers and stages of a network cost, without a picture; besides: more views below."""
    return Tab(
        experiment,
        Column(
            Row(View("stages", "table"), View("layers", "table")),
            Row(*besides, View("parameters", "bars", stretch=2), View("multiply_adds", "bars", stretch=2)),
        ),
        weightless=True,
        hint="Where the numbers are learned and where the time goes: seldom in the same layers.",
    )
