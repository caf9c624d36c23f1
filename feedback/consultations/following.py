"""Following a clause through the versions of a draft, on plain values.

A clause is followed version by version. Where a version has it no longer it stays where it is, so that a later version
which takes it up again finds it; nothing can get lost on the way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One row of what became of a clause: numbers of the old and of the new clause.

    `score` is the likeness of the two (of a part of a split clause: how much of the part was in the whole), `path` the
    anchor of the new one and `length` how many letters it has.
    """

    old: int
    new: int
    score: float
    path: str
    length: int


def heirs(links: Iterable[Link]) -> dict[int, int]:
    """By old clause, the one clause that takes its place; of the parts of a split clause the weightiest, then the first."""
    parts: dict[int, list[Link]] = {}
    for link in links:
        parts.setdefault(link.old, []).append(link)
    return {old: max(_weighed(found), key=lambda part: part[1])[0] for old, found in parts.items()}


def _weighed(parts: Sequence[Link]) -> Iterator[tuple[int, float]]:
    """The parts of one clause with what each took over of it, along with what stands below it: an Điều divided into its
    khoản is that Điều still."""
    weights = {part.path: part.score * (1 + part.length) for part in parts}
    for part in parts:
        below = sum(weight for path, weight in weights.items() if path.startswith(f"{part.path}."))
        yield part.new, weights[part.path] + below


def follow(clause_id: int, steps: Sequence[Mapping[int, int]]) -> int:
    """The clause that stands for this one after all steps, one a version from the oldest: itself if none took over."""
    for step in steps:
        clause_id = step.get(clause_id, clause_id)
    return clause_id


def gone(links: Iterable[tuple[int | None, int | None]]) -> set[int]:
    """Old clauses that no version took over, from all pairs of old and new of a history."""
    known = [(old, new) for old, new in links if old is not None]
    return {old for old, new in known if new is None} - {old for old, new in known if new is not None}


def anchor(path: str, number: int, newest: int) -> str:
    """The anchor of clause `path` of version `number` for a reader of version `newest`: 'v1:d5.k2' where it was dropped."""
    return path if number == newest else f"v{number}:{path}"


def parse(anchor: str) -> tuple[int | None, str]:
    """Version and path of an anchor; (None, path) for a clause of the newest version."""
    version, colon, path = anchor.partition(":")
    if colon and version.startswith("v") and version[1:].isascii() and version[1:].isdigit():
        return int(version[1:]), path
    return None, anchor
