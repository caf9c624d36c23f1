"""Following a clause through the versions of a draft, on plain values.

A clause is followed version by version. Where a version has it no longer it stays where it is, so that a later version
which takes it up again finds it; nothing can get lost on the way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One row of what became of a clause: numbers of the old and the new clause, None where there is none.

    `weight` says how much of the old clause's words the new one took over, on any scale.
    """

    old: int | None
    new: int | None
    weight: float


def heirs(links: Iterable[Link]) -> dict[int, int]:
    """By old clause, the one clause that takes its place; of the parts of a split clause the weightiest, then the first."""
    best: dict[int, Link] = {}
    for link in links:
        if link.old is not None and link.new is not None:
            known = best.get(link.old)
            if known is None or link.weight > known.weight:
                best[link.old] = link
    return {old: link.new for old, link in best.items() if link.new is not None}


def follow(clause_id: int, steps: Sequence[Mapping[int, int]]) -> int:
    """The clause that stands for this one after all steps, one a version from the oldest: itself if none took over."""
    for step in steps:
        clause_id = step.get(clause_id, clause_id)
    return clause_id


def anchor(path: str, number: int, newest: int) -> str:
    """The anchor of clause `path` of version `number` for a reader of version `newest`: 'v1:d5.k2' where it was dropped."""
    return path if number == newest else f"v{number}:{path}"


def parse(anchor: str) -> tuple[int | None, str]:
    """Version and path of an anchor; (None, path) for a clause of the newest version."""
    version, colon, path = anchor.partition(":")
    if colon and version.startswith("v") and version[1:].isascii() and version[1:].isdigit():
        return int(version[1:]), path
    return None, anchor
