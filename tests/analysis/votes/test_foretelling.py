"""Votes foretold, on made-up votes whose chances are known."""

import numpy as np

from analysis.votes.foretelling import learn
from analysis.votes.table import VoteTable, vote_table
from bench.votes import vote_losses
from tests.analysis.votes.samples import conversation


def split(votes: VoteTable, seed: int = 0) -> tuple[VoteTable, VoteTable]:
    hidden = np.random.default_rng(seed).random(votes.cells.nnz) < 0.1
    return votes.only(~hidden), votes.only(hidden)


def factors(seed: int = 0) -> tuple[VoteTable, np.ndarray]:
    """150 voters on 40 statements: two dimensions and a leaning of each voter; the true probabilities of agreeing."""
    rng = np.random.default_rng(seed)
    sides = 1.5 * rng.normal(size=(150, 2)) @ rng.normal(size=(2, 40))
    chances = 1 / (1 + np.exp(-(sides + rng.normal(size=40) + rng.normal(size=(150, 1)))))
    votes = np.where(rng.random(chances.shape) < chances, 1, -1)
    votes[rng.random(chances.shape) < 0.15] = 0
    rows, columns = np.nonzero(rng.random(chances.shape) < 0.5)
    return vote_table([str(v) for v in range(150)], [str(s) for s in range(40)], rows, columns, votes[rows, columns]), chances


def test_probabilities_are_near_the_true_ones() -> None:
    votes, chances = factors()
    model = learn(votes, 0)
    rows, columns = np.nonzero(np.ones(chances.shape))
    agrees, disagrees, passes = model.foretell(model.place(votes), rows, columns)
    np.testing.assert_allclose(agrees + disagrees + passes, 1)
    found = (agrees / (agrees + disagrees)).reshape(chances.shape)
    known = np.tile(chances.mean(axis=0), (150, 1))
    assert ((found - chances) ** 2).mean() < 0.45 * ((known - chances) ** 2).mean()
    assert abs(passes.mean() - 0.15) < 0.02


def test_hidden_votes_are_foretold_better_than_by_plain_regression() -> None:
    plain, model = np.mean([vote_losses(*split(factors(seed)[0], seed)) for seed in range(3)], axis=0)
    assert model < plain


def test_whom_it_never_saw_it_takes_for_a_usual_voter() -> None:
    votes, _ = factors()
    model = learn(votes, 0)
    agrees, _, passes = model.foretell(model.place(votes), np.array([-1, -1, 3]), np.array([5, -1, -1]))
    told = votes.cells.tocsc()[:, 5].data
    assert abs(agrees[0] - (told == 1).mean()) < 0.1
    assert ((agrees > 0.2) & (agrees < 0.8) & (passes < 0.3)).all()


def test_same_votes_same_seed_same_bytes_and_few_votes_are_enough() -> None:
    votes, _ = conversation((5, 4), statements=6)
    rows, columns = np.repeat(np.arange(9), 6), np.tile(np.arange(6), 9)
    first, second = (np.stack((model := learn(votes, 3)).foretell(model.place(votes), rows, columns)) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    one = vote_table(["a"], ["0"], [0], [0], [1])
    model = learn(one, 0)
    assert np.isfinite(model.foretell(model.place(one), np.array([0]), np.array([0]))).all()
