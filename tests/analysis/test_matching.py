"""Themes of a new run that continue earlier ones."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.matching import match_themes


def test_numbers_may_change() -> None:
    old = {"a": 0, "b": 0, "c": 1, "d": 1}
    assert match_themes(old, {"a": 5, "b": 5, "c": 2, "d": 2, "new": 7}) == {0: 5, 1: 2}


def test_a_split_theme_continues_in_its_larger_part() -> None:
    old = dict.fromkeys(range(10), 0)
    assert match_themes(old, {number: int(number < 6) for number in range(10)}) == {0: 1}


def test_too_little_in_common_is_a_new_theme() -> None:
    old = {number: number % 5 for number in range(100)}
    new = {number: number // 20 for number in range(100)}
    assert match_themes(old, new) == {}


def test_unplaced_texts_and_strangers_match_nothing() -> None:
    assert match_themes({1: -1, 2: -1, 3: 0}, {1: 0, 2: -1, 4: 0}) == {}
    assert match_themes({}, {1: 1}) == {}


@given(st.dictionaries(st.integers(0, 50), st.integers(-1, 4)), st.permutations(range(5)))
def test_renumbering_is_undone(old: dict[int, int], order: list[int]) -> None:
    new = {key: order[theme] if theme >= 0 else -1 for key, theme in old.items()}
    assert match_themes(old, new) == {theme: order[theme] for theme in old.values() if theme >= 0}
