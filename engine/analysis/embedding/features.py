"""Vectors of pictures, by a network in batches or straight from their pixels."""

from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.embedding.gathering import BATCH, Gathered
from engine.analysis.embedding.kinds import FeatureKind
from engine.analysis.finite import check_answers
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray, Frame, ProgressFrame, Provenance
from engine.lazy import lazy

if TYPE_CHECKING:
    import cv2
    import torch

    from engine.weights import store
else:
    cv2, torch = lazy("cv2"), lazy("torch")
    store = lazy("engine.weights.store")

NO_NETWORK = Provenance("random", "No weights", "pixel values, no network")
_GREY = 128 / 255  # behind cut-outs: where there is nothing, nothing is to be compared

Describe = Callable[[ByteArray], FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One vector a picture: (N, D) float32, read-only. key: names them for caches."""

    vectors: FloatArray
    key: tuple[Hashable, ...]


_FEATURES: BoundedCache[FloatArray] = BoundedCache(512 * 2**20, lambda vectors: vectors.nbytes)


def describe_all(
    kind: FeatureKind, pictures: Gathered, request: Request, control: Control
) -> Generator[Frame, None, Features]:
    """Describe every picture, saying how far it is, and declare whose weights did it.

    Raises UserError when the weights cannot be had.
    """
    describe, weights_key = _describer(kind, request, control)
    key = (kind.name, kind.side_px, weights_key, request.device, *pictures.key)
    vectors = _FEATURES.peek(key)
    if vectors is None:
        parts: list[FloatArray] = []
        for first in range(0, pictures.count, BATCH):
            control.check()
            parts.append(describe(pictures.pixels(first, first + BATCH)))
            done = min(first + BATCH, pictures.count)
            yield ProgressFrame(done=done, total=pictures.count, label=kind.label)
        vectors = np.concatenate(parts)
        vectors.flags.writeable = False
        _FEATURES.put(key, vectors)
    return Features(vectors, key)


def _describer(kind: FeatureKind, request: Request, control: Control) -> tuple[Describe, Hashable]:
    """Return what describes a batch, and the key of its weights."""
    if not kind.architecture:
        control.from_weights(NO_NETWORK)
        return lambda pixels: _pixel_vectors(resized(pixels, kind.side_px)), ""
    weights = request.weights if kind.own and request.weights != "auto" else kind.weights
    loaded = store.open_network(kind.architecture, weights, request.device, request.seed)
    if kind.untrained:
        loaded = store.untrained(loaded, request.device, request.seed)
    control.from_weights(loaded.provenance)
    return lambda pixels: network_vectors(loaded, kind, pixels), loaded.key


def _pixel_vectors(pixels: ByteArray) -> FloatArray:
    """Return pixel values as vectors (n, side · side · 3), middle grey as zero."""
    return (pixels.reshape(len(pixels), -1) / np.float32(255) - np.float32(_GREY)).astype(np.float32)


def network_vectors(loaded: "store.Loaded[Any, Any]", kind: FeatureKind, pixels: ByteArray) -> FloatArray:
    """Return what a network makes of pictures (n, h, w, 3) uint8: (n, D) float32."""
    device = next(loaded.model.parameters()).device
    mean, std = (torch.tensor(values, device=device) for values in (loaded.mean, loaded.std))
    images = torch.from_numpy(resized(pixels, kind.side_px)).to(device).float() / 255
    with torch.inference_mode():
        vectors = kind.take(loaded.model, ((images - mean) / std).permute(0, 3, 1, 2).contiguous())
    check_answers(vectors)
    return np.asarray(vectors.float().cpu(), np.float32)


def resized(pixels: ByteArray, side_px: int) -> ByteArray:
    """Return pictures (n, h, w, 3) at (n, side, side, 3); a copy that can be written to."""
    smaller = side_px < pixels.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return np.stack([cv2.resize(picture, (side_px, side_px), interpolation=how) for picture in pixels])
