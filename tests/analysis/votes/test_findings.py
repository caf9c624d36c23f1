"""Consensus, divides and open questions, and how often their intervals miss."""

import numpy as np
import pytest

from analysis.votes.findings import find, spans
from analysis.votes.intervals import difference, exact, miss
from analysis.votes.table import VoteTable, vote_table


def made(shares: np.ndarray, size: int, seed: int, passes: float = 0.0) -> tuple[VoteTable, np.ndarray]:
    """`size` voters in each group agreeing to each statement with these probabilities (k × s)."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(shares)), size)
    votes = np.where(rng.random((len(labels), shares.shape[1])) < shares[labels], 1, -1)
    votes[rng.random(votes.shape) < passes] = 0
    rows, columns = np.nonzero(np.ones(votes.shape))
    codes = [str(v) for v in range(len(labels))], [str(s) for s in range(shares.shape[1])]
    return vote_table(*codes, rows, columns, votes.ravel()), labels.astype(np.int64)


SHARES = np.array([[0.95, 0.9, 0.5, 0.05, 0.5], [0.9, 0.1, 0.5, 0.05, 0.5]])


def test_what_all_groups_say_is_consensus_and_what_sets_them_apart_a_divide() -> None:
    votes, labels = made(SHARES, 150, 0)
    found = find(votes, labels, 2)
    assert {(one.statement, one.agrees) for one in found.consensus} == {(0, True), (3, False)}
    assert [(one.statement, one.more, one.less) for one in found.divides] == [(1, 0, 1)]
    divide = found.divides[0]
    assert 0 < divide.low <= divide.gap <= divide.high <= 1
    assert divide.gap == pytest.approx(divide.groups[0].share - divide.groups[1].share)
    assert all(part.seen == 150 and part.low <= part.share <= part.high for one in found.consensus for part in one.groups)
    assert {one.statement for one in found.open if one.why == "split"} >= {2, 4}
    assert found.too_few == ()


def test_statements_many_pass_on_are_open() -> None:
    rng = np.random.default_rng(0)
    votes, labels = made(np.full((1, 6), 0.9), 200, 1)
    hesitant = (votes.cells.indices == 4) & (rng.random(votes.cells.nnz) < 0.5)
    votes.cells.data[hesitant] = 0
    found = find(votes, labels, 1)
    assert [(one.statement, one.why) for one in found.open] == [(4, "passes")]
    assert found.divides == ()


def test_of_a_handful_of_votes_nothing_is_claimed() -> None:
    votes, labels = made(SHARES, 3, 0)
    found = find(votes, labels, 2)
    assert found.consensus == found.divides == found.open == ()
    assert found.too_few == (0, 1, 2, 3, 4)


def test_no_divide_or_consensus_is_made_up_from_chance() -> None:
    """60 statements, 3 groups that do not differ, everybody undecided; the promise is one false list in twenty."""
    false = 0
    for seed in range(40):
        found = find(*made(np.full((3, 60), 0.5), 40, seed), 3)
        false += bool(found.divides) + bool(found.consensus)
    assert false <= 5


def test_intervals_hold_together_as_often_as_promised() -> None:
    rng = np.random.default_rng(0)
    p = rng.uniform(0.1, 0.9, 50)
    held = 0
    for _ in range(400):
        low, high = exact(rng.binomial(80, p), np.full(50, 80), miss(50))
        held += bool(((low <= p) & (p <= high)).all())
    assert held / 400 >= 0.94


def test_the_exact_interval_by_hand() -> None:
    low, high = exact(np.array([3, 0]), np.array([3, 5]), 0.05)
    np.testing.assert_allclose(low, [0.025 ** (1 / 3), 0])
    np.testing.assert_allclose(high, [1, 1 - 0.025 ** (1 / 5)])


def test_intervals_of_nothing_say_nothing() -> None:
    none, some = np.array([0]), np.array([10])
    assert [float(end[0]) for end in exact(none, none, 0.05)] == [0, 1]
    assert [float(end[0]) for end in difference((none, none), (some, some), 0.05)] == [-1, 1]


def test_spans_are_the_widest_gap_between_groups() -> None:
    np.testing.assert_allclose(spans(np.array([[8, 4], [0, 4], [4, 4]]), np.full((3, 2), 8)), [0.8, 0.0])
