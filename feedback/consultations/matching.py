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
