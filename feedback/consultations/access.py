"""From an address to a consultation that this account may work on."""

from flask_login import current_user

from feedback.accounts import scope
from feedback.consultations.models import Consultation
from feedback.consultations.service import by_slug
from feedback.db import db
from feedback.errors import NotAllowed


def load(slug: str, *roles: str) -> Consultation:
    """The consultation, for an account holding one of the roles on its unit or above.

    Raises NotFound for an unknown address and NotAllowed when the unit is out of the account's reach.
    """
    consultation = by_slug(db.session(), slug)
    if not scope.reaches(current_user.account, roles, consultation.unit.path):
        raise NotAllowed
    return consultation


def load_seen(slug: str, *roles: str) -> Consultation:
    """Like `load`, but also for accounts of units below the one that asks, which see their own units' opinions.

    They see it once it is published: a draft in preparation is nobody else's business, nor is one that is shown to
    invited persons only.
    """
    consultation = by_slug(db.session(), slug)
    path = consultation.unit.path
    if scope.reaches(current_user.account, roles, path):
        return consultation
    hidden = consultation.published_at is None or consultation.invited
    if hidden or not scope.sees(current_user.account, roles, path):
        raise NotAllowed
    return consultation
