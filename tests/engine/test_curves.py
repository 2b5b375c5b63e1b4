"""Curves grow in bounded memory, leave out what was not measured, and come back from a copy."""

import numpy as np
import pytest

from engine.curves import Curves
from engine.snapshots import Snapshot, Snapshots


def test_curves_thin_evenly() -> None:
    curves = Curves(most=10)
    for step in range(1, 101):
        curves.add(step, loss=float(step))
    (line,) = curves.series(loss="loss")
    assert len(line.x) <= 10
    np.testing.assert_array_equal(line.x, line.y)
    assert len(set(np.diff(line.x))) == 1


def test_missing_values_are_left_out_and_a_repeated_step_is_replaced() -> None:
    curves = Curves()
    curves.add(1, d=1.0, g=None)
    curves.add(1, d=2.0)
    d, g = curves.series(d="D", g="G")
    assert d.y.tolist() == [2.0]
    assert len(g.x) == 0


def test_curves_go_back_to_a_state() -> None:
    curves = Curves()
    curves.add(1, d=1.0)
    state = curves.state()
    curves.add(2, d=2.0)
    curves.load(state)
    assert curves.series(d="D")[0].x.tolist() == [1.0]
    curves.add(2, d=3.0)
    assert Curves().series(d="D")[0].x.size == 0
    curves.load(state)
    assert curves.series(d="D")[0].x.tolist() == [1.0]


def test_snapshots_stay_few_and_even_and_find_the_nearest() -> None:
    kept = Snapshots(most=8, spacing=5)
    for step in range(1, 401):
        if kept.due(step):
            kept.add(Snapshot(step, {}, {}, None))
    assert len(kept.steps) <= 8
    assert len({b - a for a, b in zip(kept.steps, kept.steps[1:], strict=False)}) == 1
    nearest = kept.nearest(kept.steps[2] + 1)
    assert nearest is not None
    assert nearest.step == kept.steps[2]
    first = kept.nearest(0)
    assert first is not None
    assert first.step == kept.steps[0]
    assert Snapshots().nearest(3) is None


def test_large_states_are_kept_more_sparsely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.snapshots.LIMIT_BYTES", 5000)
    kept = Snapshots(most=32, spacing=1)
    for step in range(1, 41):
        if kept.due(step):
            kept.add(Snapshot(step, {}, {"network": {"weight": np.zeros(250, np.float32)}}, None))
    assert 2 <= len(kept.steps) <= 5
    assert kept.steps[-1] > 30
