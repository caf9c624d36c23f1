"""Belonging and hidden votes."""

import numpy as np
import pytest

from analysis.votes.howmany import choose, held_out_loss, loss
from analysis.votes.soft import belonging, group_rates, group_shares, overall_rates
from analysis.votes.table import VoteTable, vote_table
from tests.analysis.votes.samples import conversation

VOTES = vote_table(list("abc"), ["0", "1"], [0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1, -1, -1, 0, 0])


def test_belonging_is_bayes_rule_and_passes_say_nothing() -> None:
    rates, shares = np.array([[0.9, 0.2], [0.6, 0.5]]), np.array([0.7, 0.3])
    first, second = 0.7 * 0.9 * 0.4, 0.3 * 0.2 * 0.5
    third, fourth = 0.7 * 0.1, 0.3 * 0.8
    sums = np.array([[first, second], [third, fourth], shares])
    np.testing.assert_allclose(belonging(VOTES, rates, shares), sums / sums.sum(axis=1, keepdims=True))


def test_rates_lean_on_those_of_all() -> None:
    labels = np.array([0, 1, -1])
    p0 = np.array([2 / 4, 1 / 3])
    np.testing.assert_allclose(overall_rates(VOTES), p0)
    expected = np.stack([(np.array([1, 0]) + 2 * p0) / 3, [2 * p0[0] / 3, p0[1]]], axis=1)
    np.testing.assert_allclose(group_rates(VOTES, labels, 2), expected)
    np.testing.assert_allclose(group_rates(VOTES, np.zeros(3, dtype=np.int64), 1)[:, 0], p0)
    np.testing.assert_allclose(group_shares(labels, 2), [0.5, 0.5])


def test_loss_is_the_mean_log_of_what_was_foretold_of_answers() -> None:
    weights, rates = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), np.array([[0.9, 0.2], [0.6, 0.5]])
    told = [0.9, 1 - 0.6, 1 - 0.55]
    assert loss(VOTES, weights, rates) == pytest.approx(-np.log(told).mean())
    nobody = vote_table(list("abc"), ["0", "1"], [0], [0], [0])
    assert loss(nobody, weights, rates) == 0


def test_soft_groups_foretell_hidden_votes_better_than_hard_ones() -> None:
    votes, truth = conversation(filled=0.4)
    hidden = np.random.default_rng(0).random(votes.cells.nnz) < 0.1
    seen, unseen = votes.only(~hidden), votes.only(hidden)
    wrong = np.where(np.random.default_rng(1).random(125) < 0.25, (truth + 1) % 3, truth)
    hard = loss(unseen, np.eye(3)[wrong], group_rates(seen, wrong, 3))
    assert held_out_loss(seen, unseen, wrong, 3) < 0.98 * hard


def test_the_smallest_number_that_foretells_as_well_is_chosen() -> None:
    """Of the true partition, and the same one with a group cut in two at random."""
    votes, truth = conversation()

    def group(table: VoteTable, k: int) -> np.ndarray:
        halves = np.random.default_rng(len(table.voters)).integers(0, 2, len(truth))
        cut = {1: np.zeros_like(truth), 2: truth > 0, 3: truth, 4: np.where(truth == 0, 3 * halves, truth)}
        return np.asarray(cut[k], dtype=np.int64)

    choice = choose(votes, group, [1, 2, 3, 4], 0)
    assert choice.n_groups == 3
    assert list(choice.losses) == [1, 2, 3, 4] and choice.losses[3] < choice.losses[2] < choice.losses[1]
    assert choice.partitions[3].shape == (5, 125)
