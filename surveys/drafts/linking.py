"""All pairs of old and new clauses: one to one, and the parts of merges and splits; what a person confirmed is kept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from surveys.drafts.context import Pairing
from surveys.drafts.likeness import likeness
from surveys.drafts.pairing import Found, Pair, pair
from surveys.drafts.sharing import as_pairs, explained, shares
from surveys.drafts.side import ROOT, Side

_SURE = 0.6
_MARGIN = 0.08
_CONTAINED = 0.75
_LOOSE = 0.6
_POSSIBLE = 0.35
_FAR = 0.8  # so much of a part must be found in another place of the draft to have come from there
_TEXTS = frozenset(["khoan", "so", "sonho", "diem", "gach", "cong"])


@dataclass(frozen=True)
class Link:
    """`part`: found as part of a merge or a split, not as one of two that are paired."""

    score: float
    doubtful: bool
    part: bool = False


Links = dict[Pair, Link]


@dataclass(frozen=True)
class Confirmed:
    """What a person decided, by places: pairs, old clauses that are dropped, new ones that are new."""

    couples: frozenset[Pair]
    dropped: frozenset[int]
    new: frozenset[int]

    def forbids(self, couple: Pair) -> bool:
        """Whether a person said that one of the two has no partner, so that no part of the other is in it either."""
        return couple[0] in self.dropped or couple[1] in self.new


def confirmed_places(before: Side, after: Side, fixed: Collection[tuple[str | None, str | None]]) -> Confirmed:
    """Places of anchors; decisions that name an anchor which is not there are left out."""
    olds = {node.path: place for place, node in enumerate(before.nodes)}
    news = {node.path: place for place, node in enumerate(after.nodes)}
    couples = {(olds[a], news[b]) for a, b in fixed if a in olds and b in news}
    return Confirmed(
        frozenset(couples),
        frozenset(olds[a] for a, b in fixed if b is None and a in olds) - {a for a, _ in couples},
        frozenset(news[b] for a, b in fixed if a is None and b in news) - {b for _, b in couples},
    )


@dataclass(frozen=True)
class Linked:
    """All pairs, and the clauses of both versions without one that might yet have a partner among themselves."""

    links: Links
    unsure: tuple[frozenset[int], frozenset[int]]


def link(before: Side, after: Side, confirmed: Confirmed) -> Linked:
    """All pairs: one to one; then parts of a neighbour that only seemed to be a pair; then the clauses left over."""
    one, more = _one_to_one(confirmed.couples)
    barred = (confirmed.dropped | {a for a, _ in more}, confirmed.new | {b for _, b in more})
    found = pair(before, after, one, barred)
    merged, split = (_seeming(before, after, found.pairs, one, turned) for turned in (False, True))
    if merged or split:
        away = ({a for a, _ in merged}, {b for _, b in split})
        found = pair(before, after, one, (barred[0] | away[0], barred[1] | away[1]))
    links = {couple: _link(before, after, found, couple) for couple in found.pairs.items()}
    links |= _parts({**merged, **split})
    links |= {couple: Link(_like(before, after, couple), False) for couple in confirmed.couples}
    for turned in (False, True):
        links |= _parts(_left_over(before, after, links, confirmed, turned))
    links = {couple: one for couple, one in links.items() if not confirmed.forbids(couple)}
    return Linked(links, _unsure(found, links))


def _unsure(found: Found, links: Links) -> tuple[frozenset[int], frozenset[int]]:
    olds, news = {a for a, _ in links}, {b for _, b in links}
    close = [(a, b) for (a, b), score in found.scores.items() if a not in olds and b not in news and score >= _POSSIBLE]
    return frozenset(a for a, _ in close), frozenset(b for _, b in close)


def without_offshoots(links: Links) -> set[Pair]:
    """For each old clause the new one that it is, rather than one that holds a part of it."""
    best: dict[int, Pair] = {}
    for a, b in sorted(links, key=lambda couple: (links[couple].part, -links[couple].score, couple)):
        best.setdefault(a, (a, b))
    return set(best.values())


def _one_to_one(couples: Iterable[Pair]) -> tuple[Pairing, set[Pair]]:
    """Confirmed pairs that may stand side by side, and the further ones of merges and splits."""
    one: Pairing = {}
    more: set[Pair] = set()
    for a, b in sorted(couples):
        if a in one or b in one.values():
            more.add((a, b))
        else:
            one[a] = b
    return one, more


def _seeming(before: Side, after: Side, pairs: Pairing, fixed: Pairing, turned: bool) -> dict[Pair, float]:
    """Pairs of little likeness or far apart, of which one side is rather a part of what stands beside it."""
    loose = [couple for couple in pairs.items() if couple[0] not in fixed and _is_loose(before, after, pairs, couple)]
    parts, wholes = (after, before) if turned else (before, after)
    held = {c[turned]: explained(parts.bags[c[turned]], wholes.bags[c[not turned]]) for c in loose}
    return as_pairs(shares(parts, wholes, _partners(pairs.items(), turned), (), held), turned)


def _is_loose(before: Side, after: Side, pairs: Pairing, couple: Pair) -> bool:
    above, over = before.parents[couple[0]], after.parents[couple[1]]
    at_home = above == over == ROOT or (above != ROOT and pairs.get(above) == over)
    return not at_home or _like(before, after, couple) < _LOOSE


def _left_over(before: Side, after: Side, links: Links, confirmed: Confirmed, turned: bool) -> dict[Pair, float]:
    """Where clauses without any partner went as parts of others."""
    parts, wholes = (after, before) if turned else (before, after)
    lonely = set(range(len(parts))) - {couple[turned] for couple in links}
    lonely -= confirmed.new if turned else confirmed.dropped
    partners = _partners(links, turned)
    found = {
        couple: score
        for couple, score in as_pairs(shares(parts, wholes, partners, sorted(lonely)), turned).items()
        if couple[0] not in confirmed.dropped and couple[1] not in confirmed.new
    }
    crowd = Counter(couple[not turned] for couple in found)
    return {
        couple: score
        for couple, score in found.items()
        if _fits(before, after, links, couple, score, couple[not turned] in partners or crowd[couple[not turned]] > 1)
    }


def _fits(before: Side, after: Side, links: Links, couple: Pair, score: float, shared: bool) -> bool:
    """Whether a part may have come from there: from its own family, or else from a clause of its kind, and nearly whole.

    What is not `shared` with other parts would be a pair, and would have been found as one if it were not far away.
    """
    above, over = before.parents[couple[0]], after.parents[couple[1]]
    if above == over == ROOT or (above, over) in links:
        return True
    levels = {before.nodes[couple[0]].level, after.nodes[couple[1]].level}
    return shared and score >= _FAR and (len(levels) == 1 or levels <= _TEXTS)


def _partners(couples: Iterable[Pair], turned: bool) -> dict[int, list[int]]:
    """The parts that each whole has; `turned`: the new version is the parts."""
    partners: dict[int, list[int]] = defaultdict(list)
    for couple in sorted(couples):
        partners[couple[not turned]].append(couple[turned])
    return partners


def _parts(found: Mapping[Pair, float]) -> Links:
    return {couple: Link(score, score < _CONTAINED, True) for couple, score in found.items()}


def _like(before: Side, after: Side, couple: Pair) -> float:
    return likeness(before.bags[couple[0]], after.bags[couple[1]])


def _link(before: Side, after: Side, found: Found, couple: Pair) -> Link:
    score = found.scores.get(couple, 1.0)
    doubtful = score < _SURE or found.rivals.get(couple, 0.0) > score - _MARGIN
    return Link(_like(before, after, couple), doubtful)
