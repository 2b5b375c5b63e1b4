"""What the MAE paper says, measured here: speed at the paper's shapes, the rest with small networks on the world.

The small ones learn for `STEPS` steps from the built-in world's pictures; a linear probe on their class
tokens tells ten groups of held-out cut-outs apart, in the place of ImageNet's classes. Of 1,600 pictures its
accuracy is known to about a point.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from engine.control import Control
from engine.experiment import Claim, ClaimResult, Request
from engine.frames import TableFrame
from engine.lazy import lazy
from engine.papers.mae.masking import masking
from engine.recording import Recording

if TYPE_CHECKING:
    from engine.analysis import inpainting, mae_cost
    from engine.nn import mae
    from engine.weights import store
else:
    inpainting, mae_cost = lazy("engine.analysis.inpainting"), lazy("engine.analysis.mae_cost")
    mae, store = lazy("engine.nn.mae"), lazy("engine.weights.store")

RECORDING = "mae-masking"
STEPS, JUDGED = 4000, 1600
WEIGHTS = "mae-world"
RATIO = 0.75
_LEAST_SPEED_UP = 2.5
_REPEATS, _IMAGES = 2, 4  # passes that are timed, and images in each: with one, reading the weights hides the rest
_LINEAR, _NEIGHBOURS = 3, 4  # columns of the table
_OF = {"block": "block-wise", "grid": "grid-wise"}

Accuracies = dict[str, tuple[float, float]]


def accuracies_in(table: TableFrame) -> Accuracies:
    """Return what each network's features are good for: linear probe and nearest neighbours in per cent."""
    return {str(row[0]): (float(str(row[_LINEAR])), float(str(row[_NEIGHBOURS]))) for row in table.rows}


def recorded(recording: Recording) -> Accuracies:
    """Return the accuracies at the end of a recording. Raises UserError when it is damaged."""
    table = recording.frames_at(recording.steps[-1])["table"]
    assert isinstance(table, TableFrame)
    return accuracies_in(table)


@lru_cache(maxsize=1)
def measured(seed: int) -> Accuracies:
    """Train all networks again, as for the recording."""
    request = Request(masking.id, parameters=masking.check({"steps": STEPS, "judged": JUDGED}), seed=seed)
    found: Accuracies = {}
    for frame in masking.run(request, Control(request.parameters, draw_every=STEPS)):
        if isinstance(frame, TableFrame):
            found = accuracies_in(frame)
        elif frame.kind == "tick" and frame.step == STEPS:
            break
    return found


def masks_do_not_help_the_encoder(found: Accuracies) -> ClaimResult:
    """Compare the probe of an encoder without mask tokens with that of one with them."""
    without, with_ = found["random"], found["with mask tokens"]
    return ClaimResult(
        f"linear probe {without[0]:.1f} % without, {with_[0]:.1f} % with; nearest neighbours {without[1]:.1f} and "
        f"{with_[1]:.1f} %, after {STEPS:,} steps",
        without[0] >= with_[0],
    )


def random_beats(found: Accuracies, other: str) -> ClaimResult:
    """Compare the probes of two samplings at the same ratio."""
    ours, theirs = found["random"], found[other]
    return ClaimResult(
        f"linear probe random {ours[0]:.1f} %, {_OF[other]} {theirs[0]:.1f} %; nearest neighbours {ours[1]:.1f} and "
        f"{theirs[1]:.1f} %, after {STEPS:,} steps",
        ours[0] > theirs[0],
    )


def speed_up(seed: int) -> ClaimResult:
    """Time ViT-L/16 with the paper's decoder of 8 blocks, forwards, with and without mask tokens."""
    watch = mae_cost.Stopwatch(mae.MAE_LARGE, "cpu", _IMAGES)
    lean, full = watch.compare(round(100 * RATIO), _REPEATS, lambda: None)
    counts = [mae_cost.counted(mae.MAE_LARGE, round(100 * RATIO), masks=masks).whole for masks in (False, True)]
    faster = full.whole / lean.whole
    return ClaimResult(
        f"{faster:.1f} times as fast on this processor ({lean.whole:.2f} s against {full.whole:.2f} s an image), the "
        f"encoder alone {full.encoder / lean.encoder:.1f} times; {counts[1] / counts[0]:.1f} times fewer FLOPs",
        faster >= _LEAST_SPEED_UP,
    )


def better_than_inpainting(seed: int) -> ClaimResult:
    """Compare the built-in weights' error with those of what one would use instead, on held-out photographs."""
    network = cast("mae.MaskedAutoencoder", store.open_network("mae", WEIGHTS, "cpu", seed).model.eval())
    pictures = inpainting.held_out_pictures(network.config.image_size)
    found = inpainting.measure_inpainting(network, pictures, RATIO, seed)
    return ClaimResult(
        f"squared error {inpainting.in_words(found)}, on {len(pictures)} held-out photographs",
        max(found.values()) < 1,
    )


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "An encoder that never sees mask tokens gives features that are no worse.",
        "Table 1 (c), ViT-L after 800 epochs: linear probing 73.5 % without, 59.6 % with; fine-tuning 84.9 and 84.2 %",
        lambda seed: masks_do_not_help_the_encoder(measured(seed)),
        recording=RECORDING,
        read=lambda recording: masks_do_not_help_the_encoder(recorded(recording)),
    ),
    Claim(
        "It is far faster, too.",
        "Table 1 (c): 3.3 times fewer FLOPs; table 2: ViT-L trains 2.8 times as fast with 8 decoder blocks and 3.7 "
        "times with one; checked as at least 2.5 times",
        speed_up,
    ),
    Claim(
        "At 75 % removed, random sampling beats block-wise sampling.",
        "Table 1 (f) and figure 6: linear probing 73.5 % random, 63.9 % block-wise",
        lambda seed: random_beats(measured(seed), "block"),
        recording=RECORDING,
        read=lambda recording: random_beats(recorded(recording), "block"),
    ),
    Claim(
        "At 75 % removed, random sampling beats grid-wise sampling.",
        "Table 1 (f) and figure 6: linear probing 73.5 % random, 66.0 % grid-wise",
        lambda seed: random_beats(measured(seed), "grid"),
        recording=RECORDING,
        read=lambda recording: random_beats(recorded(recording), "grid"),
    ),
    Claim(
        "What is removed can be inferred from what is left better than from its surroundings alone.",
        "Figures 2 to 4: plausible reconstructions of 75 % and more, no number; checked as less error on the removed "
        "patches than OpenCV's inpainting, both methods, and the mean colour",
        better_than_inpainting,
    ),
)
