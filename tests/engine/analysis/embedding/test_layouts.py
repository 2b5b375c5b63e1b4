"""Layouts: principal components as numpy has them, and a t-SNE that repeats and keeps clouds together."""

import sys

import numpy as np
import pytest

from engine.analysis.embedding.layouts import EARLY, Tsne, neighbours_needed, principal_plane
from engine.analysis.embedding.neighbours import nearest
from engine.errors import UserError
from engine.frames import FloatArray


def clouds(each: int = 40, wide: int = 12) -> tuple[FloatArray, np.ndarray]:
    """Return points around three far centres, and which centre each is of."""
    rng = np.random.default_rng(0)
    of = np.repeat(np.arange(3), each)
    return (8 * rng.normal(size=(3, wide))[of] + rng.normal(size=(3 * each, wide))).astype(np.float32), of


@pytest.mark.parametrize("wide", [12, 300])
def test_the_plane_is_that_of_the_largest_variance(wide: int) -> None:
    vectors, _ = clouds(wide=wide)
    plane, share = principal_plane(vectors)
    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    expected = left[:, :2] * sizes[:2]
    for column in range(2):
        assert abs(np.corrcoef(plane[:, column], expected[:, column])[0, 1]) == pytest.approx(1, abs=1e-4)
    assert share == pytest.approx((sizes[:2] ** 2).sum() / (sizes**2).sum(), rel=1e-3)


def test_vectors_without_spread_lie_in_one_place() -> None:
    plane, share = principal_plane(np.ones((9, 4), np.float32))
    assert not plane.any()
    assert share == 0


def run(vectors: FloatArray, stride: int, perplexity: float = 10.0) -> Tsne:
    near = nearest(vectors, neighbours_needed(len(vectors), perplexity))
    tsne = Tsne(near, principal_plane(vectors)[0], perplexity, seed=0)
    while not tsne.done:
        tsne.advance(stride)
    return tsne


def test_clouds_stay_together_and_apart() -> None:
    vectors, of = clouds()
    places = run(vectors, 100).places
    centres = np.stack([places[of == number].mean(axis=0) for number in range(3)])
    nearest_centre = np.linalg.norm(places[:, None] - centres, axis=2).argmin(axis=1)
    assert np.array_equal(nearest_centre, of)


def test_a_run_repeats_bit_for_bit() -> None:
    vectors, _ = clouds(each=12)
    assert run(vectors, 50).places.tobytes() == run(vectors, 50).places.tobytes()


def test_no_stride_runs_across_the_end_of_exaggeration() -> None:
    vectors, _ = clouds(each=5)
    tsne = Tsne(nearest(vectors, 6), principal_plane(vectors)[0], 2.0, seed=0)
    tsne.advance(EARLY - 10)
    tsne.advance(100)
    assert tsne.iteration == EARLY
    before = tsne.nbytes
    while not tsne.done:
        tsne.advance(1000)
    assert tsne.iteration == tsne.total
    assert tsne.nbytes < before
    assert np.isfinite(tsne.places).all()


def test_five_points_in_one_place_have_a_layout() -> None:
    places = run(np.ones((5, 3), np.float32), 250, perplexity=50.0).places
    assert places.shape == (5, 2)
    assert np.isfinite(places).all()


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openTSNE", None)
    with pytest.raises(UserError, match=r"t-SNE needs the package openTSNE.*Choose PCA"):
        run(clouds(each=4)[0], 250)
