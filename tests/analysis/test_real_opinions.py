"""Agreement with the labels people gave to real texts. Floors are what was measured, less a margin for other versions."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from analysis.themes import ThemeFinder, ThemeResult
from bench.themes import load, strip_some

THIN = 3
"""Every third text: a third of the time, and closer to the size of a consultation."""
FLOORS = [("victsd_articles", 0.56), ("visfd_aspects", 0.38)]


def sample(shared_data: Path, name: str) -> tuple[list[str], list[str]]:
    texts, labels = load(shared_data / "opinions" / f"{name}.csv")
    return texts[::THIN], labels[::THIN]


def agreement(result: ThemeResult, labels: list[str]) -> float:
    return float(normalized_mutual_info_score(labels, result.labels))


@pytest.mark.parametrize(("name", "floor"), FLOORS)
def test_themes_agree_with_peoples_labels(shared_data: Path, name: str, floor: float) -> None:
    texts, labels = sample(shared_data, name)
    assert agreement(ThemeFinder(len(set(labels)), random_state=0).fit(texts), labels) >= floor


@pytest.mark.parametrize(("name", "floor"), FLOORS)
def test_the_number_of_themes_is_chosen_within_a_factor_of_two(shared_data: Path, name: str, floor: float) -> None:
    texts, labels = sample(shared_data, name)
    result = ThemeFinder("auto", random_state=0).fit(texts)
    assert 0.5 <= len(result.themes) / len(set(labels)) <= 2
    assert agreement(result, labels) >= floor - 0.1


def test_lost_diacritics_cost_little(shared_data: Path) -> None:
    texts, labels = sample(shared_data, "victsd_articles")
    k = len(set(labels))
    given = agreement(ThemeFinder(k, random_state=0).fit(texts), labels)
    assert agreement(ThemeFinder(k, random_state=0).fit(strip_some(texts, 0.3, 0)), labels) >= 0.88 * given


def test_surer_placements_are_righter(shared_data: Path) -> None:
    """The share of texts whose theme's commonest label is theirs rises with the score."""
    texts, labels = sample(shared_data, "victsd_articles")
    result = ThemeFinder(len(set(labels)), random_state=0, place_above=0.0).fit(texts)
    numbers = np.unique(labels, return_inverse=True)[1]
    precision = []
    for bar in (0.0, 0.3, 0.6, 0.9):
        sure = (result.scores >= bar) & (result.labels >= 0)
        commonest = [np.bincount(numbers[sure & (result.labels == theme)], minlength=1).max() for theme in range(20)]
        precision.append(sum(commonest) / sure.sum())
    assert precision == sorted(precision)
    assert precision[-1] >= precision[0] + 0.1
