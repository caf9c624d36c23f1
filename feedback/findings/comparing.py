"""A version of a draft beside the one before it, as an officer goes through it: what became of each clause."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text.normalise import fold
from feedback.consultations import versions
from feedback.consultations.models import Clause, ClauseMatch, DraftVersion
from feedback.intake import reading
from feedback.intake.reading import Part
from feedback.ledger import places
from surveys.drafts.diff import Piece, words
from surveys.drafts.likeness import bags, likeness

WAITING, CHANGED, SAME, DROPPED, NEW = "can-xac-nhan", "thay-doi", "giu-nguyen", "da-bo", "moi"
"""Values of the filter, in the order they are offered."""
CANDIDATES = 12
"""Clauses offered as partners at once; further ones are found by their number or words."""


@dataclass(frozen=True)
class Line:
    """What became of one clause. `opinions` stand on the old one now; `old_version` is where the old one was last."""

    id: int
    kind: str
    score: float
    doubtful: bool
    decided: bool
    old: Part | None
    new: Part | None
    old_version: int | None
    restored: bool
    opinions: int
    stamp: str
    """Changes when an officer decides on the row."""

    @property
    def waits(self) -> bool:
        """Whether an officer should still confirm it."""
        return self.doubtful and not self.decided

    @property
    def changed(self) -> bool:
        """Whether the words are not the same, or the clause stands elsewhere for another reason than its number."""
        return self.kind in ("edited", "moved", "merged", "split")

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The word diff of heading and text."""
        return words(own_words(self.old), own_words(self.new))


def own_words(part: Part | None) -> str:
    """Heading and text of a clause; '' for none."""
    return "\n".join(filter(None, (part.heading, part.text))) if part else ""


_SHOWS: Mapping[str, Callable[[Line], bool]] = {
    WAITING: lambda line: line.waits,
    CHANGED: lambda line: line.changed,
    SAME: lambda line: line.kind in ("same", "renumbered"),
    DROPPED: lambda line: line.kind == "dropped",
    NEW: lambda line: line.kind == "new",
}


@dataclass(frozen=True)
class Comparison:
    """All lines in order, and the stamp of the matching they show."""

    lines: tuple[Line, ...]
    stamp: str

    def shown(self, which: str) -> tuple[Line, ...]:
        """The lines a filter shows, all for ''."""
        shows = _SHOWS.get(which)
        return self.lines if shows is None else tuple(line for line in self.lines if shows(line))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many lines each filter shows, in the order they are offered."""
        return {which: sum(map(shows, self.lines)) for which, shows in _SHOWS.items()}

    def line(self, number: int) -> Line | None:
        """The line with this number."""
        return next((line for line in self.lines if line.id == number), None)


def compared(session: Session, draft: DraftVersion) -> Comparison:
    """The stored matching of a version with the one before."""
    rows = versions.rows(session, draft)
    earlier = versions.before(session, draft)
    numbers, parts = _old(session, rows)
    fresh = {part.clause_id: part for part in reading.outline(session, draft.id).parts}
    standing = _standing(session, draft, list(parts))

    def line(row: ClauseMatch) -> Line:
        number = numbers.get(row.old_id or 0)
        return Line(
            id=row.id, kind=row.kind, score=row.score, doubtful=row.doubtful, decided=row.decided_by_id is not None,
            old=parts.get(row.old_id or 0), new=fresh.get(row.new_id or 0), old_version=number,
            restored=number is not None and earlier is not None and number != earlier.number,
            opinions=standing.get(row.old_id or 0, 0), stamp=versions.stamp([row]),
        )  # fmt: skip

    return Comparison(tuple(map(line, rows)), versions.stamp(rows))


def _old(session: Session, rows: Sequence[ClauseMatch]) -> tuple[dict[int, int], dict[int, Part]]:
    """Of the old clauses: number of the version each stands in, and the clause itself."""
    query = (
        select(DraftVersion.id, DraftVersion.number)
        .join(Clause, Clause.draft_id == DraftVersion.id)
        .join(ClauseMatch, ClauseMatch.old_id == Clause.id)
        .where(ClauseMatch.draft_id == rows[0].draft_id)
        .distinct()
    ) if rows else None  # fmt: skip
    wanted = {row.old_id for row in rows}
    numbers: dict[int, int] = {}
    parts: dict[int, Part] = {}
    for draft_id, number in session.execute(query).all() if query is not None else ():
        for part in reading.outline(session, draft_id).parts:
            if part.clause_id in wanted:
                numbers[part.clause_id], parts[part.clause_id] = number, part
    return numbers, parts


def _standing(session: Session, draft: DraftVersion, old: Sequence[int]) -> dict[int, int]:
    """By old clause, the opinions that stand on it while the version is in preparation; then those written on it."""
    written = places.written(session, draft.consultation_id)
    if draft.published_at is not None:
        return written
    by_anchor: Counter[str] = Counter()
    for clause_id, anchor in places.stand(session, written).items():
        by_anchor[anchor] += written[clause_id]
    return {clause_id: by_anchor[anchor] for clause_id, anchor in places.stand(session, old).items()}


@dataclass(frozen=True)
class Candidate:
    """A clause that an officer may choose; `version` is the one it stands in."""

    part: Part
    version: int


def partners(
    session: Session, draft: DraftVersion, line: Line, looked_for: str = ""
) -> tuple[list[Candidate], list[Candidate]]:
    """Old clauses that may have become this line's new one, and new ones that its old one may have become.

    The likest first; with something looked for only those whose name or words hold it. Old ones are those of the version
    before and those that an earlier one had and it had dropped.
    """
    olds = _likest(line.new, line.old, earlier_clauses(session, draft), looked_for) if line.new else []
    fresh = [Candidate(part, draft.number) for part in reading.outline(session, draft.id).parts]
    return olds, _likest(line.old, line.new, fresh, looked_for) if line.old else []


def earlier_clauses(session: Session, draft: DraftVersion) -> list[Candidate]:
    """The clauses of the version before, then those dropped before it."""
    earlier = versions.before(session, draft)
    if earlier is None:
        return []
    found = [Candidate(part, earlier.number) for part in reading.outline(session, earlier.id).parts]
    gone = versions.dropped(session, earlier)
    numbers, wanted = {clause.draft_id: clause.draft.number for clause in gone}, {clause.id for clause in gone}
    for draft_id, number in numbers.items():
        parts = reading.outline(session, draft_id).parts
        found += [Candidate(part, number) for part in parts if part.clause_id in wanted]
    return found


def _likest(clause: Part, own: Part | None, among: Sequence[Candidate], looked_for: str) -> list[Candidate]:
    found = [one for one in among if one.part != own and _holds(one.part, looked_for)]
    weighed = bags([own_words(clause), *(own_words(one.part) for one in found)])
    scores = {one.part.clause_id: likeness(weighed[0], bag) for one, bag in zip(found, weighed[1:], strict=True)}
    return sorted(found, key=lambda one: -scores[one.part.clause_id])[:CANDIDATES]


def _holds(part: Part, looked_for: str) -> bool:
    """Whether its name or words hold what is looked for, whatever the diacritics and capitals."""
    return fold(looked_for).strip() in f"{fold(part.name)} {fold(own_words(part))}"
