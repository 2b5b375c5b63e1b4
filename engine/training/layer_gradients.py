"""How large the loss's gradient is at every layer of a plain and a residual net of equal depth."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.analysis.columns import Columns
from engine.control import Control
from engine.curves import Curves
from engine.experiment import Request
from engine.frames import Axis, CurveFrame, FloatArray, Frame, Frames, HeatFrame, Provenance, Series, Tick
from engine.nn.resnet import ResNet
from engine.nn.resnet_config import ResNetConfig, cifar_config, plain
from engine.training.classifier import over_steps
from engine.training.degradation import PROBED, WIDTHS, net_name, responses_frame
from engine.training.entrants import Entrant, tensors
from engine.training.pool import Pool

Parameters = Mapping[str, Any]
POOL = 1024  # pictures
_LEAST = 1e-30  # what float32 hardly holds any more is drawn as this


def pair_of(parameters: Parameters, classes: int) -> tuple[ResNetConfig, ResNetConfig]:
    """Return the plain and the residual net that are chosen.

    Bottlenecks make nets of 9n + 2 layers: the deepest one that is not above the chosen depth.
    """
    depth, block = int(parameters["depth"]), parameters["block"]
    if block == "bottleneck":
        depth = 9 * max(1, (depth - 2) // 9) + 2
    config = cifar_config(
        depth,
        block,
        shortcut=parameters["shortcut"],
        norm=bool(parameters["norm"]),
        init=parameters["init"],
        classes=classes,
    )
    config = replace(config, widths=WIDTHS[str(parameters["width"])], stride_on="1x1")
    return plain(config), config


def layer_names(config: ResNetConfig) -> tuple[str, ...]:
    """Name the weighted layers along the branches in order, as the paper counts them; projections are left out."""
    each = range(1, config.convolutions + 1)
    return ("conv1", *(f"{block}.conv{n}" for block in config.block_names() for n in each), "fc")


def gradient_norms(network: ResNet) -> FloatArray:
    """Return the Euclidean norm of the gradient of every layer's weights, (layers,), after a backward pass.

    Summed in float64: squares of small gradients underflow in float32.
    """
    norms = []
    for name in layer_names(network.config):
        gradient = network.get_parameter(f"{name}.weight").grad
        if gradient is None:
            raise ValueError(f"expected gradients in {name}, got none: run a backward pass first")
        norms.append(float(gradient.double().norm()))
    return np.array(norms)


class GradientPair:
    """Both nets, and what has been measured of them."""

    def __init__(self, request: Request, pool: Pool, parameters: Parameters) -> None:
        self.pool, self.seed, self.device = pool, request.seed, request.device
        self.probe = tensors(pool.take(np.arange(min(PROBED, pool.count))), request.device)[0]
        self._build(pair_of(parameters, len(pool.classes)))

    def _build(self, configs: tuple[ResNetConfig, ResNetConfig]) -> None:
        self.configs = configs
        self.entrants = tuple(
            Entrant(net_name(config.depth, config.residual), config, self.seed, self.device) for config in configs
        )
        self.norms: tuple[FloatArray, ...] = ()
        self.maps = (Columns(), Columns())
        self.curves = Curves()

    def obey(self, parameters: Parameters) -> bool:
        """Build both nets anew when another structure is chosen, and say whether that was so."""
        configs = pair_of(parameters, len(self.pool.classes))
        if configs == self.configs:
            return False
        self._build(configs)
        return True

    def backward(self, step: int, control: Control) -> None:
        """Pass batch `step` forwards and back through both nets. Raises NotFinite and Cancelled."""
        parameters: Parameters = control.parameters
        batch = self.pool.batch(self.seed, step, int(parameters["batch"]))
        pixels, labels = tensors(batch, self.device)
        for entrant in self.entrants:
            control.check()
            entrant.backward(pixels, labels, step)
        self.norms = tuple(gradient_norms(entrant.network) for entrant in self.entrants)

    def note(self, step: int) -> None:
        """Keep what the backward pass of this step gave."""
        for columns, norms in zip(self.maps, self.norms, strict=True):
            columns.add(step, norms)
        plain_net, residual = self.entrants
        self.curves.add(step, plain=plain_net.loss, residual=residual.loss)

    def update(self, parameters: Parameters) -> None:
        """Let both nets take a step along their gradients."""
        for entrant in self.entrants:
            entrant.update(float(parameters["rate"]), 0.0)

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {
            "nets": [entrant.state() for entrant in self.entrants],
            "norms": [tuple(norms.tolist()) for norms in self.norms],
            "maps": [columns.state() for columns in self.maps],
            "curves": self.curves.state(),
        }

    def takes(self, state: Mapping[str, Any]) -> bool:
        """Say whether a state is of nets like these."""
        return all(entrant.takes(kept) for entrant, kept in zip(self.entrants, state["nets"], strict=True))

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        for entrant, kept in zip(self.entrants, state["nets"], strict=True):
            entrant.load(kept)
        for columns, kept in zip(self.maps, state["maps"], strict=True):
            columns.load(kept)
        self.norms = tuple(np.array(norms) for norms in state["norms"])
        self.curves.load(state["curves"])


def compare_gradients(request: Request, control: Control) -> Frames:
    """Train until cancelled; step 1 shows the gradients at the first weights. Raises NotFinite and UserError."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    pool = Pool(request.folder, request.seed, POOL, control)
    pair, step = GradientPair(request, pool, control.parameters), 0
    if control.start is not None:
        step = control.start.step
        kept = control.start.state["pair"]
        if pair.takes(kept):  # a fork may have chosen another structure, which begins afresh
            pair.load(kept)
    while True:
        control.check()
        rebuilt = pair.obey(control.parameters)
        if control.advancing:
            step += 1
            pair.backward(step, control)
            pair.note(step)
        elif rebuilt or not pair.norms:  # a paused training shows at once what another structure does
            pair.backward(max(step, 1), control)
        if control.due(step):
            yield from drawn(pair, step, control.rest_due)
        if control.advancing:
            pair.update(control.parameters)
        control.keep(step, lambda: {"pair": pair.state()})
        yield Tick(step=step)


