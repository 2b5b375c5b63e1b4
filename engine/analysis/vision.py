"""A picture in front of a convolutional network: what every layer makes of it, and what its units see.

Shared by the papers that have one. A run is kept, so that another layer, map or unit costs milliseconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast

import numpy as np
import torch
from torch import Tensor

from engine.analysis.subjects import Cell, as_array, cell_in
from engine.analysis.vision_parameters import TOP
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Axis, BarsFrame, ByteArray, FloatArray, ImageFrame
from engine.images import Picture, fit, picture_from_array
from engine.nn.alexnet import AlexNet
from engine.nn.geometry import ReceptiveField, Rectangle
from engine.nn.resnet import ResNet
from engine.weights import store
from engine.weights.store import Loaded

Architecture = Literal["alexnet", "resnet"]
Network = AlexNet | ResNet
Box = tuple[int, int, int, int]
Trace = dict[str, Tensor]

_TRACES: BoundedCache[Trace] = BoundedCache(768 * 2**20, lambda trace: sum(maps.nbytes for maps in trace.values()))


def open_network(architecture: Architecture, request: Request, control: Control) -> "Loaded[Network, Any]":
    """Open the weights that the request asks for and declare them. Raises UserError when they cannot be had."""
    loaded = store.open_network(architecture, request.weights, request.device, request.seed)
    control.from_weights(loaded.provenance)
    return cast("Loaded[Network, Any]", loaded)


def open_subject(architecture: Architecture, request: Request, control: Control) -> "Subject":
    """Open the network and fit the request's picture to it. Raises UserError when there is no picture."""
    picture = request.picture
    return Subject(open_network(architecture, request, control), picture, control.whole("size"), control.check)


def blank_subject(architecture: Architecture, request: Request, control: Control) -> "Subject":
    """Open the network in front of a grey picture, for experiments that bring pictures of their own."""
    side = control.whole("size")
    picture = picture_from_array(np.full((side, side, 3), 128, np.uint8), "grey")
    return Subject(open_network(architecture, request, control), picture, side, control.check)


