"""Cosine similarities and the row-column structure of position embeddings."""

import numpy as np
import pytest

from engine.analysis.similarity import (
    cosine,
    evenly_spaced,
    same_line_similarity,
    similarity_by_distance,
    unit,
)


def test_cosine_of_known_vectors() -> None:
    many = np.array([[2.0, 0.0], [0.0, 3.0], [-1.0, 0.0], [1.0, 1.0], [0.0, 0.0]], np.float32)
    np.testing.assert_allclose(cosine(np.array([5.0, 0.0], np.float32), many), [1, 0, -1, np.sqrt(0.5), 0], atol=1e-6)


def test_unit_leaves_a_zero_vector() -> None:
    assert unit(np.zeros((1, 3), np.float32)).tolist() == [[0, 0, 0]]


@pytest.mark.parametrize(("length", "count", "expected"), [(37, 3, [0, 18, 36]), (4, 9, [0, 1, 2, 3]), (1, 5, [0])])
def test_evenly_spaced_reaches_both_ends(length: int, count: int, expected: list[int]) -> None:
    assert evenly_spaced(length, count).tolist() == expected


def lines_alike(rows: int, columns: int) -> np.ndarray:
    """Return a similarity of 1 within a row or column and 0.25 elsewhere."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    shared = (row[:, None] == row) | (column[:, None] == column)
    return np.where(shared, 1, 0.25).astype(np.float32)


def test_same_line_similarity_tells_lines_from_the_rest() -> None:
    assert same_line_similarity(lines_alike(5, 6), 5, 6) == pytest.approx((1, 0.25))


def test_similarity_that_only_falls_with_distance_shows_no_lines() -> None:
    row, column = np.divmod(np.arange(400), 20)
    away = np.hypot(row[:, None] - row, column[:, None] - column).round()
    on_line, off_line = same_line_similarity(np.exp(-away / 5).astype(np.float32), 20, 20)
    assert on_line == pytest.approx(off_line, rel=1e-5)


def test_same_line_similarity_agrees_with_loops() -> None:
    similarity = np.random.default_rng(0).normal(size=(20, 20)).astype(np.float32)
    groups: dict[tuple[bool, int], list[float]] = {}
    for one in range(20):
        for other in range(20):
            down, across = abs(one // 5 - other // 5), abs(one % 5 - other % 5)
            if one != other:
                groups.setdefault((down == 0 or across == 0, round(np.hypot(down, across))), []).append(
                    similarity[one, other]
                )
    shared = [away for line, away in groups if line and (False, away) in groups]
    expected = [np.mean([np.mean(groups[line, away]) for away in shared]) for line in (True, False)]
    assert same_line_similarity(similarity, 4, 5) == pytest.approx(expected, rel=1e-5)


def test_similarity_by_distance_agrees_with_loops() -> None:
    rows, columns = 3, 4
    similarity = np.random.default_rng(0).normal(size=(12, 12)).astype(np.float32)
    curves = similarity_by_distance(similarity, rows, columns)
    for name, (down, across) in {"along a row": (0, 1), "along a column": (1, 0), "along a diagonal": (1, 1)}.items():
        for step, mean in enumerate(curves[name]):
            pairs = [
                similarity[r * columns + c, (r + down * step) * columns + c + across * step]
                for r in range(rows - down * step)
                for c in range(columns - across * step)
            ]
            assert mean == pytest.approx(np.mean(pairs), rel=1e-5)
    assert [len(curve) for curve in curves.values()] == [columns, rows, min(rows, columns)]
