"""The bench of data augmentation (section 4.1): crops, mirror images, ten crops at test time, colours shifted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.augment import (
    IMAGENET,
    RESIZED_PX,
    SPREAD,
    Components,
    components_of,
    crop,
    random_crops,
    shifted,
    ten_crop,
)
from engine.analysis.subjects import as_array
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, BarsFrame, ByteArray, FloatArray, Frames, GridFrame, ImageFrame, IntArray, LimitsFrame
from engine.images import fit
from engine.lazy import lazy
from engine.parameters import Cell, Choice, Float, Int, Toggle

if TYPE_CHECKING:
    from engine.analysis import picture_pool, vision
    from engine.weights.store import Loaded
else:
    vision, picture_pool = lazy("engine.analysis.vision"), lazy("engine.analysis.picture_pool")

NAMES = ("top left", "top right", "bottom left", "bottom right", "middle")
DRAWN = 24  # of the 2,048 that a training may see
_POOLED, _POOLED_PX = 64, 64  # pictures whose colours are taken, and their side
_SWATCH_PX = 12
_DIMMED = 0.35  # brightness of what the crop leaves out

CROP = Cell(name="crop", label="Crop", help="Where the crop lies: move over the resized picture, or click to keep it.")
MIRROR = Toggle(name="mirror", label="Mirror", help="Turn the crop left to right.")
BASIS = Choice(
    name="basis",
    label="Colours of",
    help="Whose pixels the principal components are taken from.",
    default="imagenet",
    options=(("imagenet", "ImageNet, as the paper"), ("picture", "This picture"), ("pool", "The world or your folder")),
)
FIRST, SECOND, THIRD = (
    Float(
        name=f"shift_{number}",
        label=f"Component {number}",
        help=f"The random factor of the {word} component, in its standard deviations.",
        default=0.0,
        low=-3.0,
        high=3.0,
        unit="σ",
    )
    for number, word in ((1, "first"), (2, "second"), (3, "third"))
)
WIDTH = Float(
    name="spread",
    label="σ of the factors",
    help="The paper draws factors with a standard deviation of 0.1. More makes the shift easier to see.",
    default=SPREAD,
    low=0.0,
    high=1.0,
)
TILE = Int(
    name="tile",
    label="Of ten",
    help="Which of the ten crops is compared with their average: click one.",
    default=1,
    low=1,
    high=10,
    picked=True,
)

_COMPONENTS: BoundedCache[Components] = BoundedCache(2**16, lambda held: held.vectors.nbytes)
_DRAWN: BoundedCache[ByteArray] = BoundedCache(16 * 2**20, lambda tiles: tiles.nbytes)
_TEN: BoundedCache[FloatArray] = BoundedCache(4 * 2**20, lambda scores: scores.nbytes)


@experiment(
    "alexnet.augmentation",
    title="Augmentation",
    inputs=("image", "folder?"),
    parameters=(CROP, MIRROR, FIRST, SECOND, THIRD, WIDTH, BASIS, TILE),
    figure="Section 4.1",
    shows=("engine.analysis.augment:Components", "engine.analysis.augment:ten_corners"),
)
def augmentation(request: Request, control: Control) -> Frames:
    """What the network sees of one picture: any crop, mirrored or not, in shifted colours; and ten crops at the end.

    Slots: resized (with the crop), crop (as the network takes it), colours (the components), shift (what is
    added), drawn (random ones, as in training), ten (with predictions), average and single (class probabilities).
    """
    loaded = vision.open_network("alexnet", request, control)
    bench = Bench(loaded, request.picture.digest, fit(request.picture, RESIZED_PX), control)
    yield LimitsFrame(grids={"crop": (bench.places, bench.places)})
    components = bench.components(request)
    yield from bench.crop(components)
    yield from bench.colours(components)
    yield bench.drawn(components, request.seed)
    yield from bench.ten_crops()


@dataclass(frozen=True, eq=False)
class Bench:
    """A picture of 256 × 256 pixels and the network whose crops are cut out of it."""

    loaded: "Loaded[vision.Network, object]"
    digest: str
    pixels: ByteArray
    control: Control

    @property
    def side(self) -> int:
        """Of a crop: 227 pixels for the paper's network, which writes 224 and needs 3 more; 224 for padded ones."""
        return 224 if self.loaded.config.stem_pad else 227  # type: ignore[attr-defined]

    @property
    def places(self) -> int:
        """Positions of the crop along one side."""
        return RESIZED_PX - self.side + 1

    @property
    def corner(self) -> tuple[int, int]:
        """Top left pixel of the chosen crop; the middle for (-1, -1). Raises UserError outside the picture."""
        row, column = self.control.cell("crop")
        if (row, column) == (-1, -1):
            return (self.places - 1) // 2, (self.places - 1) // 2
        if not (0 <= row < self.places and 0 <= column < self.places):
            raise UserError(
                f"crop: row {row}, column {column} leaves the picture.",
                f"A crop of {self.side} px starts at rows and columns 0 to {self.places - 1}.",
            )
        return row, column

    def deviates(self) -> tuple[float, float, float]:
        """The three chosen factors, in standard deviations."""
        one, two, three = (float(str(self.control[f"shift_{number}"])) for number in (1, 2, 3))
        return one, two, three

    def components(self, request: Request) -> Components:
        """The components that the parameters ask for."""
        match self.control["basis"]:
            case "imagenet":
                return IMAGENET
            case "picture":
                return components_of(self.pixels.reshape(-1, 3))
            case _:
                return _COMPONENTS.get((request.folder, "colours"), lambda: pool_components(request, self.control))

    def crop(self, components: Components) -> Iterator[ImageFrame]:
        """The resized picture with the crop bright, and the crop with its colours shifted."""
        row, column = self.corner
        shown = (self.pixels * _DIMMED).astype(np.uint8)
        inside = np.s_[row : row + self.side, column : column + self.side]
        shown[inside] = self.pixels[inside]
        yield ImageFrame(
            slot="resized",
            title="Resized to 256",
            detail=f"crop of {self.side} px at row {row}, column {column}",
            pixels=shown,
            cells=(self.places, self.places),
        )
        cut = crop(self.pixels, (row, column), self.side, mirrored=bool(self.control["mirror"]))
        moved = shifted(cut, components.shift(self.deviates(), self.control.real("spread")))
        best, chance = self.likeliest(self.probabilities(moved[None]).mean(axis=0))
        yield ImageFrame(slot="crop", title="Crop", detail=f"{chance:.0%} · {best}", pixels=moved)

    def colours(self, components: Components) -> Iterator[GridFrame | BarsFrame]:
        """The three components as colours around grey, and what the sliders add to every pixel."""
        spread = self.control.real("spread")
        steps = np.linspace(-3, 3, 7)
        tiles, labels = [], []
        for number in range(3):
            for step in steps:
                one, two, three = np.eye(3)[number] * step
                colour = shifted(np.full((1, 1, 3), 128, np.uint8), components.shift((one, two, three), 1.0))
                tiles.append(np.broadcast_to(colour, (_SWATCH_PX, _SWATCH_PX, 3)))
                labels.append(f"{step:+g} σ" if step else f"component {number + 1}")
        yield GridFrame(
            slot="colours",
            title="Components",
            detail="deviations " + ", ".join(f"{value:.1f}" for value in components.deviations) + " grey levels",
            tiles=np.stack(tiles),
            columns=len(steps),
            labels=tuple(labels),
        )
        yield BarsFrame(
            slot="shift",
            title="Colour shift",
            names=("red", "green", "blue"),
            values=components.shift(self.deviates(), spread),
            axis=Axis("grey levels"),
        )

    def drawn(self, components: Components, seed: int) -> GridFrame:
        """Some of what a training sees of this picture."""
        spread = self.control.real("spread")
        key = (self.digest, self.side, components.deviations.tobytes(), components.vectors.tobytes(), spread, seed)
        return GridFrame(
            slot="drawn",
            title="In training",
            detail=f"{DRAWN} of 32 × 32 × 2 = 2,048 crops, each in colours of its own",
            tiles=_DRAWN.get(key, lambda: random_crops(self.pixels, self.side, DRAWN, components, spread, seed)),
            columns=6,
            gap=4,
        )

    def ten_crops(self) -> Iterator[GridFrame | BarsFrame]:
        """The ten crops with what the network takes each for, their average, and one of them beside it."""
        crops = ten_crop(self.pixels, self.side)
        ten = _TEN.get((self.loaded.key, self.digest), lambda: self.probabilities(crops))
        chosen = vision.choose(self.control, "tile", len(crops)) - 1
        guesses = [self.likeliest(one) for one in ten]
        answers = len({best for best, _ in guesses})
        names = [f"{name}{mirrored}" for mirrored in ("", ", mirrored") for name in NAMES]
        yield GridFrame(
            slot="ten",
            title="Ten crops",
            detail="all answer alike" if answers == 1 else f"{answers} different answers",
            tiles=crops,
            columns=5,
            gap=4,
            labels=tuple(f"{chance:.0%} · {best}" for best, chance in guesses),
            selected=chosen,
        )
        shown = np.argsort(-ten.mean(axis=0), kind="stable")[: min(5, ten.shape[1])]
        yield self._bars("average", "Average", "what the paper answers with", ten.mean(axis=0), shown)
        yield self._bars("single", "One crop", names[chosen], ten[chosen], shown)

    def _bars(self, slot: str, title: str, detail: str, chances: FloatArray, shown: IntArray) -> BarsFrame:
        return BarsFrame(
            slot=slot,
            title=title,
            detail=detail,
            names=tuple(self.loaded.label(int(index)) for index in shown),
            values=100 * chances[shown],
            axis=Axis("probability", "%"),
        )

    def probabilities(self, crops: ByteArray) -> FloatArray:
        """Class probabilities (N, classes) of crops, one by one so that a cancel is heard."""
        parts = []
        for one in crops:
            self.control.check()
            parts.append(as_array(self.loaded.model(vision.as_input(one[None], self.loaded))[0]))
        return vision.softmax(np.stack(parts))

    def likeliest(self, chances: FloatArray) -> tuple[str, float]:
        """Name the likeliest class, and its probability."""
        best = int(chances.argmax())
        return self.loaded.label(best), float(chances[best])


def pool_components(request: Request, control: Control) -> Components:
    """Take the components of the folder's or the world's pictures."""
    pool = picture_pool.open_pool(request.folder, _POOLED, _POOLED_PX)
    colours = []
    for number in range(pool.count):
        control.check()
        picture = pool.picture(number)
        if picture is not None:
            colours.append(picture.pixels.reshape(-1, 3))
    if not colours:
        raise UserError(f"None of the pictures of {pool.name} can be read.", "Choose another folder.")
    return components_of(np.concatenate(colours))
