"""What a citizen may see of consultations, and of her own submission once she has its code. Never contact data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from feedback.consultations.models import Consultation
from feedback.findings.models import Placement, Theme
from feedback.findings.standing import Standing, standings
from feedback.identity.models import Consent, ConsentText
from feedback.intake import asking
from feedback.ledger import published
from feedback.ledger.models import Opinion, Signature, Submission
from feedback.replies.service import Step, behind


@dataclass(frozen=True)
class Followed:
    """One opinion and what became of it.

    `about` names its clause or the question it answers, '' for the draft as a whole. `placed`: somebody or the machine
    has looked where it belongs; `theme` is None when it fits nowhere, '' when its name is not told, `others` counts the
    other opinions there.
    `signers` counts who joined it when it was published. `standing`: its clause then and now, if it was written on one.
    """

    about: str
    standing: Standing | None
    opinion: Opinion
    proposed: str
    placed: bool
    theme: str | None
    others: int
    signers: int
    changes: tuple[Step, ...]


@dataclass(frozen=True)
class Joined:
    """Somebody else's opinion that she joined: its published words, '' while they are shown no longer; its theme."""

    text: str
    signers: int
    theme: str | None


@dataclass(frozen=True)
class Receipt:
    """One submission as its sender sees it: opinions, answers as (question, words), consents as (sentence, decision)."""

    submission: Submission
    opinions: tuple[Followed, ...]
    joined: tuple[Joined, ...]
    answers: tuple[tuple[str, str], ...]
    consents: tuple[tuple[str, str], ...]

    @property
    def placed(self) -> bool:
        """Whether any of its opinions has been looked at."""
        return any(followed.placed for followed in self.opinions)

    @property
    def worded(self) -> bool:
        """Whether there are words that can be grouped: not where somebody only agreed or only answered the survey."""
        return any(followed.opinion.text or followed.opinion.proposed for followed in self.opinions)


def upcoming(now: datetime) -> Select[Consultation]:
    """Published consultations that do not take opinions yet, the next first."""
    return _published().where(Consultation.opens_at > now).order_by(Consultation.opens_at, Consultation.id)


def running(now: datetime) -> Select[Consultation]:
    """Consultations that take opinions now, those that end soonest first."""
    query = _published().where(Consultation.opens_at <= now, Consultation.closes_at > now)
    return query.order_by(Consultation.closes_at, Consultation.id)


def ended(now: datetime) -> Select[Consultation]:
    """Consultations that are over, the latest first."""
    query = _published().where(Consultation.closes_at <= now)
    return query.order_by(Consultation.closes_at.desc(), Consultation.id)


def _published() -> Select[Consultation]:
    """For everybody: a draft for invited persons is named nowhere in public."""
    query = select(Consultation).where(
        Consultation.published_at.is_not(None), Consultation.opens_at.is_not(None), Consultation.invited.is_(False)
    )
    return query.options(selectinload(Consultation.unit))


def receipt(session: Session, submission: Submission) -> Receipt:
    """The submission with what became of each opinion. Of a draft for invited persons nothing is told: who holds a receipt
    code need not hold an invitation."""
    asked = asking.version(session, submission.consultation_id, submission.questionnaire_id)
    labels = {question.name: question.label for question in asked.questionnaire.questions} if asked else {}
    own_words = {opinion.question for opinion in submission.opinions if opinion.question}
    answers = {answer.question: answer.value for answer in submission.answers if answer.question not in own_words}
    found = Receipt(
        submission=submission,
        opinions=_follow(session, submission, labels),
        joined=_joined(session, submission),
        answers=tuple((question.label, text) for question, text in asked.shown(answers)) if asked else (),
        consents=_consents(session, submission.id),
    )
    return _without_draft(found) if submission.consultation.invited else found


def _without_draft(found: Receipt) -> Receipt:
    """What she said in her own words and where it stands; not the draft's words, its questions, or what others say of it.

    A proposed wording is made of the clause's own; the name of a theme tells what the clauses are about.
    """
    opinions = tuple(
        replace(one, about="" if one.opinion.question else one.about, proposed="", theme=one.theme and "")
        for one in found.opinions
    )
    return replace(found, opinions=opinions, joined=(), answers=())


def _follow(session: Session, submission: Submission, labels: dict[str, str]) -> tuple[Followed, ...]:
    opinions = submission.opinions
    placements = _placements(session, opinions)
    sizes = _sizes(session, {placement.theme_id for placement in placements.values() if placement.theme_id is not None})
    stood = standings(session, submission.consultation_id, opinions)
    numbers = [opinion.id for opinion in opinions]
    signers, changes = published.signers(session, numbers), behind(session, numbers)

    def follow(opinion: Opinion) -> Followed:
        placement = placements.get(opinion.id)
        theme = placement.theme if placement else None
        standing = stood.get(opinion.id)
        about = labels.get(opinion.question or "", "") or (standing.name if standing else opinion.clause_path or "")
        others = sizes.get(theme.id, 1) - 1 if theme else 0
        return Followed(
            about, standing, opinion, opinion.proposed, placement is not None, theme.name if theme else None, others,
            signers.get(opinion.id, 0), tuple(changes.get(opinion.id, ())),
        )  # fmt: skip

    return tuple(follow(opinion) for opinion in opinions)


def _joined(session: Session, submission: Submission) -> tuple[Joined, ...]:
    """In the order of the opinions' codes, which is random."""
    query = select(Opinion).join(Signature, Signature.opinion_id == Opinion.id).order_by(Opinion.code)
    opinions = session.scalars(query.where(Signature.submission_id == submission.id)).all()
    codes = [opinion.code for opinion in opinions]
    shown = {one.code: one.text for one in published.by_codes(session, submission.consultation_id, codes)}
    placements = _placements(session, opinions)
    signers = published.signers(session, [opinion.id for opinion in opinions])

    def theme(opinion: Opinion) -> str | None:
        placement = placements.get(opinion.id)
        return placement.theme.name if placement and placement.theme else None

    return tuple(Joined(shown.get(one.code, ""), signers.get(one.id, 0), theme(one)) for one in opinions)


def _placements(session: Session, opinions: Sequence[Opinion]) -> dict[int, Placement]:
    wanted = [opinion.id for opinion in opinions]
    query = select(Placement).where(Placement.opinion_id.in_(wanted)).options(selectinload(Placement.theme))
    return {placement.opinion_id: placement for placement in session.scalars(query)}


def _sizes(session: Session, themes: set[int]) -> dict[int, int]:
    query = select(Theme.id, func.count(Placement.id)).join(Placement, Placement.theme_id == Theme.id)
    rows = session.execute(query.where(Theme.id.in_(themes)).group_by(Theme.id))
    return {row[0]: row[1] for row in rows}


def _consents(session: Session, submission_id: int) -> tuple[tuple[str, str], ...]:
    """The latest decision on each purpose."""
    query = (
        select(ConsentText.purpose, ConsentText.text, Consent.decision)
        .join(Consent, Consent.text_id == ConsentText.id)
        .where(Consent.submission_id == submission_id)
        .order_by(Consent.id)
    )
    latest = {purpose: (text, decision) for purpose, text, decision in session.execute(query)}
    return tuple(latest.values())
