"""Which opinions a person may see, and those of them she is looking for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import QueryableAttribute, Session, contains_eager, joinedload

from analysis.text.normalise import fold
from feedback.errors import NotFound
from feedback.findings import clauses
from feedback.findings.models import Placement
from feedback.ledger.models import Opinion, Submission
from feedback.units.models import Unit
from feedback.units.service import bare, within

UNPLACED, NEW, EXCLUDED, WORDLESS = "chua-xep", "moi", "khong-may", "khong-loi"
"""Values of the theme filter beside a theme's number: could not be placed; came after the last run; no consent; a stance
without words, which there is nothing to group by."""
MOST_WORDS = 30
WHOLE = "toan-van"
"""Value of the clause filter: opinions on the draft as a whole or on no clause."""
DROPPED = "da-bo"
"""Value of the clause filter: opinions on clauses that the newest published version of the draft no longer has."""


@dataclass(frozen=True)
class Reach:
    """The opinions of one consultation that an account may see.

    `paths` are those of its own units when it sees only what was said there; None when it sees everything.
    """

    consultation_id: int
    paths: tuple[str, ...] | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Conditions on a query from `over`."""
        own = [] if self.paths is None else [within(self.paths)]
        return [Opinion.consultation_id == self.consultation_id, *own]


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Empty: everything."""

    theme: str = ""
    clause: str = ""
    channel: str = ""
    place: int | None = None
    stance: str = ""
    words: str = ""
    aspect: str = ""

    def _searched(self) -> list[str]:
        """The different words looked for, MOST_WORDS at most: a query must not grow with what is pasted into a field."""
        return list(dict.fromkeys(fold(self.words).split()))[:MOST_WORDS]

    def conditions(self) -> list[ColumnElement[bool]]:
        """Conditions on a query from `over`."""
        found = [Opinion.folded.contains(word, autoescape=True) for word in self._searched()]
        if self.theme:
            found.append(_in_theme(self.theme))
        if self.clause:
            found.append(on_clause(self.clause))
        if self.channel:
            found.append(Submission.channel == self.channel)
        if self.place is not None:
            found.append(Submission.unit_id == self.place)
        if self.stance:
            found.append(Opinion.stance == self.stance)
        if self.aspect:
            found.append(Opinion.aspect == self.aspect)
        return found


EVERYTHING = Wanted()


def worded() -> ColumnElement[bool]:
    """Condition: the opinion has words of its own. Who simply agrees with a clause need not write any."""
    return or_(Opinion.text != "", Opinion.proposed != "")


def _in_theme(theme: str) -> ColumnElement[bool]:
    states = {
        UNPLACED: Placement.id.is_not(None) & Placement.theme_id.is_(None),
        NEW: Placement.id.is_(None) & Submission.may_group & worded(),
        EXCLUDED: Placement.id.is_(None) & Submission.may_group.is_(False) & worded(),
        WORDLESS: Placement.id.is_(None) & ~worded(),
    }
    if theme in states:
        return states[theme]
    return Placement.theme_id == (int(theme) if theme.isascii() and theme.isdigit() and len(theme) < 10 else -1)


def on_clause(clause: str) -> ColumnElement[bool]:
    """Condition: the opinion is about the clause with this anchor or one below it, (WHOLE) about none, or (DROPPED)
    about one that is no longer in the draft."""
    if clause == WHOLE:
        return Opinion.clause_path.is_(None)
    if clause == DROPPED:
        return clauses.is_dropped()
    return or_(Opinion.clause_path == clause, Opinion.clause_path.startswith(f"{clause}.", autoescape=True))


def over(query: Select[*tuple[Any, ...]]) -> Select[Any]:
    """The query over opinions, joined with their submissions, places and placements."""
    return (
        query.join(Submission, Opinion.submission_id == Submission.id)
        .outerjoin(Unit, Submission.unit_id == Unit.id)
        .outerjoin(Placement, Placement.opinion_id == Opinion.id)
    )


def query(reach: Reach, wanted: Wanted = EVERYTHING) -> Select[Any]:
    """Query for the opinions looked for, within reach, with submission, place and clause loaded.

    Best fitting first within a theme, else by code, which is random: the order must not show who sent what together.
    """
    found = over(select(Opinion)).where(*reach.conditions(), *wanted.conditions())
    found = found.options(
        contains_eager(Opinion.submission).contains_eager(Submission.unit), joinedload(Opinion.clause)
    )
    best = [Placement.score.desc()] if wanted.theme.isdigit() else []
    return found.order_by(*best, Opinion.code)


def by_code(session: Session, reach: Reach, code: str) -> Opinion:
    """The opinion with this public code. Raises NotFound when there is none within reach."""
    found: Opinion | None = session.scalars(query(reach).where(Opinion.code == code.upper())).first()
    if found is None:
        raise NotFound
    return found


def placements(session: Session, opinions: Sequence[Opinion]) -> dict[int, Placement]:
    """Where these opinions are, by opinion number, with themes and who decided loaded."""
    rows = select(Placement).where(Placement.opinion_id.in_([opinion.id for opinion in opinions]))
    rows = rows.options(joinedload(Placement.theme), joinedload(Placement.decided_by))
    return {placed.opinion_id: placed for placed in session.scalars(rows)}


def count(session: Session, reach: Reach, wanted: Wanted = EVERYTHING) -> int:
    """How many opinions within reach are looked for."""
    return session.scalar(over(select(func.count(Opinion.id))).where(*reach.conditions(), *wanted.conditions())) or 0


def values(session: Session, reach: Reach, column: QueryableAttribute[Any]) -> list[Any]:
    """The distinct values a column of Opinion, Submission or Unit has over the opinions within reach, sorted."""
    found = over(select(column).select_from(Opinion)).where(*reach.conditions(), column.is_not(None))
    return sorted(session.scalars(found.distinct()))


def places(session: Session, reach: Reach) -> list[Unit]:
    """The places where opinions within reach were said, in the order a Vietnamese list has them."""
    numbers = values(session, reach, Submission.unit_id)
    return sorted(
        session.scalars(select(Unit).where(Unit.id.in_(numbers))), key=lambda unit: (bare(unit.key), unit.name)
    )


def siblings(session: Session, opinion: Opinion) -> int:
    """How many other opinions came in the same sending (which ones is not told)."""
    rows = select(func.count(Opinion.id)).where(Opinion.submission_id == opinion.submission_id)
    return (session.scalar(rows) or 1) - 1
