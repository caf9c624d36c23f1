"""Merges and splits: clauses without a partner whose words or children are found in a clause that has one already."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from surveys.drafts.likeness import Bag, Finder, shared, without
from surveys.drafts.pairing import Pair
from surveys.drafts.side import ROOT, Side

_CONTAINED = {True: 0.45, False: 0.55}  # among clauses of one family, and elsewhere
_HOME = 0.15
_LITTLE = 12.0  # weight of words below which being contained is chance
_MAJORITY = 0.5
_BETTER = 0.05  # by so much a part must be found better elsewhere before it leaves its partner
_NEAR = 3


@dataclass(frozen=True)
class Share:
    """One clause of the first side within one of the second: how much of the former is there."""

    part: int
    whole: int
    score: float


def shares(
    parts: Side,
    wholes: Side,
    partners: Mapping[int, list[int]],
    lonely: Collection[int],
    held: Mapping[int, float] = MappingProxyType({}),
) -> list[Share]:
    """Where clauses of `parts` went: the `lonely` ones, and those of `held` if they are found better elsewhere.

    `partners` tells which parts each whole has already, `held` how much of a part its present partner explains; such a
    part is only looked for beside where it stands. Looked at this way merges have the old version as parts and the new
    one as wholes, splits the other way round.
    """
    by_children = _by_children(parts, wholes, partners, lonely)
    settled = {share.part for share in by_children}
    lonely = [part for part in lonely if part not in settled]
    return by_children + _by_words(parts, wholes, partners, _candidates(parts, wholes, partners, lonely, held), held)


def explained(part: Bag, whole: Bag) -> float:
    """How much of a part is in a whole, from 0 to 1."""
    return shared(part, whole) / part.total if part.total else 1.0


def _candidates(
    parts: Side, wholes: Side, partners: Mapping[int, list[int]], lonely: list[int], held: Mapping[int, float]
) -> dict[Pair, bool]:
    """Parts and wholes to try, and whether they stand under parents that belong together."""
    found: set[Pair] = set()
    if lonely:
        finder = Finder(wholes.bags)
        found |= {(part, whole) for part in lonely for whole in finder.like(parts.bags[part], 5)}
    homes = {part: whole for whole, known in partners.items() for part in known}
    for part in (*lonely, *held):
        siblings = parts.children[parts.parents[part]]
        here = siblings.index(part)
        beside = siblings[max(0, here - _NEAR) : here + _NEAR + 1]
        found |= {(part, homes[sibling]) for sibling in beside if sibling in homes and sibling != part}
    return {(a, b): homes.get(parts.parents[a], ROOT) == wholes.parents[b] for a, b in sorted(found)}


def _by_words(
    parts: Side,
    wholes: Side,
    partners: Mapping[int, list[int]],
    candidates: dict[Pair, bool],
    held: Mapping[int, float],
) -> list[Share]:
    """Parts contained in what a whole has beyond the parts already known; the surest first, those at home before."""
    rest = {whole: _left(parts, wholes.bags[whole], partners.get(whole, ())) for whole in {b for _, b in candidates}}
    found: list[Share] = []
    while candidates:
        scored = [Share(a, b, _contained(parts.bags[a], rest[b])) for a, b in candidates]
        sure = [
            share
            for share in scored
            if share.score >= _CONTAINED[candidates[share.part, share.whole]]
            and share.score >= held.get(share.part, -1.0) + _BETTER
        ]
        if not sure:
            break
        best = max(
            sure,
            key=lambda share: (share.score + _HOME * candidates[share.part, share.whole], -share.part, -share.whole),
        )
        found.append(best)
        rest[best.whole] = without(rest[best.whole], parts.bags[best.part])
        candidates = {
            (share.part, share.whole): candidates[share.part, share.whole] for share in sure if share.part != best.part
        }
    return found


def _left(parts: Side, bag: Bag, known: Iterable[int]) -> Bag:
    for part in known:
        bag = without(bag, parts.bags[part])
    return bag


def _contained(part: Bag, rest: Bag) -> float:
    common = shared(part, rest)
    return common / part.total if common >= _LITTLE else 0.0


def _by_children(parts: Side, wholes: Side, partners: Mapping[int, list[int]], lonely: Iterable[int]) -> list[Share]:
    """Parts most of whose children went to one whole: an Điều cut in two, a chapter taken into another."""
    homes: dict[int, list[int]] = defaultdict(list)
    for whole, known in partners.items():
        for part in known:
            homes[part].append(whole)
    found: list[Share] = []
    for part in lonely:
        children = parts.children.get(part, ())
        votes = Counter(wholes.parents[whole] for child in children for whole in homes[child][:1])
        votes.pop(ROOT, 0)
        if votes and len(children) > 1:
            whole, count = votes.most_common(1)[0]
            if count > _MAJORITY * len(children):
                found.append(Share(part, whole, count / len(children)))
    return found


def as_pairs(found: Iterable[Share], turned: bool) -> dict[Pair, float]:
    """Old and new of each share with its score; `turned` where the parts are of the new version."""
    return {(share.whole, share.part) if turned else (share.part, share.whole): share.score for share in found}
