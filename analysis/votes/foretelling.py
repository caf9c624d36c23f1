"""How a voter would vote on a statement: a logistic factor model of agreeing and of passing, in the Bayesian way.

Each voter has a place h in a few dimensions, each statement a constant and a direction for agreeing against disagreeing,
and another for passing: logit p = w_0 + w · h. A multidimensional item response model (Reckase 2009), fitted by variational
Bayes with the bound of Jaakkola & Jordan (2000); how strongly a statement's numbers are drawn to the usual ones is learnt
from all statements together. What is not known well is foretold nearer to the middle (MacKay 1992).
"""

from dataclasses import dataclass

import numpy as np

from analysis.votes.bound import Gaussians, channels, fit_items, fit_voters, start
from analysis.votes.table import Floats, Ints, VoteTable

DIMENSIONS, ROUNDS, VOTER_ROUNDS, LEARN_FROM = 5, 30, 10, 5_000
UNKNOWN_VOTER = np.eye(DIMENSIONS + 1)[0], np.diag([0.0] + [1.0] * DIMENSIONS)


@dataclass(frozen=True)
class Foreteller:
    """Learnt from votes: the numbers of 2s + 2 items (agreeing, passing; for each statement and for an unknown one)."""

    items: Gaussians
    statements: int

    def place(self, votes: VoteTable) -> Gaussians:
        """Where these voters stand, by their votes on the statements learnt from; one more row for an unknown voter."""
        return fit_voters(channels(votes), self._known(), VOTER_ROUNDS).with_prior(*UNKNOWN_VOTER)

    def foretell(self, places: Gaussians, rows: Ints, columns: Ints) -> tuple[Floats, Floats, Floats]:
        """Probabilities of agreeing, disagreeing and passing, summing to 1, for row j and column j of the three arrays.

        Row −1: a voter never seen; column −1: a statement never seen.
        """
        item = np.where(columns < 0, self.statements, columns)
        agrees = _probability(places, self.items, rows, item)
        passes = _probability(places, self.items, rows, self.statements + 1 + item)
        return (1 - passes) * agrees, (1 - passes) * (1 - agrees), passes

    def _known(self) -> Gaussians:
        rows = np.r_[: self.statements, self.statements + 1 : 2 * self.statements + 1]
        return self.items.take(rows)


def learn(votes: VoteTable, random_state: int) -> Foreteller:
    """A foreteller from these votes (of at most LEARN_FROM voters, spread over all)."""
    active = np.flatnonzero(votes.counts > 0)
    some = active[np.unique(np.linspace(0, max(len(active) - 1, 0), min(len(active), LEARN_FROM)).astype(np.int64))]
    told = channels(votes.take(some))
    state = start(told, DIMENSIONS, random_state)
    for number in range(ROUNDS):
        state = fit_items(told, state, shrink=number >= 3)
    width = len(votes.statements)
    agree, passing = (state.items.take(np.arange(width) + k * width) for k in (0, 1))
    parts = [part.with_prior(*prior) for part, prior in zip((agree, passing), state.priors, strict=True)]
    return Foreteller(parts[0].beside(parts[1]), width)


def _probability(places: Gaussians, items: Gaussians, rows: Ints, columns: Ints) -> Floats:
    mean = (places.mean[rows] * items.mean[columns]).sum(axis=1)
    second = np.einsum("nij,nij->n", places.second(rows), items.second(columns))
    return np.asarray(1 / (1 + np.exp(-mean / np.sqrt(1 + np.pi / 8 * np.maximum(second - mean * mean, 0)))))
