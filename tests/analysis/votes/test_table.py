"""The sparse table of votes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.votes.table import VoteTable, vote_table
from tests.analysis.votes.samples import conversation, dense

GIVEN = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from([-1, 0, 1])), max_size=40)


def table(told: list[tuple[int, int, int]], moments: list[float] | None = None) -> VoteTable:
    rows, columns, votes = zip(*told, strict=True) if told else ((), (), ())
    return vote_table([f"v{row}" for row in range(6)], [str(c) for c in range(5)], rows, columns, votes, moments)


@given(GIVEN)
def test_the_last_vote_of_a_voter_on_a_statement_counts(told: list[tuple[int, int, int]]) -> None:
    last = {(row, column): vote for row, column, vote in told}
    full = dense(table(told))
    assert np.isfinite(full).sum() == len(last)
    assert all(full[place] == vote for place, vote in last.items())
    assert table(told).counts.tolist() == [sum(row == r for r, _ in last) for row in range(6)]


@given(GIVEN, st.randoms())
def test_with_moments_the_order_of_rows_does_not_matter(told: list[tuple[int, int, int]], chance) -> None:  # type: ignore[no-untyped-def]
    timed = list(zip(told, range(len(told)), strict=True))
    chance.shuffle(timed)
    mixed = table([vote for vote, _ in timed], [float(moment) for _, moment in timed])
    assert mixed.digest() == table(told).digest()


def test_a_changed_vote_changes_the_digest() -> None:
    digests = {table([(0, 1, vote), (1, 1, 1)]).digest() for vote in (-1, 0, 1)} | {table([(1, 1, 1)]).digest()}
    assert len(digests) == 4


def test_codes_are_sorted_as_numbers_where_all_are_numbers() -> None:
    assert vote_table(["10", "9", "1"], ["b", "10", "9"], [0], [1], [1]).voters.tolist() == ["1", "9", "10"]
    mixed = vote_table(["10", "9", "1"], ["b", "10", "9"], [0], [1], [1])
    assert mixed.statements.tolist() == ["10", "9", "b"]
    assert dense(mixed)[2, 0] == 1


def test_statements_and_votes_are_taken_out_and_rows_picked() -> None:
    votes, _ = conversation(seed=3)
    full = dense(votes)
    np.testing.assert_array_equal(dense(votes.without(["2", "29", "none"])), np.delete(full, [2, 29], axis=1))
    np.testing.assert_array_equal(dense(votes.take(np.array([5, 1]))), full[[5, 1]])
    kept = np.random.default_rng(0).random(votes.cells.nnz) < 0.5
    left, gone = dense(votes.only(kept)), dense(votes.only(~kept))
    assert not (np.isfinite(left) & np.isfinite(gone)).any()
    np.testing.assert_array_equal(np.where(np.isfinite(left), left, gone), full)


def test_voters_arrive_with_the_first_statement_they_met() -> None:
    votes = vote_table(["a", "b", "c", "d"], ["0", "1"], [0, 1, 2, 1], [1, 0, 1, 1], [1, 1, 1, 1])
    assert votes.voters[votes.arrival()].tolist() == ["b", "a", "c", "d"]


def test_what_is_no_vote_is_refused() -> None:
    with pytest.raises(ValueError, match="tán thành"):
        vote_table(["a"], ["0"], [0], [0], [2])
    with pytest.raises(ValueError, match="lặp lại"):
        vote_table(["a", "a"], ["0"], [0], [0], [1])


def test_no_votes_at_all_are_a_table() -> None:
    assert vote_table([], [], [], [], []).counts.tolist() == []