def drawn(pair: GradientPair, step: int, everything: bool) -> Iterator[Frame]:
    """The newest gradients over depth, their history, the losses; with `everything` the responses too."""
    yield gradients_frame(pair, step)
    yield from map_frames(pair, step)
    plain_net, residual = pair.entrants
    losses = {"plain": plain_net.name, "residual": residual.name}
    yield over_steps("losses", "Loss", Axis("cross-entropy", "nats", log=True), pair.curves, step, **losses)
    if everything:
        yield responses_frame(pair.entrants, pair.probe, step)


def gradients_frame(pair: GradientPair, step: int) -> CurveFrame:
    """The gradient's norm at every layer after the last backward pass."""
    lines = tuple(
        Series(entrant.name, np.arange(1.0, len(norms) + 1), np.maximum(norms, _LEAST))
        for entrant, norms in zip(pair.entrants, pair.norms, strict=True)
    )
    return CurveFrame(
        slot="gradients",
        step=step,
        title="Gradient at every layer",
        detail=_first_layers(pair),
        series=lines,
        x_axis=Axis("layer"),
        y_axis=Axis("gradient norm", log=True),
    )


def _first_layers(pair: GradientPair) -> str:
    """Compare the first layers of both nets in words."""
    plain_first, residual_first = (float(norms[0]) for norms in pair.norms)
    if plain_first < _LEAST or residual_first < _LEAST:
        return "layer 1: no gradient left"
    large, small, word = (
        (residual_first, plain_first, "smaller")
        if residual_first >= plain_first
        else (plain_first, residual_first, "larger")
    )
    return f"layer 1: {large / small:.3g} times {word} when plain"


def map_frames(pair: GradientPair, step: int) -> Iterator[HeatFrame]:
    """Depth by step for each net, on one scale of colours."""
    maps = [np.log10(np.maximum(columns.values, _LEAST)) for columns in pair.maps]
    if any(values.size == 0 for values in maps):
        return
    low = min(float(values.min()) for values in maps)
    high = max(float(values.max()) for values in maps)
    for slot, entrant, values, columns in zip(("plain", "residual"), pair.entrants, maps, pair.maps, strict=True):
        yield HeatFrame(
            slot=slot,
            step=step,
            title="Plain net" if slot == "plain" else "Residual net",
            detail=f"layer ↓, step {columns.steps[0]} to {columns.steps[-1]} →",
            values=values,
            quantity="log₁₀ of the gradient norm",
            low=low,
            high=high if high > low else low + 1,
            stretched=True,
            row_names=layer_names(entrant.config),
            column_names=tuple(f"step {number}" for number in columns.steps),
        )
