"""Made data: densities integrate to one, samples follow them, digits are digits and repeat."""

import numpy as np
import pytest

from engine.data.digits import digit_images
from engine.data.lines import LINE_DENSITIES, LineDensity, binned_jensen_shannon, jensen_shannon
from engine.data.planes import (
    HALF_WIDTH,
    PLANE_DISTRIBUTIONS,
    PlaneDistribution,
    drawn_distribution,
    modes_hit,
    plane_distribution,
)


@pytest.mark.parametrize("density", LINE_DENSITIES, ids=lambda density: density.name)
def test_line_density_integrates_to_one_and_is_sampled_by_inversion(density: LineDensity) -> None:
    x = np.linspace(-12, 12, 24_001)
    assert np.trapezoid(density.pdf(x), x) == pytest.approx(1, abs=1e-6)
    u = (np.arange(50_000) + 0.5) / 50_000
    samples = density.quantiles(u)
    mean = np.trapezoid(x * density.pdf(x), x)
    deviation = np.sqrt(np.trapezoid((x - mean) ** 2 * density.pdf(x), x))
    assert samples.mean() == pytest.approx(mean, abs=0.002)
    assert samples.std() == pytest.approx(deviation, rel=0.002)


def test_divergence_of_known_densities() -> None:
    same, other = LINE_DENSITIES[0].pdf, LineDensity("far", (1.0,), (-8.0,), (0.2,)).pdf
    assert jensen_shannon(same, same, -12, 12) == pytest.approx(0, abs=1e-12)
    assert jensen_shannon(same, other, -12, 12) == pytest.approx(np.log(2), abs=1e-6)


def test_binning_never_raises_the_divergence() -> None:
    p, q = LINE_DENSITIES[0].pdf, LINE_DENSITIES[1].pdf
    exact = jensen_shannon(p, q, -12, 12)
    found = []
    for bins in (10, 40, 160, 640):
        centres = (np.arange(bins) + 0.5) * 24 / bins - 12
        found.append(binned_jensen_shannon(p(centres), q(centres)))
    assert found[-1] == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize("distribution", PLANE_DISTRIBUTIONS, ids=lambda distribution: distribution.name)
def test_plane_distributions_stay_in_view_and_repeat(distribution: PlaneDistribution) -> None:
    points = distribution.sample(np.random.default_rng(3), 2000)
    assert points.shape == (2000, 2)
    assert np.abs(points).max() <= HALF_WIDTH
    np.testing.assert_array_equal(points, distribution.sample(np.random.default_rng(3), 2000))


def test_modes_are_counted() -> None:
    eight = plane_distribution("eight")
    counts = modes_hit(eight.modes[[0, 0, 3]] + 0.01, eight.modes)
    assert counts.tolist() == [2, 0, 0, 1, 0, 0, 0, 0]
    assert modes_hit(np.zeros((5, 2)), eight.modes).sum() == 0


def test_drawn_distribution_follows_the_brush() -> None:
    points = drawn_distribution(((1.0, -1.0),)).sample(np.random.default_rng(0), 500)
    np.testing.assert_allclose(points.mean(axis=0), [1, -1], atol=0.02)
    with pytest.raises(ValueError, match="at least one"):
        drawn_distribution(())


def test_digits_repeat_and_differ() -> None:
    images, labels = digit_images(60, seed=5)
    assert images.shape == (60, 28, 28)
    assert images.min() >= 0
    assert images.max() <= 1
    assert set(labels) == set(range(10))
    again, _ = digit_images(60, seed=5)
    np.testing.assert_array_equal(images, again)
    twins = images[labels == labels[0]]
    assert not np.array_equal(twins[0], twins[1])
    border = np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)
    assert border.mean() < 0.02  # a digit that leaves its tile would light the border
