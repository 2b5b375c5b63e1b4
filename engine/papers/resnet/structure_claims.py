"""What is stated on the structure of the nets: what they cost, and which of their parts are missed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Claim, ClaimResult, Request
from engine.lazy import lazy
from engine.nn.resnet_config import IMAGENET_RESNETS, WHOLE
from engine.papers.resnet.surgery import CLAIM
from engine.papers.resnet.table import BILLIONS, VGG16_BILLIONS

if TYPE_CHECKING:
    import numpy as np

    from engine.analysis import costs, vision
    from engine.analysis import surgery as theatre
    from engine.nn import layer_table as counting
else:
    np, vision, theatre = lazy("numpy"), lazy("engine.analysis.vision"), lazy("engine.analysis.surgery")
    costs, counting = lazy("engine.analysis.costs"), lazy("engine.nn.layer_table")

PICTURES, SIDE_PX = 256, 128
_MOST = 50.0  # per cent of the answers that count as most


def counted(seed: int) -> ClaimResult:
    """Count the multiply-adds of the nets of Table 1, with the paper's stride."""
    tables = {depth: costs.costs(replace(net, stride_on="1x1"), 224) for depth, net in IMAGENET_RESNETS.items()}
    found = {depth: counting.total_multiply_adds(rows) / costs.BILLION for depth, rows in tables.items()}
    equal = all(BILLIONS[depth] - 0.05 < found[depth] < BILLIONS[depth] + 0.1 for depth in found)
    text = ", ".join(f"{depth} layers {billions:.2f}" for depth, billions in found.items())
    return ClaimResult(f"billions: {text}", equal and found[152] < VGG16_BILLIONS)


def operated(seed: int) -> "theatre.Count":
    """Switch every branch and every shortcut of the best trained net off, one at a time.

    Raises UserError when no net is trained.
    """
    loaded = vision.open_network("resnet", Request("resnet.surgery", seed=seed), Control())
    if loaded.provenance.badge == "random":
        raise UserError(
            "There are no trained weights of a residual net on this machine.",
            "Train some with: python -m engine train resnet-world, or fetch the published ones.",
        )
    control = Control()
    trial = theatre.trial_of(loaded, theatre.open_sample(None, loaded, PICTURES, SIDE_PX, control))
    for _ in trial.fill(loaded, (WHOLE, *theatre.singles(loaded.config)), control.check):
        pass
    return theatre.Count(trial, right=False, few=PICTURES)


def medians(seed: int) -> tuple[float, float, float]:
    """Return the share of unchanged answers in per cent: median and least of branches, median of shortcuts."""
    count = operated(seed)
    config = vision.open_network("resnet", Request("resnet.surgery", seed=seed), Control()).config
    branches, shortcuts = (count.each(off, config) for off in (theatre.branch_off, theatre.shortcut_off))
    return float(np.median(branches)), float(branches.min()), float(np.median(shortcuts))


def shortcuts_are_missed_more(seed: int) -> ClaimResult:
    """Compare what single branches and single shortcuts cost."""
    branch, _, shortcut = medians(seed)
    text = f"one branch off {branch:.0f} %, one shortcut off {shortcut:.0f} % (medians over the blocks)"
    return ClaimResult(f"unchanged answers on {PICTURES} held-out pictures: {text}", shortcut < branch)


def branches_are_dispensable(seed: int) -> ClaimResult:
    """Say how many answers stay with a single branch off."""
    branch, least, _ = medians(seed)
    text = f"with one branch off {branch:.0f} % (median over the blocks), least {least:.0f} %"
    return ClaimResult(f"unchanged answers on {PICTURES} held-out pictures: {text}", branch >= _MOST)


STRUCTURE_CLAIMS: tuple[Claim, ...] = (
    Claim(
        "The nets of Table 1 take as many multiply-adds as it says, and 152 layers fewer than VGG-16.",
        "Table 1 and section 3.3: 1.8, 3.6, 3.8, 7.6 and 11.3 billion; VGG-16 15.3 billion",
        counted,
    ),
    Claim(
        CLAIM,
        "Not in the paper, which says that shortcuts ease training; Veit et al., 2016, switch off branches alone",
        shortcuts_are_missed_more,
    ),
    Claim(
        "Any one block can go: most answers stay as they are.",
        "Veit et al., 2016, section 4.1 and figure 3: of the 54 blocks of a ResNet-110 nearly any; a VGG net is lost "
        "with any one of its layers. The built-in net has 8 blocks; most means half",
        branches_are_dispensable,
    ),
)
