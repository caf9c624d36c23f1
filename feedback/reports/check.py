"""No figure without opinions behind it: a report that fails here is not released.

Each figure is compared with the codes it carries, and the main ones are counted again by the database.
"""

import re
import unicodedata
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.errors import UserError
from feedback.findings.models import Placement
from feedback.ledger.models import Opinion, Signature, Submission
from feedback.reports.values import Claim, Joined, Report
from feedback.reports.wording import number

_NUMERALS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")


def require_sound(session: Session, consultation_id: int, report: Report) -> None:
    """Raise UserError naming the first figure or quotation that its opinions do not bear out."""
    for claim in (*report.claims, *report.mentions()):
        require_supported(claim)
    _require_entries(report)
    _require_known(session, consultation_id, report)
    _require_joined(session, consultation_id, report)
    _require_recounted(session, consultation_id, report)


def require_supported(claim: Claim) -> None:
    """Raise UserError unless the claim has codes, all different, as many as it says, and its text says so."""
    if not claim.codes:
        raise UserError(_l("Không xuất báo cáo: số liệu “%(text)s” không có ý kiến nào làm căn cứ.", text=_named(claim)))
    different = len(set(claim.codes))
    if different != claim.count or different != len(claim.codes) or number(claim.count) not in _NUMERALS.findall(claim.text):
        raise _differs(claim, different)
    parts = [code for part in claim.parts for code in part.codes]
    if parts and sorted(parts) != sorted(claim.codes):
        raise _differs(claim, len(set(parts)))


def _named(claim: Claim | Joined) -> str:
    return f"{claim.title}: {claim.text}" if isinstance(claim, Claim) and claim.title else claim.text


def _differs(claim: Claim | Joined, counted: int) -> UserError:
    return UserError(
        _l(
            "Không xuất báo cáo: số liệu “%(text)s” khác với số ý kiến làm căn cứ (%(counted)s).",
            text=_named(claim),
            counted=number(counted),
        )
    )


def _require_entries(report: Report) -> None:
    """Each mention points to an entry of the annex that holds its codes; entries made of others hold theirs exactly."""
    listed = {claim.mark: claim for claim in report.claims}
    for claim in report.mentions():
        entry = listed.get(claim.mark)
        if entry is None or not set(claim.codes) <= set(entry.codes):
            raise _differs(claim, 0 if entry is None else len(entry.codes))
    for entry in report.claims:
        if entry.whole and sorted(_codes(listed[mark] for mark in entry.whole)) != sorted(entry.codes):
            raise _differs(entry, len(_codes(listed[mark] for mark in entry.whole)))


def _codes(claims: Iterable[Claim]) -> list[str]:
    return [code for claim in claims for code in claim.codes]


def _require_known(session: Session, consultation_id: int, report: Report) -> None:
    """Every code is one of this consultation; every quotation is of somebody who agreed to be quoted."""
    rows = session.execute(
        select(Opinion.code, Submission.may_publish)
        .join(Submission, Opinion.submission_id == Submission.id)
        .where(Opinion.consultation_id == consultation_id)
    )
    allowed = {row.code: row.may_publish for row in rows}
    for claim in report.claims:
        if not allowed.keys() >= set(claim.codes):
            raise _differs(claim, len(allowed.keys() & set(claim.codes)))
    for quote in report.quotes():
        if not allowed.get(quote.code, False) or not unicodedata.is_normalized("NFC", quote.text):
            raise UserError(
                _l("Không xuất báo cáo: ý kiến %(code)s được trích dẫn mà chưa được phép.", code=quote.code)
            )


def _require_joined(session: Session, consultation_id: int, report: Report) -> None:
    """The database counts again who joined."""
    query = select(Opinion.code, func.count()).join(Signature, Signature.opinion_id == Opinion.id)
    rows = session.execute(query.where(Opinion.consultation_id == consultation_id).group_by(Opinion.code))
    times = {row[0]: row[1] for row in rows}
    for told in report.joinings():
        counted = sum(times.get(code, 0) for code in set(told.codes))
        if counted != told.count or number(counted) not in _NUMERALS.findall(told.text):
            raise _differs(told, counted)


def _require_recounted(session: Session, consultation_id: int, report: Report) -> None:
    """The database counts again: in all, by channel, by respondent, by stance, by aspect and by theme."""
    counted = recount(session, consultation_id)
    told = {claim.key: claim for claim in report.claims if claim.key in counted}
    for key, count in counted.items():
        claim = told.get(key)
        if (claim.count if claim else 0) != count:
            raise UserError(
                _l("Không xuất báo cáo: dữ liệu vừa thay đổi hoặc số liệu chưa khớp (%(key)s). Hãy thử lại.", key=key)
            )


def recount(session: Session, consultation_id: int) -> dict[str, int]:
    """Numbers of opinions by the keys of claims, counted by the database."""
    here = Opinion.consultation_id == consultation_id
    total = session.scalar(select(func.count(Opinion.id)).where(here)) or 0
    found = {"total": total} if total else {}
    for kind, column in (("channel", Submission.channel), ("respondent", Submission.respondent)):
        query = select(column, func.count(Opinion.id)).join(Submission, Opinion.submission_id == Submission.id)
        for value, count in session.execute(query.where(here).group_by(column)):
            found[f"{kind}:{value}"] = count
    for stance, count in session.execute(select(Opinion.stance, func.count()).where(here).group_by(Opinion.stance)):
        found[f"stance:{stance or ''}"] = count
    for aspect, count in session.execute(select(Opinion.aspect, func.count()).where(here).group_by(Opinion.aspect)):
        if aspect:
            found[f"aspect:{aspect}"] = count
    themes = select(Placement.theme_id, func.count()).join(Opinion, Placement.opinion_id == Opinion.id)
    for theme, count in session.execute(themes.where(here).group_by(Placement.theme_id)):
        if theme is not None:
            found[f"theme:{theme}"] = count
    return found
