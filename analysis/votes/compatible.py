"""Groups as Polis makes them, for comparing with what Polis published (Small et al. 2021).

First 100 small clusters of voters, then few groups of their centres. Both start from the first distinct points in the
order the voters came, so another order gives other groups; that is why the product's own groups are made otherwise.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import silhouette_score

from analysis.votes.table import Floats, Ints

BASE_CLUSTERS, ROUNDS, MOST_GROUPS = 100, 20, 5
PER_GROUP = 12
"""Base clusters for which one more group than two is considered."""


def polis_groups(points: Floats, n_groups: int | None) -> Ints:
    """Group of each voter, whose `points` (n × 2) stand in the order of arrival; `n_groups` None: chosen by silhouette.

    Polis' server also waits until another number has won four times; see `howmany.settle` for ours.
    """
    if len(points) < 2:
        return np.zeros(len(points), dtype=np.int64)
    base, centres = _k_means(points, np.ones(len(points)), BASE_CLUSTERS)
    weights = np.bincount(base).astype(np.float64)
    most = min(MOST_GROUPS, 2 + len(centres) // PER_GROUP)
    tried = [n_groups] if n_groups is not None else list(range(2, most + 1))
    found = [_k_means(centres, weights, k)[0] for k in tried]
    best = max(range(len(found)), key=lambda place: _silhouette(centres, found[place])) if len(found) > 1 else 0
    return np.asarray(found[best][base], dtype=np.int64)


def _k_means(points: Floats, weights: Floats, k: int) -> tuple[Ints, Floats]:
    """Label of each point and the centres, from the first k distinct points; clusters that run empty are dropped."""
    _, first = np.unique(points, axis=0, return_index=True)
    centres, labels = points[np.sort(first)[:k]], np.full(len(points), -1, dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = _nearest(points, centres)
        if (nearest == labels).all():
            break
        mass = np.bincount(nearest, weights, minlength=len(centres))
        sums = np.stack([np.bincount(nearest, weights * column, minlength=len(centres)) for column in points.T], axis=1)
        centres = sums[mass > 0] / mass[mass > 0, None]
        labels = (np.cumsum(mass > 0) - 1)[nearest]
    return labels, centres


def _nearest(points: Floats, centres: Floats) -> NDArray[np.int64]:
    """The squared length of a point adds the same to all its distances: left out."""
    return np.asarray(((centres * centres).sum(axis=1) - 2 * points @ centres.T).argmin(axis=1), dtype=np.int64)


def _silhouette(centres: Floats, labels: Ints) -> float:
    if not 1 < len(np.unique(labels)) < len(labels):
        return -1.0
    return float(silhouette_score(centres, labels))
