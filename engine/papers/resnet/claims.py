"""The ResNet paper's statements on depth, read from the recording that ships or measured again here.

The paper trains on CIFAR-10 for 64,000 steps of 128 pictures. Here four nets of half its width take
`STEPS` steps of 16 out of 256 pictures of the built-in world, so that each is seen about as often as in
the paper. The numbers differ; what is compared is the order of the nets.

The number of pictures decides how many steps it takes. With 2,048 of them and 32 a step, without the
rise of the rate, ResNet-56 was still behind ResNet-20 after 1,365 steps, 48 % to 39 % training error,
and with 1,024 and 16 a step after 660, 75 % to 65 %; neither was trained on.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Claim, ClaimResult, Request
from engine.frames import CurveFrame, Frame, TableFrame
from engine.lazy import lazy
from engine.papers.resnet.degradation import degradation
from engine.papers.resnet.gradients import gradients
from engine.recording import Recording

if TYPE_CHECKING:
    import numpy as np

    from engine.training import layer_gradients, pool
else:
    np = lazy("numpy")
    layer_gradients, pool = lazy("engine.training.layer_gradients"), lazy("engine.training.pool")

RECORDING = "resnet-degradation"
STEPS, PICTURES = 3000, 256
_FIRST = 3  # layers that count as the first ones
_ORDERS = 100.0  # times smaller, from which it is said to be by orders of magnitude
_NOTHING = 1e-45  # below float32's smallest number
_EQUAL = 1.0  # percentage points between errors that are called equal
_TRAIN = 3  # column of the training error

Ending = dict[str, Frame]


def recorded_ending(recording: Recording) -> Ending:
    """Return what every slot of a recording shows at its end. Raises UserError when it is damaged."""
    return recording.frames_at(recording.steps[-1])


@lru_cache(maxsize=1)
def measured_ending(seed: int) -> Ending:
    """Train all four nets again, as for the recording, and return what the slots show at the end."""
    request = Request(degradation.id, parameters=degradation.check({"steps": STEPS, "pictures": PICTURES}), seed=seed)
    control = Control(request.parameters, draw_every=STEPS)
    ending: Ending = {}
    for frame in degradation.run(request, control):
        if frame.kind != "tick":
            ending[frame.slot] = frame
        elif frame.step == STEPS:
            break
    return ending


def training_errors(ending: Ending) -> dict[str, float]:
    """Return each net's smoothed training error in per cent."""
    table = ending["table"]
    assert isinstance(table, TableFrame)
    return {str(row[0]): float(str(row[_TRAIN])) for row in table.rows}


def mean_responses(ending: Ending) -> dict[str, float]:
    """Return each net's mean standard deviation of layer responses."""
    curves = ending["responses"]
    assert isinstance(curves, CurveFrame)
    return {line.name: float(line.y.mean()) for line in curves.series}


def deeper_plain_trains_worse(ending: Ending) -> ClaimResult:
    """Compare the training errors of both plain nets."""
    errors = training_errors(ending)
    shallow, deep = errors["plain-20"], errors["plain-56"]
    return ClaimResult(
        f"training error plain-20 {shallow:.1f} %, plain-56 {deep:.1f} % {_after(ending)}", deep > shallow
    )


def deeper_residual_does_not(ending: Ending) -> ClaimResult:
    """Compare the training errors of both residual nets."""
    errors = training_errors(ending)
    shallow, deep, plain = errors["ResNet-20"], errors["ResNet-56"], errors["plain-56"]
    text = f"training error ResNet-20 {shallow:.1f} %, ResNet-56 {deep:.1f} %, plain-56 {plain:.1f} %"
    return ClaimResult(f"{text} {_after(ending)}", deep <= shallow + _EQUAL)


def residual_responds_less(ending: Ending) -> ClaimResult:
    """Compare the responses of plain and residual nets of equal depth."""
    means = mean_responses(ending)
    text = ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    holds = means["ResNet-20"] < means["plain-20"] and means["ResNet-56"] < means["plain-56"]
    return ClaimResult(f"mean standard deviation of a layer: {text}", holds)


