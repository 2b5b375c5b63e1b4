"""The headline claims of the ViT paper, measured at laptop scale on the sample pictures at 224 pixels."""

import numpy as np

from engine.analysis.distance import GLOBAL_SHARE
from engine.analysis.similarity import same_line_similarity
from engine.control import Control
from engine.experiment import Claim, ClaimResult, Request
from engine.frames import FloatArray
from engine.images import load_picture
from engine.papers.vit.distance import LOWEST_LAYERS, head_distances
from engine.papers.vit.positions import SAME_LINE_MARGIN, SHOWN_FILTERS, kernel_components, position_similarity
from engine.papers.vit.robustness import SEVERE, SEVERE_CLAIM, Disturbance, Trial, survives
from engine.papers.vit.subject import Subject, open_network, subject_of, untrained
from engine.samples import find_sample

PICTURES = ("coffee", "cat", "astronaut", "rocket")
SIDE_PX = 224
GROWTH = 0.5  # correlation of distance with depth from which the claim counts as holding
MOST_VARIANCE = 0.5  # share in the shown components from which the filters count as low-dimensional
LEARNED_SPREAD = 3.0  # how many times the random network's spread over heads


def sample_subjects(seed: int, *, random: bool = False) -> list[Subject]:
    """Return the sample pictures before the best network there is, or before its untrained twin."""
    control = Control({"size": SIDE_PX})
    request = Request("vit", seed=seed)
    loaded = open_network(request, control)
    loaded = untrained(loaded, request) if random else loaded
    return [subject_of(load_picture(find_sample(name).path), loaded, control) for name in PICTURES]


def mean_distances(seed: int, *, random: bool = False) -> FloatArray:
    """Return the attention distances (layers, heads) in pixels, mean over the sample pictures."""
    subjects = sample_subjects(seed, random=random)
    layers = range(1, subjects[0].loaded.config.depth + 1)
    means: FloatArray = np.mean([[head_distances(subject, layer) for layer in layers] for subject in subjects], axis=0)
    return means


def global_heads(seed: int) -> ClaimResult:
    """Count the heads of the lowest layers that look further than `GLOBAL_SHARE` of the width."""
    lowest = mean_distances(seed)[:LOWEST_LAYERS]
    far = int((lowest >= GLOBAL_SHARE * SIDE_PX).sum())
    return ClaimResult(
        f"{far} of {lowest.size} heads of layers 1 to {LOWEST_LAYERS} look further than"
        f" {GLOBAL_SHARE:.0%} of the width;"
        f" farthest {lowest.max():.0f} px, nearest {lowest.min():.0f} px of {SIDE_PX} px",
        far > 0,
    )


def growth_with_depth(seed: int) -> ClaimResult:
    """Correlate the layer's number with the mean distance of its heads."""
    by_layer = mean_distances(seed).mean(axis=1)
    half = len(by_layer) // 2
    correlation = float(np.corrcoef(np.arange(len(by_layer)), by_layer)[0, 1])
    return ClaimResult(
        f"correlation with depth {correlation:.2f}; first half of the layers {by_layer[:half].mean():.0f} px,"
        f" second half {by_layer[half:].mean():.0f} px",
        correlation >= GROWTH,
    )


def learned_spread(seed: int) -> ClaimResult:
    """Compare how differently far the heads of a layer look with the same in an untrained network."""
    learned, random = (float(mean_distances(seed, random=which).std(axis=1).mean()) for which in (False, True))
    return ClaimResult(
        f"standard deviation over the heads of a layer {learned:.1f} px, with random weights {random:.1f} px",
        learned >= LEARNED_SPREAD * random,
    )


def same_line_positions(seed: int) -> ClaimResult:
    """Compare position similarity along rows and columns with that off them at the same distance."""
    loaded = open_network(Request("vit", seed=seed), Control())
    side = loaded.config.side
    on_line, off_line = same_line_similarity(position_similarity(loaded), side, side)
    return ClaimResult(
        f"mean cosine similarity {on_line:.3f} in the same row or column, {off_line:.3f} for others as far apart",
        on_line > off_line + SAME_LINE_MARGIN,
    )


def few_components(seed: int) -> ClaimResult:
    """Say how much of the filters' variance lies in the components that figure 7 shows."""
    request = Request("vit", seed=seed)
    loaded = open_network(request, Control())
    learned, random = (
        float(kernel_components(network).explained[:SHOWN_FILTERS].sum())
        for network in (loaded, untrained(loaded, request))
    )
    return ClaimResult(
        f"the first {SHOWN_FILTERS} components explain {learned:.0%} of the variance, of random filters {random:.0%}",
        learned > MOST_VARIANCE,
    )


def severe_loss(seed: int) -> ClaimResult:
    """Drop most patches of each sample at random and compare the class feature with the intact one."""
    trials = [Trial(subject, seed) for subject in sample_subjects(seed)]
    lost = [trial.similarity(Disturbance("drop", "random", round(SEVERE * trial.patches))) for trial in trials]
    blank = float(np.mean([trial.similarity_to_blank() for trial in trials]))
    return ClaimResult(
        f"similarity {np.mean(lost):.2f}, lowest {min(lost):.2f}; a picture of one colour {blank:.2f}",
        survives(min(lost), blank),
    )


CLAIMS = (
    Claim(
        "Some heads attend globally already in the lowest layers.",
        "Section 4.5 and figure 7 right: some heads attend to most of the image in the lowest layers (ViT-L/16).",
        global_heads,
    ),
    Claim(
        "Attention distance grows with depth.",
        "Section 4.5: the attention distance increases with network depth (ViT-L/16).",
        growth_with_depth,
    ),
    Claim(
        "That heads look differently far is learned.",
        "Not in the paper: the baseline beside figure 7 right. At least three times the spread of random weights.",
        learned_spread,
    ),
    Claim(
        "Patches in the same row or column have more similar position embeddings.",
        "Section 4.5 and figure 7 centre: row-column structure appears (ViT-L/32).",
        same_line_positions,
    ),
    Claim(
        "The patch filters live in few dimensions.",
        "Section 4.5 and figure 7 left: the components look like a basis of a low-dimensional patch (ViT-L/32).",
        few_components,
    ),
    Claim(
        SEVERE_CLAIM,
        "Naseer et al., 2021, abstract: up to 60 % top-1 accuracy with 80 % of the image content occluded.",
        severe_loss,
    ),
)
