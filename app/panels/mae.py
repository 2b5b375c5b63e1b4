"""The panel of MAE: which views its experiments have and how they are linked."""

from app.panels.tab import Column, PanelSpec, Row, Tab, View
from engine.papers.mae import PAPER
from engine.papers.mae.training import training

TRAINING = Tab(
    training,
    Column(View("pictures", "grid", stretch=3), Row(View("loss", "curve"), View("probe", "curve"), stretch=2)),
    hint="It only ever sees what is left, and is asked for the rest. Remove more or less of it while it learns.",
)

TABS = (TRAINING,)

PANEL = PanelSpec(PAPER, "Masked autoencoders", TABS)
