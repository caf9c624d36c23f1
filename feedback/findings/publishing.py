"""Which opinions other citizens may read: an officer decides one by one, and may decide otherwise later.

Nothing is offered without its sender's consent. The words are scrubbed by the machine first; the officer may take more
out, but may put nothing into anybody's mouth.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Consultation
from feedback.errors import Conflict, UserError
from feedback.findings import service
from feedback.journal import service as journal
from feedback.ledger import published
from feedback.ledger.models import Opinion, PublishedOpinion, Submission
from feedback.ledger.scrub import scrub
from feedback.units import service as units

UNDECIDED, SHOWN, KEPT = "chua", "hien", "an"
"""Values of the filter: nobody has decided; citizens see it; an officer keeps it back."""
LONGEST = 6_000
_HIDDEN = re.compile(r"\[[^\[\]\n]{0,40}\]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sought:
    """Which of the opinions to list."""

    state: str = UNDECIDED
    clause: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Choice:
    """What an officer decides of one opinion: shown or not, in which words; `seen` is `mark_of` what she saw."""

    code: str
    shown: bool
    text: str
    seen: str


def query(consultation_id: int, sought: Sought) -> Select[Any]:
    """Opinions that may be shown, with their submissions; the newest day first, or the latest decision first.

    Within a day by code, which is random: the order must not tell who sent what together.
    """
    rows = (
        select(Opinion)
        .join(Submission, Opinion.submission_id == Submission.id)
        .outerjoin(PublishedOpinion, PublishedOpinion.opinion_id == Opinion.id)
        .where(Opinion.consultation_id == consultation_id, published.may_be_shown())
        .options(contains_eager(Opinion.submission))
    )
    if sought.clause:
        rows = rows.where(published.about(published.Place(sought.clause)))
    if sought.stance:
        rows = rows.where(Opinion.stance == sought.stance)
    if sought.state == UNDECIDED:
        return rows.where(PublishedOpinion.id.is_(None)).order_by(func.date(Submission.received_at).desc(), Opinion.code)
    rows = rows.where(PublishedOpinion.shown.is_(sought.state == SHOWN))
    return rows.order_by(PublishedOpinion.decided_at.desc(), Opinion.code)


def decisions(session: Session, opinions: Sequence[Opinion]) -> dict[int, PublishedOpinion]:
    """What was decided of these opinions, by opinion number."""
    rows = select(PublishedOpinion).where(PublishedOpinion.opinion_id.in_([opinion.id for opinion in opinions]))
    return {row.opinion_id: row for row in session.scalars(rows)}


def mark_of(decided: PublishedOpinion | None) -> str:
    """What a page shows of a decision, in short: sent back with a new one, it tells whether somebody was faster."""
    return "" if decided is None else f"{decided.shown:d}-{decided.decided_by_id}-{decided.decided_at.timestamp():.6f}"


def places(session: Session) -> frozenset[str]:
    """Names of the communes without their kind: they are nobody's name."""
    return frozenset(unit.name.partition(" ")[2] for unit in units.communes(session))


def proposal(opinion: Opinion, decided: PublishedOpinion | None, kept: Collection[str]) -> str:
    """The words to show: as last decided, else the sender's own without what could tell who spoke."""
    return decided.text if decided else scrub(opinion.text, kept)


def decide(session: Session, consultation: Consultation, choice: Choice, account: Account) -> None:
    """Show an opinion, or keep it back; the caller commits.

    Raises UserError with the opinion's code as field when it may not be shown or the words are not its sender's,
    Conflict when somebody else decided since.
    """
    service.lock(session, consultation.id)
    rows = select(Opinion).join(Submission, Opinion.submission_id == Submission.id).where(published.may_be_shown())
    here = rows.where(Opinion.consultation_id == consultation.id, Opinion.code == choice.code)
    opinion = session.scalars(here).first()
    if opinion is None:
        raise UserError(_("Người góp ý không đồng ý công khai ý kiến này."), choice.code)
    text = _checked(opinion, choice)
    row = decisions(session, [opinion]).get(opinion.id)
    if mark_of(row) != choice.seen:
        raise Conflict(_("Người khác vừa quyết định về ý kiến này. Hãy tải lại trang rồi xem lại."), choice.code)
    if row is None:
        row = PublishedOpinion(opinion_id=opinion.id)
        session.add(row)
    row.shown, row.text, row.decided_by_id, row.decided_at = choice.shown, text, account.id, clock.now()
    session.flush()
    action = "opinion.published" if choice.shown else "opinion.withheld"
    journal.append(session, account.login, action, consultation.slug, {"opinion": opinion.code})


def _checked(opinion: Opinion, choice: Choice) -> str:
    """The words to keep; those of an opinion that is kept back need not be in order."""
    text = choice.text.replace("\r\n", "\n").strip()
    if not choice.shown:
        return text if keeps_to(text, opinion.text) and len(text) <= LONGEST else opinion.text
    if not _WORD.search(_HIDDEN.sub("", text)):
        raise UserError(_("Lời công khai đang trống. Hãy để lại lời của người góp ý, hoặc chọn “Không công khai”."), opinion.code)
    if len(text) > LONGEST or not keeps_to(text, opinion.text):
        raise UserError(
            _("Chỉ được bỏ bớt chữ hoặc thay bằng ngoặc vuông như [tên], không thêm, không đổi lời người góp ý."), opinion.code
        )
    return text


def keeps_to(text: str, said: str) -> bool:
    """Whether the text's words, but for those in square brackets, are words of what was said, in the same order."""
    rest = iter(_WORD.findall(said.casefold()))
    return all(word in rest for word in _WORD.findall(_HIDDEN.sub(" ", text).casefold()))
