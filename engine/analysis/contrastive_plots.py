"""What a look-up gives, as plots. Similarities are (1 + K,), of the positive first."""

from collections.abc import Iterator

import numpy as np

from engine.analysis.contrastive_softmax import Softmax, softmax_over
from engine.frames import Axis, CurveFrame, FloatArray, IntArray, Series

PAPERS_TEMPERATURES = {"v1, T = 0.07": 0.07, "v2, T = 0.2": 0.2}
_SWEPT = np.geomspace(0.01, 1.0, 61)
_BINS = 40
_LEAST = 1e-8  # chances that a logarithmic axis still shows


def with_positive(order: IntArray, most: int) -> list[int]:
    """Return the first places of a ranking, with that of the positive, 0, at their end where it comes later."""
    best = [int(place) for place in order[:most]]
    return best if 0 in best else [*best[: most - 1], 0]


def percent(share: float) -> str:
    """Write a share with two digits that count, however small."""
    return f"{100 * share:.2g} %"


def softmax_by_rank(alike: FloatArray, found: Softmax, order: IntArray, temperature: float) -> CurveFrame:
    """Probability by rank, at the chosen temperature and at the papers'."""
    ranks = np.arange(1.0, len(alike) + 1)
    place = float(np.flatnonzero(order == 0)[0] + 1)
    papers = [
        Series(name, ranks, _shown(softmax_over(alike, value).chances[order]))
        for name, value in PAPERS_TEMPERATURES.items()
    ]
    chosen = Series(f"T = {temperature:.3g}", ranks, _shown(found.chances[order]), "bold")
    positive = Series("positive", np.array([place]), _shown(found.chances[:1]), "dots")
    return CurveFrame(
        slot="softmax",
        title="Softmax by rank",
        detail="the most similar key first",
        series=(chosen, *papers, positive),
        x_axis=Axis("rank", log=True),
        y_axis=Axis("probability", "%", log=True),
    )


def _shown(chances: FloatArray) -> FloatArray:
    """In per cent; what is too small for a logarithmic axis is left out."""
    return np.where(chances > _LEAST, 100 * chances, np.nan)


def similarities(alike: FloatArray) -> CurveFrame:
    """How similar the other keys are; the marker is at the positive."""
    counts, edges = np.histogram(alike[1:], _BINS, (float(alike.min()) - 0.01, float(alike.max()) + 0.01))
    return CurveFrame(
        slot="similarities",
        title="Similarities",
        detail="of all other keys; the line is the positive",
        series=(Series("", (edges[1:] + edges[:-1]) / 2, counts.astype(np.float32)),),
        x_axis=Axis("cosine similarity"),
        y_axis=Axis("keys"),
        marker=float(alike[0]),
    )


def over_temperatures(alike: FloatArray, temperature: float) -> Iterator[CurveFrame]:
    """The loss, and how many keys count, at every temperature."""
    swept = [softmax_over(alike, float(value)) for value in _SWEPT]
    x_axis = Axis("temperature", log=True)
    yield CurveFrame(
        slot="temperatures",
        title="Loss",
        series=(Series("", _SWEPT, np.array([one.loss for one in swept])),),
        x_axis=x_axis,
        y_axis=Axis("InfoNCE", "nats"),
        marker=temperature,
    )
    yield CurveFrame(
        slot="many",
        title="Keys that count",
        series=(Series("", _SWEPT, np.array([one.counting for one in swept])),),
        x_axis=x_axis,
        y_axis=Axis("effective keys", log=True),
        marker=temperature,
    )
