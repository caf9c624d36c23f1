"""The reason given for a change, and the opinions that asked for it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, case, delete, exists, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager, joinedload

from analysis.text.normalise import fold
from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.consultations.service import require_version
from feedback.errors import Conflict
from feedback.findings import clauses
from feedback.findings.opinions import Wanted
from feedback.journal import service as journal
from feedback.ledger.models import Opinion, PublishedOpinion, Signature, Submission
from feedback.replies.changes import Changed, anchor, lineage
from feedback.replies.models import Change, ChangeOpinion
from surveys.drafts.diff import words

SHOWN = 5
"""Opinions whose words are shown under one change in public."""
COMPARED = 500
"""Proposed wordings that are compared with the new text."""
ALIKE = 0.6
"""Share of changed words in common from which a proposal is called nearly what was written."""


@dataclass(frozen=True)
class Told:
    """What is said of one change: the reason, how many opinions asked for it, how many people signed those."""

    reason: str
    opinions: int
    signers: int
    version: int


NOTHING = Told("", 0, 0, 0)


def told(session: Session, draft: DraftVersion) -> dict[int, Told]:
    """What is said of the changes that led to a version, by the key of the change."""
    linked = select(ChangeOpinion.change_id, func.count().label("n")).group_by(ChangeOpinion.change_id).subquery()
    signed = (
        select(ChangeOpinion.change_id, func.count(Signature.id).label("n"))
        .join(Signature, Signature.opinion_id == ChangeOpinion.opinion_id)
        .group_by(ChangeOpinion.change_id).subquery()
    )  # fmt: skip
    rows = session.execute(
        select(Change.clause_id, Change.reason, func.coalesce(linked.c.n, 0), func.coalesce(signed.c.n, 0), Change.version)
        .outerjoin(linked, linked.c.change_id == Change.id)
        .outerjoin(signed, signed.c.change_id == Change.id)
        .where(Change.draft_id == draft.id)
    )
    return {key: Told(reason, opinions, signers, version) for key, reason, opinions, signers, version in rows}


def find(session: Session, draft: DraftVersion, clause_id: int) -> Change | None:
    """What was written of a change so far, or None."""
    return session.scalars(select(Change).where(Change.draft_id == draft.id, Change.clause_id == clause_id)).first()


def basis(session: Session, changed: Changed) -> set[int]:
    """The clauses on which people asked for this change: those it was, in all versions; for a new one, where it was put."""
    before = lineage(session, [part.clause_id for part in changed.old])
    return before or _around(session, changed)


def _around(session: Session, changed: Changed) -> set[int]:
    above = select(Clause.id).join(
        inside := select(Clause.draft_id, Clause.parent_path).where(Clause.id == changed.clause_id).subquery(),
        (Clause.draft_id == inside.c.draft_id) & (Clause.path == inside.c.parent_path),
    )
    return lineage(session, session.scalars(above).all())


def candidates(consultation: Consultation, change: Change | None, basis: Collection[int], wanted: Wanted) -> Select[Any]:
    """Query for opinions that may have asked for a change: those linked, those on its clauses, those searched for.

    Linked ones first, then who wants something changed, then by code, which is random.
    """
    number = change.id if change else 0
    linked = Opinion.id.in_(select(ChangeOpinion.opinion_id).where(ChangeOpinion.change_id == number))
    about = Opinion.clause_id.in_(basis)
    query = select(Opinion).join(Submission, Opinion.submission_id == Submission.id)
    query = query.where(*wanted.conditions()) if wanted.words else query.where(linked | about)
    urgent = case((Opinion.stance.in_(("amend", "add", "remove")), 0), else_=1)
    return (
        query.where(Opinion.consultation_id == consultation.id)
        .options(contains_eager(Opinion.submission).joinedload(Submission.unit), joinedload(Opinion.clause))
        .order_by(case((linked, 0), else_=1), urgent, Opinion.code)
    )


def linked_of(session: Session, change: Change | None, opinions: Iterable[Opinion]) -> set[int]:
    """Numbers of those opinions that are linked with the change."""
    if change is None:
        return set()
    wanted = [opinion.id for opinion in opinions]
    rows = select(ChangeOpinion.opinion_id).where(
        ChangeOpinion.change_id == change.id, ChangeOpinion.opinion_id.in_(wanted)
    )
    return set(session.scalars(rows))


def alike(session: Session, changed: Changed, basis: Collection[int]) -> set[int]:
    """Numbers of opinions whose proposed wording changes nearly the same words as the new version does."""
    wanted = _changes(changed.pieces)
    if not wanted:
        return set()
    query = select(Opinion).where(Opinion.clause_id.in_(basis), Opinion.proposed != "").order_by(Opinion.id.desc())
    found = session.scalars(query.options(joinedload(Opinion.clause)).limit(COMPARED)).all()
    wording = {one.clause_id: clauses.wording(session, one.clause) if one.clause else "" for one in found}
    return {one.id for one in found if _likeness(wanted, _changes(words(wording[one.clause_id], one.proposed))) >= ALIKE}


def _changes(pieces: Iterable[Any]) -> Counter[tuple[str, str]]:
    """How often each word is taken out or put in."""
    return Counter((piece.kind, word) for piece in pieces if piece.kind != "same" for word in fold(piece.text).split())


def _likeness(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """Dice's coefficient of the changed words: 1 for the same changes, 0 for none in common."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


@dataclass(frozen=True)
class Wish:
    """What an officer says of a change: the reason; of the opinions `shown` on her page, those `ticked`."""

    reason: str
    shown: frozenset[str]
    ticked: frozenset[str]


