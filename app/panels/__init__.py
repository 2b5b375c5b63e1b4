"""One panel per paper. A new paper is registered in `PANELS`, nowhere else."""

from app.bridge import Bridge
from app.panels import alexnet, gan, mae, moco, resnet, vit
from app.panels.base import Panel
from app.panels.tab import PanelSpec
from app.session import Session
from engine.errors import UserError

PANELS: tuple[PanelSpec, ...] = (alexnet.PANEL, gan.PANEL, mae.PANEL, moco.PANEL, resnet.PANEL, vit.PANEL)


def make_panel(paper_id: str, session: Session, bridge: Bridge) -> Panel:
    """Make the panel of a paper. Raises UserError when the paper has none."""
    for spec in PANELS:
        if spec.paper.id == paper_id:
            return Panel(spec, session, bridge)
    known = ", ".join(spec.paper.id for spec in PANELS)
    raise UserError(f"No panel is called {paper_id!r}.", f"There are: {known}.")
