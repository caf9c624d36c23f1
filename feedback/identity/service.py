"""Reading what a citizen left in order to be answered, and forgetting it in time."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.identity.models import Contact
from feedback.journal import service as journal

KEPT = timedelta(days=365)
"""How long after a consultation closed contact data are kept: what its consent sentence promises (12 months)."""


def left(session: Session, submission_id: int) -> bool:
    """Whether this sender left a way to be answered."""
    return session.scalar(select(Contact.id).where(Contact.submission_id == submission_id)) is not None


def look(session: Session, submission_id: int, subject: str, by: str) -> Contact | None:
    """The contact data of one submission, or None; the look itself is noted in the journal (NĐ 356/2025 Điều 4.2).

    `subject` is the public code of the opinion that is being answered. The caller commits.
    """
    contact = session.scalars(select(Contact).where(Contact.submission_id == submission_id)).first()
    if contact is not None:
        journal.append(session, by, "contact.seen", subject)
    return contact
