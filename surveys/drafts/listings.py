"""Lists of clauses in running text: a proposal says "gồm 03 điều:" and names them; they are not its own clauses."""

import re
from collections.abc import Sequence

from surveys.drafts.markers import Marker

_ANNOUNCES = re.compile(
    r"\b(?:gồm|có)\b[^.:]{0,80}?\b\d{1,3} (?:\([^)]*\) )?(?:phần|chương|mục|điều)\b[^.:]*:$", re.IGNORECASE
)
_NAMED = ("phan", "chuong", "muc", "dieu")
_FEWEST = 2
_LINE_END = 200


def listed_clauses(texts: Sequence[str], markers: Sequence[Marker | None]) -> set[int]:
    """Places of the paragraphs that only name clauses of another document: two or more in a row, announced above.

    Only within the sections or numbers of a proposal, before any Điều: where Điều have begun, they are the document's.
    """
    found: set[int] = set()
    numbered = False
    for place, marker in enumerate(markers):
        if marker and marker.level == "dieu" and place not in found:
            break
        numbered = numbered or (marker is not None and marker.level in ("lama", "khoan"))
        if numbered and _ANNOUNCES.search(texts[place][-_LINE_END:]):
            found.update(_run(markers, place + 1))
    return found


def _run(markers: Sequence[Marker | None], start: int) -> range:
    """The paragraphs from `start` on that each name one clause of the same level; empty if fewer than two."""
    end = start
    while end < len(markers) and _names(markers[end], markers[start]):
        end += 1
    return range(start, end if end - start >= _FEWEST else start)


def _names(marker: Marker | None, first: Marker | None) -> bool:
    return marker is not None and first is not None and marker.level in _NAMED and marker.level == first.level
