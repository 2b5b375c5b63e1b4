"""What the MoCo paper says, measured here with small encoders on the built-in world.

Of what features are good for, three things are measured, for there is no ImageNet here: how many unseen
pictures are found again from another view, how many held-out cut-outs their neighbours recognise, and into
how many of ten groups a linear probe can tell them.
"""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from engine import images
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Claim, ClaimResult, Request
from engine.frames import ByteArray, FloatArray, TableFrame
from engine.lazy import lazy
from engine.papers.moco.mechanisms import mechanisms
from engine.recording import Recording

if TYPE_CHECKING:
    import numpy as np
    import torch

    from engine.nn import moco, resnet
    from engine.training import learning, probes
    from engine.weights import store
    from engine.world import items as world
    from engine.world import pictures
else:
    np, torch = lazy("numpy"), lazy("torch")
    world, pictures = lazy("engine.world.items"), lazy("engine.world.pictures")
    moco, resnet = lazy("engine.nn.moco"), lazy("engine.nn.resnet")
    learning, probes = lazy("engine.training.learning"), lazy("engine.training.probes")
    store = lazy("engine.weights.store")

MOMENTA, SIZES = "moco-momenta", "moco-mechanisms"
STEPS, JUDGED = 2000, 71
KEYS = "1024"  # where momenta are compared: 16 steps' worth, as the paper's 4,096 of 256 a step
WEIGHTS = "moco-world"
SIDE_PX = 64
PICTURES = (1200, 800)  # of ten groups in scenes: how many are known, and how many asked for
_FOUND, _KNN = 1, 2  # columns of the table
_WELL = 2.0  # times as many, which is well above
_EQUAL = 1.0  # percentage points that count as no worse

# The name of a mechanism to (found, neighbours) in per cent.
Ending = dict[str, tuple[float, float]]


def ending_of(table: TableFrame) -> Ending:
    """Return where every mechanism stands. Raises UserError when one was not measured yet."""
    if any(row[_FOUND] is None or row[_KNN] is None for row in table.rows):
        raise UserError("The comparison ended before everything was measured.", "Run it for more steps.")
    return {str(row[0]): (float(str(row[_FOUND])), float(str(row[_KNN]))) for row in table.rows}


def recorded(recording: Recording) -> Ending:
    """Return where every mechanism stood at the end of a recording. Raises UserError when it is damaged."""
    return ending_of(cast(TableFrame, recording.frames_at(recording.steps[-1])["table"]))


@lru_cache(maxsize=2)
def measured(compared: str, seed: int) -> Ending:
    """Train again, as for the recording."""
    given = {"compared": compared, "dictionary": KEYS, "steps": STEPS, "judged": JUDGED}
    request = Request(mechanisms.id, parameters=mechanisms.check(given), seed=seed)
    table: TableFrame | None = None
    for frame in mechanisms.run(request, Control(request.parameters, draw_every=STEPS)):
        if isinstance(frame, TableFrame):
            table = frame
        elif frame.kind == "tick" and frame.step == STEPS:
            break
    assert table is not None
    return ending_of(table)


def momentum_is_needed(ending: Ending) -> ClaimResult:
    """Compare MoCo without momentum with the slow key encoders."""
    found = {name.rpartition("= ")[2]: pair for name, pair in ending.items()}
    none, slow = found["0"], [found["0.99"], found["0.999"]]
    return ClaimResult(
        f"unseen pictures found again, momentum {_listed(found, 0)}; held-out cut-outs recognised {_listed(found, 1)}, "
        f"after {STEPS:,} steps",
        all(pair[0] > _WELL * none[0] for pair in slow),
    )


def larger_does_not_hurt(ending: Ending) -> ClaimResult:
    """Compare MoCo's dictionaries of growing size."""
    sizes = {name.removeprefix("MoCo "): pair for name, pair in ending.items() if name.startswith("MoCo ")}
    ordered = [sizes[size][0] for size in sorted(sizes, key=int)]
    return ClaimResult(
        f"unseen pictures found again, with so many keys {_listed(sizes, 0)}; held-out cut-outs recognised "
        f"{_listed(sizes, 1)}, after {STEPS:,} steps",
        all(later >= max(ordered[:at]) - _EQUAL for at, later in enumerate(ordered) if at),
    )


def moco_beats_the_bank(ending: Ending) -> ClaimResult:
    """Compare MoCo with the memory bank at the largest size that both have."""
    sizes = [int(name.split()[-1]) for name in ending if name.startswith("memory bank")]
    ours, bank = ending[f"MoCo {max(sizes)}"], ending[f"memory bank {max(sizes)}"]
    return ClaimResult(
        f"unseen pictures found again, with {max(sizes):,} keys: MoCo {ours[0]:.1f} %, memory bank {bank[0]:.1f} %; "
        f"held-out cut-outs recognised {ours[1]:.1f} and {bank[1]:.1f} %, after {STEPS:,} steps",
        ours[0] > bank[0],
    )


def _listed(found: Ending, measure: int) -> str:
    return ", ".join(f"{name}: {pair[measure]:.1f} %" for name, pair in found.items())


