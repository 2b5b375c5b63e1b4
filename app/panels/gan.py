"""The panel of the GAN paper: three games to watch, stop, step and meddle with."""

from app.panels.tab import Column, PanelSpec, Row, Tab, View
from engine.papers.gan import PAPER, images, line, plane

TABS = (
    Tab(
        line,
        Row(
            Column(View("densities", "curve", stretch=3), View("arrows", "curve", stretch=2), stretch=3),
            Column(View("value", "curve"), View("divergence", "curve"), stretch=2),
            Column(View("gradients", "curve"), View("losses", "curve"), stretch=2),
        ),
        hint="The generator chases the dotted data. When D is fooled everywhere, D = ½ and V = −log 4.",
    ),
    Tab(
        plane,
        Row(
            View("plane", "scatter", stretch=3),
            Column(View("surface", "heat"), View("warp", "scatter"), stretch=2),
            Column(View("modes", "bars"), View("coverage", "curve"), View("losses", "curve"), stretch=2),
        ),
        hint="Bright places look real to D. The generator moves its dots there, and D moves the light.",
    ),
    Tab(
        images,
        Row(
            View("samples", "grid", stretch=3),
            Column(Row(View("plane", "grid"), View("between", "image")), View("nearest", "grid"), stretch=3),
            Column(View("diversity", "curve"), View("losses", "curve"), stretch=2),
        ),
        hint="Digits appear within a minute or two. Drag across and down to walk between noise vectors.",
    ),
)

PANEL = PanelSpec(PAPER, "GAN", TABS)
