"""How a masked autoencoder learns: live in the panel of MAE, and for the built-in weights.

AdamW, a warm-up and a cosine, and no augmentation but crops and flips, as in appendix A of the paper.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from engine.analysis.inpainting import held_out_pictures, in_words, measure_inpainting
from engine.analysis.mae_fill import as_bytes, covered, over_pixels, reconstruct
from engine.control import Control, FiniteWatch
from engine.curves import Curves
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Axis, BoolArray, ByteArray, CurveFrame, FloatArray, Frames, GridFrame, Provenance, Tick
from engine.nn.mae import MAE_SMALL, MAEConfig, MaskedAutoencoder
from engine.nn.masking import Sampling, Shuffle, draw_masks
from engine.nn.states import cloned
from engine.training.classifier import over_steps
from engine.training.learning import descend, mixed_precision, normalised, obey, same_shapes
from engine.training.outcome import about, halved
from engine.training.probes import FINALLY, Probe
from engine.training.recipe import Made
from engine.world.source import Source, open_source

BETAS = (0.9, 0.95)
PROBE_EVERY, FIRST_PROBES = 250, (10, 100)  # steps
MEASURED_RATIOS = (0.25, 0.5, 0.75, 0.9)
_SHOWN = 6


class Learner:
    """A masked autoencoder, its optimiser and its pictures; `step` learns from one batch."""

    def __init__(self, config: MAEConfig, source: Source, request: Request) -> None:
        self.source, self.device, self.seed = source, request.device, request.seed
        self.network = MaskedAutoencoder(config, torch.Generator().manual_seed(request.seed)).to(request.device)
        learned = [tensor for tensor in self.network.parameters() if tensor.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [tensor for tensor in learned if tensor.ndim > 1], "factor": 1.0},
                {"params": [tensor for tensor in learned if tensor.ndim <= 1], "factor": 0.0},
            ],
            betas=BETAS,
        )

    def step(self, number: int, parameters: Mapping[str, Any]) -> float:
        """Learn from batch `number`, counted from 1; return the loss."""
        count = int(parameters["batch"])
        batch = self.source.train(self.seed, number, count, self.network.config.image_size)
        return self.learn(normalised(batch.pixels, self.device), number, parameters)

    def learn(self, images: Tensor, number: int, parameters: Mapping[str, Any]) -> float:
        """Learn from normalised images (B, 3, H, W) under the masks of step `number`; return the loss."""
        obey(self.optimiser, number, parameters)
        shuffle = self.masks(number, len(images), parameters)
        self.network.train()
        with mixed_precision(self.device):
            predicted = self.network.predict(images, shuffle)
        loss = self.network.loss(images, predicted.float(), shuffle)
        descend(loss, self.network, self.optimiser)
        return float(loss.detach())

    def masks(self, number: int, count: int, parameters: Mapping[str, Any]) -> Shuffle:
        """Draw the masks of step `number`; those of step 0 cover the pictures that are shown."""
        side, rng = self.network.config.side, np.random.default_rng((self.seed, number, 3))
        sampling = cast(Sampling, parameters["sampling"])
        return draw_masks(sampling, count, (side, side), float(parameters["ratio"]), rng).to(self.device)

    @torch.no_grad()
    def features(self, pixels: ByteArray) -> FloatArray:
        """Return the largest of all patches' encodings, (N, D), of whole pictures (N, H, W, 3).

        A mean would say more of the background than of a thing that takes a few patches.
        """
        self.network.eval()
        tokens = self.network(normalised(pixels, self.device))
        return np.asarray(tokens[:, 1:].amax(dim=1).cpu().numpy(), np.float32)

    @torch.no_grad()
    def class_tokens(self, pixels: ByteArray) -> FloatArray:
        """Return the encoder's class tokens (N, D) of whole pictures (N, H, W, 3), which the paper probes."""
        self.network.eval()
        return np.asarray(self.network(normalised(pixels, self.device))[:, 0].cpu().numpy(), np.float32)

    def state(self) -> dict[str, Any]:
        """A copy of what a fork or a checkpoint needs."""
        return {
            "network": cloned(self.network.state_dict()),
            "optimiser": cloned(self.optimiser.state_dict()),
        }

    def takes(self, state: Mapping[str, Any]) -> bool:
        """Say whether a state is of a network of this shape."""
        return same_shapes(self.network, state["network"])

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(cloned(dict(state["optimiser"])))


def config_of(parameters: Mapping[str, Any]) -> MAEConfig:
    """Return the small network in the form that is asked for."""
    return replace(
        MAE_SMALL, normalised=parameters["target"] == "normalised", mask_in_encoder=bool(parameters["tokens"])
    )


