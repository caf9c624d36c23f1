"""The next version of a draft: matching its clauses with those of the version that citizens read.

The machine matches, an officer confirms what it doubts or chooses otherwise; what an officer decided stays when the
matching is done anew after the tree was corrected, as long as both clauses are there.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from feedback.accounts.models import Account
from feedback.consultations import carried, following, matching, service
from feedback.consultations.models import Clause, ClauseMatch, Consultation, DraftVersion
from feedback.consultations.pairs import Decisions, Ids, Pair
from feedback.errors import Conflict, UserError
from feedback.journal import service as journal

CHANGED = _("Trong lúc đồng chí mở trang này, người khác đã so lại hoặc đã xác nhận. Hãy xem trang hiện nay rồi chọn lại.")


def every(session: Session, consultation: Consultation) -> list[DraftVersion]:
    """All versions of the draft, the newest first."""
    query = select(DraftVersion).where(DraftVersion.consultation_id == consultation.id)
    return list(session.scalars(query.order_by(DraftVersion.number.desc())))


def before(session: Session, draft: DraftVersion) -> DraftVersion | None:
    """The version that citizens read before this one, or None for the first."""
    query = select(DraftVersion).where(
        DraftVersion.consultation_id == draft.consultation_id, DraftVersion.published_at.is_not(None),
        DraftVersion.number < draft.number,
    )  # fmt: skip
    return session.scalars(query.order_by(DraftVersion.number.desc())).first()


def rows(session: Session, draft: DraftVersion) -> list[ClauseMatch]:
    """The stored matching of a version with the one before, in order."""
    query = select(ClauseMatch).where(ClauseMatch.draft_id == draft.id)
    return list(session.scalars(query.order_by(ClauseMatch.position, ClauseMatch.id)))


def stamp(found: Iterable[ClauseMatch]) -> str:
    """Changes with each decision and each new matching, so that nobody decides on what she has not seen."""
    said = [(row.old_id, row.new_id, row.decided_by_id) for row in found]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def decisions(session: Session, draft: DraftVersion) -> dict[Ids, int]:
    """What officers decided of this version so far: pairs with the account that decided."""
    return {(row.old_id, row.new_id): row.decided_by_id for row in rows(session, draft) if row.decided_by_id is not None}


def compare(session: Session, draft: DraftVersion, decided: Decisions) -> tuple[Pair, ...]:
    """Match a version with the one before, which takes seconds for a long draft; nothing is stored.

    `decided` is respected where both clauses are still there. Raises UserError for a first version.
    """
    earlier = before(session, draft)
    if earlier is None:
        raise UserError(_("Đây là bản đầu tiên nên chưa có bản nào để so."))
    return matching.matched(earlier.clauses, draft.clauses, dropped(session, earlier), decided)


def dropped(session: Session, earlier: DraftVersion) -> list[Clause]:
    """Clauses of any version that neither `earlier`, a published one, nor one before it took over."""
    rows = (
        select(ClauseMatch.old_id, ClauseMatch.new_id)
        .join(DraftVersion, DraftVersion.id == ClauseMatch.draft_id)
        .where(DraftVersion.consultation_id == earlier.consultation_id, DraftVersion.number <= earlier.number)
    )
    lost = following.gone((old, new) for old, new in session.execute(rows))
    if not lost:
        return []
    query = select(Clause).join(Clause.draft).where(DraftVersion.consultation_id == earlier.consultation_id)
    found = session.scalars(query.order_by(DraftVersion.number, Clause.position))
    return [clause for clause in found if clause.id in lost]


def store(
    session: Session, consultation: Consultation, draft: DraftVersion, pairs: Sequence[Pair], seen: str, account: Account
) -> None:
    """Put a matching in place of the one stored. Raises Conflict when that is not the one `seen` (its stamp)."""
    _require_preparing(draft)
    service.lock(session, consultation)
    require_seen(session, draft, seen)
    session.execute(delete(ClauseMatch).where(ClauseMatch.draft_id == draft.id))
    known = set(session.scalars(select(Clause.id).where(Clause.draft_id == draft.id)))
    if any(pair.new is not None and pair.new not in known for pair in pairs):
        raise Conflict(_("Trong lúc máy so, người khác đã sửa dự thảo. Hãy so lại."))
    values = [
        {
            "draft_id": draft.id, "position": position, "old_id": pair.old, "new_id": pair.new, "kind": pair.kind,
            "score": pair.score, "doubtful": pair.doubtful, "decided_by_id": pair.decided_by,
        }
        for position, pair in enumerate(pairs)
    ]  # fmt: skip
    if values:
        session.execute(insert(ClauseMatch), values)
    session.expire_all()
    carried.carry(session, draft)
    kinds = dict(sorted(Counter(pair.kind for pair in pairs).items()))
    detail = {"version": draft.number, "kinds": kinds, "doubtful": sum(pair.waits for pair in pairs)}
    journal.append(session, account.login, "draft.compared", consultation.slug, detail)


def match(session: Session, consultation: Consultation, draft: DraftVersion, account: Account) -> None:
    """Match a version in preparation with the one before and store it, keeping what officers decided."""
    seen = stamp(rows(session, draft))
    store(session, consultation, draft, compare(session, draft, decisions(session, draft)), seen, account)


def _require_preparing(draft: DraftVersion) -> None:
    if draft.published_at is not None:
        raise UserError(_("Bản này đã công bố nên không đổi cách ghép điều khoản được nữa."))


def require_seen(session: Session, draft: DraftVersion, seen: str) -> None:
    """Raise Conflict when the stored matching is not the one an officer saw."""
    if seen != stamp(rows(session, draft)):
        raise Conflict(CHANGED)


def confirm(
    session: Session, consultation: Consultation, draft: DraftVersion, row: ClauseMatch, seen: str, account: Account
) -> None:
    """Say that the machine was right about a row and the others of its clause, where it was merged or split.

    Raises Conflict when the row's stamp is not the one `seen`.
    """
    _require_preparing(draft)
    service.lock(session, consultation)
    if seen != stamp([row]):
        raise Conflict(CHANGED)
    for one in together(rows(session, draft), row):
        one.decided_by_id = account.id
    session.flush()
    _note(session, consultation, draft, "draft.match_confirmed", (row.old_id, row.new_id), account)


def together(found: Iterable[ClauseMatch], row: ClauseMatch) -> list[ClauseMatch]:
    """The rows that say what became of the same clause: the parts of a split one, the sources of a merged one."""
    return [
        one
        for one in found
        if one.id == row.id
        or (row.kind == "split" and one.old_id == row.old_id)
        or (row.kind == "merged" and one.new_id == row.new_id)
    ]


def note_choice(session: Session, consultation: Consultation, draft: DraftVersion, ids: Ids, account: Account) -> None:
    """The journal's line on a choice; the matching that follows from it has its own."""
    _note(session, consultation, draft, "draft.match_chosen", ids, account)


