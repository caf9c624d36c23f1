"""How many opinions stand on each clause of a draft, for citizens of a consultation that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.intake.basket import WHOLE
from feedback.intake.reading import Outline
from feedback.ledger.models import Opinion


@dataclass(frozen=True)
class Count:
    """Opinions on a clause: on itself, and with all that lies in it."""

    own: int
    all: int


def counts(session: Session, consultation_id: int, outline: Outline) -> Mapping[str, Count]:
    """By anchor, the clauses with opinions on or in them; under WHOLE those on the draft as a whole.

    One pass over an index. Opinions on clauses that this version no longer has are not counted: there is no place for them.
    """
    query = select(Opinion.clause_path, func.count()).where(
        Opinion.consultation_id == consultation_id, Opinion.clause_path.is_not(None)
    )
    own = {path: count for path, count in session.execute(query.group_by(Opinion.clause_path)) if path}
    together = {part.path: own.get(part.path, 0) for part in outline.parts}
    for part in reversed(outline.parts):
        if part.parent in together:
            together[part.parent] += together[part.path]
    general = select(func.count()).where(
        Opinion.consultation_id == consultation_id, Opinion.clause_path.is_(None), Opinion.question.is_(None)
    )
    whole = session.scalar(general) or 0
    found = {path: Count(own.get(path, 0), count) for path, count in together.items() if count}
    return found | ({WHOLE: Count(whole, whole)} if whole else {})
