"""Points into a given number of themes, with the texts that people have placed kept where they are."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize

from analysis.mixture import one_hot

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
_TINY = 1e-6
DIRECTIONS = 40
"""Principal directions kept: what texts share, without what is their own. The figure stays within noise from 30 to 60."""
RUNS, STARTS, ROUNDS = 16, 4, 10


def condense(points: Floats, directions: int = DIRECTIONS) -> Floats:
    """Points (n × d) in their principal directions around the mean (n × at most `directions`), each of length 1.

    Setting the lengths to 1 is what spectral clustering does with its eigenvectors (Ng, Jordan & Weiss 2002). A point at
    the mean itself becomes 0.
    """
    centred = points - points.mean(axis=0)
    kept = min(directions, points.shape[1])
    moved = centred @ np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :kept]
    return np.asarray(normalize(np.where(np.linalg.norm(moved, axis=1, keepdims=True) > _TINY, moved, 0)))


def group(points: Floats, n_themes: int, fixed: Mapping[int, int], random_state: int) -> Labels:
    """Theme 0 … n_themes − 1 of each condensed point: what RUNS of k-means (Lloyd 1982; k-means++) agree on.

    Each single run ends elsewhere; what they have in common depends less on chance (Strehl & Ghosh 2002). `fixed` maps
    points to themes. The clusters found are renamed so that as many fixed points as possible are where they belong
    (Hungarian method), then a few rounds of Lloyd's algorithm with these points held in place follow.
    """
    labels = _agreed(points, min(n_themes, _different(points)), random_state)
    return _held(points, _renamed(labels, n_themes, fixed), n_themes, fixed) if fixed else labels


def centres(points: Floats, labels: Labels, n_themes: int) -> Floats:
    """Mean direction of each theme's points, length 1 (0 for an empty theme)."""
    return np.asarray(normalize(one_hot(labels, n_themes).T @ points))


def _different(points: Floats) -> int:
    return len(np.unique(points.round(6), axis=0))


def _agreed(points: Floats, n_clusters: int, random_state: int) -> Labels:
    """K-means over the memberships that RUNS of it gave (each run's clusters weighing as much, however large)."""
    if n_clusters == 1:
        return np.zeros(len(points), dtype=np.int64)
    seeds = np.random.default_rng(random_state).integers(2**31, size=RUNS)
    runs = [_means(points, n_clusters, 1, int(seed)) for seed in seeds]
    memberships = np.hstack([one_hot(run, n_clusters) for run in runs])
    common = condense(memberships / np.sqrt(np.maximum(memberships.sum(axis=0), 1)), n_clusters)
    # Very few texts, all runs the same and some of them opposite the mean: nothing to agree on.
    return _means(common, n_clusters, STARTS, random_state) if _different(common) >= n_clusters else runs[0]


def _means(points: Floats, n_clusters: int, starts: int, random_state: int) -> Labels:
    finder = KMeans(n_clusters, n_init=starts, random_state=random_state)
    return np.asarray(finder.fit_predict(points.astype(np.float32)), dtype=np.int64)


def _renamed(labels: Labels, n_themes: int, fixed: Mapping[int, int]) -> Labels:
    agreed = np.zeros((n_themes, n_themes))
    for point, theme in fixed.items():
        agreed[labels[point], theme] += 1
    return np.asarray(linear_sum_assignment(-agreed)[1], dtype=np.int64)[labels]


def _held(points: Floats, labels: Labels, n_themes: int, fixed: Mapping[int, int]) -> Labels:
    rows, themes = np.array(list(fixed)), np.array(list(fixed.values()))
    labels[rows] = themes
    for _ in range(ROUNDS):
        labels = np.asarray((points @ centres(points, labels, n_themes).T).argmax(axis=1), dtype=np.int64)
        labels[rows] = themes
    return labels