def deeper_residual_responds_less(ending: Ending) -> ClaimResult:
    """Compare the responses of both residual nets."""
    means = mean_responses(ending)
    shallow, deep = means["ResNet-20"], means["ResNet-56"]
    return ClaimResult(
        f"mean standard deviation of a layer: ResNet-20 {shallow:.3f}, ResNet-56 {deep:.3f}", deep < shallow
    )


def _after(ending: Ending) -> str:
    return f"after {ending['table'].step:,} steps on {PICTURES} pictures"


def first_layer_gradients(seed: int) -> ClaimResult:
    """One backward pass through both nets of 56 layers without batch normalisation, for three first weights."""
    found = {init: _mean_of_first(seed, init) for init in ("xavier", "normal", "he")}
    names = {"xavier": "Xavier", "normal": "σ = 0.01", "he": "He"}
    text = "; ".join(
        f"{names[init]} {_small(plain)} against {_small(residual)}" for init, (plain, residual) in found.items()
    )
    plain, residual = found["xavier"]
    return ClaimResult(
        f"56 layers, gradient norm of the first {_FIRST} (geometric mean), plain against residual: {text}",
        plain * _ORDERS < residual,
    )


def _small(norm: float) -> str:
    return f"{norm:.1e}" if norm > 2 * _NOTHING else "0"


def _mean_of_first(seed: int, init: str) -> tuple[float, float]:
    """Return the geometric means of the first layers' gradient norms, plain and residual."""
    request = Request(gradients.id, parameters=gradients.check({"init": init, "norm": False}), seed=seed)
    control = Control(request.parameters)
    pictures = pool.Pool(None, seed, 64, control)
    pair = layer_gradients.GradientPair(request, pictures, request.parameters)
    pair.backward(1, control)
    plain, residual = (float(np.exp(np.log(np.maximum(norms[:_FIRST], _NOTHING)).mean())) for norms in pair.norms)
    return plain, residual


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "The deeper plain net ends with a higher training error than the shallow one.",
        "Figure 1 and figure 6 left: plain-56 above plain-20 throughout training; test error about 13 % and 9 %, read "
        "off the figure",
        lambda seed: deeper_plain_trains_worse(measured_ending(seed)),
        recording=RECORDING,
        read=lambda recording: deeper_plain_trains_worse(recorded_ending(recording)),
    ),
    Claim(
        "The deeper residual net does not end with a higher training error than the shallow one.",
        "Figure 6 middle and table 6: test error of ResNet-20 8.75 %, of ResNet-56 6.97 %; training errors in the same "
        "order; here more than one point counts as higher",
        lambda seed: deeper_residual_does_not(measured_ending(seed)),
        recording=RECORDING,
        read=lambda recording: deeper_residual_does_not(recorded_ending(recording)),
    ),
    Claim(
        "Without batch normalisation, gradients in the first layers of a deep plain net are smaller by orders of "
        "magnitude than in the residual net.",
        "Section 1: vanishing gradients hamper convergence from the beginning, no number, checked as over 100 times; "
        "section 4.1: with batch normalisation their norms are healthy. It hangs on the first weights: Xavier's decide",
        first_layer_gradients,
    ),
    Claim(
        "Residual nets have smaller layer responses than plain nets of equal depth.",
        "Section 4.2 and figure 7: ResNets generally have smaller responses than their plain counterparts; no number",
        lambda seed: residual_responds_less(measured_ending(seed)),
        recording=RECORDING,
        read=lambda recording: residual_responds_less(recorded_ending(recording)),
    ),
    Claim(
        "Layer responses shrink with residual depth.",
        "Section 4.2 and figure 7: the deeper ResNet has smaller magnitudes of responses, seen for 20, 56 and 110 "
        "layers; no number",
        lambda seed: deeper_residual_responds_less(measured_ending(seed)),
        recording=RECORDING,
        read=lambda recording: deeper_residual_responds_less(recorded_ending(recording)),
    ),
)