def _note(
    session: Session, consultation: Consultation, draft: DraftVersion, act: str, ids: Ids, account: Account
) -> None:
    old, new = (session.get_one(Clause, number).path if number is not None else None for number in ids)
    journal.append(session, account.login, act, consultation.slug, {"version": draft.number, "old": old, "new": new})


def doubtful(session: Session, draft: DraftVersion) -> int:
    """How many rows of the matching an officer should still confirm."""
    query = select(func.count()).where(
        ClauseMatch.draft_id == draft.id, ClauseMatch.doubtful.is_(True), ClauseMatch.decided_by_id.is_(None)
    )
    return session.scalar(query) or 0


def is_stale(session: Session, draft: DraftVersion) -> bool:
    """Whether the tree was corrected since the matching, so that it says something else than one made now would."""
    earlier = before(session, draft)
    if earlier is None:
        return False
    pairs = [(row.old_id, row.new_id, row.kind) for row in rows(session, draft)]
    return not matching.holds(pairs, earlier.clauses, draft.clauses)


def require_ready(session: Session, draft: DraftVersion) -> None:
    """Raise UserError unless the version is matched as it stands now and nothing doubtful is left."""
    _require_preparing(draft)
    if before(session, draft) is None:
        raise UserError(_("Bản đầu tiên được công bố khi mở đợt lấy ý kiến."))
    if not rows(session, draft):
        raise UserError(_("Chưa so bản này với bản trước. Hãy bấm “So với bản trước” rồi công bố."))
    if is_stale(session, draft):
        raise UserError(_("Dự thảo đã được sửa sau lần so gần nhất. Hãy bấm “So lại” rồi công bố."))
    left = doubtful(session, draft)
    if left:
        raise UserError(_("Còn %(num)s chỗ máy chưa chắc chắn. Hãy xác nhận hết rồi công bố.", num=left))
