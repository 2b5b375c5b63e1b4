"""A picture on the bench of augmentation: how like it its changed copies are to a network, and other pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.contrastive import Encoder
from engine.analysis.contrastive_transforms import TRANSFORMS, Transform, draws, strength_of, whole
from engine.cache import BoundedCache
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray
from engine.images import Picture
from engine.lazy import lazy

if TYPE_CHECKING:
    from engine.analysis import picture_pool
else:
    picture_pool = lazy("engine.analysis.picture_pool")

OTHERS = 24  # pictures that stand for "another picture"

_ALIKE: BoundedCache[FloatArray] = BoundedCache(2**20, lambda alike: alike.nbytes)
_VECTORS: BoundedCache[FloatArray] = BoundedCache(8 * 2**20, lambda vectors: vectors.nbytes)


@dataclass(frozen=True, eq=False)
class Bench:
    """A picture, and a network that says how like it its changed copies are.

    strengths: by the names of the parameters that set them.
    count:     views of each transform that are measured.
    """

    encoder: Encoder
    picture: Picture
    request: Request
    strengths: Mapping[str, float]
    count: int

    @cached_property
    def source(self) -> ByteArray:
        return self.encoder.source(self.picture)

    @cached_property
    def original(self) -> FloatArray:
        """The vector of the unchanged picture, (D,)."""
        own = self._vectors((self.picture.digest,), lambda: whole(self.source, self.encoder.side_px)[None])
        return np.asarray(own[0], np.float32)

    def drawn(self, transform: Transform, count: int, strength: float | None = None) -> ByteArray:
        """Draw views of the picture, at the chosen strength unless another is given."""
        if strength is None:
            strength = strength_of(transform, self.strengths)
        return draws(transform, self.source, self.encoder.side_px, count, strength, self.request.seed)

    def alike(self, transform: Transform, count: int, strength: float | None = None) -> FloatArray:
        """Return the similarities (count,) of draws to the original."""
        chosen = strength_of(transform, self.strengths) if strength is None else strength
        key = (*self.encoder.key, self.picture.digest, transform.name, chosen, count, self.request.seed)

        def measure() -> FloatArray:
            drawn = self.drawn(transform, count if transform.chance else 1, chosen)
            found = self.encoder.encode(drawn) @ self.original
            return np.asarray(np.broadcast_to(found, (count,)), np.float32).copy()

        return _ALIKE.get(key, measure)

    @cached_property
    def measured(self) -> list[FloatArray]:
        """Similarities (draws,) of every transform."""
        return [self.alike(transform, self.count) for transform in TRANSFORMS]

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
