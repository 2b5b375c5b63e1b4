"""The panel of the Vision Transformer."""

from app.panels.vit import PANEL
from tests.app.panels.panel_contract import PanelContract


class TestVitPanel(PanelContract):
    spec = PANEL
