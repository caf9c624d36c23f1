"""The same figures from red-dwarf, the public reimplementation of Polis, for comparison."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.votes.representative import Common, Representative, common, representative
from analysis.votes.statistics import GroupStatistics, group_statistics
from analysis.votes.table import VoteTable
from tests.analysis.votes.samples import dense

pd = pytest.importorskip("pandas", reason="no pandas: figures not compared with red-dwarf")
stats = pytest.importorskip("reddwarf.utils.stats", reason="no red-dwarf: figures not compared with it")
consensus = pytest.importorskip("reddwarf.utils.consensus")

NAMES = {
    "na": ("agree", "count"), "pa": ("agree", "share"), "pat": ("agree", "test"), "ra": ("agree", "ratio"),
    "rat": ("agree", "ratio_test"), "nd": ("disagree", "count"), "pd": ("disagree", "share"),
    "pdt": ("disagree", "test"), "rd": ("disagree", "ratio"), "rdt": ("disagree", "ratio_test"),
}  # fmt: skip


def frame(votes: VoteTable) -> Any:
    """The votes as red-dwarf wants them."""
    columns = pd.Index([int(code) for code in votes.statements], name="statement_id")
    return pd.DataFrame(dense(votes), columns=columns)


def furthest(votes: VoteTable, labels: NDArray[np.int64], ours: GroupStatistics) -> float:
    """The largest difference of any figure of any group and statement."""
    with quiet():
        theirs, aware = stats.calculate_comment_statistics_dataframes(frame(votes), labels.tolist())
    shape = ours.seen.shape
    away = [np.abs(theirs["ns"].to_numpy().reshape(shape) - ours.seen).max()]
    for name, (side, part) in NAMES.items():
        away.append(np.abs(theirs[name].to_numpy().reshape(shape) - getattr(getattr(ours, side), part)).max())
    away.append(np.abs(aware["group-aware-consensus-agree"].to_numpy() - ours.group_aware_consensus).max())
    away.append(np.abs(aware["group-aware-consensus-disagree"].to_numpy() - ours.group_aware_dissent).max())
    return float(max(away))


def same_representatives(votes: VoteTable, labels: NDArray[np.int64], n_groups: int, without: list[int]) -> bool:
    """Whether both choose the same statements of each group, in the same order, with the same figures."""
    with quiet():
        figures, _ = stats.calculate_comment_statistics_dataframes(frame(votes), labels.tolist())
        theirs = stats.select_representative_statements(figures, [int(votes.statements[c]) for c in without])
    ours = representative(group_statistics(votes, labels, n_groups), without=without)
    mine = [[_chosen(entry, votes) for entry in entries] for entries in ours]
    return mine == [[_told(entry) for entry in theirs[group]] for group in range(n_groups)]


def same_consensus(votes: VoteTable, without: list[int]) -> bool:
    """Whether both find the same statements that all voters agree on, with the same figures, in the same order but for ties
    (which red-dwarf breaks at random)."""
    with quiet():
        hidden, every = [int(votes.statements[column]) for column in without], len(votes.statements)
        theirs = consensus.select_consensus_statements(frame(votes), hidden, pick_max=every)
    names = ("n-success", "n-trials", "p-success", "p-test")
    for name, side in zip(("agree", "disagree"), common(votes, every, without), strict=True):
        mine = [(int(votes.statements[one.statement]), *_figures(one)) for one in side]
        told = [(one["tid"], *(round(one[part], 9) for part in names)) for one in theirs[name]]
        if sorted(mine) != sorted(told) or [one[1:] for one in mine] != [one[1:] for one in told]:
            return False
    return True


@contextmanager
def quiet() -> Iterator[None]:
    """Its deprecation warnings are not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _figures(one: Common | Representative) -> tuple[int, int, float, float]:
    return one.count, one.seen, round(one.share, 9), round(one.test, 9)


def _chosen(entry: Representative, votes: VoteTable) -> tuple[object, ...]:
    return (
        int(votes.statements[entry.statement]), entry.agrees, *_figures(entry), round(entry.ratio, 9),
        round(entry.ratio_test, 9), entry.best_agree,
    )  # fmt: skip


def _told(entry: dict[str, Any]) -> tuple[object, ...]:
    numbers = (round(entry[name], 9) for name in ("p-success", "p-test", "repness", "repness-test"))
    best = bool(entry.get("best-agree") is True)
    return entry["tid"], entry["repful-for"] == "agree", entry["n-success"], entry["n-trials"], *numbers, best
