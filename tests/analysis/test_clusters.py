"""Condensed points, and groups that many runs agree on."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.clusters import condense, group


def clouds(number: int, each: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(number), each)
    return np.eye(60)[labels] + draw.normal(0, 0.25, (number * each, 60)), labels


def test_condensed_points_are_short_and_keep_what_is_shared() -> None:
    points, labels = clouds(5, 40, 0)
    condensed = condense(points)
    assert condensed.shape == (200, 40)
    assert np.allclose(np.linalg.norm(condensed, axis=1), 1)
    assert adjusted_rand_score(labels, group(condensed, 5, {}, 0)) > 0.95


@pytest.mark.parametrize("number", [1, 2, 3])
def test_equal_points_have_no_direction(number: int) -> None:
    assert not condense(np.ones((number, 4))).any()


def test_another_seed_gives_nearly_the_same_groups_even_with_too_many() -> None:
    condensed = condense(clouds(6, 50, 1)[0])
    assert adjusted_rand_score(group(condensed, 9, {}, 0), group(condensed, 9, {}, 1)) > 0.6


def test_more_groups_than_different_points() -> None:
    points = condense(np.repeat(np.eye(3), 4, axis=0))
    assert len(set(group(points, 7, {}, 0).tolist())) == 3
