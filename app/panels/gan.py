"""The panel of the GAN paper: three games to watch, stop, step and meddle with."""

from app.panels.tab import Column, Draw, PanelSpec, PickPlace, Row, Tab, View
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
            Column(
                Row(View("surface", "heat"), View("warp", "scatter")),
                Row(View("modes", "bars"), View("losses", "curve")),
                stretch=4,
            ),
        ),
        links=(Draw("plane", sets="drawing", when=("data", "drawn")),),
        hint="Bright places look real to D. The generator moves its dots there, and D moves the light.",
    ),
    Tab(
        images,
        Row(
            View("samples", "grid", stretch=3),
            Column(Row(View("plane", "grid"), View("between", "image")), View("nearest", "grid"), stretch=3),
            Column(View("diversity", "curve"), View("losses", "curve"), stretch=2),
        ),
        links=(PickPlace("plane", sets=("across", "down")),),
        hint="Digits appear within a minute or two. Move over the noise plane to walk between noise vectors.",
    ),
)

PANEL = PanelSpec(PAPER, "GAN", TABS)
