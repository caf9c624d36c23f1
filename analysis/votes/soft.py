"""How surely each voter belongs to each group, by what the groups say of each statement.

One step of expectation maximisation for a mixture of Bernoulli variables, from the groups of k-means. Passes are left out:
how often people pass would otherwise decide who belongs together.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.votes.table import Floats, Ints, VoteTable

PRIOR_VOTES = 2.0
"""Votes at the rate of all voters that each group is credited with for each statement."""


def overall_rates(votes: VoteTable) -> Floats:
    """(agree + 1) / (agree + disagree + 2) of each statement (s)."""
    agree, disagree = tallies(votes, np.zeros(len(votes.voters), dtype=np.int64), 1)
    return np.asarray((agree[:, 0] + 1) / (agree[:, 0] + disagree[:, 0] + 2))


def group_rates(votes: VoteTable, labels: Ints, n_groups: int) -> Floats:
    """π (s × k): (A + 2 p0) / (A + D + 2) in each group, p0 the rate of all; p0 itself when there is one group alone.
    Voters labelled −1 count in p0 alone."""
    if n_groups == 1:
        return overall_rates(votes)[:, None]
    agree, disagree = tallies(votes, labels, n_groups)
    return np.asarray((agree + PRIOR_VOTES * overall_rates(votes)[:, None]) / (agree + disagree + PRIOR_VOTES))


def group_shares(labels: Ints, n_groups: int) -> Floats:
    """Share of each group among the grouped (k), one voter added to each."""
    sizes = np.bincount(labels[labels >= 0], minlength=n_groups) + 1.0
    return np.asarray(sizes / sizes.sum())


def belonging(votes: VoteTable, rates: Floats, shares: Floats) -> Floats:
    """R (n × k), rows sum to 1: share_g times the probability of the voter's agreements and disagreements in group g."""
    up, down = np.log(rates), np.log1p(-rates)
    result = np.empty((len(votes.voters), len(shares)))
    for rows, cells in votes.blocks():
        joint = np.log(shares) + 0.5 * (_as(cells, cells.data) @ (up - down) + _as(cells, cells.data != 0) @ (up + down))
        weight = np.exp(joint - joint.max(axis=1, keepdims=True))
        result[rows] = weight / weight.sum(axis=1, keepdims=True)
    return result


def _as(cells: sp.csr_matrix, data: NDArray[np.generic]) -> sp.csr_matrix:
    return sp.csr_matrix((data.astype(np.float64), cells.indices, cells.indptr), shape=cells.shape)


def tallies(votes: VoteTable, labels: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Agreements and disagreements (both s × k) in each group; voters labelled −1 count nowhere."""
    agree, _, disagree = counts_by_group(votes, labels, n_groups)
    return agree.astype(np.float64), disagree.astype(np.float64)


def counts_by_group(votes: VoteTable, labels: Ints, n_groups: int) -> tuple[Ints, Ints, Ints]:
    """Agreements, passes and disagreements (each s × k) in each group; voters labelled −1 count nowhere."""
    width = len(votes.statements)
    total = np.zeros(3 * width * n_groups, dtype=np.int64)
    for rows, cells in votes.blocks():
        group = np.repeat(labels[rows], np.diff(cells.indptr))
        grouped = group >= 0
        place = ((1 - cells.data[grouped].astype(np.int64)) * width + cells.indices[grouped]) * n_groups + group[grouped]
        total += np.bincount(place, minlength=len(total))
    agree, passed, disagree = total.reshape(3, width, n_groups)
    return agree, passed, disagree
