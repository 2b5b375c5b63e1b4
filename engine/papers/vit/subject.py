"""What the ViT experiments start from: a network, a picture fitted to it, and the trace it leaves.

The trace is kept between runs, so that another layer, head or patch costs milliseconds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from engine.analysis.subjects import Cell, as_array, cell_in
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray, HeatFrame, ImageFrame, LimitsFrame, Provenance
from engine.images import Picture, fit
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch

    from engine.nn import vit as nets
    from engine.nn.trace import Trace
    from engine.weights import store
    from engine.weights.store import LoadedViT
else:
    torch = lazy("torch")
    nets = lazy("engine.nn.vit")
    store = lazy("engine.weights.store")

# Traces with the bytes they hold.
_TRACES: "BoundedCache[tuple[Trace, int]]" = BoundedCache(2**30, lambda held: held[1])


def open_network(request: Request, control: Control) -> "LoadedViT":
    """Open the weights that the request asks for and declare them. Raises UserError when they cannot be had."""
    loaded = store.open_vit(request.weights, request.device, request.seed)
    control.from_weights(loaded.provenance)
    return loaded


@lru_cache(maxsize=2)
def _random_network(config: "nets.ViTConfig", device: str, seed: int) -> "LoadedViT":
    model = nets.VisionTransformer(config, torch.Generator().manual_seed(seed)).eval().requires_grad_(False).to(device)
    provenance = Provenance("random", "Random weights")
    return store.LoadedViT(model, config, provenance, f"untrained:{config}:{seed}", config.mean, config.std)


def untrained(loaded: "LoadedViT", request: Request) -> "LoadedViT":
    """Return a network of the same architecture with freshly drawn weights: the baseline."""
    return _random_network(loaded.config, request.device, request.seed)


def open_subject(request: Request, control: Control) -> "Subject":
    """Open the network and fit the request's picture to it. Raises UserError when there is no picture."""
    return subject_of(request.picture, open_network(request, control), control)


def subject_of(picture: Picture, loaded: "LoadedViT", control: Control) -> "Subject":
    """Fit `picture` to the network at the multiple of its patch nearest to the parameter "size"."""
    asked, patch_px = control.whole("size"), loaded.config.patch
    side = max(1, round(asked / patch_px)) * patch_px
    pixels = fit(picture, side).copy()
    pixels.flags.writeable = False  # so that every frame shares it instead of copying it
    note = f"{side} × {side} px"
    if side != asked:
        note += f", the multiple of the {patch_px} px patch nearest to {asked}"
    return Subject(loaded, picture, pixels, note, control.check)


@dataclass(frozen=True, eq=False)
class Subject:
    """A picture in front of a network. The network runs when the trace is first needed.

    pixels: (side, side, 3) uint8, what the network sees; note: how it came to that size.
    check:  called between layers; raises Cancelled when the job was asked to stop.
    """

    loaded: "LoadedViT"
    picture: Picture
    pixels: ByteArray
    note: str
    check: Callable[[], None]

    @property
    def patch_px(self) -> int:
        return self.loaded.config.patch

    @property
    def side_px(self) -> int:
        return len(self.pixels)

    @property
    def grid(self) -> Cell:
        """(rows, columns) of patches."""
        return self.side_px // self.patch_px, self.side_px // self.patch_px

    @property
    def key(self) -> tuple[object, ...]:
        """Names the network, the device and the pixels, for caches."""
        return self.loaded.key, str(self.loaded.model.cls_token.device), self.picture.digest, self.side_px

    @cached_property
    def trace(self) -> "Trace":
        """What the picture left behind in the network; kept from run to run."""
        return _TRACES.get(self.key, self._run)[0]

    def _run(self) -> "tuple[Trace, int]":
        """Run the network; bytes are those of the tokens, as much again for q, k and v each, and one attention."""
        model = self.loaded.model
        trace = model.trace(model.pixels(self.pixels), self.check)
        attention = 4 * self.loaded.config.heads * len(trace.features) ** 2
        return trace, 4 * sum(state.nbytes for state in trace.tokens) + attention

    def in_front_of(self, loaded: "LoadedViT") -> "Subject":
        """Return the same pixels in front of another network of the same patch size."""
        return replace(self, loaded=loaded)

    def features(self) -> FloatArray:
        """Return the tokens after the final norm (1+N, D), class token first."""
        return as_array(self.trace.features)

    def attention(self, layer: int) -> "torch.Tensor":
        """Return the attention (heads, 1+N, 1+N) of `layer`, counted from 1."""
        self.check()
        return self.trace.attention(layer - 1)

    def choose(self, control: Control, name: str, most: int) -> int:
        """Return parameter `name`, a number counted from 1. Raises UserError above `most`."""
        value = control.whole(name)
        if value > most:
            raise UserError(f"{name}: this network has 1 to {most}, got {value}.", "Choose a smaller number.")
        return value

    def layer(self, control: Control, name: str = "layer") -> int:
        """Return the chosen layer, counted from 1."""
        return self.choose(control, name, self.loaded.config.depth)

    def head(self, control: Control) -> int:
        """Return the chosen head, counted from 1."""
        return self.choose(control, "head", self.loaded.config.heads)

    def patch(self, control: Control) -> Cell:
        """Return the chosen (row, column); (-1, -1) is the middle. Raises UserError outside the grid."""
        return patch_in(control.cell("patch"), self.grid)

    def limits(self, **more: tuple[int, int]) -> LimitsFrame:
        """Say what layers and heads this network has, and what grid a patch lies in."""
        config = self.loaded.config
        ranges = {"layer": (1, config.depth), "head": (1, config.heads), **more}
        return LimitsFrame(ranges=ranges, grids={"patch": self.grid})

    def image(self, *marked: Cell, slot: str = "image") -> ImageFrame:
        """Return the picture as the network sees it, with the patch grid."""
        return ImageFrame(
            slot=slot, title="Picture", detail=self.note, pixels=self.pixels, cells=self.grid, marked=marked
        )

    def heat(
        self,
        values: FloatArray,
        *marked: Cell,
        slot: str,
        title: str,
        quantity: str,
        detail: str = "",
        low: float | None = None,
        high: float | None = None,
    ) -> HeatFrame:
        """Return one value per patch (N,) as a heat map over the picture."""
        return HeatFrame(
            slot=slot,
            title=title,
            detail=detail,
            values=values.reshape(self.grid),
            quantity=quantity,
            low=low,
            high=high,
            under=self.pixels,
            marked=marked,
        )


def patch_in(chosen: Cell, grid: Cell) -> Cell:
    """Return `chosen` (row, column) if it lies in `grid`, its middle for (-1, -1); raises UserError otherwise."""
    return cell_in(chosen, grid, name="patch", place="the grid of {} patches")


def token_of(patch: Cell, grid: Cell) -> int:
    """Return the index of a patch's token; the class token is 0."""
    return 1 + patch[0] * grid[1] + patch[1]
