"""Which statement to show a voter next. Standard library only: the web process imports this module.

Formula of Polis (Small et al. 2021): statements that people agree with, do not pass on and that tell voters apart come
more often; new ones, of which little is known, most often. It is a lottery: every statement has a chance.
"""

import random
from collections.abc import Container, Sequence
from dataclasses import dataclass

META = 7.0
"""Priority before squaring of statements about the people ('I live here'), which need no ranking."""
NEWNESS, HALVED_AFTER = 8.0, 5.0
UNKNOWN = 1.0


@dataclass(frozen=True)
class Standing:
    """What is known of a statement: `agree` and `passed` of `seen` votes; `extremity`: how far agreeing with it alone
    would carry a voter on the map (`Projection.extremity`), 0 while it is not on the map."""

    agree: int
    passed: int
    seen: int
    extremity: float = 0.0
    meta: bool = False


def importance(standing: Standing) -> float:
    """(1 − p)(1 + E) a, with p = (passed + 1)/(seen + 2) and a = (agree + 1)/(seen + 2)."""
    trials = standing.seen + 2
    return (1 - (standing.passed + 1) / trials) * (1 + standing.extremity) * (standing.agree + 1) / trials


def priority(standing: Standing | None) -> float:
    """(importance × (1 + 8 · 2^(−seen/5)))²; 49 for statements about the people; 1 for None, a statement not known yet."""
    if standing is None:
        return UNKNOWN
    newness = 1 + NEWNESS * 2 ** (-standing.seen / HALVED_AFTER)
    return (META if standing.meta else importance(standing) * newness) ** 2


def draw(priorities: Sequence[float], voted: Container[int], chance: random.Random) -> int | None:
    """Index of the next statement: among those not in `voted`, with probability in proportion to priority. None: no more."""
    left = [index for index in range(len(priorities)) if index not in voted]
    if not left:
        return None
    return chance.choices(left, [priorities[index] for index in left])[0]
