"""Grad-CAM: where in the picture the evidence for a class lies, at any convolutional layer.

Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
2016, arXiv 1610.02391, equations 1 and 2. With y the score of the class before the softmax and A the
maps of a layer:

    α_k = mean over i, j of ∂y / ∂A_k(i, j)          L = ReLU(Σ_k α_k A_k)

The map is as coarse as the layer; the paper, too, stretches it over the picture.
"""

from math import ceil

import numpy as np
import torch
from torch import Tensor

from engine.analysis.patches import smooth
from engine.analysis.subjects import as_array, untrained_mark
from engine.analysis.vision import Subject, as_input, choose, strongest
from engine.cache import BoundedCache
from engine.control import Control
from engine.frames import FloatArray, Frames, GridFrame, HeatFrame, LimitsFrame

_TILE_PX = 56

Maps = dict[str, FloatArray]
_CAMS: BoundedCache[Maps] = BoundedCache(16 * 2**20, lambda maps: sum(array.nbytes for array in maps.values()))


def grad_cam(subject: Subject, control: Control) -> Frames:
    """Draw the evidence for a class at one layer and, small, at all of them.

    Slots: image, evidence, every, classes.
    """
    layers = layers_of(subject)
    yield LimitsFrame(ranges={"rank": (1, len(subject.likeliest)), "depth": (1, len(layers))})
    chosen, depth = subject.chosen_class(control), choose(control, "depth", len(layers))
    yield subject.classes(chosen)
    maps = _CAMS.get((subject.key, chosen), lambda: class_maps(subject, chosen))
    layer = layers[-depth]
    yield evidence_map(subject, maps[layer], layer, chosen)
    yield every_layer(subject, {name: maps[name] for name in layers}, depth)
    yield subject.image()


def layers_of(subject: Subject) -> tuple[str, ...]:
    """Return the layers with maps that Grad-CAM can be asked at: what leaves each stage or block, in order."""
    kinds = {layer.name: layer.kind for layer in subject.loaded.model.layers()}
    return tuple(
        name
        for name in subject.layers
        if kinds.get(name) == "activation" and subject.trace[name].ndim == 3 and ".relu" not in name
    )


def class_maps(subject: Subject, chosen: int) -> Maps:
    """Return Grad-CAM (h, w) of class `chosen` at every layer of `layers_of`."""
    wanted = layers_of(subject)
    with torch.enable_grad():
        images = as_input(subject.pixels[None], subject.loaded).requires_grad_()
        kept: dict[str, Tensor] = {}
        scores = images
        for name, scores in subject.loaded.model.walk(images):
            subject.check()
            if name in wanted:
                kept[name] = scores
        gradients = torch.autograd.grad(scores[0, chosen], list(kept.values()))
    return {
        name: as_array(weighted(maps[0].detach(), gradient[0]))
        for (name, maps), gradient in zip(kept.items(), gradients, strict=True)
    }


def weighted(maps: Tensor, gradient: Tensor) -> Tensor:
    """Return ReLU(Σ_k α_k A_k) (h, w) of maps A and the score's gradient in them, both (C, h, w)."""
    weights = gradient.mean(dim=(1, 2), keepdim=True)
    return torch.relu((weights * maps).sum(dim=0))


def evidence_map(subject: Subject, values: FloatArray, layer: str, chosen: int) -> HeatFrame:
    """Draw Grad-CAM (h, w) of one layer over the picture."""
    rows, columns = values.shape
    nothing = "" if values.any() else ": no map of it speaks for this class"
    return HeatFrame(
        slot="evidence",
        title=f"Evidence for {subject.loaded.label(chosen)}" + untrained_mark(subject.loaded),
        detail=f"{layer}, {rows} × {columns} units{nothing}",
        values=values,
        quantity="evidence",
        low=0.0,
        under=subject.pixels,
        marked=(strongest(values),) if values.any() else (),
    )


def every_layer(subject: Subject, maps: Maps, depth: int) -> GridFrame:
    """Draw all layers' maps, the last one first; `depth` counts from the last layer."""
    tiles = [smooth(values, _TILE_PX, _TILE_PX) for values in reversed(maps.values())]
    return GridFrame(
        slot="every",
        title="At every layer" + untrained_mark(subject.loaded),
        detail="the last one first, each on its own colour scale",
        tiles=np.stack(tiles),
        columns=ceil((2 * len(tiles)) ** 0.5),
        labels=tuple(reversed(maps)),
        selected=depth - 1,
        quantity="evidence",
        shared=False,
    )
