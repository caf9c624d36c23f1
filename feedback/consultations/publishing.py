"""Opening a consultation to citizens, and closing it before its day."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import drafts, questionnaires, service
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.errors import UserError
from feedback.journal import service as journal
from surveys.check import problems


@dataclass(frozen=True)
class Finding:
    """One thing to look at before opening, in dates, draft, survey or content; it `blocks` if it must be done first."""

    where: str
    sentence: str
    blocks: bool


def findings(session: Session, row: Consultation) -> tuple[Finding, ...]:
    """What is missing before the consultation is opened, then what is worth a look."""
    draft = to_open(session, row)
    survey = questionnaires.current(session, row)
    found = list(_dates(row))
    if draft is None and not survey.questions:
        found.append(Finding("content", _("Chưa có dự thảo và cũng chưa có phiếu. Cần ít nhất một trong hai."), True))
    if draft is not None:
        found += [*draft_findings(session, draft), *_later(session, row, draft)]
    if survey.questions:
        found += [Finding("survey", str(problem), True) for problem in problems(survey)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _dates(row: Consultation) -> Iterator[Finding]:
    if row.opens_at is None or row.closes_at is None:
        yield Finding("dates", _("Chưa có ngày bắt đầu và ngày kết thúc."), True)
    elif row.closes_at <= clock.now():
        yield Finding("dates", _("Ngày kết thúc đã qua."), True)
    days = service.short_notice(row)
    if days is not None:
        yield Finding("dates", short_notice(days), False)


def short_notice(days: int) -> str:
    """The sentence for a consultation that is open for fewer days than a commune must give."""
    sentence: str = ngettext(
        "Thời gian lấy ý kiến chỉ có %(num)s ngày. Ở cấp xã, luật yêu cầu ít nhất 20 ngày kể từ ngày công khai "
        "(khoản 2 Điều 28 Luật Thực hiện dân chủ ở cơ sở).",
        "Thời gian lấy ý kiến chỉ có %(num)s ngày. Ở cấp xã, luật yêu cầu ít nhất 20 ngày kể từ ngày công khai "
        "(khoản 2 Điều 28 Luật Thực hiện dân chủ ở cơ sở).",
        days,
    )
    return sentence


def to_open(session: Session, row: Consultation) -> DraftVersion | None:
    """The version a consultation is opened with: the newest published one where it was open before, else the one there is."""
    return drafts.published(session, row) or drafts.current(session, row)


def _later(session: Session, row: Consultation, draft: DraftVersion) -> Iterator[Finding]:
    newest = drafts.current(session, row)
    if newest is not None and newest.number > draft.number:
        sentence = _("Đợt sẽ mở với bản %(old)s. Bản %(new)s còn đang soạn: công bố riêng ở trang “So với bản trước”.",
                     old=draft.number, new=newest.number)  # fmt: skip
        yield Finding("draft", sentence, False)


def draft_findings(session: Session, draft: DraftVersion) -> Iterator[Finding]:
    """What is missing before a version of the draft can be read by citizens, and what is worth a look."""
    shown = select(func.count()).where(Clause.draft_id == draft.id, Clause.excluded.is_(False))
    if not session.scalar(shown):
        yield Finding("draft", _("Dự thảo không có điều khoản nào để người dân đọc."), True)
    doubtful = session.scalar(shown.where(Clause.doubt.is_(True))) or 0
    if doubtful:
        sentence = ngettext(
            "Còn %(num)s mục của dự thảo máy đọc chưa chắc chắn mà chưa ai xem lại.",
            "Còn %(num)s mục của dự thảo máy đọc chưa chắc chắn mà chưa ai xem lại.",
            doubtful,
        )
        yield Finding("draft", sentence, False)


def publish(session: Session, row: Consultation, account: Account) -> None:
    """Open the consultation: from its first day on, citizens may read and write. Raises UserError when it cannot be."""
    service.lock(session, row)
    if row.published_at is not None:
        raise UserError(_("Đợt lấy ý kiến này đã được mở rồi."))
    for finding in findings(session, row):
        if finding.blocks:
            raise UserError(finding.sentence)
    row.published_at = clock.now()
    draft = to_open(session, row)
    if draft is not None and draft.published_at is None:
        draft.published_at = row.published_at
    version = questionnaires.current_version(session, row)
    if version is not None and not version.definition.get("questions"):
        session.delete(version)  # begun and left empty: citizens must not be led to an empty page
    session.flush()
    journal.append(session, account.login, "consultation.published", row.slug, {"closes": _iso(row)})


def _iso(row: Consultation) -> str | None:
    return row.closes_at.isoformat() if row.closes_at else None


def close(session: Session, row: Consultation, account: Account) -> None:
    """Stop taking opinions now; one whose first day has not come goes back to being prepared.

    Raises UserError for one that is not open.
    """
    state = row.state(clock.now())
    if state == "open":
        row.closes_at = clock.now()
    elif state == "waiting":
        _withdraw(session, row)
    else:
        raise UserError(_("Đợt lấy ý kiến này không mở nên không có gì để đóng."))
    session.flush()
    act = "consultation.closed" if state == "open" else "consultation.withdrawn"
    journal.append(session, account.login, act, row.slug)


def _withdraw(session: Session, row: Consultation) -> None:
    """Only a single version goes back to being prepared. Of several, each stays what the next was matched with."""
    row.published_at = None
    versions = list(session.scalars(select(DraftVersion).where(DraftVersion.consultation_id == row.id)))
    if len(versions) == 1:
        versions[0].published_at = None
