"""Themes in made-up opinions, and in everything people may send instead of opinions."""

import warnings
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import normalized_mutual_info_score

from analysis.text.normalise import fold
from analysis.text.tokens import syllables
from analysis.themes import ThemeFinder, ThemeResult
from tests.analysis.samples import opinions


def agreement(result: ThemeResult, labels: list[int]) -> float:
    return float(normalized_mutual_info_score(labels, result.labels))


def checked(texts: list[str], n_themes: int | str = "auto", fixed: dict[int, int] | None = None) -> ThemeResult:
    """A result of which everything that must always hold has been asserted."""
    result = ThemeFinder(n_themes, random_state=1).fit(texts, fixed)
    assert len(result.labels) == len(result.scores) == len(texts)
    assert ((result.scores >= 0) & (result.scores <= 1)).all()
    sizes = Counter(int(label) for label in result.labels if label >= 0)
    assert {theme.number: theme.size for theme in result.themes} == sizes
    assert len({theme.name for theme in result.themes}) == len(result.themes)
    for theme in result.themes:
        assert theme.name
        assert len(theme.quotes) == len(set(theme.quotes)) <= 3
        assert not set(theme.quotes) & set(theme.edges)
        members = set(np.flatnonzero(result.labels == theme.number).tolist())
        assert members.issuperset([*theme.quotes, *theme.edges, *(index for index, _ in theme.summary)])
    return result


@pytest.mark.parametrize("n_themes", [4, "auto"])
def test_the_four_subjects_are_found(n_themes: int | str) -> None:
    texts, subjects = opinions()
    result = checked(texts, n_themes)
    assert agreement(result, subjects) >= 0.8
    assert 2 <= len(result.themes) <= 8


def test_labels_are_phrases_of_the_texts_with_their_diacritics() -> None:
    texts, _ = opinions()
    together = " | ".join(" ".join(syllables(text)) for text in texts)
    themes = checked(texts, 4).themes
    for theme in themes:
        assert all(" ".join(syllables(part)) in together for part in theme.name.split(", "))
        assert len(theme.name) <= 60
    subjects = ("đường", "y tế", "học", "rác")
    assert all(any(word in theme.name.lower() for theme in themes) for word in subjects)


def test_summary_sentences_stand_in_the_texts_they_cite() -> None:
    texts, _ = opinions()
    for theme in checked(texts, 4).themes:
        assert 3 <= len(theme.summary) <= 5
        assert all(sentence in texts[index] for index, sentence in theme.summary)


def test_same_seed_same_bytes_and_card() -> None:
    texts, _ = opinions()
    first, second = (ThemeFinder("auto", random_state=7).fit(texts) for _ in range(2))
    for name in ("labels", "scores", "points", "posterior"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
    assert first.themes == second.themes
    unmeasured = {"seconds": 0.0, "peak_memory_mib": 0.0}
    assert replace(first.card, **unmeasured) == replace(second.card, **unmeasured)


def test_results_cannot_be_changed() -> None:
    result = checked(opinions()[0], 4)
    with pytest.raises(ValueError, match="read-only"):
        result.labels[0] = 3


def test_bare_texts_join_the_themes_of_the_others() -> None:
    texts, subjects = opinions()
    bare = [fold(text) if index % 3 == 0 else text for index, text in enumerate(texts)]
    assert agreement(checked(bare, 4), subjects) >= 0.8


def test_a_corpus_without_any_diacritics_is_still_understood() -> None:
    texts, subjects = opinions()
    assert agreement(checked([fold(text) for text in texts], 4), subjects) >= 0.7


def test_decisions_of_people_are_kept_and_pull_the_others_along() -> None:
    texts, subjects = opinions()
    places = {0: 2, 1: 0, 2: 3, 3: 1}
    fixed = {index: places[subjects[index]] for index in range(12)}
    result = checked(texts, 4, fixed)
    assert all(result.labels[index] == theme and result.scores[index] == 1 for index, theme in fixed.items())
    same = sum(result.labels[index] == places[subject] for index, subject in enumerate(subjects))
    assert same >= 0.8 * len(texts)


@settings(max_examples=6, deadline=None)
@given(st.dictionaries(st.integers(0, 79), st.integers(0, 6), max_size=30), st.sampled_from([1, 3, "auto"]))
def test_any_decision_is_kept(fixed: dict[int, int], n_themes: int | str) -> None:
    result = checked(opinions()[0], n_themes, fixed)
    assert all(result.labels[index] == theme for index, theme in fixed.items())


def test_even_an_empty_text_stays_where_a_person_put_it() -> None:
    result = checked(["", "Đường hỏng", "Đường xấu"], 1, {0: 2})
    assert result.labels[0] == 2
    assert {theme.number for theme in result.themes} >= {2}


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 30])
@pytest.mark.parametrize("n_themes", [1, 4, "auto"])
def test_few_texts(number: int, n_themes: int | str) -> None:
    texts = opinions()[0][:number]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = checked(texts, n_themes)
    assert len(result.themes) <= max(number, 0)
    assert bool(result.themes) == bool(texts)


ODD = [
    "", "   ", "😀😀😀", "...", "ok", "OK", "đồng ý", "Đồng ý", "dong y", "x" * 5_000, "hello this is great",
    "这个道路不好", "Không ý kiến", "1", "123 456", "đường " * 3_000, "\x00", "a\u0301", "<b>đường</b>", "'; --",
]  # fmt: skip


@pytest.mark.parametrize("n_themes", [1, 3, 50, "auto"])
def test_whatever_people_type(n_themes: int | str) -> None:
    result = checked([*ODD, *opinions()[0][:20]], n_themes)
    assert [int(label) for label in result.labels[:4]] == [-1] * 4


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12), st.sampled_from([1, 2, "auto"]))
def test_any_text_at_all(texts: list[str], n_themes: int | str) -> None:
    checked(texts, n_themes)


def test_all_alike() -> None:
    result = checked(["Đồng ý với dự thảo"] * 40)
    assert [theme.size for theme in result.themes] == [40]
    assert result.themes[0].name == "Đồng ý với dự thảo"
    assert len(result.themes[0].quotes) == 1


def test_a_higher_bar_places_fewer() -> None:
    texts, _ = opinions()
    placed = [(ThemeFinder(4, random_state=1, place_above=bar).fit(texts).labels >= 0).sum() for bar in (0.0, 0.6, 1.1)]
    assert placed[0] == len(texts) >= placed[1] >= placed[2] == 0


def test_progress_rises_and_can_stop_the_work() -> None:
    told: list[float] = []
    ThemeFinder("auto", random_state=1).fit(opinions()[0], progress=lambda share, stage: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    def stop(share: float, stage: str) -> None:
        raise KeyboardInterrupt(stage)

    with pytest.raises(KeyboardInterrupt, match="Đang"):
        ThemeFinder("auto", random_state=1).fit(opinions()[0], progress=stop)


@pytest.mark.parametrize("n_themes", [0, -1, "nhiều", True])
def test_impossible_numbers_of_themes(n_themes: int | str) -> None:
    with pytest.raises(ValueError, match="Số nhóm"):
        ThemeFinder(n_themes, random_state=1).fit(["a"])


@pytest.mark.parametrize("fixed", [{5: 0}, {-1: 0}, {0: -1}])
def test_impossible_decisions(fixed: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="xếp sẵn"):
        ThemeFinder(1, random_state=1).fit(["Đường xấu"], fixed)
