"""What is said of a letter that many sent."""

import numpy as np

from analysis.duplicates.bursts import HOUR
from analysis.duplicates.campaigns import campaigns
from analysis.duplicates.finder import find_duplicates
from tests.analysis.duplicates.samples import OPINIONS, letters


def test_a_campaign_with_its_letter_its_evening_its_commune_and_its_computer() -> None:
    texts = [*OPINIONS, *["đồng ý"] * 80, *letters()]
    result = find_duplicates(texts)
    rng = np.random.default_rng(0)
    times = rng.uniform(0, 20 * 24 * HOUR, len(texts))
    units, origins = rng.integers(0, 124, len(texts)), np.arange(len(texts))
    times[-60:] = 9e5 + np.arange(60) * 20.0
    units[-60:], origins[-40:] = 17, 3
    [found] = campaigns(texts, result, times=times, units=units, origins=origins)
    assert found.cluster.signers == 60
    assert found.template is not None
    assert found.rush is not None and found.rush.count == 60
    assert [(unit.value, unit.count) for unit in found.units] == [(17, 60)]
    assert [(origin.value, origin.count) for origin in found.origins] == [(3, 40)]


def test_stock_answers_and_small_clusters_are_none() -> None:
    texts = ["đồng ý"] * 100 + [OPINIONS[0]] * 4 + [OPINIONS[1]] * 5
    [found] = campaigns(texts, find_duplicates(texts))
    assert found.cluster.signers == 5
    assert (found.template, found.rush, found.units, found.origins) == (None, None, (), ())
