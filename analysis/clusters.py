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
STARTS, ROUNDS = 4, 10
LEARN_FROM = 20_000


def group(points: Floats, n_themes: int, fixed: Mapping[int, int], random_state: int) -> Labels:
    """Theme 0 … n_themes − 1 of each point by k-means (Lloyd 1982; k-means++, best of STARTS).

    `fixed` maps points to themes. The clusters found are renamed so that as many fixed points as possible are where they
    belong (Hungarian method), then a few rounds of Lloyd's algorithm with these points held in place follow.
    """
    n_clusters = min(n_themes, len(np.unique(points.round(6), axis=0)))
    sample = np.unique(np.linspace(0, len(points) - 1, min(len(points), LEARN_FROM)).astype(np.int64))
    finder = KMeans(n_clusters, n_init=STARTS, random_state=random_state).fit(points[sample])
    labels = finder.predict(points).astype(np.int64)
    return _held(points, _renamed(labels, n_themes, fixed), n_themes, fixed) if fixed else labels


def centres(points: Floats, labels: Labels, n_themes: int) -> Floats:
    """Mean direction of each theme's points, length 1 (0 for an empty theme)."""
    return np.asarray(normalize(one_hot(labels, n_themes).T @ points))


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
