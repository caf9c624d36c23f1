"""Clauses that a version takes up again after an earlier one had dropped them: opinions on them come back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations.models import Clause, ClauseMatch, DraftVersion
from feedback.consultations.pairs import Decisions, Pair
from surveys.drafts.align import Match, align
from surveys.drafts.tree import Node

LIKE, SURE = 0.6, 0.9
"""Likeness from which a new clause is taken for one dropped before; below SURE an officer should confirm it."""
ENOUGH = 40
"""Letters: of shorter clauses likeness says nothing, unless what they stand in was taken up again too."""


def dropped(session: Session, earlier: DraftVersion) -> list[Clause]:
    """Clauses of any version that neither `earlier`, a published one, nor one before it has in any form."""
    rows = (
        select(ClauseMatch.old_id, ClauseMatch.new_id)
        .join(DraftVersion, DraftVersion.id == ClauseMatch.draft_id)
        .where(
            DraftVersion.consultation_id == earlier.consultation_id, DraftVersion.number <= earlier.number,
            ClauseMatch.old_id.is_not(None),
        )
    )  # fmt: skip
    known = [(old, new) for old, new in session.execute(rows)]
    gone = {old for old, new in known if new is None} - {old for old, new in known if new is not None}
    if not gone:
        return []
    query = select(Clause).join(Clause.draft).where(DraftVersion.consultation_id == earlier.consultation_id)
    found = session.scalars(query.order_by(DraftVersion.number, Clause.position))
    return [clause for clause in found if clause.id in gone]


def put_back(
    session: Session, earlier: DraftVersion, fresh: Sequence[Clause], pairs: Sequence[Pair], decided: Decisions
) -> list[Pair]:
    """The matching, with new clauses (of `fresh`, the newer version's) led back to those they take up again."""
    pool = {clause.id: clause for clause in dropped(session, earlier)}
    if not pool:
        return list(pairs)
    told = {new: old for old, new in decided if old in pool and new is not None}
    settled = {new for _old, new in decided} | set(told)
    gone = {old for old, _new in decided}
    new = {pair.new for pair in pairs if pair.old is None and pair.new not in settled}
    found = _found([clause for clause in pool.values() if clause.id not in gone], [row for row in fresh if row.id in new])
    for number, old in told.items():
        if number is not None and old is not None:
            found[number] = Pair(old, number, "moved", 1.0, doubtful=False)
    return [found.get(pair.new, pair) if pair.old is None and pair.new is not None else pair for pair in pairs]


def _found(pool: Sequence[Clause], fresh: Sequence[Clause]) -> dict[int, Pair]:
    """By new clause, the pair with the dropped clause it takes up."""
    old, new = {_name(clause): clause for clause in pool}, {clause.path: clause for clause in fresh}
    found: dict[int, Pair] = {}
    matches = align(_nodes(old), _nodes(new)) if pool and fresh else ()
    for match in sorted(matches, key=lambda one: -one.score):
        if match.old is None or match.new is None or match.score < LIKE:
            continue
        before, after = old[match.old], new[match.new]
        found.setdefault(after.id, Pair(before.id, after.id, _kind(match), match.score, match.score < SURE))
    return {number: pair for number, pair in found.items() if _tells(number, found, new.values())}


def _tells(number: int, found: Mapping[int, Pair], fresh: Collection[Clause]) -> bool:
    """Whether a clause has words enough to be known again, or stands in one that was."""
    by_path = {clause.path: clause for clause in fresh}
    clause = next(row for row in fresh if row.id == number)
    upper = by_path.get(clause.parent_path or "")
    return len(clause.heading + clause.text) >= ENOUGH or (upper is not None and upper.id in found)


def _kind(match: Match) -> str:
    return match.kind if match.kind in ("edited", "moved") else "moved" if match.score >= SURE else "edited"


def _name(clause: Clause) -> str:
    """Two versions may have dropped clauses of the same anchor."""
    return f"v{clause.draft_id}:{clause.path}"


def _nodes(clauses: Mapping[str, Clause]) -> list[Node]:
    """As a tree of their own: what a clause stood in is named only when it is there too."""
    names = {(row.draft_id, row.path): name for name, row in clauses.items()}
    return [
        Node(name, row.level, row.label, row.heading, row.text, names.get((row.draft_id, row.parent_path or "")))
        for name, row in clauses.items()
    ]
