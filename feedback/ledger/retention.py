"""Removing what may be kept no longer."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.identity.models import Contact
from feedback.identity.service import KEPT
from feedback.journal import service as journal
from feedback.ledger.models import Submission


def forget_contacts(session: Session) -> int:
    """Delete the contact data of consultations closed longer ago than was promised; return how many. Opinions stay.

    The consent speaks of the day the results are published; until that day is recorded, the closing day stands for it,
    which is never later.
    """
    closed = select(Submission.id).join(Consultation).where(Consultation.closes_at < clock.now() - KEPT)
    count = session.scalar(select(func.count(Contact.id)).where(Contact.submission_id.in_(closed))) or 0
    if count:
        session.execute(delete(Contact).where(Contact.submission_id.in_(closed)).execution_options(synchronize_session=False))
        journal.append(session, "system", "contacts.forgotten", "-", {"count": count})
    return count
