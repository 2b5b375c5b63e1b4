"""The bench of augmentation: what each transform does to a picture, and to its place among others.

Contrast teaches a network to call two views of a picture the same; so what the transforms change, it learns
to overlook. Strengths are those of the official code at first. The random network beside shows how much of
that was learned.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.contrastive import COMPARED, SIZE, Compared, Encoder, open_encoder, shrunk
from engine.analysis.contrastive_transforms import TRANSFORMS, Transform, draws, strength_of, whole
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    ByteArray,
    CheckFrame,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    Series,
    TableFrame,
)
from engine.images import Picture
from engine.lazy import lazy
from engine.parameters import Float, Int

if TYPE_CHECKING:
    from engine.analysis import picture_pool
    from engine.weights import store
else:
    picture_pool, store = lazy("engine.analysis.picture_pool"), lazy("engine.weights.store")

SHOWN = 5  # draws of each transform
OTHERS = 24  # pictures that stand for "another picture"
SWEPT, SWEPT_DRAWS = 9, 4
_TILE_PX = 64


def _strength(name: str, label: str, help: str, default: float, high: float, unit: str = "") -> Float:
    return Float(name=name, label=label, help=help, default=default, low=0.0, high=high, unit=unit)


TRANSFORM = Int(
    name="transform",
    label="Transform",
    help="Whose strength is varied in the plot: click a bar or a tile.",
    default=3,
    low=1,
    high=len(TRANSFORMS),
    picked=True,
)
DRAWS = Int(
    name="draws",
    label="Draws",
    help="How many views of each transform are measured. Five of them are shown.",
    default=12,
    low=5,
    high=64,
    extra=True,
)
CROP = Float(
    name="crop",
    label="Crop",
    help="Share of the area that the crop of one size shows.",
    default=0.2,
    low=0.05,
    high=1.0,
)
STRENGTHS = (
    CROP,
    _strength("brightness", "Brightness", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("contrast", "Contrast", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("saturation", "Saturation", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("hue", "Hue", "Share of the colour circle by which hues turn at most. v1 takes 0.4, v2 0.1.", 0.1, 0.5),
    Float(
        name="blur",
        label="Blur",
        help="Deviation of the Gaussian, in pixels of a picture of 224. v2 draws it from 0.1 to 2.",
        default=2.0,
        low=0.1,
        high=8.0,
        unit="px",
    ),
)

_ALIKE: BoundedCache[FloatArray] = BoundedCache(2**20, lambda alike: alike.nbytes)
_VECTORS: BoundedCache[FloatArray] = BoundedCache(8 * 2**20, lambda vectors: vectors.nbytes)


@experiment(
    "moco.augmentation",
    title="Augmentation",
    inputs=("image", "folder?"),
    parameters=(COMPARED, *STRENGTHS, TRANSFORM, DRAWS, SIZE),
    figure="Section 3.3; version 2, table 1",
    shows=("engine.training.views:views", "engine.analysis.contrastive_transforms:draws"),
)
def augmentation(request: Request, control: Control) -> Frames:
    """What each transform does to a picture, and how similar the network finds the result to the original.

    Slots: views (a strip for each transform), similarity (means, with another picture as the mark), table
    (spread, and the same for random weights), strength (of the chosen transform).
    """
    if request.image is None:
        raise UserError("No picture was given.", "Choose one from the tray, drop a file, or pass --image FILE.")
    compared: Compared = "keys" if control["compared"] == "keys" else "features"
    encoder = open_encoder(request, control, compared)
    random = Encoder(
        store.untrained(encoder.loaded, request.device, request.seed), encoder.side_px, compared, control.check
    )
    bench = Bench(encoder, request.image, request, control)
    yield bench.views()
    yield bench.similarity()
    yield bench.strength()
    baseline = Bench(random, request.image, request, control)
    yield bench.table(baseline)
    yield from bench.check(baseline)


@dataclass(frozen=True, eq=False)
class Bench:
    """A picture, and a network that says how like it its changed copies are."""

    encoder: Encoder
    picture: Picture
    request: Request
    control: Control

    @cached_property
    def source(self) -> ByteArray:
        return self.encoder.source(self.picture)

    @cached_property
    def original(self) -> FloatArray:
        """The vector of the unchanged picture, (D,)."""
        own = self._vectors((self.picture.digest,), lambda: whole(self.source, self.encoder.side_px)[None])
        return np.asarray(own[0], np.float32)

    @property
    def chosen(self) -> int:
        """Number of the transform whose strength is varied."""
        return int(str(self.control["transform"])) - 1

    def _strengths(self) -> dict[str, float]:
        return {parameter.name: float(str(self.control[parameter.name])) for parameter in STRENGTHS}

    def drawn(self, transform: Transform, count: int, strength: float | None = None) -> ByteArray:
        """Draw views of the picture, at the chosen strength unless another is given."""
        if strength is None:
            strength = strength_of(transform, self._strengths())
        return draws(transform, self.source, self.encoder.side_px, count, strength, self.request.seed)

    def alike(self, transform: Transform, count: int, strength: float | None = None) -> FloatArray:
        """Return the similarities (count,) of draws to the original."""
        chosen = strength_of(transform, self._strengths()) if strength is None else strength
        key = (*self.encoder.key, self.picture.digest, transform.name, chosen, count, self.request.seed)

        def measure() -> FloatArray:
            drawn = self.drawn(transform, count if transform.chance else 1, chosen)
            found = self.encoder.encode(drawn) @ self.original
            return np.asarray(np.broadcast_to(found, (count,)), np.float32).copy()

        return _ALIKE.get(key, measure)

    @cached_property
    def measured(self) -> list[FloatArray]:
        """Similarities (draws,) of every transform."""
        count = int(str(self.control["draws"]))
        return [self.alike(transform, count) for transform in TRANSFORMS]

    @cached_property
    def others(self) -> FloatArray:
        """Similarities of other pictures, unchanged, to this one. Raises UserError when none can be read."""
        pool = picture_pool.open_pool(self.request.folder, OTHERS, self.encoder.source_px)
        read = [pool.picture(number) for number in range(pool.count)]
        other = [picture for picture in read if picture is not None and picture.digest != self.picture.digest]
        if not other:
            raise UserError(f"No picture of {pool.name} can be compared with.", "Choose another folder.")
        side = self.encoder.side_px
        vectors = self._vectors(
            tuple(picture.digest for picture in other),
            lambda: np.stack([whole(self.encoder.source(picture), side) for picture in other]),
        )
        return np.asarray(vectors @ self.original, np.float32)

    def _vectors(self, digests: tuple[str, ...], pixels: Callable[[], ByteArray]) -> FloatArray:
        return _VECTORS.get((*self.encoder.key, digests), lambda: self.encoder.encode(pixels()))

    def views(self) -> GridFrame:
        """A strip of draws for each transform."""
        side = min(_TILE_PX, self.encoder.side_px)
        drawn = (shrunk(self.drawn(transform, SHOWN), side) for transform in TRANSFORMS)
        return GridFrame(
            slot="views",
            title="Views",
            detail=f"{SHOWN} draws of each",
            tiles=np.stack([np.concatenate(list(tiles), axis=1) for tiles in drawn]),
            columns=1,
            labels=tuple(transform.name for transform in TRANSFORMS),
            selected=self.chosen,
            gap=4,
        )

    def similarity(self) -> BarsFrame:
        """The mean similarity of every transform, marked with that of other pictures."""
        other = float(self.others.mean())
        return BarsFrame(
            slot="similarity",
            title="Similarity to the picture" + self.encoder.mark,
            detail=f"mean of {len(self.measured[0])} draws",
            names=tuple(transform.name for transform in TRANSFORMS),
            values=np.array([alike.mean() for alike in self.measured]),
            axis=Axis("cosine similarity"),
            selected=self.chosen,
            reference=np.full(len(TRANSFORMS), other),
            reference_name="another picture",
        )

    def strength(self) -> CurveFrame:
        """Similarity over the strength of the chosen transform, or over draws where it has none."""
        transform = TRANSFORMS[self.chosen]
        if transform.strength:
            x = np.linspace(*transform.reach, SWEPT)
            found = [self.alike(transform, SWEPT_DRAWS, float(value)) for value in x]
            axis, marker = Axis("strength"), strength_of(transform, self._strengths())
        else:
            found = [np.array([value]) for value in self.measured[self.chosen]]
            x, axis, marker = np.arange(1.0, len(found) + 1), Axis("draw"), None
        mean, spread = (np.array([take(one) for one in found]) for take in (np.mean, np.std))
        other = np.full(2, self.others.mean())
        return CurveFrame(
            slot="strength",
            title="Similarity by strength" if transform.strength else "Similarity by draw",
            detail=transform.name,
            series=(
                Series(transform.name, x, mean, "bold", band=spread),
                Series("another picture", np.array([x[0], x[-1]]), other, "dash"),
            ),
            x_axis=axis,
            y_axis=Axis("cosine similarity"),
            marker=marker,
        )

    def table(self, random: "Bench") -> TableFrame:
        """How far every transform moves the picture, with these weights and with random ones."""
        rows = tuple(
            (
                transform.name,
                _rounded(alike.mean()),
                _rounded(alike.std()),
                _way(alike, self.others),
                _way(other, random.others),
            )
            for transform, alike, other in zip(TRANSFORMS, self.measured, random.measured, strict=True)
        )
        columns = (
            Axis("transform"),
            Axis("mean"),
            Axis("±"),
            Axis("moved", "%"),
            Axis("random", "%"),
        )
        return TableFrame(
            slot="table",
            title="How far it moves",
            detail="100 % is as far as another picture; random: with random weights",
            columns=columns,
            rows=rows,
            selected=self.chosen,
        )

    def check(self, random: "Bench") -> Iterator[CheckFrame]:
        """Compare the whole of version 2's views under both networks; nothing for weights that are random."""
        place = [transform.name for transform in TRANSFORMS].index("all of v2")
        learned, drawn = (_way(bench.measured[place], bench.others) for bench in (self, random))
        if self.encoder.loaded.provenance.badge != "random" and learned is not None and drawn is not None:
            yield CheckFrame(
                claim="A network trained by contrast overlooks what its views differ in.",
                measured=f"All of v2 moves this picture {learned:.0f} % of the way to another one; with random weights "
                f"{drawn:.0f} %.",
                holds=learned < drawn,
            )


def _rounded(value: float) -> float:
    return round(float(value), 3)


def _way(alike: FloatArray, others: FloatArray) -> float | None:
    """Distance 1 - cosine to the changed picture over that to another one, in per cent; None where that is none."""
    away = 1 - float(others.mean())
    return round(100 * (1 - float(alike.mean())) / away, 1) if away > 1e-6 else None