def train(request: Request, control: Control) -> Frames:
    """Train until cancelled. Raises NotFinite when the loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    config = config_of(control.parameters)
    source = open_source(request.folder, control)
    learner, curves, step = Learner(config, source, request), Curves(), 0
    if control.start is not None:
        step = control.start.step
        if not learner.takes(control.start.state["learner"]):
            raise UserError("A fork goes on with the network of its run.", "To train another, press Reset first.")
        learner.load(control.start.state["learner"])
        curves.load(control.start.state["curves"])
    shown, probe = source.held_out(_SHOWN, config.image_size).pixels, None
    finite = FiniteWatch("The loss")
    while True:
        control.check()
        if control.advancing:
            step += 1
            curves.add(step, loss=finite(learner.step(step, control.parameters), step))
            if step in FIRST_PROBES or step % PROBE_EVERY == 0:
                probe = probe or Probe(request.folder, control, config.image_size)
                judged = probe.judge(learner.features)
                curves.add(step, neighbours=100 * judged.neighbours, linear=100 * judged.linear)
                curves.add(step, chance=100 * judged.chance)
        if control.due(step):
            yield over_steps("loss", "Loss on removed patches", Axis("squared error"), curves, step, loss="loss")
            yield _probe_curves(curves, step)
            yield reconstructions(learner, shown, control.parameters, step)
        control.keep(step, lambda: {"learner": learner.state(), "curves": curves.state()})
        yield Tick(step=step)


def _probe_curves(curves: Curves, step: int) -> CurveFrame:
    names = {"linear": "linear probe", "neighbours": "nearest neighbours", "chance": "chance"}
    title = "What its features are good for"
    frame = over_steps("probe", title, Axis("accuracy", "%"), curves, step, **names)
    return frame if step >= FIRST_PROBES[0] else replace(frame, detail=f"Measured after {FIRST_PROBES[0]} steps")


def reconstructions(learner: Learner, pixels: ByteArray, parameters: Mapping[str, Any], step: int) -> GridFrame:
    """Rows of held-out pictures: as they are, what the encoder sees, and what the decoder fills in."""
    shuffle = learner.masks(0, len(pixels), parameters)
    filled, error = filled_in(learner.network, pixels, shuffle)
    seen = covered(pixels, removed_pixels(shuffle, learner.network.config))
    removed = shuffle.order.shape[1] - shuffle.kept
    return GridFrame(
        slot="pictures",
        step=step,
        title="Held-out pictures",
        detail=f"{removed} of {shuffle.order.shape[1]} patches removed · squared error {error:.4f}",
        tiles=np.concatenate((pixels, seen, filled)),
        columns=len(pixels),
    )


def filled_in(network: MaskedAutoencoder, pixels: ByteArray, shuffle: Shuffle) -> tuple[ByteArray, float]:
    """Return pictures (N, H, W, 3) uint8 with the removed patches as predicted, and their mean squared error.

    The error is of pixels from 0 to 1, on the removed patches, 0 when there is none.
    """
    network.eval()
    gone, original = removed_pixels(shuffle, network.config), pixels / np.float32(255)
    filled = np.where(gone[..., None], reconstruct(network, list(pixels), shuffle), original)
    error = float(np.square(filled - original)[gone].mean()) if gone.any() else 0.0
    return as_bytes(filled), error


def removed_pixels(shuffle: Shuffle, config: MAEConfig) -> BoolArray:
    """Return the removed pixels (N, H, W) of a mask."""
    cells = shuffle.removed.cpu().numpy().reshape(-1, config.side, config.side)
    return np.stack([over_pixels(mask, config.patch) for mask in cells])


def finish(state: Mapping[str, Any], request: Request) -> Made:
    """Measure the network, in half precision, against inpainting and by its features."""
    kept, config = state["learner"], config_of(request.parameters)
    control = Control(dict(request.parameters))
    learner = Learner(config, open_source(request.folder, control), request)
    learner.network.load_state_dict(kept["network"])
    tensors = halved(learner.network)
    judged = Probe(request.folder, control, config.image_size, FINALLY).judge(learner.features)
    rows = (
        (
            "Held-out cut-outs recognised in other scenes",
            f"linear probe {judged.linear:.1%}, neighbours {judged.neighbours:.1%} (chance {judged.chance:.1%})",
        ),
    )
    pictures = held_out_pictures(config.image_size)
    against = [
        (
            f"Squared error on removed patches, {ratio:.0%} of them, over that of what one would use instead",
            in_words(measure_inpainting(learner.network, pictures, ratio, request.seed)),
        )
        for ratio in MEASURED_RATIOS
    ]
    return Made(tensors, about("mae", config), (*against, *rows))
