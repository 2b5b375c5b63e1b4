"""Running mean and deviation against numpy's."""

import numpy as np

from engine.analysis.running import RunningMoments


def test_agrees_with_numpy_far_from_zero() -> None:
    arrays = (np.random.default_rng(0).normal(size=(9, 3, 4)) + 1000).astype(np.float32)
    moments = RunningMoments()
    for array in arrays:
        moments.add(array)
    np.testing.assert_allclose(moments.mean, arrays.mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(moments.deviation, arrays.std(axis=0, ddof=1, dtype=np.float64), rtol=1e-4)
    assert moments.count == 9


def test_one_array_has_no_deviation() -> None:
    moments = RunningMoments()
    moments.add(np.array([2.0, 3.0], np.float32))
    assert moments.mean.tolist() == [2, 3]
    assert moments.deviation.tolist() == [0, 0]
