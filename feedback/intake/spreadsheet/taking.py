"""From checked rows to submissions in the ledger: all of them, once, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts import scope
from feedback.accounts.models import Account
from feedback.consultations import service as consultations
from feedback.consultations.models import Clause, Consultation
from feedback.errors import NotFound, UserError
from feedback.identity import consent
from feedback.intake import reading
from feedback.intake.models import ImportBatch
from feedback.intake.spreadsheet.batches import COLLECTORS, reaches_all, require_new
from feedback.intake.spreadsheet.check import Entry, Ground
from feedback.intake.spreadsheet.choice import Choice
from feedback.intake.spreadsheet.places import Places
from feedback.journal import service as journal
from feedback.ledger.many import record_many
from feedback.ledger.models import Opinion, Submission
from feedback.ledger.service import NewSubmission
from feedback.units import service as units
from surveys.drafts.citation import Citations
from surveys.drafts.tree import Node


@dataclass(frozen=True)
class Order:
    """What is to be taken in: the rows chosen, how many were left out, and who says so."""

    batch_id: int
    choice: Choice
    entries: tuple[Entry, ...]
    left_out: int
    draft_id: int | None
    login: str


def ground(session: Session, consultation: Consultation, account: Account, version: int | None = None) -> Ground:
    """What this account's rows for the consultation are checked against.

    `version` is the number of the published version of the draft whose numbering they use, None for the newest.
    """
    outline = _outline(session, consultation, version)
    reached = units.communes(session, scope.paths(account, COLLECTORS))
    return Ground(
        places=Places(units.communes(session), reached),
        citations=_citations(session, outline) if outline else None,
        draft_id=outline.draft_id if outline else None,
        names={part.path: part.name for part in outline.parts} if outline else {},
        clause_ids={part.path: part.clause_id for part in outline.parts} if outline else {},
        today=clock.today(),
        whole=reaches_all(consultation, account),
    )


def _outline(session: Session, consultation: Consultation, number: int | None) -> reading.Outline | None:
    published = reading.versions(session, consultation.id)
    found = next((version for version in published if version.number == number), published[-1] if published else None)
    return reading.outline(session, found.id) if found else None


def _citations(session: Session, outline: reading.Outline) -> Citations:
    columns = (Clause.path, Clause.level, Clause.label, Clause.parent_path)
    rows = session.execute(select(*columns).where(Clause.draft_id == outline.draft_id).order_by(Clause.position))
    return Citations(
        Node(path, level, label, "", "", above) for path, level, label, above in rows if outline.find(path) is not None
    )


def repeats(session: Session, consultation_id: int, entries: Iterable[Entry]) -> frozenset[int]:
    """Numbers of the rows that say word for word what an earlier table said, of the same clause, place and day.

    As many of them as there were: whoever corrects a table and uploads it again must not double what was taken. A clause
    is the same when it bore the same number in the version it was taken on: the table says it as it did then.
    """
    columns = (Opinion.text, Opinion.proposed, Clause.path, Submission.unit_id, Submission.said_on)
    query = select(*columns).join(Opinion.submission).outerjoin(Opinion.clause).where(
        Submission.consultation_id == consultation_id, Submission.batch_id.is_not(None)
    )
    before = Counter(tuple(row) for row in session.execute(query))
    found = set()
    for entry in entries:
        said = (entry.opinion.text, entry.opinion.proposed, entry.opinion.clause_path, entry.unit_id, entry.said_on)
        if before[said] > 0:
            before[said] -= 1
            found.add(entry.number)
    return frozenset(found)


def take(session: Session, secret: str, order: Order) -> int:
    """Record the rows, mark the batch as taken in and remove its file; the caller commits. Returns the opinions taken.

    A second time takes nothing and returns the same. Raises UserError when the same file was taken in meanwhile as
    another batch, or a wording of consent was changed since the officer attested it; NotFound when it was given up.
    """
    batch = session.get(ImportBatch, order.batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise NotFound
    if batch.imported_at is not None:
        return batch.rows
    consultations.lock(session, batch.consultation)
    require_new(session, batch.consultation_id, batch.sha256)
    _require_same_wordings(session, order.choice)
    new = submissions(order, batch.consultation_id)
    rows = record_many(session, secret, new, order.login, batch.consultation.slug)
    batch.rows, batch.content, batch.imported_at = len(order.entries), None, clock.now()
    batch.columns = order.choice.to_json()
    detail = {
        "batch": batch.id, "sha256": batch.sha256, "submissions": len(rows), "opinions": batch.rows,
        "left_out": order.left_out, "consents": sorted(order.choice.consents),
    }  # fmt: skip
    journal.append(session, order.login, "table.taken", batch.consultation.slug, detail)
    return batch.rows


def _require_same_wordings(session: Session, choice: Choice) -> None:
    texts = consent.current(session)
    if any(purpose not in texts or texts[purpose].id != number for purpose, number in choice.consents.items()):
        raise UserError(_("Câu xin đồng ý vừa được sửa. Hãy quay lại bước chọn cột, đọc và chọn lại."))


def submissions(order: Order, consultation_id: int) -> list[NewSubmission]:
    """One submission per paper sheet, and per row that names no sheet."""
    sheets: dict[str, list[Entry]] = {}
    for entry in order.entries:
        sheets.setdefault(f"sheet:{entry.sheet}" if entry.sheet else f"row:{entry.number}", []).append(entry)
    return [_submission(order, consultation_id, entries) for entries in sheets.values()]


def _submission(order: Order, consultation_id: int, entries: Sequence[Entry]) -> NewSubmission:
    first, last = entries[0], entries[-1]
    return NewSubmission(
        consultation_id=consultation_id,
        key=f"batch:{order.batch_id}:row:{first.number}",
        channel=last.channel,
        opinions=tuple(entry.opinion for entry in entries),
        consents=dict.fromkeys(order.choice.consents, True),
        respondent=last.respondent,
        unit_id=last.unit_id,
        draft_id=order.draft_id if any(entry.opinion.clause_id for entry in entries) else None,
        batch_id=order.batch_id,
        said_on=next((entry.said_on for entry in reversed(entries) if entry.said_on), None),
    )
