"""How many themes: as few as describe texts not yet seen nearly as well as any number does.

For each candidate k the points of four fifths of the texts are clustered, a mixture of multinomials is read off, and the
other fifth is scored by it (held-out log-likelihood), each fifth in its turn. The smallest k that reaches ENOUGH of the
best gain over a single theme is taken: on real texts the curve has one flat top, whose left end people find easier to work with.
"""

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from analysis.mixture import log_likelihood, maximise, one_hot

Floats = NDArray[np.float64]
CANDIDATES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 30, 40)
PER_THEME = 5
"""Fewest texts per theme, on average, for a number of themes to be considered."""
ENOUGH = 0.97
PARTS = 5
LOOK_AT = 4_000


def choose(points: Floats, weighed: sp.csr_matrix, random_state: int, tick: Callable[[float], None]) -> int:
    """The number of themes of n points with n × syllables weighed counts; `tick` is told the share done."""
    rows = _distinct(weighed)
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), LOOK_AT)).astype(np.int64))]
    rows = rows[np.sort(np.unique(points[rows].round(6), axis=0, return_index=True)[1])]  # k-means wants k of them
    points, weighed = points[rows].astype(np.float32), weighed[rows]
    most = max(len(rows) // PER_THEME, 1)
    candidates = [k for k in CANDIDATES if k <= most]
    if len(candidates) == 1:
        return 1
    fifth = np.random.default_rng(random_state).permutation(len(points)) % PARTS
    scores = []
    for done, k in enumerate(candidates):
        scores.append(_held_out(points, weighed, k, fifth, random_state))
        tick((done + 1) / len(candidates))
    return candidates[_smallest(np.array(scores))]


def _distinct(counts: sp.csr_matrix) -> NDArray[np.int64]:
    """The first row of each set of equal ones: a copy of a held-out text among the seen ones would give it away."""
    starts = counts.indptr
    first: dict[bytes, int] = {}
    for row in range(counts.shape[0]):
        first.setdefault(np.sort(counts.indices[starts[row] : starts[row + 1]]).tobytes(), row)
    return np.array(list(first.values()), dtype=np.int64)


def _held_out(points: Floats, weighed: sp.csr_matrix, k: int, fifth: NDArray[np.int64], random_state: int) -> float:
    """Mean log-likelihood of a text when its part was held out."""
    scored = []
    for part in range(PARTS):
        seen = fifth != part
        labels = KMeans(k, n_init=1, random_state=random_state).fit_predict(points[seen]).astype(np.int64)
        scored.append(log_likelihood(weighed[~seen], *maximise(weighed[seen], one_hot(labels, k))))
    return float(np.concatenate(scored).mean())


def _smallest(scores: Floats) -> int:
    """Place of the first mean score that reaches ENOUGH of the way from the first to the best."""
    gains = scores - scores[0]
    return int(np.flatnonzero(gains >= ENOUGH * gains.max())[0])
