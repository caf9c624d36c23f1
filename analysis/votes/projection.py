"""A map of the voters: principal components of votes with the unknown ones at their statement's mean.

Filling a gap with the mean of the column and centring leaves a zero there: the matrix stays as sparse as the votes
(Polis, Small et al. 2021, fills the same way but stores everything).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import eigsh

from analysis.votes.table import Floats, Ints, VoteTable

FEW_STATEMENTS = 400
"""Up to so many statements all eigenvectors are computed at once; above, only the ones asked for (Lanczos)."""
DENSE = 0.3
"""Share of cells with a vote above which products of whole arrays are faster than sparse ones."""


@dataclass(frozen=True)
class Projection:
    """`means` (s): mean vote of each statement. `axes` (s × c): eigenvectors, largest first, each with its largest entry
    positive. `points` (n × c): voters. `errors` (n × c): standard error of a point had the voter's statements been drawn
    at random; 0 for who voted on all, infinite for who voted on fewer than two."""

    means: Floats
    axes: Floats
    points: Floats
    errors: Floats

    def extremity(self) -> Floats:
        """How far from the centre a voter stands who agreed with one statement and said nothing else (s)."""
        alone = np.sqrt(len(self.means)) * (1 - self.means)[:, None] * self.axes
        return np.asarray(np.sqrt((alone * alone).sum(axis=1)))


def project(votes: VoteTable, components: int = 2, padding: int = 0, learn_from: Ints | None = None) -> Projection:
    """Voters on the first `components` axes: p_i = sqrt(S / n_i) Σ_c d_ic W_c over the n_i votes of i.

    d is the vote less the statement's mean, W the eigenvectors of dᵀd; both are learnt from the rows `learn_from` (None:
    all). The root keeps those with few votes from all lying in the middle. `padding`: statements taken out that still
    count as voted on by everybody, as in Polis (S and n_i grow).
    """
    known = votes if learn_from is None else votes.take(learn_from)
    means = _means(known)
    axes = _axes(sum((_products(block) for _, block in _blocks(known, means)), np.zeros((len(means),) * 2)), components)
    points, squares = np.zeros((2, len(votes.voters), components))
    for rows, block in _blocks(votes, means):
        points[rows] = block @ axes
        squares[rows] = block.multiply(block) @ (axes * axes)
    voted = votes.counts.astype(np.float64)
    scale = np.sqrt(max(len(means) + padding, 1) / np.maximum(voted + padding, 1))[:, None]
    return Projection(means, axes, points * scale, scale * _spread(points, squares, voted, len(means)))


def _means(votes: VoteTable) -> Floats:
    columns, width = votes.cells.indices, len(votes.statements)
    total = np.bincount(columns, weights=votes.cells.data, minlength=width)
    return np.asarray(total / np.maximum(np.bincount(columns, minlength=width), 1), dtype=np.float64)


def _blocks(votes: VoteTable, means: Floats) -> Iterator[tuple[slice, sp.csr_matrix]]:
    """d, stored where there is a vote."""
    for rows, cells in votes.blocks():
        yield rows, sp.csr_matrix((cells.data - means[cells.indices], cells.indices, cells.indptr), shape=cells.shape)


def _products(block: sp.csr_matrix) -> Floats:
    """dᵀd (s × s) of these rows."""
    if block.nnz > DENSE * block.shape[0] * block.shape[1]:
        dense = block.toarray()
        return np.asarray(dense.T @ dense)
    return np.asarray((block.T @ block).toarray())


def _axes(products: Floats, components: int) -> Floats:
    width = len(products)
    if width > max(FEW_STATEMENTS, 2 * components):
        values, vectors = eigsh(products, k=components, v0=np.ones(width))
    else:
        values, vectors = np.linalg.eigh(products)
    axes = np.zeros((width, components))
    found = vectors[:, np.argsort(-values, kind="stable")[:components]]
    axes[:, : found.shape[1]] = found
    largest = np.abs(axes).argmax(axis=0) if width else np.zeros(components, dtype=np.int64)
    return axes * np.where(axes[largest, np.arange(components)] < 0, -1.0, 1.0) if width else axes


def _spread(sums: Floats, squares: Floats, voted: Floats, statements: int) -> Floats:
    """Standard error of Σ over `voted` of `statements` drawn without replacement."""
    number = voted[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(squares - sums * sums / number, 0) / (number - 1)
        error = np.sqrt(number * variance * np.maximum(1 - number / max(statements, 1), 0))
    return np.where(number < 2, np.inf, error)


def near_sorted(points: Floats) -> NDArray[np.int64]:
    """Rows by position, so that what is drawn from them at random does not depend on the order they came in."""
    return np.lexsort(points.round(6).T[::-1]).astype(np.int64)
