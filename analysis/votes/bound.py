"""Variational Bayes for logistic factor models: Gaussian beliefs about voters and items, one side after the other.

With the bound of Jaakkola & Jordan (2000) a logistic likelihood becomes Gaussian with precision 2λ(ξ) = tanh(ξ/2)/(2ξ)
where ξ² = E[(h·w)²], so each side is a ridge regression on the other. D is 1 + the number of dimensions; the first entry of
a voter is the constant 1.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.votes.table import Floats, VoteTable

Rows = slice | NDArray[np.integer[Any]]
BLOCK = 100_000
LOOSE = 0.1
"""Added to the scatter of items, so that their usual spread is never taken to be nothing."""
Prior = tuple[Floats, Floats]
"""Mean (D) and covariance (D × D) of items before votes are seen."""


@dataclass(frozen=True)
class Gaussians:
    """One belief a row: `mean` (r × D), `covariance` (r × D × D)."""

    mean: Floats
    covariance: Floats

    def second(self, rows: Rows = slice(None)) -> Floats:
        """E[x xᵀ] of these rows."""
        mean = self.mean[rows]
        return np.asarray(mean[:, :, None] * mean[:, None, :] + self.covariance[rows])

    def take(self, rows: Rows) -> "Gaussians":
        """These rows."""
        return Gaussians(self.mean[rows], self.covariance[rows])

    def with_prior(self, mean: Floats, covariance: Floats) -> "Gaussians":
        """One row more, at the end."""
        return self.beside(Gaussians(mean[None], covariance[None]))

    def beside(self, other: "Gaussians") -> "Gaussians":
        """The rows of both."""
        return Gaussians(*(np.concatenate(pair) for pair in zip(_both(self), _both(other), strict=True)))


@dataclass(frozen=True)
class Channels:
    """Yes-or-no observations: voter `rows`, item `columns`, `signs` ½ yes, −½ no; `shape`: voters × items. Items 0 … s − 1:
    agrees (of those who did not pass); s … 2s − 1: passes."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    signs: Floats
    shape: tuple[int, int]

    def matrix(self, values: Floats) -> sp.csr_matrix:
        """Values of the observations as voters × items."""
        return sp.csr_matrix((values, (self.rows, self.columns)), shape=self.shape)


@dataclass(frozen=True)
class State:
    """What is believed of voters and items, and the usual item of each channel."""

    voters: Gaussians
    items: Gaussians
    priors: tuple[Prior, Prior]


def channels(votes: VoteTable) -> Channels:
    """The votes as observations of agreeing and of passing."""
    coded, width = votes.cells.tocoo(), len(votes.statements)
    told = coded.data != 0
    return Channels(
        np.concatenate([coded.row[told], coded.row]),
        np.concatenate([coded.col[told], coded.col + width]),
        np.concatenate([coded.data[told] > 0, coded.data == 0]) - 0.5,
        (len(votes.voters), 2 * width),
    )


def start(told: Channels, dimensions: int, random_state: int) -> State:
    """Voters at random places, items near nothing, loose priors."""
    size = dimensions + 1
    rng = np.random.default_rng(random_state)
    height, width = told.shape
    voters = np.concatenate([np.ones((height, 1)), 0.5 * rng.standard_normal((height, dimensions))], axis=1)
    items = 0.1 * rng.standard_normal((width, size))
    loose = np.zeros(size), np.diag([4.0] + [1.0] * dimensions)
    return State(
        Gaussians(voters, np.zeros((height, size, size))),
        Gaussians(items, np.tile(0.1 * np.eye(size), (width, 1, 1))), (loose, loose),
    )  # fmt: skip


def fit_items(told: Channels, state: State, shrink: bool) -> State:
    """One round: items, their priors (when `shrink`), voters; then voters are put back to mean 0 and covariance 1."""
    items = _items(told, state)
    priors = state.priors
    if shrink:
        agree, passing = np.split(np.arange(told.shape[1]), 2)
        priors = _usual(items.take(agree)), _usual(items.take(passing))
    state = State(_voters(told, state.voters, items), items, priors)
    return _standardised(state) if shrink else state


