"""Finding and changing consultations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations.models import Consultation
from feedback.errors import NotFound


def by_slug(session: Session, slug: str) -> Consultation:
    """The consultation of this address. Raises NotFound."""
    found = session.scalars(select(Consultation).where(Consultation.slug == slug)).first()
    if found is None:
        raise NotFound
    return found