def things_are_recognised(seed: int) -> ClaimResult:
    """Let the neighbours recognise held-out cut-outs in scenes where they were never seen."""
    probe = probes.Probe(None, Control(), SIDE_PX, probes.FINALLY)
    shares = {name: probe.vote(features) for name, features in _compared(seed).items()}
    return _well_above(shares, f"nearest neighbours, {len(probe.names)} cut-outs in other scenes", 1 / len(probe.names))


def classes_are_told_apart(seed: int) -> ClaimResult:
    """Let a linear probe say which of ten groups a held-out cut-out in a scene is of, as the paper's says a class."""
    probe = probes.ClassProbe(None, Control(), SIDE_PX, PICTURES)
    judged = {name: probe.judge(features) for name, features in _compared(seed).items()}
    near = ", ".join(f"{name} {100 * found.neighbours:.1f} %" for name, found in judged.items())
    result = _well_above(
        {name: found.linear for name, found in judged.items()},
        f"linear probe, {len(probe.asked.labels)} scenes by {len(probe.known.labels)} others",
        1 / len(probe.names),
    )
    return replace(result, measured=f"{result.measured}; nearest neighbours {near}")


def sorts_are_recognised(seed: int) -> ClaimResult:
    """Let the neighbours among the training cut-outs say what sort of thing a held-out one is."""
    known, asked = (world.world().cutouts(split) for split in (world.TRAIN, world.HELD_OUT))
    sorts = sorted({item.category for item in known})
    labels, truth = (np.array([sorts.index(item.category) for item in items]) for items in (known, asked))
    shown = [np.stack([images.fit(pictures.item_picture(item), SIDE_PX) for item in items]) for items in (known, asked)]
    shares = {}
    for name, features in _compared(seed).items():
        vectors = [features(pixels) for pixels in shown]
        mean, deviation = vectors[0].mean(axis=0), vectors[0].std(axis=0) + 1e-6
        standardised = [(vector - mean) / deviation for vector in vectors]
        shares[name] = float((probes.nearest(standardised[0], labels, standardised[1]) == truth).mean())
    return _well_above(
        shares,
        f"nearest neighbours, {len(asked)} cut-outs on grey by the sort of {len(known)} others",
        np.bincount(truth).max() / len(truth),
    )


def _compared(seed: int) -> dict[str, "probes.Features"]:
    """The built-in features, and what they have to beat."""
    trained = cast("resnet.ResNet", store.open_network("resnet", WEIGHTS, "cpu", seed).model)
    untrained = resnet.ResNet(moco.MOCO_SMALL, torch.Generator().manual_seed(seed))
    return {"MoCo": _features(trained), "random weights": _features(untrained), "raw pixels": probes.raw_pixels}


def _well_above(shares: dict[str, float], what: str, chance: float) -> ClaimResult:
    text = ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
    ours, *others = shares.values()
    return ClaimResult(f"{what}: {text} (chance {100 * chance:.1f} %)", ours > _WELL * max(others))


def _features(network: "resnet.ResNet") -> "probes.Features":
    network.eval()

    def described(pixels: ByteArray) -> FloatArray:
        with torch.no_grad():
            return network.features(learning.normalised(pixels, "cpu")).numpy()

    return described


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "Without momentum it does not train; with a slowly moving key encoder it does.",
        "Section 4.1, ablation of momentum: fails at 0; 0.9: 55.2 %, 0.99: 57.8 %, 0.999: 59.0 %, 0.9999: 58.9 % of "
        "ImageNet, linear; checked as over twice as much found at 0.99 and at 0.999 as at 0",
        lambda seed: momentum_is_needed(measured("momenta", seed)),
        recording=MOMENTA,
        read=lambda recording: momentum_is_needed(recorded(recording)),
    ),
    Claim(
        "A larger dictionary does not hurt.",
        "Figure 3: all mechanisms gain from a larger K, MoCo up to 65,536; a point less counts as none",
        lambda seed: larger_does_not_hurt(measured("sizes", seed)),
        recording=SIZES,
        read=lambda recording: larger_does_not_hurt(recorded(recording)),
    ),
    Claim(
        "At the same size, the queue beats the memory bank.",
        "Figure 3 and section 4.1: MoCo 60.6 %, memory bank 58.0 % of ImageNet, linear, with 65,536 keys",
        lambda seed: moco_beats_the_bank(measured("sizes", seed)),
        recording=SIZES,
        read=lambda recording: moco_beats_the_bank(recorded(recording)),
    ),
    Claim(
        "Features that were learned without labels recognise a thing again.",
        "Table 1: 60.6 % of ImageNet, linear, against 1 in 1,000 by chance; checked as over twice as many held-out "
        "cut-outs as by raw pixels and by random weights",
        things_are_recognised,
    ),
    Claim(
        "A linear classifier on them tells classes apart.",
        "Table 1: 60.6 % of ImageNet, linear; checked as over twice as many held-out cut-outs in scenes put into their "
        "group as by raw pixels and by random weights",
        classes_are_told_apart,
    ),
    Claim(
        "They also tell what sort of thing it is.",
        "Table 1: 60.6 % of ImageNet, linear; checked as over twice as many held-out cut-outs as by raw pixels and by "
        "random weights. Here 459 cut-outs have to teach it, there 1.28 million photographs",
        sorts_are_recognised,
    ),
)
