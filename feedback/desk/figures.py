"""What came in to one consultation: by channel, by place, by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Date, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from feedback.desk.service import from_units
from feedback.ledger.models import Opinion, Submission
from feedback.units.models import Unit

Key = TypeVar("Key")
VIETNAM_HOURS = 7
"""Hours that clocks in Vietnam are ahead of UTC, all year."""


@dataclass(frozen=True)
class Count:
    """Submissions and opinions of one channel (its code), place (its name; empty: not told) or day."""

    key: str
    submissions: int
    opinions: int


@dataclass(frozen=True)
class Day:
    """Submissions and opinions received on one day in Vietnam."""

    day: date
    submissions: int
    opinions: int


@dataclass(frozen=True)
class Figures:
    """Totals, and the same split in three ways. Channels and places: most first; days in order, without gaps."""

    submissions: int
    opinions: int
    channels: tuple[Count, ...]
    places: tuple[Count, ...]
    days: tuple[Day, ...]


def of(session: Session, consultation_id: int, paths: Sequence[str] | None = None) -> Figures:
    """Figures of a consultation, of everything or only of what came from the units at or below `paths`."""
    where = (Submission.consultation_id == consultation_id, from_units(paths))
    channels = [Count(*row) for row in _split(session, Submission.channel, *where)]
    places = [Count(*row) for row in _split(session, func.coalesce(Unit.name, ""), *where)]
    days = [Day(*row) for row in _split(session, _day(session), *where)]
    return Figures(
        submissions=sum(count.submissions for count in channels),
        opinions=sum(count.opinions for count in channels),
        channels=_most_first(channels),
        places=_most_first(places),
        days=_without_gaps(days),
    )


def _split(
    session: Session, column: SQLColumnExpression[Key], *where: ColumnElement[bool]
) -> Iterator[tuple[Key, int, int]]:
    query: Select[Key, int, int] = (
        select(column.label("split"), func.count(Submission.id.distinct()), func.count(Opinion.id))
        .select_from(Submission)
        .outerjoin(Opinion, Opinion.submission_id == Submission.id)
        .outerjoin(Unit, Unit.id == Submission.unit_id)
        .where(*where)
        .group_by("split")  # by name: PostgreSQL takes the same expression with other parameters for another one
    )
    yield from session.execute(query)


def _day(session: Session) -> ColumnElement[date]:
    """The day in Vietnam of the moment a submission was received."""
    if session.get_bind().dialect.name == "sqlite":
        return func.date(Submission.received_at, f"+{VIETNAM_HOURS} hours", type_=Date)
    return func.date(func.timezone("Asia/Ho_Chi_Minh", Submission.received_at), type_=Date)


def _most_first(counts: Sequence[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda count: (-count.opinions, -count.submissions, count.key)))


def _without_gaps(days: Sequence[Day]) -> tuple[Day, ...]:
    known = {day.day: day for day in days}
    if not known:
        return ()
    first, last = min(known), max(known)
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(known.get(day, Day(day, 0, 0)) for day in span)
