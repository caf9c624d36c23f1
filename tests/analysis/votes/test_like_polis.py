"""Figures, representative statements and consensus equal those of red-dwarf 0.4.0, on made-up and on real votes."""

from pathlib import Path

import numpy as np
import pytest

from analysis.votes.groups import GroupFinder
from analysis.votes.projection import project
from analysis.votes.routing import Standing, priority
from analysis.votes.soft import counts_by_group
from analysis.votes.statistics import group_statistics
from analysis.votes.table import VoteTable
from bench.votes import SETS, load
from tests.analysis.votes.polis import furthest, quiet, same_consensus, same_representatives, stats
from tests.analysis.votes.samples import conversation

WITHIN = 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_made_up_votes(seed: int) -> None:
    votes, truth = conversation((9, 20, 5)[: 1 + seed % 3], statements=12, filled=0.2 + 0.1 * seed, seed=seed)
    groups = len(set(truth))
    assert furthest(votes, truth, group_statistics(votes, truth, groups)) < WITHIN
    assert same_representatives(votes, truth, groups, [])
    assert same_representatives(votes, truth, groups, [0, 7])
    assert same_consensus(votes, []) and same_consensus(votes, [3])


@pytest.mark.parametrize("name", SETS)
def test_real_votes_in_the_groups_published(shared_data: Path, name: str) -> None:
    talk = load(shared_data / "votes" / name)
    rows = np.flatnonzero(talk.published != "")
    labels, votes = talk.published[rows].astype(np.int64), talk.votes.take(rows)
    without = [column for column, code in enumerate(votes.statements) if code in talk.without]
    assert furthest(votes, labels, group_statistics(votes, labels, labels.max() + 1)) < WITHIN
    assert same_representatives(votes, labels, labels.max() + 1, without)
    assert same_consensus(talk.votes, without)


def test_a_flipped_vote_or_label_breaks_the_comparison() -> None:
    votes, truth = conversation((20, 20), statements=8)
    figures = group_statistics(votes, truth, 2)
    flipped = VoteTable(votes.voters, votes.statements, votes.cells.copy())
    flipped.cells.data[np.flatnonzero(flipped.cells.data)[0]] *= -1
    assert furthest(flipped, truth, figures) > WITHIN
    moved = truth.copy()
    moved[0] = 1 - moved[0]
    assert furthest(votes, moved, figures) > WITHIN


def test_priorities_of_statements() -> None:
    votes, _ = conversation(statements=10)
    agree, passed, disagree = (counts[:, 0] for counts in counts_by_group(votes, np.zeros(125, dtype=np.int64), 1))
    reach, total = project(votes).extremity(), agree + passed + disagree
    meta = np.arange(10) == 4
    with quiet():
        theirs = stats.priority_metric(meta, agree, disagree, total, reach)
    facts = zip(agree.tolist(), passed.tolist(), total.tolist(), reach.tolist(), meta.tolist(), strict=True)
    np.testing.assert_allclose([priority(Standing(*fact)) for fact in facts], theirs, rtol=1e-12)


def test_the_compatible_mode_needs_the_order_of_arrival_and_always_finds_two() -> None:
    votes, _ = conversation((60,), statements=20)
    found = GroupFinder(compatible=True).fit(votes)
    assert found.n_groups >= 2 and found.stability is None
    assert found.standing.n_groups == found.n_groups
