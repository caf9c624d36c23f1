"""The database: one declarative base, one session, and how each engine is made durable.

SQLite: write-ahead log, synchronous=FULL (an answer is on disk before anyone is told 'received'), and BEGIN IMMEDIATE
for whatever may write, because a deferred transaction that turns into a writer fails under load instead of waiting.
PostgreSQL: synchronous_commit stays on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_SECONDS = 30

_READING, _WRITING = "BEGIN", "BEGIN IMMEDIATE"
_begin: ContextVar[str] = ContextVar("begin", default=_WRITING)


class Base(DeclarativeBase):
    """Base of all models; names every constraint so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. Refuses naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database: SQLite forgets the zone, which is always UTC here."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


@contextmanager
def reading() -> Iterator[None]:
    """Within it, new SQLite transactions only read: they neither wait for a writer nor hold one up."""
    token = _begin.set(_READING)
    try:
        yield
    finally:
        _begin.reset(token)


def begin_reading() -> None:
    """Mark the current context (a web request that cannot write) as only reading."""
    _begin.set(_READING)


def begin_writing() -> None:
    """Mark the current context as one that may write (the default)."""
    _begin.set(_WRITING)


def begins_reading() -> bool:
    """Whether new transactions of the current context are marked as only reading."""
    return _begin.get() == _READING


def make_durable(engine: Engine) -> None:
    """Set an engine's connections up as this module's docstring says. Only SQLite needs it."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(_begin.get())
