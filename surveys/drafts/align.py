"""What became of each clause between two versions of a draft.

Kinds of a match, the first that holds:

- `dropped`, `new`: the clause has no partner in the other version.
- `merged`: the new clause holds several old ones (a row for each of them, with the same new clause).
- `split`: the old clause went into several new ones (a row for each of them, with the same old clause).
- `moved`: it stands under another parent, or in another order among the clauses that stayed under the same parent.
- `edited`: heading or text differ, if only by a comma.
- `renumbered`: its anchor differs, and nothing else: clauses before it, or its parent, came, went or moved.
- `same`: anchor and wording are equal.

A merged, split or moved clause may be edited as well; `Match.edited` tells. What stands below a moved clause is not moved
itself. An Điều of which half the khoản became another Điều is split, its khoản are moved.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from surveys.drafts.linking import Linked, Links, confirmed_places, link, without_offshoots
from surveys.drafts.pairing import Pair
from surveys.drafts.side import ROOT, Side, own_text, sides
from surveys.drafts.tree import Node

Kind = Literal["same", "edited", "moved", "renumbered", "merged", "split", "new", "dropped"]


@dataclass(frozen=True)
class Match:
    """One clause of the old version and one of the new, by their anchors; None where it has no partner.

    `score` is the likeness of the two texts from 0 to 1 (for merged and split ones how much of the part is in the
    whole), 0 where there is no partner. `doubtful`: a person should look. `edited`: the wording differs.
    """

    old: str | None
    new: str | None
    kind: Kind
    score: float
    doubtful: bool
    edited: bool = False


def align(
    old: Sequence[Node], new: Sequence[Node], fixed: Collection[tuple[str | None, str | None]] = ()
) -> tuple[Match, ...]:
    """Matches in the order of the new version, dropped clauses behind what stood before them in the old one.

    Every anchor of both versions occurs at least once. `fixed` holds pairs that a person confirmed, with None for a
    clause that is new or dropped: they are kept, are never doubtful and help to place what stands around them; pairs
    that name an anchor which is not there are passed over. Equal input gives equal output. Anchors are unique.
    """
    before, after = sides(old, new)
    confirmed = confirmed_places(before, after, fixed)
    linked = link(before, after, confirmed)
    kinds = _kinds(before, after, linked.links)
    return tuple(_match(before, after, linked, kinds, couple) for couple in _order(before, after, kinds))


def _kinds(before: Side, after: Side, links: Links) -> dict[Pair, Kind]:
    olds, news = Counter(a for a, _ in links), Counter(b for _, b in links)
    shared: dict[Pair, Kind] = {
        (a, b): "merged" if news[b] > 1 else "split" for a, b in links if news[b] > 1 or olds[a] > 1
    }
    alone = [couple for couple in sorted(links) if couple not in shared]
    moved = _moved(before, after, without_offshoots(links), alone)
    return shared | {(a, b): "moved" if (a, b) in moved else _stayed(before.nodes[a], after.nodes[b]) for a, b in alone}


def _stayed(one: Node, other: Node) -> Kind:
    if own_text(one) != own_text(other):
        return "edited"
    return "same" if one.path == other.path else "renumbered"


def _moved(before: Side, after: Side, parents: set[Pair], alone: list[Pair]) -> set[Pair]:
    """Pairs of `alone` under parents that do not belong together, or not on the longest chain of siblings in order."""
    moved: set[Pair] = set()
    families: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for a, b in alone:
        above, over = before.parents[a], after.parents[b]
        if above == over == ROOT or (above, over) in parents:
            families[above, over].append((a, b))
        else:
            moved.add((a, b))
    for family in families.values():
        moved |= set(family) - set(_chain(family))
    return moved


def _chain(family: list[Pair]) -> list[Pair]:
    """The longest part of the pairs, sorted by the old place, whose new places do not fall (patience sorting)."""
    tops: list[int] = []
    ends: list[Pair] = []
    previous: dict[Pair, Pair | None] = {}
    for a, b in family:
        place = bisect_left(tops, b + 1)
        previous[a, b] = ends[place - 1] if place else None
        tops[place : place + 1], ends[place : place + 1] = [b], [(a, b)]
    chain: list[Pair] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = previous[last]
    return chain


def _order(before: Side, after: Side, kinds: dict[Pair, Kind]) -> list[tuple[int | None, int | None]]:
    """All rows by the new version; a dropped clause behind the last clause before it that was not moved."""
    olds: dict[int, list[int]] = defaultdict(list)
    stayed: dict[int, int] = {}
    for a, b in sorted(kinds):
        olds[b].append(a)
        if kinds[a, b] != "moved":
            stayed.setdefault(a, b)
    dropped = _dropped(before, {a for a, _ in kinds}, stayed)
    rows: list[tuple[int | None, int | None]] = [(a, None) for a in dropped[ROOT]]
    for b in range(len(after)):
        rows += [(a, b) for a in olds[b]] or [(None, b)]
        rows += [(a, None) for a in dropped[b]]
    return rows


def _dropped(before: Side, matched: set[int], stayed: dict[int, int]) -> dict[int, list[int]]:
    """Old clauses without partner, by the new clause behind which they are told (ROOT: before all)."""
    dropped: dict[int, list[int]] = defaultdict(list)
    last = ROOT
    for a in range(len(before)):
        if a not in matched:
            dropped[last].append(a)
        last = stayed.get(a, last)
    return dropped


def _match(
    before: Side, after: Side, linked: Linked, kinds: dict[Pair, Kind], couple: tuple[int | None, int | None]
) -> Match:
    a, b = couple
    if a is not None and b is not None:
        one, other, found = before.nodes[a], after.nodes[b], linked.links[a, b]
        edited = own_text(one) != own_text(other)
        return Match(one.path, other.path, kinds[a, b], round(found.score, 4), found.doubtful, edited)
    if a is not None:
        return Match(before.nodes[a].path, None, "dropped", 0.0, a in linked.unsure[0])
    assert b is not None
    return Match(None, after.nodes[b].path, "new", 0.0, b in linked.unsure[1])
