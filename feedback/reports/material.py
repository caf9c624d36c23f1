"""The rows a report is made from, read with a fixed number of queries however many opinions there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from feedback.findings.clauses import Outline, outline
from feedback.findings.models import Placement, Run, Theme
from feedback.ledger.models import Answer, Opinion, Signature, Submission
from feedback.units import service as units
from feedback.units.models import Unit
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True)
class Said:
    """One opinion with what is known of its sending and its place among the themes.

    `placed` is False where neither a run nor a person has looked at it yet; `joined` counts who signed it when it was
    public; `aspect` is the heading of Điều 33 its sender chose.
    """

    code: str
    clause: str | None
    question: str | None
    stance: str | None
    text: str
    proposed: str
    channel: str
    respondent: str
    unit_id: int | None
    may_publish: bool
    may_group: bool
    placed: bool
    theme: int | None
    score: float
    mark: str | None
    joined: int = 0
    aspect: str | None = None


@dataclass(frozen=True)
class Sent:
    """One sending."""

    id: int
    channel: str
    respondent: str
    unit_id: int | None
    questionnaire_id: int | None


@dataclass(frozen=True)
class Found:
    """One theme: its name and the sentences that sum it up, as (opinion code, sentence)."""

    id: int
    name: str
    named_by_person: bool
    summary: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """One version of the questionnaire with the answers given to it, one mapping a sending."""

    number: int
    questionnaire: Questionnaire
    answers: tuple[dict[str, object], ...]


@dataclass(frozen=True)
class Draft:
    """The newest published version of the draft; `headings` by anchor, for the clauses that have one."""

    number: int
    title: str
    published_at: datetime | None
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Material:
    """All of it. Opinions are ordered by code, which is random: their order tells nothing of persons."""

    consultation: Consultation
    opinions: tuple[Said, ...]
    sendings: tuple[Sent, ...]
    places: Mapping[int, str]
    themes: Mapping[int, Found]
    outline: Outline
    draft: Draft | None
    asked: tuple[Asked, ...]
    run: Run | None
    communes: int
    """How many communes and wards lie at or below the unit that asks."""


def read(session: Session, consultation: Consultation) -> Material:
    """The rows of a consultation."""
    sendings = _sendings(session, consultation.id)
    return Material(
        consultation=consultation,
        opinions=_opinions(session, consultation.id),
        sendings=sendings,
        places=_places(session, sendings),
        themes=_themes(session, consultation.id),
        outline=outline(session, consultation.id),
        draft=_draft(session, consultation.id),
        asked=_asked(session, consultation.id),
        run=session.scalars(
            select(Run).where(Run.consultation_id == consultation.id).order_by(Run.number.desc()).limit(1)
        ).first(),
        communes=len(units.communes(session, [consultation.unit.path])),
    )


def _opinions(session: Session, consultation_id: int) -> tuple[Said, ...]:
    counted = select(Signature.opinion_id, func.count().label("times")).group_by(Signature.opinion_id)
    joined = counted.subquery()
    rows = session.execute(
        select(
            Opinion.code, Opinion.clause_path, Opinion.question, Opinion.stance, Opinion.text, Opinion.proposed,
            Submission.channel, Submission.respondent, Submission.unit_id, Submission.may_publish,
            Submission.may_group, Placement.id.is_not(None), Placement.theme_id, func.coalesce(Placement.score, 0.0),
            Placement.mark, func.coalesce(joined.c.times, 0), Opinion.aspect,
        )
        .join(Submission, Opinion.submission_id == Submission.id)
        .outerjoin(Placement, Placement.opinion_id == Opinion.id)
        .outerjoin(joined, joined.c.opinion_id == Opinion.id)
        .where(Opinion.consultation_id == consultation_id)
        .order_by(Opinion.code)
    )  # fmt: skip
    return tuple(Said(*row) for row in cast(Iterable[Any], rows))


def _sendings(session: Session, consultation_id: int) -> tuple[Sent, ...]:
    rows = session.execute(
        select(
            Submission.id, Submission.channel, Submission.respondent, Submission.unit_id, Submission.questionnaire_id
        )
        .where(Submission.consultation_id == consultation_id)
        .order_by(Submission.id)
    )
    return tuple(Sent(*row) for row in rows)


def _places(session: Session, sendings: tuple[Sent, ...]) -> dict[int, str]:
    """Names of the places, in the order a Vietnamese list has them."""
    wanted = {sent.unit_id for sent in sendings}
    rows = [row for row in session.execute(select(Unit.id, Unit.name, Unit.key)) if row.id in wanted]
    return {row.id: row.name for row in sorted(rows, key=lambda row: (units.bare(row.key), row.name))}


def _themes(session: Session, consultation_id: int) -> dict[int, Found]:
    rows = session.scalars(select(Theme).where(Theme.consultation_id == consultation_id).order_by(Theme.id))
    return {
        row.id: Found(row.id, row.name, row.named_by_id is not None, tuple((code, words) for code, words in row.summary))
        for row in rows
    }


def _draft(session: Session, consultation_id: int) -> Draft | None:
    """The newest published version; before the consultation is opened, the one in preparation."""
    version = session.scalars(
        select(DraftVersion)
        .where(DraftVersion.consultation_id == consultation_id)
        .order_by(DraftVersion.published_at.is_(None), DraftVersion.number.desc())
        .limit(1)
    ).first()
    if version is None:
        return None
    rows = session.execute(select(Clause.path, Clause.heading).where(Clause.draft_id == version.id, Clause.heading != ""))
    return Draft(version.number, version.title, version.published_at, {row.path: row.heading for row in rows})


def _asked(session: Session, consultation_id: int) -> tuple[Asked, ...]:
    """Versions of the questionnaire that somebody answered."""
    answers: dict[int, dict[int, dict[str, object]]] = {}
    rows: Iterable[Any] = session.execute(
        select(Submission.questionnaire_id, Submission.id, Answer.question, Answer.value)
        .outerjoin(Answer, Answer.submission_id == Submission.id)
        .where(Submission.consultation_id == consultation_id, Submission.questionnaire_id.is_not(None))
        .order_by(Submission.id, Answer.id)
    )
    for version, sending, question, value in rows:
        person = answers.setdefault(version, {}).setdefault(sending, {})
        if question is not None:
            person[question] = value
    versions = session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.consultation_id == consultation_id)
        .order_by(QuestionnaireVersion.number)
    )
    return tuple(
        Asked(row.number, Questionnaire.from_json(row.definition), tuple(answers[row.id].values()))
        for row in versions
        if row.id in answers
    )