def fit_voters(told: Channels, items: Gaussians, rounds: int) -> Gaussians:
    """Beliefs about voters whose votes these are, the items being known."""
    size = items.mean.shape[1]
    prior = np.diag([0.0] + [1.0] * (size - 1))
    mean = np.tile(np.eye(size)[0], (told.shape[0], 1))
    voters = Gaussians(mean, np.tile(prior, (told.shape[0], 1, 1)))
    for _ in range(rounds):
        voters = _voters(told, voters, items)
    return voters


def _precisions(told: Channels, voters: Gaussians, items: Gaussians) -> sp.csr_matrix:
    """tanh(ξ/2)/(2ξ) of each observation."""
    height, width = told.shape
    left, right = voters.second().reshape(height, -1), items.second().reshape(width, -1)
    squares = np.empty(len(told.rows))
    for first in range(0, len(squares), BLOCK):
        part = slice(first, first + BLOCK)
        squares[part] = np.einsum("nd,nd->n", left[told.rows[part]], right[told.columns[part]])
    xi = np.sqrt(np.maximum(squares, 1e-12))
    return told.matrix(np.tanh(xi / 2) / (2 * xi))


def _items(told: Channels, state: State) -> Gaussians:
    (height, width), size = told.shape, state.items.mean.shape[1]
    weight = _precisions(told, state.voters, state.items)
    precision = (weight.T @ state.voters.second().reshape(height, -1)).reshape(width, size, size)
    pull = told.matrix(told.signs).T @ state.voters.mean
    inverse = [np.linalg.inv(covariance) for _, covariance in state.priors]
    centre = [inverted @ mean for inverted, (mean, _) in zip(inverse, state.priors, strict=True)]
    half = width // 2
    covariance = np.linalg.inv(precision + np.repeat(np.stack(inverse), half, axis=0))
    return Gaussians(np.einsum("nij,nj->ni", covariance, pull + np.repeat(np.stack(centre), half, axis=0)), covariance)


def _voters(told: Channels, voters: Gaussians, items: Gaussians) -> Gaussians:
    (height, width), size = told.shape, items.mean.shape[1]
    weight = _precisions(told, voters, items)
    precision = (weight @ items.second().reshape(width, -1)).reshape(height, size, size)
    pull = told.matrix(told.signs) @ items.mean - precision[:, :, 0]
    inner = np.linalg.inv(precision[:, 1:, 1:] + np.eye(size - 1))
    mean, covariance = np.ones((height, size)), np.zeros((height, size, size))
    mean[:, 1:] = np.einsum("nij,nj->ni", inner, pull[:, 1:])
    covariance[:, 1:, 1:] = inner
    return Gaussians(mean, covariance)


def _usual(items: Gaussians) -> Prior:
    """Mean and covariance of items, by the items themselves (empirical Bayes)."""
    mean = items.mean.mean(axis=0)
    away = items.mean - mean
    scatter = away.T @ away + items.covariance.sum(axis=0) + LOOSE * np.eye(len(mean))
    return mean, scatter / (len(away) + 1)


def _standardised(state: State) -> State:
    """The same model with voters of mean 0 and covariance 1: h = B h', so w' = Bᵀ w. It speeds up the fit greatly."""
    voters = state.voters
    mean = voters.mean[:, 1:].mean(axis=0)
    away = voters.mean[:, 1:] - mean
    spread = away.T @ away / len(away) + voters.covariance[:, 1:, 1:].mean(axis=0)
    change = np.eye(len(mean) + 1)
    change[1:, 1:], change[1:, 0] = np.linalg.cholesky(spread), mean
    turned = [_turned(Gaussians(m[None], c[None]), change.T) for m, c in state.priors]
    agree, passing = ((belief.mean[0], belief.covariance[0]) for belief in turned)
    return State(_turned(voters, np.asarray(np.linalg.inv(change))), _turned(state.items, change.T), (agree, passing))


def _turned(beliefs: Gaussians, by: Floats) -> Gaussians:
    return Gaussians(beliefs.mean @ by.T, np.einsum("ij,njk,lk->nil", by, beliefs.covariance, by))


def _both(beliefs: Gaussians) -> tuple[Floats, Floats]:
    return beliefs.mean, beliefs.covariance
