"""Clauses that a version takes up again after an earlier one had dropped them: opinions on them come back."""

from collections.abc import Iterator, Mapping, Sequence

from feedback.consultations.models import Clause
from feedback.consultations.pairs import Decisions, Pair
from surveys.drafts.align import Match, align
from surveys.drafts.tree import Node

LIKE, SURE = 0.6, 0.9
"""Likeness from which a new clause is taken for one dropped before; below SURE an officer should confirm it."""
ENOUGH = 40
"""Letters: of shorter clauses likeness says nothing, unless they are the same, or their family was taken up again too."""
SAME_ENOUGH = 15
"""Letters of a clause that is known again by the very same words; 'a) Cá nhân;' is not."""


def put_back(
    dropped: Sequence[Clause], fresh: Sequence[Clause], pairs: Sequence[Pair], decided: Decisions
) -> list[Pair]:
    """The matching, with new clauses (of `fresh`, the newer version's) led back to those `dropped` before it."""
    pool = {clause.id: clause for clause in dropped}
    if not pool:
        return list(pairs)
    told = {new: old for old, new in decided if old in pool and new is not None}
    settled = {new for _old, new in decided} | set(told)
    gone = {old for old, _new in decided}
    free = {pair.new: pair for pair in pairs if pair.new not in settled and (pair.old is None or _is_weak(pair))}
    found = _found([clause for clause in pool.values() if clause.id not in gone], [row for row in fresh if row.id in free])
    found = {new: pair for new, pair in found.items() if free[new].old is None or pair.score >= SURE}
    for number, old in told.items():
        if number is not None and old is not None:
            found[number] = Pair(old, number, "moved", 1.0, doubtful=False)
    return list(_replaced(pairs, found))


def _is_weak(pair: Pair) -> bool:
    """Whether the machine paired the clause for want of a better partner."""
    return pair.doubtful and pair.score < LIKE and pair.kind not in ("merged", "split") and pair.new is not None


def _replaced(pairs: Sequence[Pair], found: Mapping[int, Pair]) -> Iterator[Pair]:
    """The matching with the pairs found in place of those of their new clauses; whose old ones are dropped then."""
    for pair in pairs:
        if pair.new is None or pair.new not in found:
            yield pair
            continue
        yield found[pair.new]
        if pair.old is not None and found[pair.new].old != pair.old:
            yield Pair(pair.old, None, "dropped", 0.0, doubtful=False)


def _found(pool: Sequence[Clause], fresh: Sequence[Clause]) -> dict[int, Pair]:
    """By new clause, the pair with the dropped clause it takes up."""
    old, new = {_name(clause): clause for clause in pool}, {clause.path: clause for clause in fresh}
    by_id = {clause.id: clause for clause in fresh}
    found: dict[int, Pair] = {}
    matches = align(_nodes(old), _nodes(new)) if pool and fresh else ()
    for match in sorted(matches, key=lambda one: -one.score):
        if match.old is None or match.new is None or match.score < LIKE:
            continue
        before, after = old[match.old], new[match.new]
        found.setdefault(after.id, Pair(before.id, after.id, _kind(match), match.score, match.score < SURE))
    family = _family(found, fresh)
    return {
        number: pair
        for number, pair in found.items()
        if number in family or _letters(by_id[number]) >= (SAME_ENOUGH if pair.score == 1.0 else ENOUGH)
    }


def _family(found: Mapping[int, Pair], fresh: Sequence[Clause]) -> set[int]:
    """Those of the clauses found whose parent or child was found too."""
    paths = {clause.path: clause.id for clause in fresh}
    couples = [(clause.id, paths.get(clause.parent_path or "")) for clause in fresh if clause.id in found]
    return {one for couple in couples if couple[1] in found for one in couple if one is not None}


def _letters(clause: Clause) -> int:
    return len(clause.heading + clause.text)


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
