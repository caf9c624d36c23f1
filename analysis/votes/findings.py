"""What may be said of the statements: agreed on in every group, dividing the groups, left open; with n and intervals.

A share here is of all who voted, passes too: who passed has not agreed. The intervals of one list hold together
(`intervals`). They take the groups as given: that the groups were made from the same votes is not in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from analysis.votes.intervals import difference, exact, miss
from analysis.votes.soft import counts_by_group
from analysis.votes.table import Floats, Ints, VoteTable

MOST = 10
WIDE = 0.5
"""Width of the interval of agreement above which too few have voted to say anything."""
SPLIT = 0.25
"""Both agreement and disagreement surely above this: people are divided on the statement."""


@dataclass(frozen=True)
class Part:
    """`count` of `seen` votes; 0 ≤ low ≤ share ≤ high ≤ 1."""

    count: int
    seen: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Consensus:
    """A statement on which more than half of every group says the same; `groups`: the part of each that does. `product`,
    `mean`: of the smoothed shares over the groups, and their geometric mean (comparable between numbers of groups)."""

    statement: int
    agrees: bool
    groups: tuple[Part, ...]
    product: float
    mean: float


@dataclass(frozen=True)
class Divide:
    """A statement that group `more` agrees with more than group `less` does: by `gap`, surely by `low`, at most `high`."""

    statement: int
    more: int
    less: int
    gap: float
    low: float
    high: float
    groups: tuple[Part, ...]


@dataclass(frozen=True)
class Open:
    """A statement that many pass on ('passes') or on which all voters are divided ('split'). `part`: of those who pass, or
    of those who agree."""

    statement: int
    why: Literal["passes", "split"]
    part: Part


@dataclass(frozen=True)
class Findings:
    """Each list is ordered by what is surest. `too_few`: statements about which too few have voted to say anything."""

    consensus: tuple[Consensus, ...]
    divides: tuple[Divide, ...]
    open: tuple[Open, ...]
    too_few: tuple[int, ...]


def find(votes: VoteTable, labels: Ints, n_groups: int) -> Findings:
    """What the grouped voters' votes show; voters labelled −1 count in `open` and `too_few` alone."""
    agree, passed, disagree = (counts.T for counts in counts_by_group(votes, labels, n_groups))
    everybody = np.zeros(len(labels), dtype=np.int64)
    whole = tuple(counts.T[0] for counts in counts_by_group(votes, everybody, 1))
    seen = agree + passed + disagree
    found = _consensus(agree, seen, True) + _consensus(disagree, seen, False)
    found.sort(key=lambda one: -min(part.low for part in one.groups))
    return Findings(tuple(found[:MOST]), _divides(agree, seen), *_open(*whole))


def spans(agree: Ints, seen: Ints) -> Floats:
    """How far the groups are apart on each statement (s): the largest smoothed share of agreement less the smallest."""
    share = (agree + 1) / (seen + 2)
    return np.asarray(share.max(axis=0) - share.min(axis=0))


def _parts(count: Ints, seen: Ints, low: Floats, high: Floats) -> tuple[Part, ...]:
    rows = zip(count.tolist(), seen.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple(Part(c, n, c / n if n else 0.0, below, above) for c, n, below, above in rows)


def _consensus(count: Ints, seen: Ints, agrees: bool) -> list[Consensus]:
    low, high = exact(count, seen, miss(2 * count.size))
    smoothed = (count + 1) / (seen + 2)
    return [
        Consensus(
            int(c), agrees, _parts(count[:, c], seen[:, c], low[:, c], high[:, c]),
            float(smoothed[:, c].prod()), float(smoothed[:, c].prod() ** (1 / len(smoothed))),
        )
        for c in np.flatnonzero(low.min(axis=0) > 0.5)
    ]  # fmt: skip


def _divides(agree: Ints, seen: Ints) -> tuple[Divide, ...]:
    """For each statement the two groups that are surest apart."""
    groups, width = agree.shape
    pairs = [*combinations(range(groups), 2), *((g, h) for h, g in combinations(range(groups), 2))]
    if not pairs:
        return ()
    alpha = miss(width * len(pairs) // 2)
    ends = [difference((agree[g], seen[g]), (agree[h], seen[h]), alpha) for g, h in pairs]
    low, high = np.stack([end[0] for end in ends]), np.stack([end[1] for end in ends])
    ranges = exact(agree, seen, miss(agree.size))
    best = low.argmax(axis=0)
    surest = [int(c) for c in np.argsort(-low.max(axis=0), kind="stable")[:MOST] if low[best[c], c] > 0]
    return tuple(
        _divide(
            c, pairs[best[c]], (float(low[best[c], c]), float(high[best[c], c])),
            _parts(agree[:, c], seen[:, c], ranges[0][:, c], ranges[1][:, c]),
        )
        for c in surest
    )  # fmt: skip


def _divide(c: int, pair: tuple[int, int], ends: tuple[float, float], parts: tuple[Part, ...]) -> Divide:
    more, less = pair
    return Divide(c, more, less, parts[more].share - parts[less].share, *ends, parts)


def _open(agree: Ints, passed: Ints, disagree: Ints) -> tuple[tuple[Open, ...], tuple[int, ...]]:
    seen = agree + passed + disagree
    alpha = miss(3 * len(seen))
    (up, top), (down, _), (by, over) = (exact(count, seen, alpha) for count in (agree, disagree, passed))
    usual = passed.sum() / max(seen.sum(), 1)
    passing = _ordered(by, by > max(usual, 0.0))
    split = _ordered(np.minimum(up, down), np.minimum(up, down) > SPLIT)
    many = _parts(passed, seen, by, over)
    some = _parts(agree, seen, up, top)
    left = [Open(c, "passes", many[c]) for c in passing] + [Open(c, "split", some[c]) for c in split]
    return tuple(left), tuple(int(c) for c in np.flatnonzero(top - up > WIDE))


def _ordered(values: Floats, kept: Sequence[bool] | np.ndarray) -> list[int]:
    order = np.argsort(-values, kind="stable")
    return [int(c) for c in order if kept[c]][:MOST]
