"""Where the clauses that opinions were written on stand in the newest published version of a draft.

`Opinion.clause_id` says on which clause of which version an opinion was written and never changes. `Opinion.clause_path`
says where that clause stands now; it can be worked out anew at any time from the matches between versions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from feedback.consultations.following import Link, anchor, follow, heirs
from feedback.consultations.models import Clause, ClauseMatch, DraftVersion
from feedback.ledger.models import Opinion

CHUNK = 500
"""Values in one IN list."""


def place(session: Session, clause_id: int | None) -> str | None:
    """The anchor under which one clause is found now; None for the draft as a whole. See `stand`."""
    return None if clause_id is None else stand(session, [clause_id])[clause_id]


def stand(session: Session, clause_ids: Iterable[int], then: DraftVersion | None = None) -> dict[int, str]:
    """The anchors under which these clauses of one consultation are found now, in as many queries as there are versions.

    'd6.k2' in the newest published version, or 'v1:d5.k2' for a clause of version 1 that no later one has. Looks into a
    version in preparation only when it is given as `then`: where they will stand once it is published.
    """
    wanted = set(clause_ids)
    if not wanted:
        return {}
    versions = _published(session, min(wanted))
    if then is not None and then.published_at is None:
        versions.append((then.id, then.number))
    now = {clause_id: clause_id for clause_id in wanted}
    for version_id, _number in versions[1:]:
        step = _heirs(session, version_id, set(now.values()))
        now = {clause_id: follow(standing, [step]) for clause_id, standing in now.items()}
    newest = versions[-1][1] if versions else None
    anchors = _anchors(session, set(now.values()), newest)
    return {clause_id: anchors[standing] for clause_id, standing in now.items()}


def spread(session: Session, clause_id: int) -> list[str]:
    """The anchors of all clauses that hold parts of this one now, where it was split; one anchor where it was not."""
    versions = _published(session, clause_id)
    now = {clause_id}
    for version_id, _number in versions[1:]:
        rows = select(ClauseMatch.old_id, ClauseMatch.new_id).where(ClauseMatch.draft_id == version_id)
        went = [(old, new) for old, new in session.execute(rows.where(ClauseMatch.old_id.in_(now))) if new is not None]
        now = (now - {old for old, _new in went}) | {new for _old, new in went}
    return sorted(_anchors(session, now, versions[-1][1] if versions else None).values())


def written(session: Session, consultation_id: int) -> dict[int, int]:
    """How many opinions were written on each clause of any version, by its number."""
    rows = (
        select(Opinion.clause_id, func.count())
        .where(Opinion.consultation_id == consultation_id, Opinion.clause_id.is_not(None))
        .group_by(Opinion.clause_id)
    )
    return {clause_id: count for clause_id, count in session.execute(rows) if clause_id is not None}


def tally(session: Session, consultation_id: int, then: DraftVersion | None = None) -> Counter[str]:
    """How many opinions stand on each anchor, followed from the clauses they were written on; `then` as in `stand`."""
    counted = written(session, consultation_id)
    found: Counter[str] = Counter()
    for clause_id, path in stand(session, counted, then).items():
        found[path] += counted[clause_id]
    return found


def settle(session: Session, consultation_id: int) -> None:
    """Write anew where all opinions of a consultation stand. For the act of publishing.

    Each statement names the clause an opinion was written on, which does not change: two clauses that swap their numbers
    cannot be mixed up.
    """
    moves = [
        {"written_on": clause_id, "anchor": path}
        for clause_id, path in stand(session, written(session, consultation_id)).items()
    ]
    if moves:
        session.connection().execute(_MOVE, moves)
        session.expire_all()


_MOVE = (
    update(Opinion.__table__)  # type: ignore[arg-type]
    .where(
        Opinion.__table__.c.clause_id == bindparam("written_on"),
        Opinion.__table__.c.clause_path.is_distinct_from(bindparam("anchor")),
    )
    .values(clause_path=bindparam("anchor"))
)


def _published(session: Session, clause_id: int) -> list[tuple[int, int]]:
    """Number in the database and number of each published version of the draft the clause belongs to, oldest first."""
    same = select(DraftVersion.consultation_id).join(Clause, Clause.draft_id == DraftVersion.id)
    query = select(DraftVersion.id, DraftVersion.number).where(
        DraftVersion.consultation_id == same.where(Clause.id == clause_id).scalar_subquery(),
        DraftVersion.published_at.is_not(None),
    )
    return [(version_id, number) for version_id, number in session.execute(query.order_by(DraftVersion.number))]


def _heirs(session: Session, version_id: int, clause_ids: Iterable[int]) -> dict[int, int]:
    """Who takes the place of these clauses in a version."""
    rows = (
        select(ClauseMatch.old_id, ClauseMatch.new_id, ClauseMatch.score, Clause.path,
               func.length(Clause.heading) + func.length(Clause.text))
        .join(Clause, ClauseMatch.new_id == Clause.id)
        .where(ClauseMatch.draft_id == version_id)
        .order_by(ClauseMatch.position, ClauseMatch.id)
    )  # fmt: skip
    links: list[Link] = []
    for some in _chunks(clause_ids):
        found = session.execute(rows.where(ClauseMatch.old_id.in_(some)))
        links += [Link(old or 0, new or 0, score, path, length) for old, new, score, path, length in found]
    return heirs(links)


def _anchors(session: Session, clause_ids: Iterable[int], newest: int | None) -> dict[int, str]:
    """The anchors of these clauses; while nothing is published there is one version only."""
    found = {}
    rows = select(Clause.id, Clause.path, DraftVersion.number).join(DraftVersion, DraftVersion.id == Clause.draft_id)
    for some in _chunks(clause_ids):
        for clause_id, path, number in session.execute(rows.where(Clause.id.in_(some))):
            found[clause_id] = anchor(path, number, number if newest is None else newest)
    return found


def _chunks(values: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(values)
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
