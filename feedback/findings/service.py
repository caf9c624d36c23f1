"""What people do with the findings: ask for a run, rename a theme, place an opinion by hand.

All of it, and the writing of a run, goes one after another within a consultation (`lock`), so that a run never undoes
what a person decided while it was computing.
"""

import unicodedata

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from feedback.accounts.models import Account
from feedback.consultations.models import Consultation
from feedback.errors import Conflict, NotFound, UserError
from feedback.findings import opinions
from feedback.findings.models import Placement, Theme
from feedback.jobs import service as jobs
from feedback.jobs.models import Job
from feedback.journal import service as journal
from feedback.ledger.models import Opinion, Submission

KIND = "find_themes"
SEED = 1
NOTHING = _l("Chưa có ý kiến nào được phép phân tích bằng máy. Hãy chờ có ý kiến, hoặc nhập bảng ý kiến, rồi chạy lại.")


def lock(session: Session, consultation_id: int) -> Consultation:
    """The consultation, its findings kept from everyone else until this transaction ends.

    NO KEY UPDATE on PostgreSQL: citizens go on sending meanwhile. SQLite has one writer anyway.
    """
    return session.get_one(Consultation, consultation_id, with_for_update={"key_share": True}, populate_existing=True)


def ask_run(session: Session, consultation: Consultation, account: Account, n_themes: int | None = None) -> Job:
    """Ask for an analysis, into `n_themes` themes or as many as the machine finds; the caller commits and queues it.

    Raises Conflict while one is under way, UserError when no opinion may be analysed.
    """
    lock(session, consultation.id)
    allowed = exists().where(
        Opinion.consultation_id == consultation.id, Opinion.submission_id == Submission.id, Submission.may_group,
        opinions.worded(),
    )  # fmt: skip
    if not session.scalar(select(allowed)):
        raise UserError(NOTHING)
    job = jobs.ask(session, KIND, consultation.id, account.id, {"seed": SEED, "n_themes": n_themes or "auto"})
    journal.append(session, account.login, "analysis.asked", consultation.slug, {"job": job.id})
    return job


def stop_run(session: Session, consultation: Consultation, account: Account) -> None:
    """Ask the analysis under way to stop; nothing of it is kept. Without one, nothing happens."""
    under_way = jobs.active(session, consultation.id)
    job = jobs.get(session, under_way.id) if under_way else None
    if job is not None:
        jobs.stop(job)
        journal.append(session, account.login, "analysis.stopped", consultation.slug, {"job": job.id})


def theme(session: Session, consultation_id: int, number: int) -> Theme:
    """A theme of this consultation. Raises NotFound."""
    found = session.get(Theme, number)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound
    return found


def rename(session: Session, chosen: Theme, name: str, seen_version: int, account: Account) -> None:
    """Give a theme a name that no run changes.

    Raises Conflict when somebody changed the theme since version `seen_version` was shown, UserError for a name that
    another theme of the consultation has.
    """
    consultation = lock(session, chosen.consultation_id)
    session.refresh(chosen)
    if chosen.version != seen_version:
        raise Conflict(
            _("Nhóm này vừa được thay đổi (do người khác hoặc do lần phân tích mới). Hãy xem lại tên hiện nay rồi lưu lại.")
        )
    name = " ".join(unicodedata.normalize("NFC", name).split())
    taken = exists().where(
        Theme.consultation_id == consultation.id, Theme.name == name, Theme.id != chosen.id, Theme.retired.is_(False)
    )
    if session.scalar(select(taken)):
        raise UserError(_("Đã có nhóm khác mang tên này. Hãy đặt tên khác."), "name")
    chosen.name, chosen.named_by_id = name, account.id
    session.flush()
    journal.append(session, account.login, "theme.renamed", consultation.slug, {"theme": chosen.id})


def placement(session: Session, opinion_id: int) -> Placement | None:
    """Where the opinion is now, or None when neither machine nor person has placed it."""
    return session.scalars(select(Placement).where(Placement.opinion_id == opinion_id)).first()


def mark_of(placed: Placement | None) -> str:
    """What a page shows of a placement, in short: sent back with a change, it tells whether somebody was faster."""
    return "" if placed is None else f"{placed.theme_id or 0}-{placed.decided_by_id or 0}"


def place(session: Session, opinion: Opinion, chosen: Theme | None, seen: str, account: Account) -> None:
    """Put an opinion into a theme, or say that it belongs to none; no run changes that.

    `seen` is `mark_of` the placement the person saw; raises Conflict when it has changed since.
    """
    consultation = lock(session, opinion.consultation_id)
    placed = placement(session, opinion.id)
    if placed is not None:
        session.refresh(placed)
    if mark_of(placed) != seen:
        raise Conflict(
            _("Ý kiến này vừa được xếp lại (do người khác hoặc do lần phân tích mới). Hãy xem lại rồi chọn lại.")
        )
    if placed is None:
        placed = Placement(opinion_id=opinion.id)
        session.add(placed)
    placed.theme_id, placed.decided_by_id = (chosen.id if chosen else None), account.id
    placed.score, placed.mark, placed.run_id = (1.0 if chosen else 0.0), None, None
    if chosen is not None and chosen.retired:
        chosen.retired = False
    session.flush()
    detail = {"opinion": opinion.code, "theme": chosen.id if chosen else None}
    journal.append(session, account.login, "opinion.placed", consultation.slug, detail)
