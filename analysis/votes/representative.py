"""Which statements stand for a group, and on which all voters agree, by the rules of Polis (as red-dwarf 0.4.0 has them).

Ties are broken by the order of statements. One rule differs: a group that agrees with nothing is shown by what it
disagrees with, where red-dwarf shows nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.votes.statistics import GroupStatistics, Side, group_statistics
from analysis.votes.table import Ints, VoteTable

Z_90 = 1.2815515655446004
"""Normal quantile of a one-sided 90% test."""
MOST = 5


@dataclass(frozen=True)
class Representative:
    """`statement`: its column. `agrees`: the group stands out by agreeing, else by disagreeing. `count` of `seen` votes
    did so; `share`, `test`, `ratio`, `ratio_test` as in `statistics.Side`. `best_agree`: the statement the group most
    clearly says yes to."""

    statement: int
    agrees: bool
    count: int
    seen: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    best_agree: bool = False


@dataclass(frozen=True)
class Common:
    """A statement on which a clear majority of all voters says the same."""

    statement: int
    agrees: bool
    count: int
    seen: int
    share: float
    test: float


def representative(
    figures: GroupStatistics, most: int = MOST, without: Collection[int] = ()
) -> list[list[Representative]]:
    """Up to `most` statements of each group, agreement before disagreement, at least one where any can be had."""
    columns = [column for column in range(figures.seen.shape[1]) if column not in set(without)]
    return [_of_group(figures, group, columns, most) for group in range(len(figures.seen))]


def common(votes: VoteTable, most: int = MOST, without: Collection[int] = ()) -> tuple[list[Common], list[Common]]:
    """Statements that most voters agree with, and that most disagree with: share > ½ and z > 1.28, by share × z."""
    figures = group_statistics(votes, np.zeros(len(votes.voters), dtype=np.int64), 1)
    return (
        _common(figures, figures.agree, True, most, without),
        _common(figures, figures.disagree, False, most, without),
    )


def _of_group(figures: GroupStatistics, group: int, columns: Sequence[int], most: int) -> list[Representative]:
    agree, disagree = figures.agree, figures.disagree
    significant = _significant(agree, group) | _significant(disagree, group)
    enough = [column for column in columns if significant[column]]
    best = _best_agree(figures, group, columns)
    if best is not None:
        head = [_entry(figures, group, best, best_agree=True)]
    elif not enough and columns:
        strongest = np.maximum(agree.ratio_test[group], disagree.ratio_test[group])[columns]
        head = [_entry(figures, group, columns[int(strongest.argmax())])]
    else:
        head = []
    ordered = sorted((_entry(figures, group, column) for column in enough), key=_weight, reverse=True)
    chosen = head + [entry for entry in ordered if not head or entry.statement != head[0].statement]
    return sorted(chosen[:most], key=lambda entry: not entry.agrees)


def _significant(side: Side, group: int) -> NDArray[np.bool_]:
    return np.asarray((side.test[group] > Z_90) & (side.ratio_test[group] > Z_90))


def _best_agree(figures: GroupStatistics, group: int, columns: Sequence[int]) -> int | None:
    """The column the group most clearly agrees with, by the one pass over statements that Polis makes."""
    agree, best = figures.agree, None
    for column in columns:
        if figures.agree.count[group, column] == 0 and figures.disagree.count[group, column] == 0:
            continue
        share, test, ratio = (values[group, column] for values in (agree.share, agree.test, agree.ratio))
        if best is None:
            better = test > Z_90 or (ratio > 1.0 and share > 0.5)
        elif agree.ratio[group, best] > 1.0:
            better = agree.weight[group, column] > agree.weight[group, best]
        else:
            better = share * test > agree.share[group, best] * agree.test[group, best]
        best = column if better else best
    return best


def _entry(figures: GroupStatistics, group: int, column: int, best_agree: bool = False) -> Representative:
    place = group, column
    agrees = bool(figures.agree.ratio_test[place] > figures.disagree.ratio_test[place])
    side = figures.agree if agrees else figures.disagree
    return Representative(
        column, agrees, int(side.count[place]), int(figures.seen[place]), float(side.share[place]),
        float(side.test[place]), float(side.ratio[place]), float(side.ratio_test[place]), best_agree,
    )  # fmt: skip


def _weight(entry: Representative) -> float:
    return entry.ratio * entry.ratio_test * entry.share * entry.test


def _common(figures: GroupStatistics, side: Side, agrees: bool, most: int, without: Collection[int]) -> list[Common]:
    share, test, count, seen = side.share[0], side.test[0], side.count[0], figures.seen[0]
    clear = (share > 0.5) & (test > Z_90)
    columns: Ints = np.array([column for column in np.flatnonzero(clear) if column not in set(without)], dtype=np.int64)
    ordered = columns[np.argsort(-(share * test)[columns], kind="stable")][:most]
    return [
        Common(int(c), agrees, int(count[c]), int(seen[c]), float(share[c]), float(test[c])) for c in ordered
    ]
