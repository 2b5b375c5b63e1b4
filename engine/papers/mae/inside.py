"""What a picture leaves behind in the network, for the experiments that look at its tokens one by one.

They see the same masks as "Mask and reconstruct" does, by kind, ratio and number.
"""

from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.mae_inside import Inside, look_inside
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request
from engine.lazy import lazy
from engine.papers.mae.parameters import MASK_SEED_ALWAYS, RATIO_ALWAYS, SAMPLING_ONLY
from engine.papers.mae.subject import Subject

if TYPE_CHECKING:
    from engine.nn import masking
    from engine.nn.masking import Sampling, Shuffle
else:
    masking = lazy("engine.nn.masking")

MASKED = (SAMPLING_ONLY, RATIO_ALWAYS, MASK_SEED_ALWAYS)

_INSIDES: BoundedCache[Inside] = BoundedCache(2**29, Inside.nbytes)


def shuffle_of(subject: Subject, control: Control) -> "Shuffle":
    """Return the order that the parameters ask for; its mask is the one that `Subject.sampled` draws."""
    rng = np.random.default_rng(control.whole("mask_seed"))
    sampling = cast("Sampling", control["sampling"])
    return masking.draw_masks(sampling, 1, subject.grid, control.whole("ratio") / 100, rng)


def inside_of(subject: Subject, request: Request, control: Control) -> Inside:
    """Return what the picture leaves behind; kept from run to run, so that another layer costs milliseconds."""
    assert request.image is not None
    asked = tuple(control[item.name] for item in MASKED)
    key = (subject.loaded.key, request.device, request.image.digest, len(subject.pixels), asked)
    return _INSIDES.get(
        key, lambda: look_inside(subject.network, subject.pixels, shuffle_of(subject, control), control.check)
    )
