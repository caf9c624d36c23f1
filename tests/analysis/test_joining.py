"""Texts that join themes learnt from a sample."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from analysis import joining
from analysis.themes import ThemeFinder
from bench.themes import load
from tests.analysis.samples import opinions


@pytest.fixture
def few_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "LEARNERS", 60)


def test_learners_are_spread_and_hold_the_decided_ones() -> None:
    rows = joining.learners(1_000_000, [7, 999_998])
    assert len(rows) == joining.LEARNERS + 2
    assert {0, 7, 999_998, 999_999} <= set(rows.tolist())
    assert joining.learners(5, []).tolist() == [0, 1, 2, 3, 4]
    assert joining.learners(0, []).tolist() == []


@pytest.mark.usefixtures("few_learners")
def test_the_rest_joins_the_themes_of_its_subject() -> None:
    texts, subjects = opinions()
    mixed = np.random.default_rng(0).permutation(len(texts) * 3) % len(texts)
    result = ThemeFinder(4, random_state=0).fit([texts[index] for index in mixed])
    rest = np.setdiff1d(np.arange(len(mixed)), joining.learners(len(mixed), []))
    assert normalized_mutual_info_score(np.array(subjects)[mixed][rest], result.labels[rest]) >= 0.8
    assert sum(theme.size for theme in result.themes) == (result.labels >= 0).sum()


@pytest.mark.usefixtures("few_learners")
def test_decisions_are_kept_and_empty_texts_left_out_among_many() -> None:
    texts = [*opinions()[0] * 2, "", "😀"]
    fixed = {1: 3, 3: 0, 158: 2}
    result = ThemeFinder(4, random_state=0).fit(texts, fixed)
    assert all(result.labels[index] == theme for index, theme in fixed.items())
    assert result.labels[len(texts) - 2 :].tolist() == [-1, -1]


@pytest.mark.usefixtures("few_learners")
def test_same_seed_same_bytes_among_many() -> None:
    texts = opinions()[0] * 2
    first, second = (ThemeFinder("auto", random_state=5).fit(texts) for _ in range(2))
    assert first.labels.tobytes() == second.labels.tobytes()
    assert first.scores.tobytes() == second.scores.tobytes()
    assert first.themes == second.themes


def test_joining_real_texts_agrees_with_peoples_labels(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor is what was measured less a margin; texts that join agree nearly as well as those learnt from."""
    monkeypatch.setattr(joining, "LEARNERS", 700)
    texts, labels = load(shared_data / "opinions" / "victsd_articles.csv")
    result = ThemeFinder(20, random_state=0).fit(texts)
    learnt = joining.learners(len(texts), [])
    rest = np.setdiff1d(np.arange(len(texts)), learnt)
    there, here = (
        normalized_mutual_info_score(np.array(labels)[rows], result.labels[rows]) for rows in (learnt, rest)
    )  # fmt: skip
    assert here >= 0.55
    assert here >= 0.85 * there
