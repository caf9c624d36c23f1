"""How well two clauses fit by what stands around them, given the pairs found so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.drafts.side import ROOT, Side

UNKNOWN = 0.5
_KIN = 0.8
_PARENT, _BEFORE, _AFTER, _NUMBER, _CHILDREN = 0.3, 0.25, 0.25, 0.2, 0.4

Pairing = dict[int, int]


@dataclass(frozen=True)
class Surroundings:
    """Both versions and the pairs of the round before (old to new), with each clause's nearest settled siblings."""

    old: Side
    new: Side
    pairs: Pairing
    befores: tuple[Mapping[int, int], Mapping[int, int]]
    afters: tuple[Mapping[int, int], Mapping[int, int]]
    families: "Families"

    def fit(self, a: int, b: int) -> float:
        """0 (everything around is elsewhere) to 1 (parent, neighbours, number and children belong together)."""
        parent = self.parents(a, b)
        points = _PARENT * parent + _NUMBER * self._number(a, b)
        points += _BEFORE * self._neighbours(self.befores, a, b, parent)
        points += _AFTER * self._neighbours(self.afters, a, b, parent)
        shared = self.children(a, b)
        if shared is None:
            return points
        return (points + _CHILDREN * shared) / (1 + _CHILDREN)

    def parents(self, a: int, b: int) -> float:
        """Whether the clauses stand under clauses that belong together; half where that is not known yet.

        Parents that are no pair but have most of their other children in common are nearly one: an Điều cut in two.
        """
        above, over = self.old.parents[a], self.new.parents[b]
        if (above == over == ROOT) or (above != ROOT and self.pairs.get(above) == over):
            return 1.0
        if self.families.akin(above, over, a in self.pairs, self.pairs.get(a) == b):
            return _KIN
        return 0.0 if above == ROOT or over == ROOT or above in self.pairs else UNKNOWN

    def children(self, a: int, b: int) -> float | None:
        """The share of their children that belong together, None where neither has any."""
        own, theirs = self.old.children.get(a, ()), self.new.children.get(b, ())
        if not own and not theirs:
            return None
        among = set(theirs)
        both = sum(self.pairs.get(child) in among for child in own)
        return 2 * both / (len(own) + len(theirs))

    def _number(self, a: int, b: int) -> float:
        one, other = self.old.nodes[a], self.new.nodes[b]
        return 0.5 * (one.level == other.level) + 0.5 * (one.label == other.label)

    def _neighbours(self, nearest: tuple[Mapping[int, int], Mapping[int, int]], a: int, b: int, parent: float) -> float:
        """Whether the nearest settled sibling on one side is a pair too; the ends of a list are neighbours as well."""
        mine, theirs = nearest[0].get(a, ROOT), nearest[1].get(b, ROOT)
        if mine == ROOT and theirs == ROOT:
            return parent
        return float(mine != ROOT and self.pairs[mine] == theirs)


def surroundings(old: Side, new: Side, pairs: Pairing) -> Surroundings:
    """What `pairs` tells about every clause's place; clauses that left their family tell nothing."""
    families = _families(old, new, pairs)
    settled = {a for a, b in pairs.items() if families.together(old.parents[a], new.parents[b], pairs)}
    kept = {pairs[a] for a in settled}
    return Surroundings(
        old, new, pairs,
        (_nearest(old, settled, 1), _nearest(new, kept, 1)),
        (_nearest(old, settled, -1), _nearest(new, kept, -1)),
        families,
    )  # fmt: skip


@dataclass(frozen=True)
class Families:
    """How many children went from one parent to another, left the one and came to the other."""

    both: Mapping[tuple[int, int], int]
    left: Mapping[int, int]
    came: Mapping[int, int]

    def akin(self, above: int, over: int, paired: bool, together: bool) -> bool:
        """Whether most of the children, but for one that is asked about, went from `above` to `over`."""
        both = self.both.get((above, over), 0) - together
        left, came = self.left.get(above, 0) - paired, self.came.get(over, 0) - together
        return both > 0 and (2 * both > left or 2 * both > came)

    def together(self, above: int, over: int, pairs: Pairing) -> bool:
        """Whether two parents belong together, as a pair or by their children."""
        if above == over == ROOT or (above != ROOT and pairs.get(above) == over):
            return True
        return self.akin(above, over, True, True)


def _families(old: Side, new: Side, pairs: Pairing) -> Families:
    couples = [(old.parents[a], new.parents[b]) for a, b in pairs.items()]
    return Families(Counter(couples), Counter(above for above, _ in couples), Counter(over for _, over in couples))


def _nearest(side: Side, settled: set[int], step: int) -> dict[int, int]:
    """For each clause the settled sibling nearest before it (`step` 1) or behind it (-1), where there is one."""
    nearest: dict[int, int] = {}
    for siblings in side.children.values():
        last = ROOT
        for place in siblings[::step]:
            if last != ROOT:
                nearest[place] = last
            if place in settled:
                last = place
    return nearest
