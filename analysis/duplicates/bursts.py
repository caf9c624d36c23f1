"""Whether copies came together: in a short time, from one unit, from one place of sending, more than the other texts did.

What the other texts did is the yardstick: a busy evening or a large commune is no sign by itself. k of n copies falling where
a share p of the others falls has the binomial tail P(X ≥ k | n, p) by chance; the share is taken with one imagined text added,
and the chance is multiplied by the number of places looked at (Bonferroni), after the scan statistic of Naus (1965).
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from analysis.duplicates.letters import Longs

Floats = NDArray[np.float64]
Number = TypeVar("Number", np.int64, np.float64)
LEVEL, FEWEST = 0.001, 5
"""Chance below which it is told, and copies needed in the one place."""
HOUR = 3_600.0
WIDTHS = (HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR)
"""Lengths of time looked at, in seconds."""
UNKNOWN = -1


@dataclass(frozen=True)
class Gathering:
    """`count` copies have this `value` (a unit, a hashed origin), `expected` if they came as the others; `chance` of so many."""

    value: int
    count: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Rush:
    """`count` copies from `start` to `end` (seconds, as given), `expected` if they came as the others; `chance` of so many."""

    start: float
    end: float
    count: int
    expected: float
    chance: float


def gatherings(values: Longs, members: Longs) -> tuple[Gathering, ...]:
    """Values that the copies at the places `members` have more often than the other texts, the most copies first.

    `values` (n): a number for each text, UNKNOWN where it is not known. None without other texts to compare with.
    """
    own, others = _parted(values, members, values != UNKNOWN)
    if not len(own) or not len(others):
        return ()
    found, counts = np.unique(own, return_counts=True)
    elsewhere = np.searchsorted(np.sort(others), found, "right") - np.searchsorted(np.sort(others), found, "left")
    share = (elsewhere + 1) / (len(others) + 1)
    chance = np.minimum(binom.sf(counts - 1, len(own), share) * len(found), 1)
    told = np.flatnonzero((chance < LEVEL) & (counts >= FEWEST))
    order = told[np.argsort(-counts[told], kind="stable")]
    return tuple(
        Gathering(int(found[row]), int(counts[row]), float(len(own) * share[row]), float(chance[row])) for row in order
    )


def rush(times: Floats, members: Longs) -> Rush | None:
    """The stretch of time, of one of the WIDTHS, in which the copies came least by chance; None where none is unusual.

    `times` (n): seconds from any beginning, NaN where not known.
    """
    own, others = _parted(times, members, np.isfinite(times))
    own, others = np.sort(own), np.sort(others)
    if len(own) < FEWEST or not len(others):
        return None
    best = min((_busiest(own, others, width) for width in WIDTHS), key=lambda found: (found.chance, found.end - found.start))
    return best if best.chance < LEVEL and best.count >= FEWEST else None


def _busiest(own: Floats, others: Floats, width: float) -> Rush:
    """Stretches that begin with a copy and last `width`; ends at its last copy."""
    counts = np.searchsorted(own, own + width, "right") - np.arange(len(own))
    elsewhere = np.searchsorted(others, own + width, "right") - np.searchsorted(others, own, "left")
    share = np.minimum((elsewhere + 1) / (len(others) + 1), 1)
    chance = np.minimum(binom.sf(counts - 1, len(own), share) * len(own) * len(WIDTHS), 1)
    row = int(np.lexsort((np.arange(len(own)), -counts, chance))[0])
    last = own[row + counts[row] - 1]
    return Rush(float(own[row]), float(last), int(counts[row]), float(len(own) * share[row]), float(chance[row]))


def _parted(values: NDArray[Number], members: Longs, known: NDArray[np.bool_]) -> tuple[NDArray[Number], NDArray[Number]]:
    """Known values of the members and of the others."""
    inside = np.zeros(len(values), np.bool_)
    inside[members] = True
    return values[inside & known], values[~inside & known]
