"""Numbers typed by people: what is accepted, what it means, and that showing and reading agree."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import numerals


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1500000", "1500000"),
        ("1.500.000", "1500000"),
        ("1 500 000", "1500000"),
        ("1\u00a0500\u00a0000", "1500000"),
        ("1,500,000", "1500000"),
        ("1.500", "1500"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("0.500", "0.500"),
        ("1.500.000,25", "1500000.25"),
        ("1,500,000.25", "1500000.25"),
        ("1,500.25", "1500.25"),
        (" 12 ", "12"),
        ("007", "7"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
    ],
)
def test_means_what_a_person_meant(typed: str, meant: str) -> None:
    assert numerals.parse(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "hai triệu",
        "2 triệu",
        "500k",
        "5-10",
        "5 đến 10",
        "1.5.0",
        "1.50.000",
        "1 50",
        "1e5",
        "٣",
        "nan",
        "1" * 41,
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(numerals.NumeralError):
        numerals.parse(typed)


def test_decimals_are_kept_as_typed() -> None:
    assert numerals.parse("2,50").as_tuple().exponent == -2
    assert numerals.parse("1.500").as_tuple().exponent == 0


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=3))
def test_what_is_shown_reads_back(number: Decimal) -> None:
    assert numerals.parse(numerals.show(number)) == number


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_whole_numbers_read_back(number: int) -> None:
    assert numerals.parse(numerals.show(number)) == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(typed: str) -> None:
    with suppress(numerals.NumeralError):
        assert numerals.parse(typed).is_finite()


def test_shown_the_vietnamese_way() -> None:
    assert numerals.show(1500000) == "1.500.000"
    assert numerals.show(2.5) == "2,5"
    assert numerals.show(2, 1) == "2,0"
    assert numerals.show(0.000001) == "0,000001"
    assert numerals.percent(0.4519) == "45,2%"
    assert numerals.percent(None) == "–"
