"""Pictures as keys: what a contrastive encoder makes of views, compared by cosine.

Whatever ResNet was loaded: MoCo's last layer makes keys; that of a classifier makes class scores, which
are compared in the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from engine.analysis.finite import check_answers
from engine.analysis.subjects import as_array, untrained_mark
from engine.control import Control
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray
from engine.images import Picture, fit
from engine.lazy import lazy
from engine.parameters import Choice
from engine.training.views import AUGMENTATIONS, Augmentation
from engine.weights.catalogue import catalogue
from engine.weights.library import best_of

if TYPE_CHECKING:
    import cv2
    import torch

    from engine.analysis import vision
    from engine.nn.resnet import ResNetConfig
    from engine.weights import store
    from engine.weights.store import Loaded
else:
    cv2, torch = lazy("cv2"), lazy("torch")
    store, vision = lazy("engine.weights.store"), lazy("engine.analysis.vision")

SMALL_PX, PAPER_PX = 64, 224
PICTURE_OVER_VIEW = 1.5  # side of a picture over that of the views that are cut from it
_BATCH = 16

SIZE = Choice(
    name="size",
    label="Side of a view",
    help="Automatic is what the network was trained at: 224 px for the authors' files, 64 px for small ones.",
    default="auto",
    options=(("auto", "Automatic"), ("32", "32 px"), ("64", "64 px"), ("96", "96 px"), ("224", "224 px")),
    extra=True,
)
COMPARED = Choice(
    name="compared",
    label="Compared",
    help="Keys are what the contrast acts on. Features are what stands before the head, and what is used afterwards.",
    default="keys",
    options=(("keys", "Keys"), ("features", "Features")),
)
VIEWS = Choice(
    name="views",
    label="Views",
    help="What is done to a picture to make a view of it: as MoCo v1, as v2 with blur and less hue, or the crop alone.",
    default="v2",
    options=(("v1", "As v1"), ("v2", "As v2"), ("crop", "Crop alone"), ("none", "None")),
)

Compared = Literal["keys", "features"]


@dataclass(frozen=True, eq=False)
class Encoder:
    """A network that turns pictures into vectors of norm 1.

    side_px: of the pictures it is shown. compared: which of its layers.
    check:   called between batches; raises Cancelled when the job was asked to stop.
    """

    loaded: "Loaded[vision.Network, ResNetConfig]"
    side_px: int
    compared: Compared
    check: Callable[[], None]

    @property
    def key(self) -> tuple[object, ...]:
        """Names what it makes of a picture, for caches."""
        return self.loaded.key, str(vision.device_of(self.loaded.model)), self.side_px, self.compared

    def encode(self, pixels: ByteArray) -> FloatArray:
        """Return unit vectors (N, D) of pictures (N, side, side, 3) uint8."""
        parts = []
        for first in range(0, len(pixels), _BATCH):
            self.check()
            parts.append(self._vectors(pixels[first : first + _BATCH]))
        vectors = np.concatenate(parts)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)

    def _vectors(self, pixels: ByteArray) -> FloatArray:
        images, model = vision.as_input(pixels, self.loaded), self.loaded.model
        with torch.inference_mode():
            vectors = model(images) if self.compared == "keys" else model.features(images)
        check_answers(vectors)
        return as_array(vectors)

    def source(self, picture: Picture) -> ByteArray:
        """Return the square of a picture that views are cut from, (S, S, 3) uint8."""
        return fit(picture, self.source_px)

    @property
    def source_px(self) -> int:
        return round(PICTURE_OVER_VIEW * self.side_px)

    @property
    def mark(self) -> str:
        """What the titles of its views end with when its weights are random."""
        return untrained_mark(self.loaded)


def moco_weights() -> tuple[str, ...]:
    """Return the names of MoCo's weights in the catalogue, in order of preference."""
    return tuple(entry.name for entry in catalogue() if "moco" in entry.papers)


def open_encoder(request: Request, control: Control, compared: Compared = "keys") -> Encoder:
    """Open the weights that the request asks for, MoCo's best for "auto", and declare them.

    Raises UserError when they cannot be had.
    """
    name = best_of(moco_weights()) if request.weights == "auto" else request.weights
    loaded = cast("Loaded[vision.Network, ResNetConfig]", store.open_resnet(name, request.device, request.seed))
    control.from_weights(loaded.provenance)
    size = str(control["size"])
    own = PAPER_PX if loaded.config.block == "bottleneck" or loaded.config.head == "linear" else SMALL_PX
    return Encoder(loaded, own if size == "auto" else int(size), compared, control.check)


def augmentation_of(name: str, smallest: float | None = None) -> Augmentation:
    """Return what the parameter `views` asks for.

    smallest: share of the area that a crop has at least; None for the paper's.
    """
    if name == "none":
        return Augmentation((1.0, 1.0), (0.0, 0.0, 0.0, 0.0), 0.0, grey=0.0, flip=0.0)
    plain = Augmentation(jitter_chance=0.0, grey=0.0, flip=0.0) if name == "crop" else AUGMENTATIONS[name]
    return plain if smallest is None else replace(plain, crop=(smallest, 1.0))


def shrunk(pixels: ByteArray, side: int) -> ByteArray:
    """Shrink pictures (N, S, S, 3) to (N, side, side, 3)."""
    if pixels.shape[1] == side:
        return pixels
    return np.stack([cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA) for picture in pixels])
