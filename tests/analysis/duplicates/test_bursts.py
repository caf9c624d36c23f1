"""Copies that came together, against how the others came."""

import numpy as np

from analysis.duplicates.bursts import HOUR, gatherings, rush

RNG = np.random.default_rng(4)
OTHERS = 500


def test_a_unit_that_sends_most_copies_stands_out() -> None:
    units = np.concatenate([RNG.integers(0, 20, OTHERS), np.full(30, 7), RNG.integers(0, 20, 20)])
    members = np.arange(OTHERS, OTHERS + 50)
    [found] = gatherings(units, members)
    assert found.value == 7
    assert found.count == int((units[members] == 7).sum()) >= 30
    assert found.expected < 6
    assert found.chance < 1e-10


def test_a_large_unit_is_no_sign() -> None:
    """Nine of ten copies from a commune that also wrote nine of ten other texts."""
    units = np.where(np.arange(OTHERS + 50) % 10 > 0, 3, 5)
    assert gatherings(units, np.arange(OTHERS, OTHERS + 50)) == ()


def test_unknown_values_and_lonely_copies_say_nothing() -> None:
    assert gatherings(np.full(60, -1), np.arange(30)) == ()
    assert gatherings(np.zeros(30, np.int64), np.arange(30)) == ()
    assert gatherings(np.array([1, 1, 1, 1, *range(2, 400)]), np.arange(4)) == ()


def test_a_rush_within_minutes() -> None:
    month = 30 * 24 * HOUR
    times = np.concatenate([RNG.uniform(0, month, OTHERS), 1_000_000 + np.arange(40) * 30.0, RNG.uniform(0, month, 10)])
    found = rush(times, np.arange(OTHERS, OTHERS + 50))
    assert found is not None
    assert 1_000_000 - HOUR < found.start <= 1_000_000
    assert found.end >= 1_000_000 + 39 * 30
    assert found.end - found.start <= 6 * HOUR
    assert found.count >= 40
    assert found.expected < 2


def test_no_rush_where_all_hurried_or_came_evenly() -> None:
    month = 30 * 24 * HOUR
    members = np.arange(OTHERS, OTHERS + 50)
    hurried = RNG.uniform(0, HOUR, OTHERS + 50)
    evenly = RNG.uniform(0, month, OTHERS + 50)
    assert rush(hurried, members) is None
    assert rush(evenly, members) is None


def test_unknown_times() -> None:
    times = np.full(OTHERS, np.nan)
    assert rush(times, np.arange(20)) is None
    times[:40] = 5.0
    assert rush(times, np.arange(20)) is None


def test_chance_alone_is_rarely_told() -> None:
    """Of 200 clusters drawn at random at most one is told to stand out."""
    units, times = RNG.integers(0, 10, 2_000), RNG.uniform(0, 1e6, 2_000)
    told = 0
    for _ in range(200):
        members = RNG.choice(2_000, 40, replace=False)
        told += bool(gatherings(units, members)) + (rush(times, members) is not None)
    assert told <= 1
