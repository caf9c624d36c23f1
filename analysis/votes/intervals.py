"""Intervals for shares that stay true when many are read side by side.

Of a hundred 95% intervals five miss. Here the whole family holds with 95%: each is made at 1 − 5%/m (Bonferroni). So far
out the usual approximations fail on small groups (three of three against none of three would count as proof); the exact
interval does not.
"""

import numpy as np
from scipy.special import betaincinv

from analysis.votes.table import Floats, Ints

FAMILY_MISS = 0.05


def miss(family: int) -> float:
    """How often one of `family` intervals may miss for all to hold together with 95%."""
    return FAMILY_MISS / max(family, 1)


def exact(count: Ints, seen: Ints, alpha: float) -> tuple[Floats, Floats]:
    """Low and high ends of the interval of Clopper & Pearson (1934), missing at most `alpha` of the time; 0 … 1 where
    nothing was seen. Any shape."""
    rest = seen - count
    low = np.where(count == 0, 0.0, betaincinv(np.maximum(count, 1), rest + 1, alpha / 2))
    high = np.where(rest == 0, 1.0, betaincinv(count + 1, np.maximum(rest, 1), 1 - alpha / 2))
    return np.asarray(low), np.asarray(high)


def difference(first: tuple[Ints, Ints], second: tuple[Ints, Ints], alpha: float) -> tuple[Floats, Floats]:
    """Low and high ends of the first share less the second, each given as (count, seen): the two intervals put together as
    in Newcombe's (1998) method 10. −1 … 1 where either was not seen."""
    (low1, high1), (low2, high2) = exact(*first, alpha), exact(*second, alpha)
    p1, p2 = first[0] / np.maximum(first[1], 1), second[0] / np.maximum(second[1], 1)
    low = p1 - p2 - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    unknown = (first[1] == 0) | (second[1] == 0)
    return np.where(unknown, -1.0, np.maximum(low, -1.0)), np.where(unknown, 1.0, np.minimum(high, 1.0))
