"""What an anonymous citizen has written and not yet sent, kept under the HMAC of a key only her phone knows.

The same key is later the idempotency key of her submission. So a key is used for one sending: whoever writes on after
sending gets a new one. With the sending the basket goes, and nothing on the server leads from the phone to the words.

What she chose and typed on the last page is kept too when she leaves it by a button to change something. That may be a
name or a number she has not yet consented to leave: the basket is still hers, opened by her key alone and shown to no
officer; the number goes as soon as she says no, and with the basket. Losing it would make her type it twice.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback import clock
from feedback.consultations.models import DraftVersion
from feedback.intake.models import Basket
from feedback.ledger import codes
from feedback.ledger.service import by_key

LIFE = timedelta(days=60)
"""How long the cookie and an unsent basket are kept after the last change."""

WHOLE = "-"
"""In place of an anchor: a comment on the draft as a whole."""


def mark(number: int, path: str) -> str:
    """What a comment is kept under: 'v2:d5.k2' for clause d5.k2 of version 2, 'v2:-' for that version as a whole."""
    return f"v{number}:{path}"


@dataclass(frozen=True)
class Comment:
    """What she says of one clause; `name` is how the clause was called when she wrote, `draft_id` the version she read.

    It stays with that version when a newer one is published: she never spoke of words she has not seen.
    """

    stance: str
    text: str
    proposed: str
    name: str
    draft_id: int
    aspect: str = ""


@dataclass(frozen=True)
class Written:
    """All of one basket: comments on any versions of the draft by their mark, answers to one questionnaire version."""

    comments: Mapping[str, Comment] = field(default_factory=dict)
    questionnaire_id: int | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    sender: Mapping[str, str] = field(default_factory=dict)
    """Fields of the last page by name, as they stood when she left it."""
    seconded: tuple[str, ...] = ()
    """Codes of published opinions she joins, in the order she chose them."""

    @property
    def count(self) -> int:
        """How many things there are to send; the survey is one of them."""
        return len(self.comments) + bool(self.answers) + len(self.seconded)

    def with_comment(self, where: str, comment: Comment) -> "Written":
        """The basket with a comment added or changed."""
        return replace(self, comments={**self.comments, where: comment})

    def without_comment(self, where: str) -> "Written":
        """The basket with a comment taken out."""
        return replace(self, comments={key: value for key, value in self.comments.items() if key != where})

    def with_answers(self, questionnaire_id: int, answers: Mapping[str, object]) -> "Written":
        """The basket with the survey answered anew."""
        return replace(self, questionnaire_id=questionnaire_id, answers=dict(answers))

    def with_second(self, code: str) -> "Written":
        """The basket with one more opinion joined; the same one counts once."""
        return replace(self, seconded=tuple(dict.fromkeys((*self.seconded, code))))

    def without_seconds(self, codes: Collection[str]) -> "Written":
        """The basket without having joined these opinions."""
        return replace(self, seconded=tuple(code for code in self.seconded if code not in codes))

    def with_sender(self, fields: Mapping[str, str]) -> "Written":
        """The basket with the last page as she leaves it."""
        return replace(self, sender=dict(fields))


def stamp(kept: Comment | Mapping[str, object] | None) -> str:
    """A mark of a comment or of answers, '' for none. It stands in the page; when the page is sent and what is kept
    bears another mark, something was written in another window that must not be overwritten unseen."""
    plain = asdict(kept) if isinstance(kept, Comment) else kept
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16] if plain else ""


def overtaken(seen: str | None, kept: Comment | Mapping[str, object] | None, new: object) -> bool:
    """Whether `new` would overwrite something else than what she saw; a page without a mark claims nothing."""
    return bool(kept) and seen is not None and seen != stamp(kept) and new != kept


def load(session: Session, secret: str, key: str | None, consultation_id: int) -> Written:
    """What is kept under a key for a consultation; empty when there is nothing."""
    row = _row(session, secret, key) if key else None
    return _read(session, row) if row is not None and row.consultation_id == consultation_id else Written()


def keep(
    session: Session, secret: str, key: str, consultation_id: int, change: Callable[[Written], Written]
) -> str:
    """Change what is kept under the key; the caller commits. Returns the key it is kept under now.

    That is a new one when what was kept under the old one has been sent, or belongs to another consultation.
    """
    row = _row(session, secret, key, lock=True)
    if by_key(session, secret, key) is not None or (row is not None and row.consultation_id != consultation_id):
        key, row = codes.new_key(), None
    if row is None:
        row = _new_row(session, secret, key, consultation_id)
    row.content = asdict(change(_read(session, row)))
    row.changed_at = clock.now()
    session.flush()
    return key


def drop(session: Session, secret: str, key: str) -> None:
    """Remove what is kept under the key."""
    session.execute(delete(Basket).where(Basket.token_hmac == codes.digest(secret, "basket", key)))


def forget(session: Session) -> None:
    """Remove the baskets that nobody has touched for LIFE: nothing unsent is kept longer than promised."""
    session.execute(delete(Basket).where(Basket.changed_at < clock.now() - LIFE))


def _row(session: Session, secret: str, key: str, *, lock: bool = False) -> Basket | None:
    query = select(Basket).where(Basket.token_hmac == codes.digest(secret, "basket", key))
    return session.scalars(query.with_for_update() if lock else query).first()


def _new_row(session: Session, secret: str, key: str, consultation_id: int) -> Basket:
    """An empty basket. Forgotten ones go on this occasion, too: an office may run without a worker for days."""
    forget(session)
    row = Basket(
        token_hmac=codes.digest(secret, "basket", key), consultation_id=consultation_id, content={},
        changed_at=clock.now(),
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # she pressed twice and the other press was first
        found = _row(session, secret, key, lock=True)
        if found is None:
            raise
        return found
    return row


def _read(session: Session, row: Basket) -> Written:
    """What a row holds; also one kept when a basket knew a single version of the draft, and comments by anchor alone."""
    content: Mapping[str, Any] = row.content
    comments: dict[str, Any] = content.get("comments", {})
    if (only := content.get("draft_id")) is not None:
        number = session.scalar(select(DraftVersion.number).where(DraftVersion.id == only)) or 1
        comments = {mark(number, path): {**comment, "draft_id": only} for path, comment in comments.items()}
    return Written(
        comments={where: Comment(**comment) for where, comment in comments.items()},
        questionnaire_id=content.get("questionnaire_id"),
        answers=content.get("answers", {}),
        sender=content.get("sender", {}),
        seconded=tuple(content.get("seconded", ())),
    )
