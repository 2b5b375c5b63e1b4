"""Cosine similarity of tokens and of position embeddings."""

import numpy as np

from engine.frames import FloatArray, IntArray


def unit(vectors: FloatArray) -> FloatArray:
    """Return `vectors` (…, D) at length one; a zero vector stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: FloatArray = vectors / np.where(length > 0, length, 1)
    return scaled


def cosine(one: FloatArray, many: FloatArray) -> FloatArray:
    """Return the cosine similarity (N,) of `one` (D,) with each of `many` (N, D), from -1 to 1."""
    similarity: FloatArray = unit(many) @ unit(one)
    return similarity


def evenly_spaced(length: int, count: int) -> IntArray:
    """Return at most `count` indices out of `length`, first and last among them when there are two or more."""
    return np.unique(np.linspace(0, length - 1, min(count, length)).round().astype(np.int64))


def same_line_similarity(similarity: FloatArray, rows: int, columns: int) -> tuple[float, float]:
    """Return the mean similarity of patches that share a row or a column, and of all other pairs.

    similarity: (N, N) with N = rows × columns. A patch with itself counts in neither.

    Pairs are compared at equal distance, since near patches are alike in any direction: for each
    distance along a line, the pairs off the lines at that rounded distance are its counterpart.
    """
    row, column = np.divmod(np.arange(rows * columns), columns)
    down, across = np.abs(row[:, None] - row), np.abs(column[:, None] - column)
    away = np.hypot(down, across).round().astype(np.int64)
    on_line, off_line = (down == 0) ^ (across == 0), (down > 0) & (across > 0)
    longest = rows + columns
    pairs = [np.bincount(away[mask], minlength=longest) for mask in (on_line, off_line)]
    sums = [np.bincount(away[mask], similarity[mask], minlength=longest) for mask in (on_line, off_line)]
    both = (pairs[0] > 0) & (pairs[1] > 0)
    on, off = (float((total[both] / count[both]).mean()) for total, count in zip(sums, pairs, strict=True))
    return on, off


def similarity_by_distance(similarity: FloatArray, rows: int, columns: int) -> dict[str, FloatArray]:
    """Return the mean similarity at 0, 1, 2 … patches away, along a row, a column and a diagonal.

    similarity: (N, N) with N = rows × columns. The diagonal's steps are √2 patches long.
    """
    table = similarity.reshape(rows, columns, rows, columns)
    along = {
        "along a row": (0, 1, columns),
        "along a column": (1, 0, rows),
        "along a diagonal": (1, 1, min(rows, columns)),
    }
    return {
        name: np.array([_shifted_mean(table, down * step, across * step) for step in range(length)], np.float32)
        for name, (down, across, length) in along.items()
    }


def _shifted_mean(table: FloatArray, down: int, across: int) -> float:
    """Mean of table[r, c, r + down, c + across] over every place where both are in the grid."""
    rows, columns = table.shape[:2]
    r, c = np.meshgrid(np.arange(rows - down), np.arange(columns - across), indexing="ij")
    return float(table[r, c, r + down, c + across].mean())
