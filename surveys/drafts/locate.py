"""Where the clauses of a tree stand in the text that they were read from, so that the two can be shown side by side.

Only letters and digits are compared, so wrapped lines, marks of Markdown and bullets do not matter. A clause whose words
an officer changed is looked for between its neighbours; what cannot be found has no place.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from surveys.drafts.wording import Labelled, marker_line

KEY = 24
"""Letters and digits by which a clause is recognised."""
_LEAST = 8
_FAR = 200
_NOISE = re.compile(r"[\W_]+")


class Worded(Labelled, Protocol):
    """A clause with its words."""

    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...


def starts(lines: Sequence[str], clauses: Sequence[Worded]) -> list[int | None]:
    """For each clause, in document order, the index of the line on which it begins, or None where it is not found."""
    page = _page(lines)
    keys = [_key(clause) for clause in clauses]
    sure = _increasing(_unique(page, keys))
    found: list[int | None] = []
    after = 0
    ahead = sorted(sure)
    for place, clause in enumerate(clauses):
        nearest = bisect_right(ahead, place)
        before = sure[ahead[nearest]] if nearest < len(ahead) else len(page.stream)
        at = sure.get(place)
        if at is None:
            at = page.find(keys[place], _squeezed(f"{clause.heading} {clause.text}"[:200])[:KEY], after, before)
        found.append(None if at is None else page.line(at))
        after = after if at is None else at + 1
    return found


def owners(starts: Sequence[int | None], count: int) -> list[int | None]:
    """For each of `count` lines the index of the clause it belongs to: the last that began at or before it.

    A line on which several clauses begin belongs to the first of them.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for clause, line in enumerate(starts):
        if line is not None:
            first.setdefault(line, clause)
            last[line] = clause
    owner: int | None = None
    found: list[int | None] = []
    for line in range(count):
        found.append(first.get(line, owner))
        owner = last.get(line, owner)
    return found


@dataclass(frozen=True)
class _Page:
    """The letters and digits of all lines in one string, where each line begins in it, and lines by their first KEY."""

    stream: str
    offsets: tuple[int, ...]
    table: Mapping[str, Sequence[int]]

    def line(self, offset: int) -> int:
        return bisect_right(self.offsets, offset) - 1

    def find(self, key: str, words: str, low: int, high: int) -> int | None:
        """The first place from `low` until before `high` where the clause may begin."""
        begun = self.table.get(key, ())
        place = bisect_left(begun, low)
        if place < len(begun) and begun[place] < high:
            return begun[place]
        for wanted in (key, words):
            at = self.stream.find(wanted, low, high) if len(wanted) >= _LEAST else self._short(wanted, low, high)
            if at >= 0:
                return at
        return None

    def _short(self, key: str, low: int, high: int) -> int:
        """Few letters stand everywhere: they count only where a line begins with them."""
        first = bisect_left(self.offsets, low)
        for offset in self.offsets[first : first + _FAR]:
            if offset >= high or not key:
                break
            if self.stream.startswith(key, offset):
                return offset
        return -1


def _page(lines: Sequence[str]) -> _Page:
    parts = [_squeezed(line) for line in lines]
    offsets: list[int] = []
    length = 0
    for part in parts:
        offsets.append(length)
        length += len(part)
    stream = "".join(parts)
    table: dict[str, list[int]] = {}
    for offset, part in zip(offsets, parts, strict=True):
        if part:
            table.setdefault(stream[offset : offset + KEY], []).append(offset)
    return _Page(stream, tuple(offsets), table)


def _squeezed(text: str) -> str:
    # Some old files write the Icelandic letter for the Vietnamese one.
    return _NOISE.sub("", unicodedata.normalize("NFC", text).casefold()).replace("ð", "đ")


def _key(clause: Worded) -> str:
    if clause.level == "modau":
        return _squeezed(clause.text[:200])[:KEY]
    return _squeezed(f"{marker_line(clause)} {clause.heading} {clause.text}"[:200])[:KEY]


def _unique(page: _Page, keys: Sequence[str]) -> list[tuple[int, int]]:
    """Clauses that can begin at one line only, with that place."""
    times = Counter(keys)
    return [
        (place, page.table[key][0])
        for place, key in enumerate(keys)
        if len(key) == KEY and times[key] == 1 and len(page.table.get(key, ())) == 1
    ]


def _increasing(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The longest part of the pairs whose second values grow: one wrong guess must not push all others aside."""
    tails: list[int] = []
    chosen: list[int] = []  # index of the pair that ends the longest run of each length
    before: list[int] = []
    for index, (_clause, offset) in enumerate(pairs):
        length = bisect_left(tails, offset)
        before.append(chosen[length - 1] if length else -1)
        tails[length : length + 1] = [offset]
        chosen[length : length + 1] = [index]
    kept: dict[int, int] = {}
    index = chosen[-1] if chosen else -1
    while index >= 0:
        clause, offset = pairs[index]
        kept[clause] = offset
        index = before[index]
    return kept
