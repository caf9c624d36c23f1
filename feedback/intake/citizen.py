"""Who sends and until when; a citizen's basket on its one way into the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil

from sqlalchemy.orm import Session

from feedback import clock
from feedback.intake import asking, basket, kept
from feedback.intake.asking import Asked
from feedback.intake.basket import Written
from feedback.intake.kept import Said
from feedback.ledger.service import NewOpinion, NewSubmission, Receipt, record

LETTERS_A_MINUTE = 900
"""About 200 syllables: slow, attentive reading of an official text."""
QUESTIONS_A_MINUTE = 3


@dataclass(frozen=True)
class Sender:
    """What she tells of herself: nothing of it is needed to send."""

    unit_id: int | None = None
    respondent: str = "person"
    consents: Mapping[str, bool] = field(default_factory=dict)
    contact: tuple[str, str] | None = None


@dataclass(frozen=True)
class Deadline:
    """The last day, and the hour on it when it does not end with the day."""

    day: date
    hour: time | None


def deadline(closes_at: datetime) -> Deadline:
    """When a consultation ends, as a person says it: midnight is the end of the day before."""
    last = clock.local(closes_at - timedelta(minutes=1))
    return Deadline(last.date(), None if (last.hour, last.minute) in ((23, 58), (23, 59)) else clock.local(closes_at).time())


def reading_minutes(letters: int) -> int:
    """Minutes to read so many letters."""
    return ceil(letters / LETTERS_A_MINUTE)


def answering_minutes(asked: Asked | None) -> int:
    """Minutes to answer a questionnaire."""
    return ceil(len(asked.questionnaire.questions) / QUESTIONS_A_MINUTE) if asked else 0


def send(session: Session, secret: str, key: str, consultation_id: int, sender: Sender) -> Receipt:
    """Record what is kept under the key, once, and empty the basket; the caller commits.

    Each comment is recorded on the version of the draft it was written on. A second time returns the same receipt.
    Raises NotOpen when the consultation takes no opinions now, UserError when there is nothing to send.
    """
    written = basket.load(session, secret, key, consultation_id)
    asked = asking.version(session, consultation_id, written.questionnaire_id) if written.answers else None
    said = kept.in_order(written, kept.drafts(session, consultation_id, written))
    new = NewSubmission(
        consultation_id=consultation_id,
        key=key,
        channel="web",
        opinions=_opinions(said, written, asked),
        answers=written.answers,
        consents=sender.consents,
        contact=sender.contact,
        respondent=sender.respondent,
        unit_id=sender.unit_id,
        draft_id=max((one.comment.draft_id for one in said), default=None),
        questionnaire_id=asked.id if asked else None,
        seconds=written.seconded,
    )
    receipt = record(session, secret, new)
    basket.drop(session, secret, key)
    return receipt


def _opinions(said: Iterable[Said], written: Written, asked: Asked | None) -> tuple[NewOpinion, ...]:
    comments = [
        NewOpinion(
            text=one.comment.text,
            stance=one.comment.stance,
            clause_id=one.part.clause_id if one.part else None,
            clause_path=one.anchor,
            proposed=one.comment.proposed,
            aspect=one.comment.aspect or None,
        )
        for one in said
    ]
    answered = asked.words(written.answers) if asked else ()
    return (*comments, *(NewOpinion(text=words, question=name) for name, words in answered))
