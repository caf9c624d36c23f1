"""Figures of groups: by hand on a small table."""

import numpy as np
import pytest

from analysis.votes.soft import counts_by_group
from analysis.votes.statistics import group_statistics, one_proportion, two_proportions
from analysis.votes.table import vote_table
from tests.analysis.votes.samples import conversation, dense

VOTES = vote_table(
    list("abcde"), ["0", "1"], [0, 1, 2, 3, 4, 0, 1, 3, 4], [0, 0, 0, 0, 0, 1, 1, 1, 1], [1, 1, 0, -1, -1, 1, 1, 1, 1]
)
LABELS = np.array([0, 0, 0, 1, -1])


def test_counts_shares_and_ratios_of_a_small_table() -> None:
    figures = group_statistics(VOTES, LABELS, 2)
    assert figures.seen.tolist() == [[3, 2], [1, 1]]
    assert figures.agree.count.tolist() == [[2, 2], [0, 1]]
    assert figures.disagree.count.tolist() == [[0, 0], [1, 0]]
    np.testing.assert_allclose(figures.agree.share, [[3 / 5, 3 / 4], [1 / 3, 2 / 3]])
    np.testing.assert_allclose(figures.agree.ratio[0], [(3 / 5) / (1 / 3), (3 / 4) / (2 / 3)])
    np.testing.assert_allclose(figures.group_aware_consensus, [3 / 5 / 3, 3 / 4 * 2 / 3])
    np.testing.assert_allclose(figures.mean_consensus, np.sqrt([3 / 5 / 3, 3 / 4 * 2 / 3]))


def test_tests_by_hand() -> None:
    assert one_proportion(np.array([8]), np.array([8])) == pytest.approx(2 * 3 * 0.5)
    assert two_proportions(np.array([5]), np.array([5]), np.array([5]), np.array([5])) == 0
    pooled = (4 + 2) / (11 + 11)
    z = (4 / 11 - 2 / 11) / np.sqrt(pooled * (1 - pooled) * 2 / 11)
    assert two_proportions(np.array([3]), np.array([1]), np.array([10]), np.array([10])) == pytest.approx(z)


def test_counts_are_those_of_the_full_table_however_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    votes, truth = conversation()
    monkeypatch.setattr("analysis.votes.table.BLOCK_ROWS", 9)
    full = dense(votes)
    for value, counts in zip((1, 0, -1), counts_by_group(votes, truth, 3), strict=True):
        np.testing.assert_array_equal(counts.T, [(full[truth == group] == value).sum(axis=0) for group in range(3)])
