"""Invitation codes to a draft that is not for everybody: making, opening with and revoking them.

Nothing leads from a code to what its bearer then says: openings are kept to the hour and stand apart from submissions,
and the journal says nothing of them, because its order would tell.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.orm import Session

from feedback import clock, codes
from feedback.accounts.models import Account
from feedback.consultations.models import Consultation, Invitation, Opening
from feedback.errors import NotFound, UserError
from feedback.journal import service as journal

LENGTH = 12
"""About 59 bits: with the limit on guesses nobody finds one by trying."""
MOST = 500
LONGEST_LABEL = 200
KEPT = timedelta(days=365)
"""How long after the consultation closed codes and their openings are kept."""


@dataclass(frozen=True)
class Made:
    """A new code, shown once, with the office's note of whom it is for."""

    code: str
    label: str


def require_invited(consultation: Consultation) -> None:
    """Raise NotFound for a consultation that everybody may read: it has no codes."""
    if not consultation.invited:
        raise NotFound


def labels(written: str, count: int | None) -> list[str]:
    """One label for each code to be made: the lines written, or `count` empty ones when nothing is written.

    Raises UserError at 'count' or 'labels' for none, too many or too long.
    """
    lines = [" ".join(unicodedata.normalize("NFC", line.replace("\x00", "")).split()) for line in written.splitlines()]
    wanted = [line for line in lines if line]
    if not wanted:
        if count is None or not 1 <= count <= MOST:
            raise UserError(_("Hãy ghi số mã cần tạo, từ 1 đến %(most)s.", most=MOST), "count")
        return [""] * count
    if len(wanted) > MOST:
        raise UserError(_("Mỗi lần tạo nhiều nhất %(most)s mã; danh sách có %(n)s dòng.", most=MOST, n=len(wanted)), "labels")
    long = next((line for line in wanted if len(line) > LONGEST_LABEL), None)
    if long is not None:
        raise UserError(_("Dòng “%(line)s…” dài quá 200 ký tự.", line=long[:40]), "labels")
    return wanted


def make(
    session: Session, secret: str, consultation: Consultation, labels: Sequence[str], account: Account
) -> tuple[Made, ...]:
    """Add one code for each label and return them, for the only time; the caller commits."""
    require_invited(consultation)
    made = tuple(Made(codes.dashed(codes.random(LENGTH)), label) for label in labels)
    now = clock.now()
    session.add_all(
        Invitation(
            consultation_id=consultation.id, code_hmac=_hmac(secret, one.code), label=one.label,
            created_by_id=account.id, created_at=now,
        )
        for one in made
    )  # fmt: skip
    session.flush()
    journal.append(session, account.login, "invitations.made", consultation.slug, {"count": len(made)})
    return made


def _hmac(secret: str, code: str) -> str:
    return codes.digest(secret, "invitation", code)


def by_code(session: Session, secret: str, consultation_id: int, written: str) -> Invitation | None:
    """The invitation to this consultation that a code as typed stands for; None for none, or a revoked one."""
    code = codes.normal(written, LENGTH)
    if code is None:
        return None
    wanted = select(Invitation).where(
        Invitation.code_hmac == _hmac(secret, code), Invitation.consultation_id == consultation_id,
        Invitation.revoked_at.is_(None),
    )  # fmt: skip
    return session.scalars(wanted).first()


def stands(session: Session, consultation_id: int, number: int) -> bool:
    """Whether the invitation with this number belongs to the consultation and has not been revoked."""
    wanted = select(Invitation.id).where(
        Invitation.id == number, Invitation.consultation_id == consultation_id, Invitation.revoked_at.is_(None)
    )
    return session.scalar(wanted) is not None


def note_opening(session: Session, number: int) -> None:
    """Record that the draft was opened with an invitation, to the hour; the caller commits."""
    now = clock.now()
    session.add(Opening(invitation_id=number, opened_at=now.replace(minute=0, second=0, microsecond=0)))
    session.flush()


def listed(consultation: Consultation) -> Select[Invitation]:
    """Query for the invitations of a consultation, in the order they were made."""
    return select(Invitation).where(Invitation.consultation_id == consultation.id).order_by(Invitation.id)


def opened(session: Session, numbers: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """How often, and when last, each of these invitations was opened with; those never used are left out."""
    query = select(Opening.invitation_id, func.count(), func.max(Opening.opened_at))
    rows = session.execute(query.where(Opening.invitation_id.in_(numbers)).group_by(Opening.invitation_id))
    return {number: (count, last) for number, count, last in rows}


def openings(session: Session, consultation: Consultation) -> Sequence[Row[int, str, datetime]]:
    """(number of the invitation, label, hour) of each opening, by invitation and time."""
    query = (
        select(Invitation.id, Invitation.label, Opening.opened_at)
        .join(Opening, Opening.invitation_id == Invitation.id)
        .where(Invitation.consultation_id == consultation.id)
        .order_by(Invitation.id, Opening.opened_at)
    )
    return session.execute(query).all()


def mine(session: Session, secret: str, consultation: Consultation, written: Sequence[str]) -> bool:
    """Whether all these codes open this consultation: a file of codes is made of nothing else."""
    return all(by_code(session, secret, consultation.id, code) is not None for code in written)


def revoke(session: Session, consultation: Consultation, number: int, account: Account) -> Invitation:
    """Make a code open nothing from now on, also for who has already come in with it. Raises NotFound."""
    found = session.get(Invitation, number)
    if found is None or found.consultation_id != consultation.id:
        raise NotFound
    if found.revoked_at is None:
        found.revoked_at = clock.now()
        session.flush()
        journal.append(session, account.login, "invitation.revoked", consultation.slug, {"invitation": number})
    return found


def forget(session: Session) -> int:
    """Delete codes and openings of consultations that closed longer ago than KEPT; return how many codes."""
    closed = select(Consultation.id).where(Consultation.closes_at < clock.now() - KEPT)
    old = select(Invitation.id).where(Invitation.consultation_id.in_(closed))
    count = session.scalar(select(func.count()).select_from(old.subquery())) or 0
    if count:
        session.execute(delete(Opening).where(Opening.invitation_id.in_(old)).execution_options(synchronize_session=False))
        session.execute(
            delete(Invitation).where(Invitation.consultation_id.in_(closed)).execution_options(synchronize_session=False)
        )
        journal.append(session, "system", "invitations.forgotten", "-", {"count": count})
    return count
