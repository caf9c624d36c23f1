"""Intervals for shares that stay true when many are read side by side.

Of a hundred 95% intervals five miss. Here the whole family holds with 95%: each is made at 1 − 5%/m (Bonferroni).
"""

import numpy as np
from scipy.stats import norm

from analysis.votes.table import Floats, Ints

FAMILY_LEVEL = 0.95


def simultaneous_z(family: int) -> float:
    """Normal quantile of two-sided intervals of which `family` hold together with FAMILY_LEVEL."""
    return float(norm.isf((1 - FAMILY_LEVEL) / (2 * max(family, 1))))


def wilson(count: Ints, seen: Ints, z: float) -> tuple[Floats, Floats]:
    """Low and high ends of Wilson's (1927) interval; 0 … 1 where nothing was seen. Any shape."""
    n = np.maximum(seen, 1)
    p, shrink = count / n, 1 + z * z / n
    middle = (p + z * z / (2 * n)) / shrink
    reach = z / shrink * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    empty = seen == 0
    low, high = np.where(empty, 0.0, middle - reach), np.where(empty, 1.0, middle + reach)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def difference(first: tuple[Ints, Ints], second: tuple[Ints, Ints], z: float) -> tuple[Floats, Floats]:
    """Low and high ends of the first share less the second, each given as (count, seen): Newcombe's (1998) method 10.

    −1 … 1 where either was not seen.
    """
    (low1, high1), (low2, high2) = wilson(*first, z), wilson(*second, z)
    p1, p2 = first[0] / np.maximum(first[1], 1), second[0] / np.maximum(second[1], 1)
    low = p1 - p2 - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    unknown = (first[1] == 0) | (second[1] == 0)
    return np.where(unknown, -1.0, np.maximum(low, -1.0)), np.where(unknown, 1.0, np.minimum(high, 1.0))
