"""Copies planted among real texts. Floors are what was measured on a third of them, less a margin."""

from pathlib import Path

import pytest

from analysis.duplicates.finder import find_duplicates
from bench.duplicates import judge, load, plant, ways

THIN = 3
FLOORS = {
    "case": 1.0, "punctuation": 0.995, "diacritics": 1.0, "reordered": 0.98, "greeting": 0.98, "signature": 0.98, "both": 0.98,
    "edited": 0.93,
}  # fmt: skip


@pytest.mark.parametrize("way", FLOORS)
def test_planted_copies_are_found(shared_data: Path, way: str) -> None:
    texts = load(shared_data / "opinions")[::THIN]
    planted, origins = plant(texts, ways(texts)[way], seed=1)
    recall, precision = judge(find_duplicates(planted).labels.tolist(), origins)
    assert recall >= FLOORS[way]
    assert precision >= 0.95
