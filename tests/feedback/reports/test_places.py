"""Places with few opinions are merged, and the merged row gives none of them away."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.reports.places import merge


def test_two_small_places_are_merged_when_together_they_are_enough() -> None:
    assert merge({1: 9, 2: 3, 3: 4, 4: 20}, 5) == {2, 3}


def test_one_small_place_takes_the_smallest_other_with_it() -> None:
    assert merge({1: 9, 2: 3, 4: 20}, 5) == {1, 2}


def test_nothing_is_merged_where_nothing_is_small() -> None:
    assert merge({1: 9, 2: 5}, 5) == frozenset()


@given(st.dictionaries(st.integers(1, 124), st.integers(0, 40), max_size=30), st.integers(2, 10))
def test_no_small_figure_is_shown_or_can_be_worked_out(sizes: dict[int, int], smallest: int) -> None:
    merged = merge(sizes, smallest)
    shown = sizes.keys() - merged
    assert all(sizes[unit] >= smallest for unit in shown)
    if merged and shown:
        assert len(merged) > 1
        assert sum(sizes[unit] for unit in merged) >= smallest
