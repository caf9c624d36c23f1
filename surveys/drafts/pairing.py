"""Clauses of two versions paired one to one: by their words first, then again and again by their surroundings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp

from surveys.drafts.context import UNKNOWN, Pairing, Surroundings, surroundings
from surveys.drafts.likeness import Finder, likeness
from surveys.drafts.side import ROOT, Side

_ROUNDS = 8
_SHORT = 25.0  # weight of a text from which on its words say more than its surroundings
_ACCEPT = 0.4
_LEAST = 0.2
_ELSEWHERE = 0.6  # so alike a clause must be to be the same one under quite another parent
_FAMILY = 0.5
_CROWD = 400  # pairs of siblings tried under one pair of parents

Pair = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """The pairs, how well each is founded (0 to 1), and the best score of another partner for either of the two."""

    pairs: Pairing
    scores: dict[Pair, float]
    rivals: dict[Pair, float]


@dataclass
class _Search:
    old: Side
    new: Side
    fixed: Pairing
    barred: tuple[frozenset[int], frozenset[int]]
    likes: dict[Pair, float] = field(default_factory=dict)

    def add(self, pairs: Iterable[Pair]) -> None:
        for a, b in pairs:
            if (a, b) not in self.likes and a not in self.barred[0] and b not in self.barred[1]:
                self.likes[a, b] = likeness(self.old.bags[a], self.new.bags[b])


def pair(old: Side, new: Side, fixed: Pairing, barred: tuple[frozenset[int], frozenset[int]]) -> Found:
    """The best pairs; those of `fixed` are kept, and clauses in `barred` (old, new) get no partner.

    Every round scores all candidates by likeness and by how they fit among the pairs of the round before, and takes
    the best first; it ends when a round changes nothing.
    """
    search = _Search(old, new, fixed, (barred[0] | set(fixed), barred[1] | set(fixed.values())))
    search.add(_by_words(old, new))
    search.add(_by_path(old, new))
    pairs = {**_certain(search), **fixed}
    scores: dict[Pair, float] = {}
    for _ in range(_ROUNDS):
        search.add(_by_family(old, new, pairs))
        around = surroundings(old, new, pairs)
        scores = {couple: _score(search, around, couple) for couple in search.likes}
        taken = _best_first(search, around, scores)
        if taken == pairs:
            break
        pairs = taken
    return Found(pairs, scores, _rivals(pairs, scores))


def _by_words(old: Side, new: Side) -> Iterable[Pair]:
    finder = Finder(old.bags)
    for b, bag in enumerate(new.bags):
        yield from ((a, b) for a in finder.like(bag))


def _by_path(old: Side, new: Side) -> Iterable[Pair]:
    places = {node.path: place for place, node in enumerate(old.nodes)}
    return ((places[node.path], b) for b, node in enumerate(new.nodes) if node.path in places)


def _by_family(old: Side, new: Side, pairs: Pairing) -> Iterable[Pair]:
    """Parents of what is paired, and children without partner of what is paired, nearest numbers first."""
    taken = set(pairs.values())
    for a, b in [*pairs.items(), (ROOT, ROOT)]:
        if a != ROOT and old.parents[a] != ROOT and new.parents[b] != ROOT:
            yield old.parents[a], new.parents[b]
        mine = [child for child in old.children.get(a, ()) if child not in pairs]
        theirs = [child for child in new.children.get(b, ()) if child not in taken]
        if len(mine) * len(theirs) <= _CROWD:
            yield from ((one, other) for one in mine for other in theirs)
        else:
            yield from zip(mine, theirs, strict=False)


def _certain(search: _Search) -> Pairing:
    """Pairs to begin with: nothing else is nearly as like to either of the two, or as equal where texts are short."""
    best: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (a, b), like in search.likes.items():
        best[0, a].append(like)
        best[1, b].append(like)
    for likes in best.values():
        likes.sort(reverse=True)
    certain: Pairing = {}
    for (a, b), like in search.likes.items():
        margin = 0.1 if search.old.bags[a].total > _SHORT else 0.0
        least = 0.5 if margin else 0.99
        if like > least and _alone(best[0, a], like, margin) and _alone(best[1, b], like, margin):
            certain[a] = b
    return certain


def _alone(likes: list[float], like: float, margin: float) -> bool:
    return likes[0] == like and (len(likes) == 1 or likes[1] < like - margin)


def _score(search: _Search, around: Surroundings, couple: Pair) -> float:
    """Likeness and surroundings, weighed by how much text there is to compare."""
    a, b = couple
    weight = min(search.old.bags[a].total, search.new.bags[b].total)
    share = 0.75 - 0.4 * exp(-weight / _SHORT)
    return share * search.likes[couple] + (1 - share) * around.fit(a, b)


def _best_first(search: _Search, around: Surroundings, scores: dict[Pair, float]) -> Pairing:
    pairs, taken = dict(search.fixed), set(search.fixed.values())
    order = sorted(scores, key=lambda couple: (-scores[couple], abs(couple[0] - couple[1]), couple))
    for a, b in order:
        if a not in pairs and b not in taken and _plausible(search, around, scores, (a, b)):
            pairs[a] = b
            taken.add(b)
    return pairs


def _plausible(search: _Search, around: Surroundings, scores: dict[Pair, float], couple: Pair) -> bool:
    if scores[couple] < _ACCEPT:
        return False
    if search.likes[couple] < _ELSEWHERE and around.parents(*couple) <= UNKNOWN:
        return False
    return search.likes[couple] >= _LEAST or (around.children(*couple) or 0.0) >= _FAMILY


def _rivals(pairs: Pairing, scores: dict[Pair, float]) -> dict[Pair, float]:
    back = {b: a for a, b in pairs.items()}
    rivals: dict[Pair, float] = {}
    for (a, b), score in scores.items():
        for couple in ((a, pairs.get(a, ROOT)), (back.get(b, ROOT), b)):
            if couple != (a, b) and ROOT not in couple:
                rivals[couple] = max(rivals.get(couple, 0.0), score)
    return rivals
