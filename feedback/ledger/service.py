"""The one way into the ledger, whatever the door; and the ways to find again what was recorded."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.text.normalise import fold
from feedback import clock
from feedback.consultations.models import Consultation
from feedback.db import Base
from feedback.errors import NotOpen, UserError
from feedback.identity import consent
from feedback.identity.models import Contact
from feedback.journal import service as journal
from feedback.ledger import codes, places, published
from feedback.ledger.models import Answer, Opinion, Submission


@dataclass(frozen=True)
class NewOpinion:
    """One thing said in words, on its way into the ledger."""

    text: str
    stance: str | None = None
    clause_id: int | None = None
    clause_path: str | None = None
    question: str | None = None
    proposed: str = ""
    aspect: str | None = None


@dataclass(frozen=True)
class NewSubmission:
    """One sending, on its way into the ledger.

    `key` is the sender's own (a cookie, a row of a table): the same key is never recorded twice.
    `consents` holds the purposes that were asked, with yes or no; `contact` is (name, address) or None; `seconds` are
    codes of published opinions that the sender joins.
    """

    consultation_id: int
    key: str
    channel: str
    opinions: tuple[NewOpinion, ...] = ()
    answers: Mapping[str, object] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    contact: tuple[str, str] | None = None
    respondent: str = "person"
    unit_id: int | None = None
    draft_id: int | None = None
    questionnaire_id: int | None = None
    batch_id: int | None = None
    said_on: date | None = None
    received_at: datetime | None = None
    seconds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What the sender is told. `created` is False when this key had been recorded before."""

    code: str
    created: bool


def record(session: Session, secret: str, new: NewSubmission, actor: str = "citizen") -> Receipt:
    """Write one submission with its answers, opinions, consents and journal line; the caller commits.

    The same key again returns the same receipt and writes nothing. Raises NotOpen when a citizen's consultation takes
    no opinions now, UserError when there is nothing in it.
    """
    receipt = codes.receipt(secret, new.key)
    known = codes.digest(secret, "key", new.key)
    if _is_known(session, known):
        return Receipt(receipt, created=False)
    require_something(new)
    if new.channel == "web":
        require_open(session, new.consultation_id)
    try:
        with session.begin_nested():
            _write(session, secret, receipt, known, new, actor)
    except IntegrityError:
        if not _is_known(session, known):  # another process recorded the same key in between: that is the retry
            raise
        return Receipt(receipt, created=False)
    return Receipt(receipt, created=True)


def require_something(new: NewSubmission) -> None:
    """Raise UserError when the sending holds neither an opinion nor an answer, nor joins anybody's opinion."""
    if not new.opinions and not new.answers and not new.seconds:
        raise UserError(_("Chưa có góp ý hay câu trả lời nào để gửi."))


def _is_known(session: Session, known: str) -> bool:
    return bool(session.scalar(select(exists().where(Submission.idempotency_hmac == known))))


def require_open(session: Session, consultation_id: int) -> Consultation:
    """The consultation, which takes opinions now. Raises NotOpen otherwise."""
    consultation = session.get_one(Consultation, consultation_id)
    state = consultation.state(clock.now())
    if state == "closed":
        raise NotOpen(_("Đợt lấy ý kiến này đã kết thúc nên không nhận thêm góp ý."))
    if state != "open":
        raise NotOpen(_("Đợt lấy ý kiến này chưa mở."))
    return consultation


