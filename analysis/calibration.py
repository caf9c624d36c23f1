"""How far a probability may be believed, and from which one on a machine's answer is good enough to be given.

Takes the probability of each answer and whether it was right, on data the model had not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.tables import share

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS = 10
STEPS = (*(step / 100 for step in range(0, 100, 5)), 0.96, 0.97, 0.98, 0.99)
"""Thresholds that are considered: few, so that the best of them is not best by luck."""
NEVER = 1.01
"""A threshold no probability reaches."""


@dataclass(frozen=True)
class Bin:
    """Answers whose probability lies in [low, high): how many, the mean of what was promised, the share that was right."""

    low: float
    high: float
    count: int
    promised: float
    kept: float


@dataclass(frozen=True)
class Point:
    """Answering from `threshold` on: the share of texts answered, the share of these that is right, and the lower end of
    its 95% interval (Wilson 1927)."""

    threshold: float
    coverage: float
    accuracy: float
    low: float


def reliability(probabilities: Floats, right: Flags, bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability table over `bins` bins of equal width; empty ones are left out."""
    place = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    inside = [(number, place == number) for number in np.unique(place).tolist()]
    return tuple(
        Bin(number / bins, (number + 1) / bins, int(here.sum()), float(probabilities[here].mean()), float(right[here].mean()))
        for number, here in inside
    )


def expected_calibration_error(table: Sequence[Bin]) -> float:
    """Mean |promised − kept| over all answers (Naeini et al. 2015); 0 for an empty table."""
    total = sum(one.count for one in table)
    return sum(one.count * abs(one.promised - one.kept) for one in table) / total if total else 0.0


def curve(probabilities: Floats, right: Flags, steps: Sequence[float] = STEPS) -> tuple[Point, ...]:
    """Coverage against accuracy for each threshold that leaves anything to answer."""
    points = []
    for step in steps:
        answered = probabilities >= step
        if answered.any():
            found = share(int(right[answered].sum()), int(answered.sum()))
            points.append(Point(step, found.total / len(right), found.share, found.low))
    return tuple(points)


def threshold(points: Sequence[Point], wanted: float) -> float:
    """The lowest threshold whose answers are right in a share `wanted` even at the lower end of the interval; else NEVER.

    So few labelled texts prove nothing and nothing is answered: 35 all right are needed for 0.9, 73 for 0.95.
    """
    return next((point.threshold for point in points if point.low >= wanted), NEVER)
