"""The draft of a consultation: taking a file or pasted text in, and finding its versions and clauses."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import outline, service
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.errors import Conflict, NotFound, UserError
from feedback.journal import service as journal
from surveys.drafts.grammar import doubtful, parse_text
from surveys.drafts.read import DraftError, DraftFile, read_draft_file, read_pasted
from surveys.drafts.tree import Draft


def current(session: Session, consultation: Consultation) -> DraftVersion | None:
    """The newest version of the draft, published or in preparation, or None."""
    query = select(DraftVersion).where(DraftVersion.consultation_id == consultation.id)
    return session.scalars(query.order_by(DraftVersion.number.desc())).first()


def numbered(session: Session, consultation: Consultation, number: int | None) -> DraftVersion:
    """The version of this number, or the newest for None. Raises NotFound."""
    if number is None:
        found = current(session, consultation)
    else:
        query = select(DraftVersion).where(DraftVersion.consultation_id == consultation.id)
        found = session.scalars(query.where(DraftVersion.number == number)).first()
    if found is None:
        raise NotFound
    return found


def published(session: Session, consultation: Consultation) -> DraftVersion | None:
    """The newest version that citizens can read, or None."""
    query = select(DraftVersion).where(
        DraftVersion.consultation_id == consultation.id, DraftVersion.published_at.is_not(None)
    )
    return session.scalars(query.order_by(DraftVersion.number.desc())).first()


def require_changeable(draft: DraftVersion) -> None:
    """Raise UserError once citizens can read the version: what they speak of must not change under their hands."""
    if draft.published_at is not None:
        raise UserError(
            _("Người dân đã đọc bản dự thảo này nên nó được giữ nguyên, để mọi ý kiến nói về cùng một văn bản. "
              "Muốn sửa thì tải bản tiếp theo lên.")
        )  # fmt: skip


def require_replaceable(session: Session, consultation: Consultation) -> None:
    """Raise UserError when no draft may be put in: citizens were asked without one."""
    if consultation.published_at is not None and current(session, consultation) is None:
        raise UserError(_("Đợt lấy ý kiến đã mở chỉ với phiếu khảo sát nên không thêm dự thảo được nữa."), "file")


@dataclass(frozen=True)
class Upload:
    """A file with what was read from it."""

    name: str
    sha256: str
    read: DraftFile


def read(filename: str, data: bytes) -> Upload:
    """Read a file, which takes seconds for a long one. Raises UserError at 'file' for one that cannot be read."""
    try:
        found = read_draft_file(filename, data)
    except DraftError as error:
        raise UserError(str(error), "file") from error
    return Upload(PurePath(filename).name, hashlib.sha256(data).hexdigest(), found)


def paste(text: str) -> Upload:
    """Read text that was pasted. Raises UserError at 'text' where there is nothing to read."""
    try:
        found = read_pasted(text)
    except DraftError as error:
        raise UserError(str(error), "text") from error
    return Upload(str(_("Văn bản dán vào")), hashlib.sha256(text.encode(errors="replace")).hexdigest(), found)


def put(
    session: Session, consultation: Consultation, file: Upload, account: Account, seen: str | None = None
) -> DraftVersion:
    """Make a file the draft: in place of the version in preparation, or after the one that citizens can read.

    `seen` is the `mark` of the draft that the officer saw. Raises UserError when no draft may be put in and Conflict
    when it is no longer the one seen.
    """
    require_replaceable(session, consultation)
    service.lock(session, consultation)
    require_seen(session, consultation, seen)
    return _replace(session, consultation, file.name, file.sha256, file.read, account)


def upload(session: Session, consultation: Consultation, filename: str, data: bytes, account: Account) -> DraftVersion:
    """Read a file and make it the draft. Raises UserError as `read` and `put` do; nothing is stored then."""
    require_replaceable(session, consultation)
    return put(session, consultation, read(filename, data), account)


def mark(draft: DraftVersion | None) -> str:
    """Changes with the file and with every correction, so that nobody replaces what she has not seen."""
    if draft is None:
        return "-"
    versions = [clause.version for clause in draft.clauses]
    return f"{draft.id}-{draft.created_at.timestamp():.6f}-{len(versions)}-{sum(versions)}"


def require_seen(session: Session, consultation: Consultation, seen: str | None) -> None:
    """Raise Conflict unless `seen` is the `mark` of the draft as it is now (None: it does not matter)."""
    if seen is not None and seen != mark(current(session, consultation)):
        raise Conflict(
            _("Trong lúc đồng chí mở trang này, người khác đã tải lên hoặc sửa dự thảo. Hãy xem bản hiện nay; nếu vẫn "
              "muốn thay thì làm lại lần nữa.")
        )  # fmt: skip


def parse(draft: DraftVersion) -> Draft:
    """The tree as the machine reads it from the stored text."""
    return parse_text(draft.source)


def _replace(
    session: Session, consultation: Consultation, name: str, sha256: str, read: DraftFile, account: Account
) -> DraftVersion:
    service.lock(session, consultation)
    old = current(session, consultation)
    number, first = old.number if old else 1, 1
    if old is not None and old.published_at is not None:
        number += 1
    elif old is not None:
        # Above all versions of the old clauses: a page still open on one of them must not save into the new draft.
        first = 1 + max((clause.version for clause in old.clauses), default=0)
        _remove(session, old)
    draft = DraftVersion(
        consultation_id=consultation.id, number=number, file_name=clean(name)[-300:], sha256=sha256,
        title=clean(read.draft.title)[:1000], source=clean(read.text), footer=clean(read.draft.footer),
        warnings=_lasting(read.draft), created_by_id=account.id, created_at=clock.now(),
    )  # fmt: skip
    session.add(draft)
    session.flush()
    _plant(session, draft, read.draft)
    session.execute(update(Clause).where(Clause.draft_id == draft.id).values(version=first))
    detail = {"version": number, "sha256": sha256, "clauses": len(read.draft.nodes)}
    journal.append(session, account.login, "draft.read", consultation.slug, detail)
    return draft


def _lasting(read: Draft) -> list[str]:
    """Warnings that stay true while officers correct the tree: doubtful clauses are counted anew on each page."""
    passing = doubtful(sum(node.doubt for node in read.nodes))
    return [warning for warning in read.warnings if warning != passing]


def _remove(session: Session, draft: DraftVersion) -> None:
    try:
        with session.begin_nested():
            session.execute(delete(Clause).where(Clause.draft_id == draft.id))
            session.execute(delete(DraftVersion).where(DraftVersion.id == draft.id))
    except IntegrityError as error:  # an opinion typed in beforehand points at it
        raise UserError(
            _("Đã có ý kiến gắn với dự thảo này nên không thay tệp khác được nữa."), "file"
        ) from error
    session.expunge(draft)


def _plant(session: Session, draft: DraftVersion, read: Draft) -> None:
    if any(len(node.path) > outline.LONGEST_PATH for node in read.nodes):
        sentence = _("Dự thảo có mục nằm sâu quá nhiều tầng. Hãy sửa cách đánh số trong tệp rồi tải lên lại.")
        raise UserError(sentence, "file")
    rows = [
        {
            "draft_id": draft.id, "path": node.path, "parent_path": node.parent, "position": position,
            "level": node.level, "label": clean(node.label)[:40], "heading": clean(node.heading),
            "text": clean(node.text), "doubt": node.doubt, "excluded": False,
        }
        for position, node in enumerate(read.nodes)
    ]  # fmt: skip
    if rows:
        session.execute(insert(Clause), rows)


def clean(text: str) -> str:
    """The text as it is stored: composed letters, newlines of one kind, no zero bytes."""
    return unicodedata.normalize("NFC", text.replace("\x00", "").replace("\r\n", "\n"))


def clause_at(draft: DraftVersion, path: str) -> Clause:
    """The clause with this anchor. Raises NotFound."""
    found = next((clause for clause in draft.clauses if clause.path == path), None)
    if found is None:
        raise NotFound
    return found
