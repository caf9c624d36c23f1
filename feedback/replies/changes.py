"""What changed between a version of a draft and the one before: each change with its wording on both sides.

Rows of `clause_match` say what became of which clause; here they are put together as a reader counts changes: clauses
that became one are one change, so is a clause that became several.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations import versions
from feedback.consultations.models import Clause, ClauseMatch, Consultation, DraftVersion
from feedback.errors import NotFound
from feedback.findings.comparing import own_words
from feedback.intake import reading
from feedback.intake.reading import Part
from surveys.drafts.diff import Piece, words

BY_OLD = frozenset({"split", "dropped"})
"""Kinds of change that are counted by the clause of the older version; all others by that of the newer one."""


def anchor(path: str, *, gone: bool) -> str:
    """A change's name within a page: 'd5.k2', or 'bo-d5.k2' for what the newer version no longer has as one clause."""
    return f"bo-{path}" if gone else path


@dataclass(frozen=True)
class Changed:
    """One change. `clause_id` is its key: the clause in the newer version; if dropped or split, in the older one.

    `kind` is that of its rows, or 'restored' for a clause that is back from a version before the last.
    """

    clause_id: int
    kind: str
    old: tuple[Part, ...]
    new: tuple[Part, ...]

    @property
    def anchor(self) -> str:
        """Its name within a page."""
        gone = self.kind in BY_OLD
        return anchor((self.old if gone else self.new)[0].path, gone=gone)

    @property
    def worded(self) -> bool:
        """Whether words changed, not only a number or a place."""
        return _text(self.old) != _text(self.new)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The word diff of its wording."""
        return words(_text(self.old), _text(self.new))


def _text(parts: Sequence[Part]) -> str:
    """What the clauses say. Their numbers only tell something where several became one, or one became several."""
    marked = len(parts) > 1
    return "\n".join(
        " ".join(filter(None, (part.marker if marked else "", own_words(part))))
        for part in parts
    )


def version(session: Session, consultation: Consultation, number: int | None, *, published: bool) -> DraftVersion:
    """A version that has one before it: that with this number, or the newest. Raises NotFound."""
    query = select(DraftVersion).where(DraftVersion.consultation_id == consultation.id, DraftVersion.number > 1)
    if published:
        query = query.where(DraftVersion.published_at.is_not(None))
    if number is not None:
        query = query.where(DraftVersion.number == number)
    found = session.scalars(query.order_by(DraftVersion.number.desc())).first()
    if found is None:
        raise NotFound
    return found


def numbers(session: Session, consultation: Consultation, *, published: bool) -> list[int]:
    """Numbers of the versions that have one before them, the newest first."""
    query = select(DraftVersion.number).where(DraftVersion.consultation_id == consultation.id, DraftVersion.number > 1)
    if published:
        query = query.where(DraftVersion.published_at.is_not(None))
    return list(session.scalars(query.order_by(DraftVersion.number.desc())))


def between(session: Session, draft: DraftVersion) -> tuple[Changed, ...]:
    """All changes that led to this version, in the order of the document."""
    rows = [row for row in versions.rows(session, draft) if row.kind != "same"]
    parts = _parts(session, {number for row in rows for number in (row.old_id, row.new_id) if number is not None})
    last = versions.before(session, draft)
    before = {clause.id for clause in last.clauses} if last else set()
    groups: dict[int, list[ClauseMatch]] = {}
    for row in rows:
        key = row.old_id if row.kind in BY_OLD else row.new_id
        if key is not None:
            groups.setdefault(key, []).append(row)
    found = (_changed(key, rows, parts, before) for key, rows in groups.items())
    return tuple(change for change in found if change.old or change.new)


def _changed(key: int, rows: Sequence[ClauseMatch], parts: Mapping[int, Part], before: set[int]) -> Changed:
    came_back = all(row.old_id is not None and row.old_id not in before for row in rows)
    return Changed(
        clause_id=key, kind="restored" if came_back else rows[0].kind,
        old=_side((row.old_id for row in rows), parts), new=_side((row.new_id for row in rows), parts),
    )  # fmt: skip


def _side(numbers: Iterable[int | None], parts: Mapping[int, Part]) -> tuple[Part, ...]:
    found = (parts.get(number) for number in dict.fromkeys(numbers) if number is not None)
    return tuple(part for part in found if part is not None)


def _parts(session: Session, numbers: set[int]) -> dict[int, Part]:
    """The clauses with these numbers as readers see them; those an officer excluded are left out."""
    drafts = set(session.scalars(select(Clause.draft_id).where(Clause.id.in_(numbers)).distinct()))
    found = (part for draft in drafts for part in reading.outline(session, draft).parts)
    return {part.clause_id: part for part in found if part.clause_id in numbers}


def one(session: Session, draft: DraftVersion, clause_id: int) -> Changed:
    """The change with this key. Raises NotFound."""
    found = next((change for change in between(session, draft) if change.clause_id == clause_id), None)
    if found is None:
        raise NotFound
    return found


def lineage(session: Session, clause_ids: Iterable[int]) -> set[int]:
    """These clauses and those of earlier versions that became them."""
    newest = found = set(clause_ids)
    while newest:
        before = select(ClauseMatch.old_id).where(ClauseMatch.new_id.in_(newest), ClauseMatch.old_id.is_not(None))
        newest = {number for number in session.scalars(before) if number is not None} - found
        found = found | newest
    return found
