"""Opinions that other citizens may read, and who joined them: 'tôi cũng nghĩ vậy'.

An opinion is shown only while its sender's consent stands, an officer says so and the consultation shows opinions at
all; this is asked anew with each query, so that a consent withdrawn today takes the words away today.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, desc, func, or_, select
from sqlalchemy.orm import Session

from analysis.similar import similar
from feedback.consultations.models import Consultation
from feedback.ledger.models import Opinion, PublishedOpinion, Signature, Submission

SHOWN_AT_ONCE = 5
CANDIDATES = 2_000
"""Published opinions that a text is compared with: those on the same clause, then the newest."""
ALIKE = 3
"""Similar opinions shown at most: on a phone more would push away what she is writing."""


@dataclass(frozen=True)
class Shown:
    """One opinion as other citizens see it. `path`: the clause it is on, None for the draft as a whole."""

    code: str
    path: str | None
    stance: str | None
    text: str
    signers: int
    submission_id: int


@dataclass(frozen=True)
class Others:
    """One page of what others say: its number from 1, how many pages and opinions there are."""

    rows: tuple[Shown, ...]
    number: int
    pages: int
    total: int


def may_be_shown() -> ColumnElement[bool]:
    """Condition on Opinion and Submission: the sender consents, and there are words on the draft.

    Answers to a survey's open questions stand beside no clause, so there is no place to show them at.
    """
    return Submission.may_publish & (Opinion.text != "") & Opinion.question.is_(None)


@dataclass(frozen=True)
class Place:
    """Where to look: the clause with this anchor and all below it. `inside`: anchors of what lies in it and does not tell
    so by its own, as articles in a chapter."""

    path: str
    inside: frozenset[str] = frozenset()

    def holds(self, path: str | None) -> bool:
        """Whether a clause is this one or lies in it."""
        return path is not None and (path == self.path or path.startswith(f"{self.path}.") or path in self.inside)


def about(place: Place | None) -> ColumnElement[bool]:
    """Condition: the opinion is on the clause or on what lies in it; None: on the draft as a whole."""
    if place is None:
        return Opinion.clause_path.is_(None)
    return or_(
        Opinion.clause_path == place.path, Opinion.clause_path.startswith(f"{place.path}.", autoescape=True),
        Opinion.clause_path.in_(sorted(place.inside)),
    )  # fmt: skip


def _signed() -> ColumnElement[int]:
    counted = select(func.count(Signature.id)).where(Signature.opinion_id == Opinion.id)
    return counted.correlate(Opinion).scalar_subquery()


def _shown(consultation_id: int) -> Select[str, str | None, str | None, str, int, int]:
    """Query for what is shown now, in the order of the fields of Shown."""
    columns = select(
        Opinion.code, Opinion.clause_path, Opinion.stance, PublishedOpinion.text, _signed().label("signers"),
        Opinion.submission_id,
    )  # fmt: skip
    return (
        columns.select_from(PublishedOpinion)
        .join(Opinion, PublishedOpinion.opinion_id == Opinion.id)
        .join(Submission, Opinion.submission_id == Submission.id)
        .join(Consultation, Opinion.consultation_id == Consultation.id)
        .where(Consultation.id == consultation_id, Consultation.show_opinions, PublishedOpinion.shown, may_be_shown())
    )


def others(session: Session, consultation_id: int, place: Place | None, number: int = 1) -> Others:
    """What others say of a clause and what lies in it, those with most signers first, SHOWN_AT_ONCE a page."""
    query = _shown(consultation_id).where(about(place))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // SHOWN_AT_ONCE))
    number = min(max(number, 1), pages)
    ordered = query.order_by(desc("signers"), Opinion.code)
    rows = session.execute(ordered.limit(SHOWN_AT_ONCE).offset((number - 1) * SHOWN_AT_ONCE))
    return Others(tuple(Shown(*row) for row in rows), number, pages, total)


def alike(session: Session, consultation_id: int, place: Place | None, text: str) -> tuple[Shown, ...]:
    """Up to ALIKE shown opinions that say much the same as the text: those on the clause first, then all others."""
    here = case((about(place), 0), else_=1)
    query = _shown(consultation_id).order_by(here, PublishedOpinion.decided_at.desc(), Opinion.code)
    rows = [Shown(*row) for row in session.execute(query.limit(CANDIDATES))]
    found = [rows[match.place] for match in similar(text, [row.text for row in rows], CANDIDATES)]
    return tuple(sorted(found, key=lambda row: not _is_about(row, place))[:ALIKE])


def _is_about(row: Shown, place: Place | None) -> bool:
    return place.holds(row.path) if place else row.path is None


def by_codes(session: Session, consultation_id: int, codes: Collection[str]) -> tuple[Shown, ...]:
    """Those of the opinions with these codes that are shown now, in the order of the codes."""
    if not codes:
        return ()
    order = {code: place for place, code in enumerate(codes)}
    rows = session.execute(_shown(consultation_id).where(Opinion.code.in_(order)))
    return tuple(sorted((Shown(*row) for row in rows), key=lambda row: order[row.code]))


def signatures(session: Session, submission: Submission, codes: Collection[str]) -> list[Signature]:
    """Rows that join a sending to the opinions with these codes; those not shown now and its own are left out."""
    rows = by_codes(session, submission.consultation_id, dict.fromkeys(codes))
    wanted = [row.code for row in rows if row.submission_id != submission.id]
    numbers = select(Opinion.id).where(Opinion.consultation_id == submission.consultation_id, Opinion.code.in_(wanted))
    return [
        Signature(opinion_id=number, submission_id=submission.id)
        for number in session.scalars(numbers.order_by(Opinion.id))
    ]


def signers(session: Session, opinions: Sequence[int]) -> dict[int, int]:
    """How many joined each of these opinions, by its number; those that nobody joined are left out."""
    rows = select(Signature.opinion_id, func.count()).where(Signature.opinion_id.in_(opinions))
    return {row[0]: row[1] for row in session.execute(rows.group_by(Signature.opinion_id))}