def save(
    session: Session, consultation: Consultation, draft: DraftVersion, changed: Changed, wish: Wish, version: int | None,
    account: Account,
) -> Change:
    """Keep the reason and the links; links of opinions that were not on the page stay. Raises Conflict for an old version."""
    row = _row(session, draft, changed, version, account)
    row.reason = wish.reason
    row.edited_by_id, row.edited_at = account.id, clock.now()
    session.flush()
    known = select(Opinion.code, Opinion.id).where(
        Opinion.consultation_id == consultation.id, Opinion.code.in_(wish.shown | wish.ticked)
    )
    numbers = {row.code: row.id for row in session.execute(known)}
    off = [number for code, number in numbers.items() if code not in wish.ticked]
    session.execute(delete(ChangeOpinion).where(ChangeOpinion.change_id == row.id, ChangeOpinion.opinion_id.in_(off)))
    _link(session, row, select(Opinion.id).where(Opinion.id.in_([numbers[code] for code in wish.ticked & numbers.keys()])))
    detail = {"clause": changed.anchor, "version": draft.number, "reason": bool(wish.reason), "linked": len(wish.ticked)}
    journal.append(session, account.login, "change.explained", consultation.slug, detail)
    return row


def link_all(
    session: Session, consultation: Consultation, draft: DraftVersion, changed: Changed, version: int | None,
    account: Account,
) -> Change:
    """Link all opinions on the clauses of a change that want something changed there. Raises Conflict as `save` does."""
    row = _row(session, draft, changed, version, account)
    row.edited_by_id, row.edited_at = account.id, clock.now()
    session.flush()
    _link(session, row, select(Opinion.id).where(
        Opinion.consultation_id == consultation.id, Opinion.clause_id.in_(basis(session, changed)),
        Opinion.stance.in_(("amend", "add", "remove")),
    ))  # fmt: skip
    detail = {"clause": changed.anchor, "version": draft.number}
    journal.append(session, account.login, "change.linked", consultation.slug, detail)
    return row


def _row(session: Session, draft: DraftVersion, changed: Changed, version: int | None, account: Account) -> Change:
    found = find(session, draft, changed.clause_id)
    require_version(found.version if found else 0, version)
    if found is not None:
        return found
    row = Change(
        draft_id=draft.id, clause_id=changed.clause_id, reason="", edited_by_id=account.id, edited_at=clock.now()
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:  # another officer was first, this very moment
        raise Conflict(_("Người khác vừa ghi ở thay đổi này. Hãy bấm nút lần nữa.")) from error
    return row


def _link(session: Session, row: Change, opinions: Select[int]) -> None:
    """Link the opinions that are not linked yet."""
    there = exists().where(ChangeOpinion.change_id == row.id, ChangeOpinion.opinion_id == Opinion.id)
    new = opinions.where(~there).with_only_columns(Opinion.id.label("opinion_id"))
    numbers = session.scalars(new).all()
    if numbers:
        session.execute(insert(ChangeOpinion), [{"change_id": row.id, "opinion_id": number} for number in numbers])


@dataclass(frozen=True)
class Voice:
    """One opinion behind a change as the public sees it: its code, and its words if they were published."""

    code: str
    text: str


def voices(session: Session, draft: DraftVersion, clause_ids: Sequence[int]) -> dict[int, list[Voice]]:
    """Opinions behind each of these changes whose words were published, the first SHOWN of each by code."""
    query = (
        select(Change.clause_id, Opinion.code, PublishedOpinion.text)
        .join(ChangeOpinion, ChangeOpinion.change_id == Change.id)
        .join(Opinion, Opinion.id == ChangeOpinion.opinion_id)
        .join(Submission, Submission.id == Opinion.submission_id)
        .join(PublishedOpinion, PublishedOpinion.opinion_id == Opinion.id)
        .join(Consultation, Consultation.id == Opinion.consultation_id)
        .where(
            Change.draft_id == draft.id, Change.clause_id.in_(clause_ids), PublishedOpinion.shown.is_(True),
            Submission.may_publish.is_(True), Consultation.show_opinions.is_(True),
        )
        .order_by(Opinion.code)
    )  # fmt: skip
    found: dict[int, list[Voice]] = {}
    for key, code, text in session.execute(query):
        if len(found.setdefault(key, [])) < SHOWN:
            found[key].append(Voice(code, text))
    return found


@dataclass(frozen=True)
class Step:
    """A change that an opinion is linked with: the version it led to, and its place on the public page."""

    number: int
    anchor: str


def behind(session: Session, opinion_ids: Sequence[int]) -> dict[int, list[Step]]:
    """The changes that each of these opinions is linked with, oldest version first.

    Only changes that lead to a published version: the others are not yet public.
    """
    rows = session.execute(
        select(ChangeOpinion.opinion_id, DraftVersion.number, Clause.path, Clause.draft_id == Change.draft_id)
        .join(Change, Change.id == ChangeOpinion.change_id)
        .join(DraftVersion, DraftVersion.id == Change.draft_id)
        .join(Clause, Clause.id == Change.clause_id)
        .where(ChangeOpinion.opinion_id.in_(opinion_ids), DraftVersion.published_at.is_not(None))
        .order_by(DraftVersion.number, Change.id)
    )
    found: dict[int, list[Step]] = {}
    for opinion_id, number, path, is_new in rows:
        found.setdefault(opinion_id, []).append(Step(number, anchor(path, gone=not is_new)))
    return found
