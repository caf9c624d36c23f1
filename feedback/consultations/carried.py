"""Words that staff wrote for citizens beside a clause (`Clause.plain`), carried into the next version of the draft."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations import outline
from feedback.consultations.models import Clause, ClauseMatch, DraftVersion

_ONE_TO_ONE = ("same", "renumbered", "moved")


def carry(session: Session, draft: DraftVersion) -> int:
    """Give the clauses of a matched version the plain words of those they come from; how many got some.

    Only where nothing in the clause or below it reads otherwise, so that the words still hold, and where the new clause has
    none of its own.
    """
    query = select(ClauseMatch).join(ClauseMatch.old).where(
        ClauseMatch.draft_id == draft.id, ClauseMatch.kind.in_(_ONE_TO_ONE), Clause.plain != ""
    )  # fmt: skip
    given = 0
    for row in session.scalars(query):
        if row.old and row.new and not row.new.plain and _reads(row.old) == _reads(row.new):
            row.new.plain = row.old.plain
            given += 1
    session.flush()
    return given


def _reads(top: Clause) -> list[tuple[str, str, str, str]]:
    """What citizens read of a clause and all below it; its own number does not matter."""
    rows = [row for row in outline.subtree(top.draft.clauses, top) if not row.excluded]
    return [("", "", row.heading, row.text) if row is top else (row.level, row.label, row.heading, row.text) for row in rows]
