"""Groups in made-up votes whose truth is known, and in everything that is hardly a conversation."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from analysis.votes.groups import GroupFinder, GroupResult, eligible
from analysis.votes.howmany import Standing, settle
from analysis.votes.table import VoteTable, vote_table
from bench.votes import shuffled
from tests.analysis.votes.samples import conversation


def checked(votes: VoteTable, finder: GroupFinder | None = None, without: tuple[str, ...] = ()) -> GroupResult:
    """A result of which everything that must always hold has been asserted."""
    result = (finder or GroupFinder(random_state=1)).fit(votes, without)
    assert len(result.labels) == len(result.belonging) == len(votes.voters)
    np.testing.assert_allclose(result.belonging.sum(axis=1), 1)
    assert set(np.flatnonzero(result.labels >= 0)) == set(eligible(votes))
    sizes = np.bincount(result.labels[result.labels >= 0], minlength=result.n_groups)
    assert (np.diff(sizes) <= 0).all()
    assert result.grouped == 0 or sizes.min() > 0
    assert np.isfinite(result.projection.points).all()
    return result


@pytest.mark.parametrize("wanted", ["auto", 3])
def test_groups_that_are_there_are_found(wanted: str | int) -> None:
    votes, truth = conversation(filled=0.9)
    result = checked(votes, GroupFinder(wanted))
    assert result.n_groups == 3
    assert adjusted_rand_score(truth, result.labels) >= 0.95
    assert result.stability is not None and result.stability[0] > 0.9


def test_one_group_is_an_answer() -> None:
    votes, _ = conversation((150,))
    assert checked(votes).n_groups == 1


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_votes_hold_no_groups(seed: int) -> None:
    votes, _ = conversation((50, 40, 30), filled=0.5, seed=seed)
    assert checked(votes).n_groups > 1
    assert checked(shuffled(votes, seed)).n_groups == 1


def test_the_order_of_rows_does_not_matter() -> None:
    votes, _ = conversation(sharp=1.5)
    result = checked(votes)
    for seed in range(3):
        mixed = np.random.default_rng(seed).permutation(len(votes.voters))
        again = checked(votes.take(mixed))
        assert adjusted_rand_score(result.labels[mixed], again.labels) >= 0.99


def test_same_votes_and_seed_same_bytes() -> None:
    votes, _ = conversation(sharp=1.5)
    first, second = checked(votes), checked(votes)
    for name in ("labels", "belonging"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
    assert first.projection.points.tobytes() == second.projection.points.tobytes()
    cards = [{k: v for k, v in asdict(r.card).items() if k not in ("seconds", "peak_memory_mib")} for r in (first, second)]
    assert cards[0] == cards[1]


def test_large_conversations_are_learnt_from_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    votes, truth = conversation((120, 90, 60))
    for name, value in (("LEARN_FROM", 60), ("LOOK_AT", 100)):
        monkeypatch.setattr(f"analysis.votes.groups.{name}", value)
    monkeypatch.setattr("analysis.votes.table.BLOCK_ROWS", 50)
    assert adjusted_rand_score(truth, checked(votes).labels) >= 0.95


def test_who_votes_little_has_no_group_but_a_place() -> None:
    votes, _ = conversation()
    few = votes.only(~((votes.cells.indices > 5) & np.repeat(np.arange(125) == 0, votes.counts)))
    result = checked(few)
    assert result.labels[0] == -1 and (result.labels[1:] >= 0).all()
    assert 1 / 3 < result.certainty[0] <= 1


def test_small_circles_are_filled_up_with_the_busiest() -> None:
    votes = vote_table(list("abcd"), [str(s) for s in range(9)], [0] * 9 + [1] * 2 + [2], [*range(9), 0, 1, 0], [1] * 12)
    assert eligible(votes).tolist() == [0, 1, 2]
    assert checked(votes).n_groups == 1


def test_statements_taken_out_do_not_count() -> None:
    """Two groups on statements 0–9 alone: without them nothing is left to tell them apart."""
    votes, truth = conversation((60, 60), statements=10, filled=1.0)
    noise, _ = conversation((120,), statements=30, seed=5)
    both, other = votes.cells.tocoo(), noise.cells.tocoo()
    joined = vote_table([str(v) for v in range(120)], [str(s) for s in range(40)], np.r_[both.row, other.row],
                        np.r_[both.col, other.col + 10], np.r_[both.data, other.data])  # fmt: skip
    assert adjusted_rand_score(truth, checked(joined).labels) > 0.7
    result = checked(joined, without=tuple(str(s) for s in range(10)))
    assert result.n_groups == 1 and len(result.votes.statements) == 30


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8), st.sampled_from([-1, 0, 1])), max_size=120),
       st.sampled_from(["auto", 1, 2, 7]), st.booleans())  # fmt: skip
def test_whatever_was_voted(told: list[tuple[int, int, int]], wanted: int | str, compatible: bool) -> None:
    rows, columns, votes = zip(*told, strict=True) if told else ((), (), ())
    codes = [str(v) for v in range(21)], [str(s) for s in range(9)]
    checked(vote_table(*codes, rows, columns, votes), GroupFinder(wanted, 1, compatible))


def test_numbers_that_are_none_are_refused() -> None:
    votes, _ = conversation()
    for wrong in (0, -1, "many", True):
        with pytest.raises(ValueError, match="Số nhóm"):
            GroupFinder(wrong).fit(votes)


def test_the_number_shown_changes_only_when_beaten_twice_in_a_row() -> None:
    shown = settle(None, 2)
    assert shown == Standing(2)
    shown = settle(shown, 3)
    assert shown == Standing(2, rival=3, wins=1)
    assert settle(shown, 2) == Standing(2)
    assert settle(shown, 4) == Standing(2, rival=4, wins=1)
    assert settle(shown, 3) == Standing(3)


def test_a_run_keeps_the_number_shown_before_once() -> None:
    votes, _ = conversation()
    first = GroupFinder().fit(votes, before=Standing(2))
    assert (first.n_groups, first.standing) == (2, Standing(2, rival=3, wins=1))
    assert GroupFinder().fit(votes, before=first.standing).n_groups == 3
