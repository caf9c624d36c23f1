"""Many submissions at once, for tables: the same rows as `record` writes, a few statements for all of them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.identity import consent
from feedback.journal import service as journal
from feedback.ledger import codes, places
from feedback.ledger.models import Opinion, Submission
from feedback.ledger.service import NewSubmission, clauses_of, require_something, rows_of, submission_row

CHUNK = 500
"""Values in one IN list."""


def record_many(
    session: Session, secret: str, news: Sequence[NewSubmission], actor: str, subject: str
) -> tuple[Submission, ...]:
    """Write submissions of one consultation with a single journal line on `subject`; return those written.

    Keys recorded before are left out, so that a retry writes nothing. The caller commits, or rolls all of it back.
    Raises UserError when one of them is empty and ValueError for the channel 'web', whose senders wait for a receipt.
    """
    for new in news:
        require_something(new)
        if new.channel == "web":
            raise ValueError("the web's submissions are recorded one by one")
    fresh = _fresh(session, secret, news)
    rows = [submission_row(secret, codes.receipt(secret, new.key), known, new) for known, new in fresh.items()]
    session.add_all(rows)
    session.flush()
    texts, free = consent.current(session), _free_codes(session, fresh.values())
    standing = places.stand(session, clauses_of(fresh.values()))
    for row, new in zip(rows, fresh.values(), strict=True):
        session.add_all(rows_of(row, new, [next(free) for _opinion in new.opinions], standing))
        session.add_all(consent.rows(texts, row.id, new.consents, new.channel))
    session.flush()
    detail = {
        "submissions": len(rows), "opinions": sum(len(new.opinions) for new in fresh.values()), "digest": digest(rows),
    }  # fmt: skip
    journal.append(session, actor, "submissions.received", subject, detail)
    return tuple(rows)


def digest(rows: Iterable[Submission]) -> str:
    """SHA-256 over the submissions' receipt HMACs in order: the journal's line vouches for each of them."""
    return hashlib.sha256("".join(sorted(row.receipt_hmac for row in rows)).encode()).hexdigest()


def _fresh(session: Session, secret: str, news: Iterable[NewSubmission]) -> dict[str, NewSubmission]:
    """The submissions whose key was not recorded before, by the HMAC of their key."""
    keyed: dict[str, NewSubmission] = {}
    for new in news:
        keyed.setdefault(codes.digest(secret, "key", new.key), new)
    for chunk in _chunks(list(keyed)):
        for known in session.scalars(select(Submission.idempotency_hmac).where(Submission.idempotency_hmac.in_(chunk))):
            del keyed[known]
    return keyed


def _free_codes(session: Session, news: Iterable[NewSubmission]) -> Iterator[str]:
    """As many new opinion codes as the submissions need, none of them taken in the consultation."""
    wanted = [new.consultation_id for new in news for _opinion in new.opinions]
    found: set[str] = set()
    while len(found) < len(wanted):
        more = {codes.opinion_code() for _each in range(len(wanted) - len(found))}
        for chunk in _chunks(list(more)):
            taken = select(Opinion.code).where(Opinion.consultation_id == wanted[0], Opinion.code.in_(chunk))
            more.difference_update(session.scalars(taken))
        found |= more
    return iter(found)


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
