"""Which consultations an account has before it, and how far each of them is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts import scope
from feedback.accounts.models import ROLES, Account
from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from feedback.findings import opinions, themes
from feedback.findings.models import Run
from feedback.jobs import service as jobs
from feedback.jobs.models import Job
from feedback.ledger.models import Opinion, Submission
from feedback.units.models import Unit
from feedback.units.service import within

Version = TypeVar("Version", DraftVersion, QuestionnaireVersion, Run)


@dataclass(frozen=True)
class Line:
    """One consultation in the list. `whole` is False where only the account's own units are counted."""

    consultation: Consultation
    state: str
    whole: bool
    submissions: int
    opinions: int


@dataclass(frozen=True)
class Progress:
    """How far a consultation is: what there is of each of its steps (None or 0: nothing yet).

    `unread` counts the opinions that came after the last analysis.
    """

    draft: DraftVersion | None
    clauses: int
    doubts: int
    questions: int
    state: str
    run: Run | None
    themes: int
    unread: int
    job: Job | None


def listed(account: Account) -> Select[Consultation]:
    """Consultations of the account's units and below, and the published ones of the units above that are for everybody;
    newest first."""
    own = scope.paths(account, ROLES)
    above = Unit.path.in_(ancestors(own)) & Consultation.published_at.is_not(None) & Consultation.invited.is_(False)
    order = (Consultation.created_at.desc(), Consultation.id.desc())
    return select(Consultation).join(Consultation.unit).where(within(own) | above).order_by(*order)


def ancestors(paths: Iterable[str]) -> list[str]:
    """Paths of all units above these: '/1/17/' lies below '/1/'."""
    found = set()
    for path in paths:
        parts = path.strip("/").split("/")
        found |= {f"/{'/'.join(parts[:size])}/" for size in range(1, len(parts))}
    return sorted(found)


def lines(session: Session, account: Account, consultations: Sequence[Consultation]) -> list[Line]:
    """The lines of a list: states now and numbers of submissions and opinions."""
    now = clock.now()
    whole = {row.id: scope.reaches(account, ROLES, row.unit.path) for row in consultations}
    counted: dict[int, tuple[int, int]] = {}
    for reached in (True, False):
        ids = [number for number, is_whole in whole.items() if is_whole is reached]
        counted |= _counts(session, ids, None if reached else scope.paths(account, ROLES))
    return [Line(row, row.state(now), whole[row.id], *counted.get(row.id, (0, 0))) for row in consultations]


def _counts(session: Session, ids: Sequence[int], paths: Sequence[str] | None) -> dict[int, tuple[int, int]]:
    if not ids:
        return {}
    query = (
        select(Submission.consultation_id, func.count(Submission.id.distinct()), func.count(Opinion.id))
        .outerjoin(Opinion, Opinion.submission_id == Submission.id)
        .where(Submission.consultation_id.in_(ids), from_units(paths))
        .group_by(Submission.consultation_id)
    )
    return {number: (submissions, opinions) for number, submissions, opinions in session.execute(query)}


def from_units(paths: Sequence[str] | None) -> ColumnElement[bool]:
    """Condition: the submission comes from one of these units or below; None: from anywhere."""
    if paths is None:
        return Submission.id.is_not(None)
    return Submission.unit_id.in_(select(Unit.id).where(within(paths)))


def progress(session: Session, consultation: Consultation, paths: tuple[str, ...] | None = None) -> Progress:
    """How far a consultation is; `unread` only of what came from the units at or below `paths`, None: from anywhere."""
    number, reach = consultation.id, opinions.Reach(consultation.id, paths)
    draft = _newest(session, DraftVersion, number)
    questionnaire = _newest(session, QuestionnaireVersion, number)
    run = _newest(session, Run, number)
    return Progress(
        draft=draft,
        clauses=_clauses(session, draft, Clause.excluded.is_(False)),
        doubts=_clauses(session, draft, Clause.excluded.is_(False), Clause.doubt.is_(True)),
        questions=_questions(questionnaire),
        state=consultation.state(clock.now()),
        run=run,
        themes=len(themes.standing(session, number)),
        unread=opinions.count(session, reach, opinions.Wanted(theme=opinions.NEW)) if run else 0,
        job=jobs.active(session, number),
    )


def _newest(session: Session, model: type[Version], consultation_id: int) -> Version | None:
    query = select(model).where(model.consultation_id == consultation_id).order_by(model.number.desc())
    return session.scalars(query.limit(1)).first()


def _clauses(session: Session, draft: DraftVersion | None, *conditions: ColumnElement[bool]) -> int:
    if draft is None:
        return 0
    query = select(func.count()).select_from(Clause).where(Clause.draft_id == draft.id, *conditions)
    return session.scalar(query) or 0


def _questions(version: QuestionnaireVersion | None) -> int:
    questions = version.definition.get("questions") if version else None
    return len(questions) if isinstance(questions, list) else 0
