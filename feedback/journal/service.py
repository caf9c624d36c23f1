"""Adding lines to the journal, and checking that none was changed or taken away."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from feedback import clock
from feedback.journal.models import Entry

FIRST = "0" * 64
_LOCK = 0x1A6E_0001  # any number, the same everywhere: names the chain among PostgreSQL's advisory locks


def append(session: Session, actor: str, action: str, subject: str, detail: Mapping[str, object] | None = None) -> Entry:
    """Add one line to the chain; the caller commits it together with what it tells of.

    `detail` holds JSON values, never anybody's words, name or address.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two transactions must not both continue the same line. SQLite has one writer anyway (BEGIN IMMEDIATE).
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    previous = session.scalar(select(Entry.hash).order_by(Entry.id.desc()).limit(1)) or FIRST
    entry = Entry(
        at=clock.now().replace(microsecond=0), actor=actor, action=action, subject=subject, detail=dict(detail or {})
    )
    entry.previous = previous
    entry.hash = digest(entry)
    session.add(entry)
    session.flush()
    return entry


def digest(entry: Entry) -> str:
    """SHA-256 over the line's content and the hash before it, as 64 hexadecimal digits."""
    content = [entry.previous, entry.at.isoformat(), entry.actor, entry.action, entry.subject, entry.detail]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def broken(session: Session) -> Iterator[int]:
    """Numbers of the lines whose hash is wrong or that do not follow the line before; none for an untouched journal."""
    previous = FIRST
    for entry in session.scalars(select(Entry).order_by(Entry.id).execution_options(yield_per=1000)):
        if entry.previous != previous or entry.hash != digest(entry):
            yield entry.id
        previous = entry.hash
