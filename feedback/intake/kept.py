"""The comments in a citizen's basket beside the draft: the version each was written on, and where it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from feedback.consultations.following import parse
from feedback.intake import reading
from feedback.intake.basket import WHOLE, Comment, Written
from feedback.intake.reading import Outline, Part
from feedback.ledger import places


@dataclass(frozen=True)
class Drafts:
    """The version citizens read now; the earlier ones she wrote on, by number; where their clauses stand now, as
    `places.stand` says, by number of the clause."""

    newest: Outline | None
    earlier: Mapping[int, Outline] = field(default_factory=dict)
    standing: Mapping[int, str] = field(default_factory=dict)

    def version(self, number: int) -> Outline | None:
        """The version with this number, if it is one of these."""
        return self.newest if self.newest and self.newest.number == number else self.earlier.get(number)


@dataclass(frozen=True)
class Said:
    """One comment. `where` is its mark in the basket, `path` and `part` its clause in version `number`; `now` is the
    clause of the newest version in its place. Both are None for the draft as a whole and for a clause that is gone."""

    where: str
    path: str
    number: int
    name: str
    comment: Comment
    part: Part | None
    now: Part | None
    older: bool
    changed: bool
    """Whether the words it is about, or the number they stand under, are others in the newest version."""

    @property
    def gone(self) -> bool:
        """Whether the newest version has no such clause."""
        return self.now is None and self.path != WHOLE

    @property
    def anchor(self) -> str | None:
        """The anchor it is recorded under when the clause's own number is not known any more; None for the whole."""
        return None if self.path == WHOLE else self.where if self.older else self.path


def drafts(session: Session, consultation_id: int, written: Written, newest: Outline | None = None) -> Drafts:
    """The versions of the draft that these comments need; `newest` saves reading it twice."""
    newest = newest or reading.current(session, consultation_id)
    wanted = {parse(where)[0] for where in written.comments} - {newest.number if newest else None}
    found = [version for version in reading.versions(session, consultation_id) if version.number in wanted]
    earlier = {version.number: reading.outline(session, version.id) for version in found}
    parts = (_find(earlier, where) for where in written.comments)
    return Drafts(newest, earlier, places.stand(session, [part.clause_id for part in parts if part]))


def _find(earlier: Mapping[int, Outline], where: str) -> Part | None:
    number, path = parse(where)
    outline = earlier.get(number or 0)
    return outline.find(path) if outline else None


def in_order(written: Written, versions: Drafts) -> tuple[Said, ...]:
    """The comments in the order of the newest version; then those whose clause is gone; last those on the whole draft."""

    def rank(said: Said) -> tuple[int, int, int]:
        place = versions.newest.place(said.now.path) if versions.newest and said.now else None
        return (2 if said.path == WHOLE else 1 if place is None else 0, place or 0, said.number)

    return tuple(sorted((_said(where, comment, versions) for where, comment in written.comments.items()), key=rank))


def _said(where: str, comment: Comment, versions: Drafts) -> Said:
    number, path = parse(where)
    version, newest = versions.version(number or 1), versions.newest
    part = version.find(path) if version else None
    older = newest is None or newest.number != number
    now = part
    if older:
        now = newest.find(versions.standing.get(part.clause_id, "")) if newest and part else None
    changed = older and (version is None or newest is None or _says(version, part) != _says(newest, now))
    name = part.name if part else comment.name
    return Said(where, path, number or 1, name, comment, part, now, older, changed)


def _says(outline: Outline, part: Part | None) -> tuple[str, str] | None:
    return None if part is None else (part.name, reading.wording(outline, part))


def before(written: Written, versions: Drafts, now: str, where: str) -> tuple[Said, ...]:
    """Her comments on other versions of the clause with this anchor in the newest one (WHOLE: of the draft as a whole)."""
    found = (said for said in in_order(written, versions) if said.where != where and said.older)
    return tuple(said for said in found if now == (said.now.path if said.now else said.path if not said.gone else None))


def standing(session: Session, newest: Outline, version: Outline, path: str) -> str:
    """The anchor under which clause `path` of a version is found now: 'd6.k2', or 'v1:d5.k2' when it was dropped."""
    part = version.find(path)
    if version.number == newest.number or part is None:
        return path
    return places.stand(session, [part.clause_id])[part.clause_id]
