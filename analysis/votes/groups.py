"""Groups of voters who think alike: map (`projection`) → number of groups (`howmany`) → k-means → belonging (`soft`).

docs/analysis.md tells why, with figures. `compatible=True` makes the groups of Polis instead (`compatible`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from analysis.runcard import RunCard, Stopwatch
from analysis.votes.compatible import polis_groups
from analysis.votes.howmany import Choice, Standing, choose, settle, settled
from analysis.votes.projection import Projection, near_sorted, project
from analysis.votes.soft import belonging, group_rates, group_shares
from analysis.votes.table import Floats, Ints, VoteTable

LEAST_VOTES, FILL_TO = 7, 15
MOST_GROUPS, SMALLEST, SMALLEST_SHARE = 5, 5, 0.03
STARTS, LEARN_FROM, LOOK_AT = 10, 20_000, 5_000


@dataclass(frozen=True)
class GroupResult:
    """`labels` (n): group of each voter, largest first, −1 for who voted too little. `belonging` (n × k): rows sum to 1,
    for all voters. `choice`: how the number was chosen (None when given or in compatible mode). `standing`: to be handed
    to the next run of the same consultation. `stability`: mean and smallest adjusted Rand index between the groups made
    with different tenths of the votes hidden (None where not measured). `votes`: without the statements taken out."""

    votes: VoteTable
    labels: Ints
    belonging: Floats
    projection: Projection
    choice: Choice | None
    standing: Standing
    stability: tuple[float, float] | None
    card: RunCard

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return int(self.belonging.shape[1])

    @property
    def grouped(self) -> int:
        """How many voters have a group."""
        return int((self.labels >= 0).sum())

    @property
    def certainty(self) -> Floats:
        """How surely each voter belongs to the group she is nearest to (n)."""
        return np.asarray(self.belonging.max(axis=1))


@dataclass(frozen=True)
class GroupFinder:
    """Parameters: `n_groups` (a number from 1, or 'auto'), `random_state`, `compatible` (as Polis: at least two groups, by
    order of arrival). Same votes and parameters, same result to the last byte on the same machine and versions."""

    n_groups: int | Literal["auto"] | str = "auto"
    random_state: int = 0
    compatible: bool = False

    def fit(self, votes: VoteTable, without: Collection[str] = (), before: Standing | None = None) -> GroupResult:
        """The groups of these voters; statements `without` (moderated out, or about the people) do not count.

        With 'auto' another number of groups than `before` shows is taken only when it has won twice in a row. ValueError:
        n_groups is neither a number from 1 nor 'auto'.
        """
        wanted = _checked(self.n_groups)
        watch = Stopwatch()
        # One thread: sums in another order would give other last digits.
        with threadpool_limits(1):
            kept, rows = votes.without(without), eligible(votes)
            padding = len(votes.statements) - len(kept.statements)
            found = self._polis(kept, rows, wanted, padding) if self.compatible else self._own(kept, rows, wanted, before)
        stability = _stability(found)
        parameters = {
            "n_groups": self.n_groups, "random_state": self.random_state, "compatible": self.compatible,
            "without": padding, "shown_before": before.n_groups if before else None,
        }  # fmt: skip
        measures = _measures(found, stability, len(rows))
        card = watch.stamp(votes.digest(), votes.cells.nnz, parameters, measures)
        return GroupResult(
            kept, found.labels, found.belonging, found.projection, found.choice, found.standing, stability, card
        )

    def _own(self, kept: VoteTable, rows: Ints, wanted: int | None, before: Standing | None) -> "_Found":
        projection = project(kept, learn_from=rows)
        # Sorted by place on the map: random numbers fall on the same voters whatever order they come in.
        rows = rows[near_sorted(projection.points[rows])]
        table, points = kept.take(rows), projection.points[rows]
        numbers = _numbers(wanted, len(rows))
        partitions = {k: k_means(points, k, self.random_state) for k in numbers}
        if wanted is None:
            numbers = [k for k in numbers if k == 1 or _large_enough(settled(table, partitions[k], k), k)]
        some = np.unique(np.linspace(0, max(len(rows) - 1, 0), min(len(rows), LOOK_AT)).astype(np.int64))
        choice = choose(table.take(some), self._regroup, numbers, self.random_state)
        standing = Standing(choice.n_groups) if wanted else _kept(settle(before, choice.n_groups), numbers)
        labels, weights = _spread(kept, table, rows, partitions[standing.n_groups], move=True)
        return _Found(labels, weights, projection, choice, standing)

    def _polis(self, kept: VoteTable, rows: Ints, wanted: int | None, padding: int) -> "_Found":
        projection = project(kept, padding=padding)
        arrived = kept.arrival()
        rows = arrived[np.isin(arrived, rows)]
        partition = polis_groups(projection.points[rows], wanted)
        labels, weights = _spread(kept, kept.take(rows), rows, partition, move=False)
        return _Found(labels, weights, projection, None, Standing(weights.shape[1]))

    def _regroup(self, table: VoteTable, n_groups: int) -> Ints:
        return k_means(project(table).points, n_groups, self.random_state)


@dataclass(frozen=True)
class _Found:
    """The parts of a result that depend on the way of grouping."""

    labels: Ints
    belonging: Floats
    projection: Projection
    choice: Choice | None
    standing: Standing


def eligible(votes: VoteTable) -> Ints:
    """Rows of those who have voted enough to be grouped: LEAST_VOTES times, or on all statements where there are fewer;
    where these are under FILL_TO, those with most votes (at least one) besides."""
    counts = votes.counts
    enough = np.flatnonzero(counts >= max(min(LEAST_VOTES, len(votes.statements)), 1))
    if len(enough) < FILL_TO:
        most = np.argsort(-counts, kind="stable")[:FILL_TO]
        enough = np.sort(most[counts[most] > 0])
    return enough.astype(np.int64)


def k_means(points: Floats, n_groups: int, random_state: int) -> Ints:
    """Lloyd (1982), k-means++, the best of STARTS; learnt from at most LEARN_FROM points spread over the rows."""
    if n_groups == 1 or len(points) == 0:
        return np.zeros(len(points), dtype=np.int64)
    some = points[np.unique(np.linspace(0, len(points) - 1, min(len(points), LEARN_FROM)).astype(np.int64))]
    clusters = min(n_groups, len(np.unique(some, axis=0)))
    finder = KMeans(clusters, n_init=STARTS, random_state=random_state).fit(some)
    return np.asarray(finder.predict(points), dtype=np.int64)


def _checked(n_groups: int | str) -> int | None:
    if n_groups != "auto" and (not isinstance(n_groups, int) or isinstance(n_groups, bool) or n_groups < 1):
        raise ValueError("Số nhóm phải là số nguyên từ 1 trở lên, hoặc auto.")
    return n_groups if isinstance(n_groups, int) else None


def _numbers(wanted: int | None, voters: int) -> list[int]:
    return [wanted] if wanted is not None else list(range(1, min(MOST_GROUPS, max(voters // SMALLEST, 1)) + 1))


def _large_enough(labels: Ints, n_groups: int) -> bool:
    return bool(np.bincount(labels, minlength=n_groups).min() >= max(SMALLEST, SMALLEST_SHARE * len(labels)))


def _kept(standing: Standing, fair: Sequence[int]) -> Standing:
    """A number shown before that would now give too small a group is given up at once."""
    return standing if standing.n_groups in fair else Standing(standing.rival)


def _spread(kept: VoteTable, table: VoteTable, rows: Ints, partition: Ints, move: bool) -> tuple[Ints, Floats]:
    """Labels and belonging of all voters from the partition of `rows`. `move`: who belongs more surely to another group
    goes there. Groups are numbered from the largest; those left empty are dropped."""
    n_groups = int(partition.max(initial=0)) + 1
    weights = belonging(kept, group_rates(table, partition, n_groups), group_shares(partition, n_groups))
    chosen = weights[rows].argmax(axis=1) if move else partition
    sizes = np.bincount(chosen, minlength=n_groups)
    order = np.argsort(-sizes, kind="stable")[: max(int((sizes > 0).sum()), 1)]
    rank = np.zeros(n_groups, dtype=np.int64)
    rank[order] = np.arange(len(order))
    labels = np.full(len(kept.voters), -1, dtype=np.int64)
    labels[rows] = rank[chosen]
    left = weights[:, order]
    return labels, left / left.sum(axis=1, keepdims=True)


def _stability(found: _Found) -> tuple[float, float] | None:
    if found.choice is None or found.standing.n_groups == 1:
        return None
    partitions = found.choice.partitions[found.standing.n_groups]
    likeness = [adjusted_rand_score(one, other) for one, other in combinations(partitions, 2)]
    return float(np.mean(likeness)), float(np.min(likeness))


def _measures(found: _Found, stability: tuple[float, float] | None, grouped: int) -> dict[str, float]:
    measures = {"groups": float(found.belonging.shape[1]), "grouped": float(grouped)}
    if found.choice is not None:
        measures |= {f"loss_{k}": round(value, 4) for k, value in found.choice.losses.items()}
    if stability is not None:
        measures |= {"stability": round(stability[0], 4), "stability_lowest": round(stability[1], 4)}
    return measures
