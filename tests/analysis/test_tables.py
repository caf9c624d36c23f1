"""Shares and small cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables import hide_small, share, shares


def test_wilson_as_published() -> None:
    """Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611."""
    found = share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    none = share(0, 20)
    assert (round(none.low, 4), round(none.high, 4)) == (0.0, 0.1611)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_interval_holds_the_share(count: int, more: int) -> None:
    found = share(count, count + more)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share <= found.high + 1e-12 <= 1 + 2e-12


def test_impossible_counts() -> None:
    with pytest.raises(ValueError, match="Số đếm"):
        share(3, 2)


def test_shares_of_a_table() -> None:
    assert {name: one.share for name, one in shares({"web": 3, "phiếu": 1}).items()} == {"web": 0.75, "phiếu": 0.25}


def test_small_cells_are_hidden_with_a_note() -> None:
    table = hide_small({"A": 2, "B": 4, "C": 50, "D": 0})
    assert table.cells == {"A": None, "B": None, "C": 50, "D": 0}
    assert "dưới 5" in table.note


def test_a_lone_small_cell_takes_another_with_it() -> None:
    assert hide_small({"A": 2, "B": 9, "C": 50}).cells == {"A": None, "B": None, "C": 50}


def test_nothing_small_nothing_said() -> None:
    table = hide_small({"A": 5, "B": 0})
    assert table.cells == {"A": 5, "B": 0}
    assert table.note == ""
