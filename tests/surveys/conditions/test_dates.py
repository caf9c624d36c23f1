"""Dates are days in Viet Nam: where a day begins, what compares with what, how dates are written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import dates
from surveys.conditions.scope import World
from tests.surveys.conditions.test_values import value


def test_today_is_the_day_in_viet_nam(world: World) -> None:
    assert value("today()", world) == "2026-03-02"
    assert value("now()", world) == "2026-03-02T01:30:00.000+07:00"
    assert value("today()", replace(world, now=datetime(2026, 3, 1, 16, 59, tzinfo=UTC))) == "2026-03-01"


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("'2026-03-02' = today()", True),
        ("'2026-03-02' < today()", False),
        ("'2026-03-02' <= today()", True),
        ("'2026-03-01' < today()", True),
        ("'2026-3-3' > today()", True),
        ("date('2026-03-02') = today()", True),
        ("'9/3/2026' > '2026-03-01'", False),
        ("'2026-03-01T17:00:00Z' >= '2026-03-02'", True),
        ("'2026-03-01T16:59:59Z' >= '2026-03-02'", False),
        ("'2026-03-02T00:00' <= today()", True),
        ("today() - '2026-02-28' = 2", True),
        ("date('2026-02-28' + 2) = today()", True),
        ("int((today() - '2008-03-03') div 365.25) >= 18", False),
        ("int((today() - '2008-03-01') div 365.25) >= 18", True),
    ],
)
def test_dates_compare_as_days(source: str, truth: bool, world: World) -> None:
    assert value(source, world) is truth


@pytest.mark.parametrize(
    "text", ["", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0999-01-01", "2026-03-02T24:00", "2026-03-02T10:60",
             "2026-03-02T10:00+24:00", "2/3/2026", "2026-03-02 ", "2026-03-02T10", "20260302"]
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates.moment(text, 420) is None


def test_formats(world: World) -> None:
    assert value("format-date('2026-03-02', '%d/%m/%Y %e/%n/%y %b %a')", world) == "02/03/2026 2/3/26 Th3 T2"
    assert value("format-date-time('2026-03-01T18:05:09.07Z', '%H:%M:%S.%3 %h %q %')", world) == "01:05:09.070 1 %q %"
    assert value("format-date('chưa biết', '%Y')", world) == ""
    assert value("date(-354286)", world) == value("date(2932897)", world) == value("date(1 div 0)", world) == ""


@given(st.integers(0, 86_400_000 * 20_000), st.integers(-12, 14))
def test_moments_read_back(milliseconds: int, hours: int) -> None:
    text = dates.now_text(milliseconds, hours * 60)
    assert dates.moment(text, 420) == milliseconds
    assert datetime.fromisoformat(text) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert dates.moment(dates.stamp(milliseconds, hours * 60), hours * 60) == milliseconds


def test_a_world_counts_milliseconds_down() -> None:
    assert World(datetime(1970, 1, 1, 0, 0, 1, 1_999, tzinfo=UTC)).milliseconds == 1_001
