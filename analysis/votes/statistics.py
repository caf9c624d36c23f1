"""What each group said of each statement, as Polis reckons it (Small et al. 2021; equal to red-dwarf 0.4.0).

Shares are smoothed with one vote either way; tests are one-sided z values. All arrays are k × s (groups × statements).
"""

from dataclasses import dataclass

import numpy as np

from analysis.votes.soft import counts_by_group
from analysis.votes.table import Floats, Ints, VoteTable


@dataclass(frozen=True)
class Side:
    """Agreement, or disagreement. `count`; `share` p = (count + 1)/(seen + 2); `test` of p against a half; `ratio` of p to
    that of all other voters; `ratio_test` of the two proportions."""

    count: Ints
    share: Floats
    test: Floats
    ratio: Floats
    ratio_test: Floats

    @property
    def weight(self) -> Floats:
        """By which representative statements are ordered."""
        return self.ratio * self.ratio_test * self.share * self.test


@dataclass(frozen=True)
class GroupStatistics:
    """`seen`: votes, passes too."""

    seen: Ints
    agree: Side
    disagree: Side

    @property
    def group_aware_consensus(self) -> Floats:
        """Product over the groups of the shares of agreement (s). It shrinks as groups grow in number."""
        return np.asarray(self.agree.share.prod(axis=0))

    @property
    def group_aware_dissent(self) -> Floats:
        """The same of disagreement (s)."""
        return np.asarray(self.disagree.share.prod(axis=0))

    @property
    def mean_consensus(self) -> Floats:
        """Geometric mean over the groups of the shares of agreement (s): comparable between numbers of groups."""
        return np.asarray(self.group_aware_consensus ** (1 / len(self.seen)))


def group_statistics(votes: VoteTable, labels: Ints, n_groups: int) -> GroupStatistics:
    """Statistics of groups 0 … n_groups − 1; voters labelled −1 belong to none and are not counted as others either."""
    agree, passed, disagree = (counts.T for counts in counts_by_group(votes, labels, n_groups))
    seen = agree + passed + disagree
    return GroupStatistics(seen, _side(agree, seen), _side(disagree, seen))


def one_proportion(count: Floats | Ints, seen: Floats | Ints) -> Floats:
    """z of a share against a half: 2 √(n + 1) ((count + 1)/(n + 1) − ½)."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5))


def two_proportions(count: Ints, others: Ints, seen: Ints, others_seen: Ints) -> Floats:
    """z of the difference of two shares, one added to all four counts; 0 where everybody said the same."""
    n_in, n_out = seen + 1, others_seen + 1
    pooled = (count + others + 2) / (n_in + n_out)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = ((count + 1) / n_in - (others + 1) / n_out) / np.sqrt(pooled * (1 - pooled) * (1 / n_in + 1 / n_out))
    return np.where(pooled == 1, 0.0, z)


def _side(count: Ints, seen: Ints) -> Side:
    others, others_seen = count.sum(axis=0) - count, seen.sum(axis=0) - seen
    share = (count + 1) / (seen + 2)
    return Side(
        count, share, one_proportion(count, seen), share / ((others + 1) / (others_seen + 2)),
        two_proportions(count, others, seen, others_seen),
    )  # fmt: skip
