"""A matrix that grows column by column stays bounded and even, and goes back to a state."""

import numpy as np

from engine.analysis.columns import Columns


def filled(count: int, most: int = 8) -> Columns:
    columns = Columns(most)
    for step in range(1, count + 1):
        columns.add(step, np.array([step, -step]))
    return columns


def test_all_columns_are_there_while_they_fit() -> None:
    columns = filled(8)
    assert columns.steps == list(range(1, 9))
    np.testing.assert_array_equal(columns.values, [range(1, 9), range(-1, -9, -1)])
    assert Columns().values.shape == (0, 0)


def test_more_are_thinned_evenly() -> None:
    columns = filled(100)
    assert len(columns.steps) <= 8
    assert len({after - before for before, after in zip(columns.steps, columns.steps[1:], strict=False)}) == 1
    assert columns.steps[0] == 1
    np.testing.assert_array_equal(columns.values[0], columns.steps)


def test_a_state_is_gone_back_to() -> None:
    columns = filled(20)
    state = columns.state()
    columns.add(21, np.array([0.0, 0.0]))
    again = Columns(8)
    again.load(state)
    for step in range(21, 50):
        again.add(step, np.array([step, -step]))
    np.testing.assert_array_equal(again.values, filled(49).values)
