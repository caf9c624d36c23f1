"""The number of themes."""

import numpy as np
import pytest

from analysis.howmany import choose
from analysis.mixture import weigh
from analysis.neighbours import diffuse
from analysis.text.accents import respell
from analysis.vectors import vectorise
from tests.analysis.samples import opinions


@pytest.mark.parametrize("seed", [0, 1])
def test_four_subjects_are_counted_as_about_four(seed: int) -> None:
    vectors = vectorise(respell(opinions()[0] * 3), seed)
    done: list[float] = []
    assert 3 <= choose(diffuse(vectors.points, seed), weigh(vectors.counts), seed, done.append) <= 8
    assert done[-1] == 1.0


def test_one_text_repeated_is_one_theme() -> None:
    vectors = vectorise(["đường làng lầy lội"] * 50, 0)
    assert choose(vectors.points, weigh(vectors.counts), 0, lambda share: None) == 1
    assert np.allclose(vectors.points, vectors.points[0])
