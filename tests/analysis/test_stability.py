"""How far the grouping depends on chance."""

import numpy as np
import scipy.sparse as sp

from analysis.clusters import condense
from analysis.stability import stability


def made_up(subjects: int, noise: float) -> tuple[np.ndarray, sp.csr_matrix]:
    draw = np.random.default_rng(0)
    labels = np.repeat(np.arange(subjects), 40)
    points = condense(np.eye(12)[labels] + draw.normal(0, noise, (len(labels), 12)))
    return points, sp.csr_matrix(np.eye(12)[labels])


def test_clear_subjects_are_stable_and_noise_is_not() -> None:
    clear = stability(*made_up(4, 0.1), 4, 0)
    assert clear == {"ari_seeds": 1.0, "ari_subsamples": 1.0}
    draw = np.random.default_rng(0)
    said = sp.csr_matrix(draw.integers(0, 2, (160, 30)).astype(np.float64))
    blurred = stability(condense(draw.normal(0, 1, (160, 12))), said, 4, 0)
    assert max(blurred.values()) < 0.95


def test_same_seed_same_figures() -> None:
    assert stability(*made_up(4, 0.5), 6, 3) == stability(*made_up(4, 0.5), 6, 3)


def test_nothing_is_said_of_one_theme_or_few_texts() -> None:
    points, weighed = made_up(4, 0.1)
    assert stability(points, weighed, 1, 0) == {}
    assert stability(points[:20], weighed[:20], 4, 0) == {}


def test_the_largest_seed_works() -> None:
    assert stability(*made_up(4, 0.1), 4, 2**32 - 1)["ari_seeds"] == 1.0
