"""Which requests may hold the database's one write lock.

On SQLite a transaction that may write holds up every other writer, so pages that only read must not start one, nor
those whose writing goes through the ledger's writer (which has a transaction of its own and would wait for theirs).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

from feedback.db import begin_reading, begin_writing, db

View = TypeVar("View", bound=Callable[..., Any])


def through_writer(view: View) -> View:
    """Mark a view that reads by itself and writes only through the ledger's writer."""
    view.through_writer = True  # type: ignore[attr-defined]
    return view


def write_now() -> None:
    """In a view so marked: the slow reading is over, what follows writes in a transaction of its own.

    Rows loaded before are read anew when they are next looked at.
    """
    db.session.rollback()
    begin_writing()


def choose() -> None:
    """Before each request: decide how its transactions begin."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in ("GET", "HEAD", "OPTIONS") or getattr(view, "through_writer", False):
        begin_reading()
    else:
        begin_writing()
