"""The one place that asks what time it is, so that tests can say."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The moment as clocks in Vietnam show it."""
    return moment.astimezone(VIETNAM)


def today() -> date:
    """Today's date in Vietnam."""
    return local(now()).date()
