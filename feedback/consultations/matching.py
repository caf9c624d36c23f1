"""Matching the clauses of a version with those of the one before it, as values: nothing is read or stored here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedback.consultations import restored
from feedback.consultations.models import Clause
from feedback.consultations.pairs import Decisions, Pair
from surveys.drafts.align import Match, align
from surveys.drafts.tree import Node


def matched(
    old: Sequence[Clause], new: Sequence[Clause], dropped: Sequence[Clause], decided: Decisions
) -> tuple[Pair, ...]:
    """What became of each clause of `old` and where each of `new` comes from, in the order of the new version.

    `dropped` are clauses of earlier versions that `old` had no longer: new ones may take them up again. `decided` is
    respected where both clauses are there. What officers excluded is no content and left out.
    """
    old, new = _content(old), _content(new)
    fresh = {clause.id for clause in new}
    kept = {ids: by for ids, by in decided.items() if ids[1] is None or ids[1] in fresh}
    found = align(_nodes(old), _nodes(new), _paths(kept, old, new))
    ids = ({clause.path: clause.id for clause in old}, {clause.path: clause.id for clause in new})
    pairs = restored.put_back(dropped, new, [_pair(one, *ids) for one in found], kept)
    return tuple(replace(pair, decided_by=kept.get((pair.old, pair.new))) for pair in pairs)


def holds(
    pairs: Iterable[tuple[int | None, int | None, str]], old: Sequence[Clause], new: Sequence[Clause]
) -> bool:
    """Whether a stored matching (old and new clause, kind) still fits the clauses: none came or went, and those that were
    the same, renumbered or edited in their place still are."""
    found = list(pairs)
    before, after = ({clause.id: clause for clause in _content(side)} for side in (old, new))
    if {two for _one, two, _kind in found if two} != set(after) or not set(before) <= {one for one, _two, _kind in found}:
        return False
    above = _Above(before, after, {(one, two) for one, two, _kind in found})
    return all(
        _stayed(before[one], after[two]) == kind and above.fits(before[one], after[two])
        for one, two, kind in found
        if one in before and two and kind in ("same", "renumbered", "edited")
    )


def _stayed(one: Clause, other: Clause) -> str:
    """As `align` says it. Labels are not compared: 'Chương I' and 'Chương 1' have the same anchor."""
    if _words(one) != _words(other):
        return "edited"
    return "same" if one.path == other.path else "renumbered"


def _words(clause: Clause) -> list[str]:
    return [words for words in (clause.heading, clause.text) if words]


class _Above:
    """Whether what two clauses stand in belongs together, as it does for all that `align` does not call moved."""

    def __init__(self, before: dict[int, Clause], after: dict[int, Clause], pairs: set[tuple[int | None, int | None]]):
        self._before, self._after = ({row.path: row.id for row in side.values()} for side in (before, after))
        self._pairs = pairs
        # Clauses led back to an earlier version keep what stands below them with the version before.
        self._restored = {two for one, two in pairs if one is not None and one not in before}

    def fits(self, old: Clause, new: Clause) -> bool:
        one, two = self._before.get(old.parent_path or ""), self._after.get(new.parent_path or "")
        return (one is None and two is None) or (one, two) in self._pairs or two in self._restored


def _content(clauses: Sequence[Clause]) -> list[Clause]:
    return [clause for clause in clauses if not clause.excluded]


def _nodes(clauses: Iterable[Clause]) -> list[Node]:
    return [Node(row.path, row.level, row.label, row.heading, row.text, row.parent_path) for row in clauses]


def _paths(decided: Iterable[tuple[int | None, int | None]], old: Iterable[Clause], new: Iterable[Clause]) -> list[
    tuple[str | None, str | None]
]:
    """The decided pairs by anchor; a clause taken up from an earlier version counts as new against the last one."""
    before, after = ({clause.id: clause.path for clause in side} for side in (old, new))
    found = [(before.get(one or 0), after.get(other or 0)) for one, other in decided]
    return [pair for pair in found if pair != (None, None)]


def _pair(match: Match, old: dict[str, int], new: dict[str, int]) -> Pair:
    return Pair(
        old[match.old] if match.old is not None else None, new[match.new] if match.new is not None else None,
        match.kind, match.score, match.doubtful,
    )  # fmt: skip
