"""Neighbours are the most alike, whatever the chunks, and their votes are counted as they should."""

import numpy as np
import pytest

from engine.analysis.embedding import neighbours
from engine.analysis.embedding.neighbours import Neighbours, Search, judge, nearest, recognised, vote


def vectors(count: int = 60, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)


def by_sorting(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the order of all others by cosine, and the cosines, in float64."""
    unit = of.astype(np.float64) / np.linalg.norm(of, axis=1, keepdims=True)
    alike = unit @ unit.T
    np.fill_diagonal(alike, -np.inf)
    return np.argsort(-alike, axis=1, kind="stable"), alike


@pytest.mark.parametrize("row_bytes", [1, 60 * 4 * 7, 2**20])
def test_neighbours_are_those_that_sorting_finds(monkeypatch: pytest.MonkeyPatch, row_bytes: int) -> None:
    monkeypatch.setattr(neighbours, "_ROW_BYTES", row_bytes)
    of = vectors()
    order, alike = by_sorting(of)
    found = nearest(of, 7)
    assert np.array_equal(found.indices, order[:, :7])
    np.testing.assert_allclose(found.similarities, np.take_along_axis(alike, order[:, :7], axis=1), atol=1e-6)


def test_the_length_of_a_vector_does_not_matter() -> None:
    of = vectors()
    longer = of * np.random.default_rng(1).uniform(0.1, 9, (60, 1)).astype(np.float32)
    assert np.array_equal(nearest(of, 5).indices, nearest(longer, 5).indices)


def test_there_are_no_more_neighbours_than_others() -> None:
    assert nearest(vectors(4), 9).indices.shape == (4, 3)


def test_equals_come_in_their_order() -> None:
    of = np.tile(np.array([[1.0, 0.0]], np.float32), (5, 1))
    assert nearest(of, 4).indices.tolist() == [[1, 2, 3, 4], [0, 2, 3, 4], [0, 1, 3, 4], [0, 1, 2, 4], [0, 1, 2, 3]]


def test_voters_show_another_thing() -> None:
    of = vectors()
    subject = np.arange(60) // 2  # pictures in pairs
    search = Search(of, 5, subject, votes=5)
    assert list(search)[-1] == 60
    assert not (subject[search.voters.indices] == subject[:, None]).any()
    order, _ = by_sorting(of)
    for index in range(60):
        others = [other for other in order[index] if subject[other] != subject[index]]
        assert search.voters.indices[index].tolist() == others[:5]


def test_a_more_alike_neighbour_has_more_votes() -> None:
    near = Neighbours(np.array([[1, 2, 3]] * 4), np.array([[0.9, 0.5, 0.5]] * 4, np.float32))
    assert vote(near, np.array([0, 1, 0, 0]), 2).tolist() == [1, 1, 1, 1]  # exp(0.9 / 0.07) outweighs two of 0.5
    level = Neighbours(near.indices, np.full((4, 3), 0.5, np.float32))
    assert vote(level, np.array([0, 1, 0, 0]), 2).tolist() == [0, 0, 0, 0]


def test_a_voter_of_no_similarity_has_no_vote() -> None:
    near = Neighbours(np.array([[1, 2]]), np.array([[0.1, -np.inf]], np.float32))
    assert vote(near, np.array([0, 1, 0]), 2).tolist() == [1]


def test_accuracy_is_of_what_is_judged() -> None:
    category = np.array([0, 0, 1, 1, 2])
    near = Neighbours(np.array([[1], [0], [3], [0], [0]]), np.ones((5, 1), np.float32))  # the last two are wrong
    all_of_it = judge(near, category, np.ones(5, bool))
    assert (all_of_it.accuracy, all_of_it.count) == (pytest.approx(0.6), 5)
    assert all_of_it.by_category.tolist() == [1.0, 0.5, 0.0]
    assert all_of_it.by_chance == pytest.approx((2 * 0.4 + 2 * 0.4 + 0.2) / 5)
    some = judge(near, category, np.array([True, False, True, False, False]))
    assert (some.accuracy, some.count) == (1.0, 2)
    assert np.isnan(some.by_category[2])


def test_the_same_thing_is_looked_for_where_it_is_shown_twice() -> None:
    near = Neighbours(np.array([[1], [2], [3], [0], [0]]), np.ones((5, 1), np.float32))
    subject = np.array([0, 0, 1, 1, 2])  # the last is shown once, and its neighbour does not count
    assert recognised(near, subject, np.ones(5, bool)) == (pytest.approx(0.5), pytest.approx(0.25))
    assert recognised(near, subject, np.array([True, False, True, False, True])) == (1.0, pytest.approx(0.25))
    assert recognised(near, np.arange(5), np.ones(5, bool)) is None
