"""What a citizen's basket says, in document order, and its one way into the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from feedback import clock
from feedback.errors import NotOpen
from feedback.intake import asking, basket, reading
from feedback.intake.asking import Asked
from feedback.intake.basket import WHOLE, Comment, Written
from feedback.intake.reading import Outline, Part
from feedback.ledger.service import NewOpinion, NewSubmission, Receipt, record

LETTERS_A_MINUTE = 900
"""About 200 syllables: slow, attentive reading of an official text."""
QUESTIONS_A_MINUTE = 3


@dataclass(frozen=True)
class Said:
    """One comment with its clause; `part` is None for the draft as a whole and for a clause that is gone."""

    path: str
    name: str
    comment: Comment
    part: Part | None

    @property
    def gone(self) -> bool:
        """Whether the clause was taken out of the draft since."""
        return self.part is None and self.path != WHOLE


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


def in_order(written: Written, outline: Outline | None) -> tuple[Said, ...]:
    """The comments in document order; then those whose clause is gone; last the one on the whole draft."""

    def rank(said: Said) -> tuple[int, int]:
        place = outline.place(said.path) if outline else None
        return (2, 0) if said.path == WHOLE else (1, 0) if place is None else (0, place)

    said = [_said(path, comment, outline) for path, comment in written.comments.items()]
    return tuple(sorted(said, key=rank))


def _said(path: str, comment: Comment, outline: Outline | None) -> Said:
    part = outline.find(path) if outline else None
    return Said(path, part.name if part else comment.name, comment, part)


def is_outdated(written: Written, outline: Outline | None) -> bool:
    """Whether there are comments on another version of the draft than the one shown now."""
    return bool(written.comments) and (outline is None or outline.draft_id != written.draft_id)


def require_same_draft(written: Written, outline: Outline | None) -> None:
    """Raise NotOpen when there are comments on another version of the draft than the one shown now."""
    if is_outdated(written, outline):
        raise NotOpen(_("Dự thảo vừa được thay bằng một bản khác, nên góp ý cho bản cũ chưa gửi được."))


def send(session: Session, secret: str, key: str, consultation_id: int, sender: Sender) -> Receipt:
    """Record what is kept under the key, once, and empty the basket; the caller commits.

    A second time returns the same receipt. Raises NotOpen when the consultation takes no opinions now or the draft was
    replaced, UserError when there is nothing to send.
    """
    written = basket.load(session, secret, key, consultation_id)
    outline = reading.current(session, consultation_id)
    require_same_draft(written, outline)
    asked = asking.version(session, consultation_id, written.questionnaire_id) if written.answers else None
    new = NewSubmission(
        consultation_id=consultation_id,
        key=key,
        channel="web",
        opinions=_opinions(written, outline, asked),
        answers=written.answers,
        consents=sender.consents,
        contact=sender.contact,
        respondent=sender.respondent,
        unit_id=sender.unit_id,
        draft_id=written.draft_id if written.comments else None,
        questionnaire_id=asked.id if asked else None,
        seconds=written.seconded,
    )
    receipt = record(session, secret, new)
    basket.drop(session, secret, key)
    return receipt


def _opinions(written: Written, outline: Outline | None, asked: Asked | None) -> tuple[NewOpinion, ...]:
    comments = [
        NewOpinion(
            text=said.comment.text,
            stance=said.comment.stance,
            clause_id=said.part.clause_id if said.part else None,
            clause_path=None if said.path == WHOLE else said.path,
            proposed=said.comment.proposed,
        )
        for said in in_order(written, outline)
    ]
    answered = asked.words(written.answers) if asked else ()
    return (*comments, *(NewOpinion(text=words, question=name) for name, words in answered))
