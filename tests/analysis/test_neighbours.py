"""Diffusion over the nearest neighbours."""

import numpy as np
import pytest
from sklearn.preprocessing import normalize

from analysis import neighbours
from analysis.neighbours import diffuse


def two_clouds(each: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    centres = np.repeat(np.eye(2, 6), each, axis=0)
    return np.asarray(normalize(centres + rng.normal(0, 0.3, (2 * each, 6))))


def spread(points: np.ndarray) -> float:
    half = len(points) // 2
    return float(points[:half].std(axis=0).sum() + points[half:].std(axis=0).sum())


def test_clouds_contract_and_stay_apart() -> None:
    before = two_clouds(60)
    after = diffuse(before, 0)
    assert spread(after) < 0.65 * spread(before)
    assert np.allclose(np.linalg.norm(after, axis=1), 1)
    assert (after[:60] @ after[60:].T).mean() < 0.5


def test_searching_in_cells_moves_points_almost_as_searching_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    points = two_clouds(200)
    exact = diffuse(points, 0)
    monkeypatch.setattr(neighbours, "EXACT_UP_TO", 200)
    assert (exact * diffuse(points, 0)).sum(axis=1).mean() > 0.97


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_few_points(number: int) -> None:
    points = two_clouds(2)[:number]
    assert diffuse(points, 0).shape == points.shape
