"""How far themes depend on chance: the grouping done again, with another seed and with other texts left out.

Agreement is the adjusted Rand index (Hubert & Arabie 1985): 1 the same themes, 0 no more alike than by chance. The vectors
are not learnt anew, so the figures speak of the grouping alone.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from analysis.clusters import group
from analysis.mixture import refine

Floats = NDArray[np.float64]
LOOK_AT = 3_000
"""Texts, evenly spaced, that are grouped again."""
KEPT = 0.9
FEWEST = 30


def stability(points: Floats, weighed: sp.csr_matrix, n_themes: int, random_state: int) -> dict[str, float]:
    """`ari_seeds`: agreement of two runs that differ by the seed alone; `ari_subsamples`: of two runs that each lack
    another tenth of the texts, on those that both hold. Nothing for one theme or under FEWEST texts. `points`: texts ×
    directions, condensed; `weighed`: texts × syllables."""
    if n_themes < 2 or len(points) < FEWEST:
        return {}
    rows = np.unique(np.linspace(0, len(points) - 1, min(len(points), LOOK_AT)).astype(np.int64))
    points, weighed = points[rows], weighed[rows]
    draw = np.random.default_rng(random_state)
    seeds = draw.integers(2**31, size=2).tolist()

    def again(kept: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
        labels = np.full(len(points), -1)
        found = refine(weighed[kept], group(points[kept], n_themes, {}, seed), n_themes, {})
        labels[kept] = found.argmax(axis=1)
        return labels

    every = np.arange(len(points))
    first, second = (again(every, seed) for seed in seeds)
    some, others = (np.sort(draw.permutation(every)[: round(KEPT * len(every))]) for _ in range(2))
    part, rest = again(some, seeds[0]), again(others, seeds[1])
    both = (part >= 0) & (rest >= 0)
    return {
        "ari_seeds": round(float(adjusted_rand_score(first, second)), 3),
        "ari_subsamples": round(float(adjusted_rand_score(part[both], rest[both])), 3),
    }