def _write(session: Session, secret: str, receipt: str, known: str, new: NewSubmission, actor: str) -> None:
    submission = submission_row(secret, receipt, known, new)
    session.add(submission)
    session.flush()
    opinion_codes = [_free_code(session, new.consultation_id) for _opinion in new.opinions]
    standing = places.stand(session, clauses_of([new]))  # after the row of the sending: a version just being published waits
    session.add_all(rows_of(submission, new, opinion_codes, standing))
    joined = published.signatures(session, submission, new.seconds)
    if not joined and not new.opinions and not new.answers:
        raise UserError(_("Những ý kiến Ông/Bà tán thành không còn công khai nên không có gì để gửi."))
    session.add_all(joined)
    consent.note(session, submission.id, new.consents, new.channel)
    detail = {"channel": new.channel, "opinions": len(new.opinions), "answers": len(new.answers)}
    if joined:
        detail["joined"] = len(joined)
    journal.append(session, actor, "submission.received", submission.receipt_hmac[:16], detail)


def submission_row(secret: str, receipt: str, known: str, new: NewSubmission) -> Submission:
    """The row of one sending; `known` is the HMAC of its key."""
    return Submission(
        consultation_id=new.consultation_id,
        receipt_hmac=codes.digest(secret, "receipt", receipt),
        idempotency_hmac=known,
        channel=new.channel,
        respondent=new.respondent,
        unit_id=new.unit_id,
        draft_id=new.draft_id,
        questionnaire_id=new.questionnaire_id,
        batch_id=new.batch_id,
        may_publish=new.consents.get(consent.PUBLISH, False),
        may_group=new.consents.get(consent.GROUP, False),
        said_on=new.said_on,
        received_at=new.received_at or clock.now(),
    )


def clauses_of(news: Iterable[NewSubmission]) -> set[int]:
    """Numbers of the clauses that opinions of these sendings were written on."""
    return {opinion.clause_id for new in news for opinion in new.opinions if opinion.clause_id is not None}


def rows_of(
    submission: Submission, new: NewSubmission, opinion_codes: Sequence[str], standing: Mapping[int, str]
) -> list[Base]:
    """Answers, opinions and contact of a sending whose own row has its number; one code for each opinion.

    `standing` says where the clauses the opinions were written on stand now (`places.stand`).
    """
    rows: list[Base] = [
        Answer(submission_id=submission.id, question=name, value=value) for name, value in new.answers.items()
    ]
    for position, (opinion, code) in enumerate(zip(new.opinions, opinion_codes, strict=True)):
        rows.append(_opinion(submission, position, opinion, code, standing))
    if new.contact is not None and new.consents.get(consent.CONTACT, False):
        name, address = new.contact
        rows.append(Contact(submission_id=submission.id, name=_nfc(name), address=_nfc(address)))
    return rows


def _opinion(
    submission: Submission, position: int, new: NewOpinion, code: str, standing: Mapping[int, str]
) -> Opinion:
    return Opinion(
        code=code,
        consultation_id=submission.consultation_id,
        submission_id=submission.id,
        position=position,
        clause_id=new.clause_id,
        clause_path=standing[new.clause_id] if new.clause_id is not None else new.clause_path,
        question=new.question,
        stance=new.stance,
        aspect=new.aspect,
        text=_nfc(new.text),
        proposed=_nfc(new.proposed),
        folded=fold(_nfc(f"{new.text} {new.proposed}")),
    )


def _free_code(session: Session, consultation_id: int) -> str:
    while True:
        code = codes.opinion_code()
        taken = exists().where(Opinion.consultation_id == consultation_id, Opinion.code == code)
        if not session.scalar(select(taken)):
            return code


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\x00", "")).strip()


def by_receipt(session: Session, secret: str, written: str) -> Submission | None:
    """The submission a receipt code opens, or None. The code may be typed in any case, with or without dashes."""
    code = codes.normal_receipt(written)
    if code is None:
        return None
    wanted = codes.digest(secret, "receipt", code)
    return session.scalars(select(Submission).where(Submission.receipt_hmac == wanted)).first()


def by_key(session: Session, secret: str, key: str) -> Submission | None:
    """The submission recorded under a sender's key, or None."""
    wanted = codes.digest(secret, "key", key)
    return session.scalars(select(Submission).where(Submission.idempotency_hmac == wanted)).first()
