"""The tables themselves: kept as uploaded until they are taken in or given up."""

import hashlib
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from feedback import clock
from feedback.accounts import scope
from feedback.accounts.models import ADMIN, ANALYST, COLLECTOR, Account
from feedback.consultations.models import Consultation
from feedback.errors import NotFound, UserError
from feedback.intake.models import ImportBatch
from feedback.intake.spreadsheet.choice import Choice
from feedback.journal import service as journal
from surveys.formats.errors import TableError
from surveys.formats.table import Table, read_table

COLLECTORS = (ADMIN, COLLECTOR, ANALYST)
"""Who may take tables in."""

MAX_ROWS = 20_000
_WITHOUT_FILE = defer(ImportBatch.content)
LIFE = timedelta(days=30)
"""How long an uploaded file is kept that nobody takes in: it may hold names."""


def read(filename: str, data: bytes) -> Table:
    """The table in a file. Raises UserError at 'file', saying what to do."""
    try:
        return read_table(filename, data, limit_rows=MAX_ROWS)
    except TableError as error:
        raise UserError(str(error), "file") from error


def has_begun(consultation: Consultation) -> bool:
    """Whether the draft stays as it is. Before the first day a consultation may be withdrawn and its draft changed."""
    return consultation.state(clock.now()) in ("open", "closed")


def require_begun(consultation: Consultation) -> None:
    """Raise UserError before the consultation takes opinions: until then its draft may still be another."""
    if not has_begun(consultation):
        raise UserError(
            _("Đợt lấy ý kiến này chưa bắt đầu nên chưa nhập được, vì dự thảo còn có thể sửa. Khi đợt đã bắt đầu, ý kiến "
              "nhập vào sẽ gắn đúng với bản dự thảo mà người dân đọc.")
        )  # fmt: skip


def require_new(session: Session, consultation_id: int, sha256: str) -> None:
    """Raise UserError at 'file' if the same file was already taken into the consultation, saying when and by whom."""
    query = select(ImportBatch).where(
        ImportBatch.consultation_id == consultation_id, ImportBatch.sha256 == sha256, ImportBatch.imported_at.is_not(None)
    )
    old = session.scalars(query.order_by(ImportBatch.id).options(_WITHOUT_FILE)).first()
    if old is not None and old.imported_at is not None:
        when = f"{clock.local(old.imported_at):%H:%M ngày %d/%m/%Y}"
        raise UserError(
            _("Tệp này đã được %(name)s nhập vào đợt này lúc %(when)s (%(rows)s ý kiến) nên không nhập lần nữa.",
              name=old.created_by.name, when=when, rows=old.rows), "file",
        )  # fmt: skip


def keep(session: Session, consultation_id: int, filename: str, data: bytes, account_id: int) -> int:
    """Keep an uploaded file; return the batch's number, that of the same account's own earlier upload of it if any.

    Raises UserError when the file was taken in before.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    require_new(session, consultation_id, sha256)
    _forget(session)
    same = (ImportBatch.consultation_id == consultation_id) & (ImportBatch.sha256 == sha256)
    earlier = session.scalar(select(ImportBatch.id).where(same, ImportBatch.created_by_id == account_id))
    if earlier is not None:
        return earlier
    name = unicodedata.normalize("NFC", PurePath(filename.replace("\\", "/")).name.replace("\x00", ""))
    batch = ImportBatch(
        consultation_id=consultation_id, file_name=name[-300:], sha256=sha256, content=data, columns={}, rows=0,
        created_by_id=account_id, created_at=clock.now(),
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return batch.id


def _forget(session: Session) -> None:
    """Files that nobody took in go, on the occasion of a new one."""
    old = (ImportBatch.imported_at.is_(None)) & (ImportBatch.created_at < clock.now() - LIFE)
    session.execute(delete(ImportBatch).where(old))


def mine(session: Session, consultation: Consultation, account: Account) -> Sequence[ImportBatch]:
    """The batches of a consultation this account may see, newest first."""
    query = select(ImportBatch).where(ImportBatch.consultation_id == consultation.id)
    if not reaches_all(consultation, account):
        query = query.where(ImportBatch.created_by_id == account.id)
    return session.scalars(query.order_by(ImportBatch.id.desc()).options(_WITHOUT_FILE)).all()


def get(session: Session, consultation: Consultation, batch_id: int, account: Account) -> ImportBatch:
    """One of them. Raises NotFound: a commune's table is no other commune's business."""
    batch = session.get(ImportBatch, batch_id, options=[_WITHOUT_FILE])
    if batch is None or batch.consultation_id != consultation.id:
        raise NotFound
    if batch.created_by_id != account.id and not reaches_all(consultation, account):
        raise NotFound
    return batch


def reaches_all(consultation: Consultation, account: Account) -> bool:
    """Whether the account collects for the whole unit that asks, not only for one below it."""
    return scope.reaches(account, COLLECTORS, consultation.unit.path)


def choose(session: Session, batch_id: int, choice: Choice) -> None:
    """Keep how the table is to be read. Raises NotFound when it was taken in or given up meanwhile."""
    _waiting(session, batch_id).columns = choice.to_json()
    session.flush()


def give_up(session: Session, batch_id: int, slug: str, login: str) -> None:
    """Remove a file that was not taken in. Raises NotFound as `choose` does."""
    batch = _waiting(session, batch_id)
    journal.append(session, login, "table.given_up", slug, {"batch": batch_id, "sha256": batch.sha256})
    session.delete(batch)
    session.flush()


def _waiting(session: Session, batch_id: int) -> ImportBatch:
    query = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.imported_at.is_(None))
    batch = session.scalars(query.with_for_update().options(_WITHOUT_FILE)).first()
    if batch is None:
        raise NotFound
    return batch