@dataclass(frozen=True, eq=False)
class Subject:
    """A picture in front of a network. The network runs when something of it is first asked for.

    side_px: of the square that the picture is cut to.
    check:   called between layers; raises Cancelled when the job was asked to stop.
    """

    loaded: "Loaded[Network, Any]"
    picture: Picture
    side_px: int
    check: Callable[[], None]

    @cached_property
    def pixels(self) -> ByteArray:
        """(side, side, 3) uint8, what the network sees; read-only, so that frames share it."""
        pixels = fit(self.picture, self.side_px)
        if pixels.base is None and not pixels.flags.writeable:
            return pixels
        pixels = pixels.copy()
        pixels.flags.writeable = False
        return pixels

    @property
    def key(self) -> tuple[object, ...]:
        """Names the network, the device and the pixels, for caches."""
        return self.loaded.key, str(device_of(self.loaded.model)), self.picture.digest, self.side_px

    @cached_property
    def trace(self) -> Trace:
        """Every layer's output by its name: maps (C, h, w) or units (C,); kept from run to run."""
        return _TRACES.get(self.key, self._run)

    def _run(self) -> Trace:
        trace = {}
        for name, maps in self.loaded.model.walk(as_input(self.pixels[None], self.loaded)):
            self.check()
            trace[name] = maps[0]
        return trace

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers in order, without dropout and without an average that has nothing to do."""
        kinds = {layer.name: layer.kind for layer in self.loaded.model.layers()}
        shown, before = [], torch.Size()
        for name, maps in self.trace.items():
            kind = kinds.get(name)
            if kind != "dropout" and not (kind == "average" and maps.shape == before):
                shown.append(name)
            before = maps.shape
        return tuple(shown)

    @cached_property
    def fields(self) -> Mapping[str, ReceptiveField]:
        """What the units of every layer see of the picture."""
        return self.loaded.model.receptive_fields()

    def maps(self, layer: str) -> FloatArray:
        """Return a layer's output (C, h, w); the units of a fully connected layer are maps of one unit."""
        maps = as_array(self.trace[layer])
        return maps if maps.ndim == 3 else maps[:, None, None]

    def box(self, layer: str, unit: Cell) -> Box:
        """Return the pixels (x0, y0, x1, y1) that a unit sees."""
        return as_box(self.fields[layer].rectangle(*unit, self.side_px, self.side_px))

    @cached_property
    def scores(self) -> FloatArray:
        """Class scores (classes,), before the softmax."""
        return as_array(list(self.trace.values())[-1])

    @cached_property
    def probabilities(self) -> FloatArray:
        """Softmax of the class scores (classes,)."""
        return softmax(self.scores)

    @cached_property
    def likeliest(self) -> tuple[int, ...]:
        """Indices of the classes with the highest probability, at most five, the likeliest first."""
        return tuple(int(index) for index in np.argsort(-self.scores, kind="stable")[:TOP])

    def chosen_class(self, control: Control) -> int:
        """Return the index of the class of the chosen rank. Raises UserError when there are fewer classes."""
        return self.likeliest[choose(control, "rank", len(self.likeliest)) - 1]

    def image(self, *boxes: Box, slot: str = "image", detail: str = "") -> ImageFrame:
        """Return the picture as the network sees it, with rectangles on it."""
        note = detail or f"{self.side_px} × {self.side_px} px"
        return ImageFrame(slot=slot, title="Picture", detail=note, pixels=self.pixels, boxes=boxes)

    def classes(self, chosen: int, probabilities: FloatArray | None = None, *, title: str = "Classes") -> BarsFrame:
        """Draw the probabilities of the likeliest classes of the picture, or others of the same classes."""
        shown = self.probabilities if probabilities is None else probabilities
        return BarsFrame(
            slot="classes",
            title=title,
            names=tuple(self.loaded.label(index) for index in self.likeliest),
            values=np.round(100 * shown[list(self.likeliest)], 3),
            axis=Axis("probability", "%"),
            selected=self.likeliest.index(chosen),
        )


def as_input(pixels: ByteArray, loaded: "Loaded[Network, Any]") -> Tensor:
    """Turn pictures (N, H, W, 3) uint8 into what the network takes, (N, 3, H, W) float32 on its device."""
    device = device_of(loaded.model)
    mean, std = (torch.tensor(values, device=device) for values in (loaded.mean, loaded.std))
    scaled = (torch.from_numpy(np.array(pixels)).to(device).float() / 255 - mean) / std
    return scaled.permute(0, 3, 1, 2).contiguous()


def output_of(model: Network, images: Tensor, layer: str) -> Tensor:
    """Run as far as `layer` and return its output (B, C, h, w) or (B, C). Raises ValueError when there is none."""
    for name, maps in model.walk(images):
        if name == layer:
            return maps
    raise ValueError(f"expected a layer of the network, got {layer!r}")


def device_of(model: Network) -> torch.device:
    """Return where a network's weights are."""
    parameter: Tensor = next(model.parameters())
    return parameter.device


def as_box(seen: Rectangle) -> Box:
    """Return a rectangle as (x0, y0, x1, y1)."""
    return seen.left, seen.top, seen.right, seen.bottom


def softmax(scores: FloatArray) -> FloatArray:
    """Probabilities of scores (…, classes)."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


def strongest(values: FloatArray) -> Cell:
    """Return the (row, column) of the largest of values (h, w); the first of equals."""
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    return int(row), int(column)


def choose(control: Control, name: str, most: int) -> int:
    """Return parameter `name`, a number counted from 1. Raises UserError above `most`."""
    value = control.whole(name)
    if value > most:
        raise UserError(f"{name}: expected 1 to {most} here, got {value}.", "Choose a smaller number.")
    return value


def unit_in(chosen: Cell, shape: Cell) -> Cell:
    """Return `chosen` (row, column) if it lies in `shape`, its middle for (-1, -1); raises UserError otherwise."""
    return cell_in(chosen, shape, name="unit", place="a map of {} units")
