"""Which statement comes next: a fair lottery in which late statements catch up."""

import random
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from scipy.stats import spearmanr

from analysis.votes.routing import Standing, draw, importance, priority

VOTERS, STATEMENTS, FIRST, EACH = 300, 60, 10, 10


def simulated(seed: int, routed: bool) -> list[int]:
    """Votes each statement has got. Ten stand at the start, the others come during the first half of the voters; every
    voter gives ten votes. Statements differ in how many agree, how many pass and how much they tell voters apart."""
    chance = random.Random(seed)
    nature = [(chance.betavariate(1.5, 8), chance.betavariate(2, 1.2), 1.5 * chance.random()) for _ in range(STATEMENTS)]
    comes = [0.0] * FIRST + sorted(chance.uniform(0, VOTERS / 2) for _ in range(STATEMENTS - FIRST))
    agree, passed, seen = ([0] * STATEMENTS for _ in range(3))
    for voter in range(VOTERS):
        there = [s for s in range(STATEMENTS) if comes[s] <= voter]
        voted: set[int] = set()
        for _ in range(EACH):
            weights = [priority(Standing(agree[s], passed[s], seen[s], nature[s][2])) if routed else 1.0 for s in there]
            place = draw(weights, voted, chance)
            if place is None:
                break
            voted.add(place)
            statement = there[place]
            seen[statement] += 1
            if chance.random() < nature[statement][0]:
                passed[statement] += 1
            else:
                agree[statement] += chance.random() < nature[statement][1]
    return seen


@pytest.mark.parametrize("seed", range(3))
def test_late_statements_catch_up(seed: int) -> None:
    order = range(STATEMENTS)
    assert spearmanr(order, simulated(seed, routed=True)).statistic > -0.5
    assert spearmanr(order, simulated(seed, routed=False)).statistic < -0.9


def test_the_formula_by_hand() -> None:
    standing = Standing(agree=6, passed=1, seen=8, extremity=0.5)
    assert importance(standing) == pytest.approx((1 - 2 / 10) * 1.5 * 7 / 10)
    assert priority(standing) == pytest.approx((0.84 * (1 + 8 * 2 ** (-8 / 5))) ** 2)
    assert priority(Standing(0, 0, 0)) == pytest.approx((0.25 * 9) ** 2)
    assert priority(Standing(6, 1, 8, meta=True)) == 49
    assert priority(None) == 1


def test_priorities_differ_with_what_is_known() -> None:
    base = Standing(agree=10, passed=5, seen=30, extremity=0.5)
    better = [Standing(20, 5, 30, 0.5), Standing(10, 1, 30, 0.5), Standing(10, 5, 30, 2.0)]
    assert all(priority(other) > priority(base) for other in better)
    assert priority(Standing(3, 1, 7, 0.5)) > priority(Standing(30, 10, 70, 0.5))


def test_chances_are_in_proportion_and_nothing_comes_twice() -> None:
    chance = random.Random(1)
    drawn = Counter(draw([1.0, 3.0, 100.0, 4.0], {2}, chance) for _ in range(8_000))
    assert set(drawn) == {0, 1, 3}
    np.testing.assert_allclose([drawn[index] / 8_000 for index in (0, 1, 3)], [1 / 8, 3 / 8, 4 / 8], atol=0.02)
    assert draw([1.0], {0}, chance) is None and draw([], set(), chance) is None


def test_the_web_may_import_it_without_loading_numpy() -> None:
    code = "import sys, analysis.votes.routing; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
