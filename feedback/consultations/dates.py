"""Days as people give them, moments as the database keeps them.

A consultation opens at 00:00 of its first day and closes at the end of its last day, by the clock in Vietnam.
"""

from datetime import date, datetime, time, timedelta

from feedback import clock

LEAST_DAYS = 20
"""Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 28.2: a commune takes opinions for at least this many days."""


def opening(day: date) -> datetime:
    """The first moment of the day."""
    return datetime.combine(day, time.min, clock.VIETNAM)


def closing(day: date) -> datetime:
    """The moment after the last one of the day."""
    return opening(day + timedelta(days=1))


def opening_day(moment: datetime | None) -> date | None:
    """The day a consultation opens on."""
    return clock.local(moment).date() if moment else None


def closing_day(moment: datetime | None) -> date | None:
    """The last day on which opinions are taken, for a consultation that closes at this moment."""
    return clock.local(moment - timedelta(microseconds=1)).date() if moment else None


def days_open(opens: datetime, closes: datetime) -> int:
    """Whole days between two moments."""
    return (closes - opens).days
