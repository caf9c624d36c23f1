"""Which statements stand for a group; rules of their own besides the comparison with red-dwarf."""

import numpy as np

from analysis.votes.representative import common, representative
from analysis.votes.statistics import group_statistics
from analysis.votes.table import vote_table


def test_each_group_is_shown_by_what_it_alone_says() -> None:
    """Group 0 agrees with 0, group 1 disagrees with it; all agree with 1."""
    rows = np.repeat(np.arange(20), 2)
    votes = np.stack([np.where(np.arange(20) < 12, 1, -1), np.ones(20, dtype=int)], axis=1).ravel()
    table = vote_table([str(v) for v in range(20)], ["0", "1"], rows, np.tile([0, 1], 20), votes)
    labels = (np.arange(20) >= 12).astype(np.int64)
    first, second = representative(group_statistics(table, labels, 2))
    assert (first[0].statement, first[0].agrees, first[0].count, first[0].seen) == (0, True, 12, 12)
    assert any((one.statement, one.agrees) == (0, False) for one in second)
    agreed, refused = common(table)
    assert [one.statement for one in agreed] == [1] and refused == []
    assert representative(group_statistics(table, labels, 2), without=[0, 1]) == [[], []]


def test_ties_go_to_the_earlier_statement() -> None:
    rows, columns = np.repeat(np.arange(10), 4), np.tile(np.arange(4), 10)
    table = vote_table([str(v) for v in range(10)], list("0123"), rows, columns, np.where(rows < 5, 1, -1))
    labels = (np.arange(10) >= 5).astype(np.int64)
    first, second = representative(group_statistics(table, labels, 2), most=3)
    assert [one.statement for one in first] == [0, 1, 2]
    assert sorted(one.statement for one in second) == [0, 1, 2]
