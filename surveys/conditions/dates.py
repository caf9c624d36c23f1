"""Dates and times as texts, and as days since 1970-01-01 with a fraction, in one fixed offset from UTC.

Viet Nam has kept UTC+7 without summer time since 1975, so a fixed offset is all that both interpreters need. Years
run from 1000 to 9999; calendar after ISO 8601.
"""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime

MILLISECONDS = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = (date(1000, 1, 1).toordinal() - _EPOCH) * MILLISECONDS
_END = (date(9999, 12, 31).toordinal() - _EPOCH + 1) * MILLISECONDS
_TIME = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.(?P<part>[0-9]+))?)?"
_ZONE = r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>[01][0-9]|2[0-3]):?(?P<minutes>[0-5][0-9]))?"
_MOMENT = re.compile(rf"(?P<year>[1-9][0-9]{{3}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:T{_TIME}{_ZONE})?")


def moment(text: str, offset: int) -> int | None:
    """Milliseconds since 1970-01-01T00:00Z of a date or date and time; None when `text` is neither.

    Without a zone of its own the text is local time; a date is its midnight. `offset` in minutes east of UTC.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])).toordinal() - _EPOCH
    except ValueError:
        return None
    return day * MILLISECONDS + (_clock(match, offset) if match["hour"] else -offset * 60_000)


def _clock(match: re.Match[str], offset: int) -> int:
    """Milliseconds from midnight UTC of a time of day; may lie outside of the day."""
    if match["zone"]:
        offset = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
        offset = -offset if match["sign"] == "-" else offset
    seconds = (int(match["hour"]) * 60 + int(match["minute"]) - offset) * 60 + int(match["second"] or 0)
    return seconds * 1_000 + int(((match["part"] or "") + "000")[:3])


def days(text: str, offset: int) -> float:
    """A date or date and time as days since 1970-01-01T00:00Z, NaN when it is neither."""
    found = moment(text, offset)
    return math.nan if found is None else found / MILLISECONDS


def stamp(milliseconds: float, offset: int) -> str:
    """The moment as a text: 'YYYY-MM-DD' at local midnight, else with time and zone; '' outside of the years."""
    local = milliseconds + offset * 60_000
    if not _FIRST <= local < _END:
        return ""
    day, rest = divmod(int(local), MILLISECONDS)
    return _day(day) if rest == 0 else f"{_day(day)}T{_hours(rest)}{_zone(offset)}"


def now_text(milliseconds: int, offset: int) -> str:
    """The moment with time and zone, at midnight too."""
    day, rest = divmod(milliseconds + offset * 60_000, MILLISECONDS)
    return f"{_day(day)}T{_hours(rest)}{_zone(offset)}"


def today_text(milliseconds: int, offset: int) -> str:
    """The local day of a moment."""
    return _day((milliseconds + offset * 60_000) // MILLISECONDS)


def from_days(number: float, offset: int) -> str:
    """The inverse of `days`: a text for a number of days; '' for what is no moment."""
    return stamp(math.floor(number * MILLISECONDS + 0.5), offset) if math.isfinite(number * MILLISECONDS) else ""


def formatted(milliseconds: int, pattern: str, offset: int, months: Sequence[str], weekdays: Sequence[str]) -> str:
    """`pattern` with %Y %y %m %n %b %d %e %a %H %h %M %S %3 filled in; other marks stay as they are.

    `months` are the twelve short names for %b, `weekdays` the seven for %a, Sunday first.
    """
    day, rest = divmod(milliseconds + offset * 60_000, MILLISECONDS)
    local = date.fromordinal(day + _EPOCH)
    clock = _hours(rest)
    parts = {
        "Y": str(local.year), "y": f"{local.year % 100:02}", "m": f"{local.month:02}", "n": str(local.month),
        "b": months[local.month - 1], "d": f"{local.day:02}", "e": str(local.day), "a": weekdays[local.isoweekday() % 7],
        "H": clock[:2], "h": str(int(clock[:2])), "M": clock[3:5], "S": clock[6:8], "3": clock[9:],
    }  # fmt: skip
    return re.sub(r"%([YymnbdeaHhMS3])", lambda match: parts[match[1]], pattern)


def milliseconds_of(when: datetime) -> int:
    """Milliseconds since the epoch of an aware datetime."""
    return math.floor(when.timestamp() * 1_000)


def _day(day: int) -> str:
    return date.fromordinal(day + _EPOCH).isoformat()


def _hours(rest: int) -> str:
    seconds, part = divmod(rest, 1_000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:03}"


def _zone(offset: int) -> str:
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
