"""Which markers of one part of a draft are its clauses: level by level, each within what the level above encloses.

A part with Điều is read as a law (Điều › khoản › điểm; dashes are text), any other as a plan (I › 1 › a › - › +).
Inside an Điều that holds Roman sections the rules of a plan hold.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.drafts.markers import Marker, Rank
from surveys.drafts.sections import Paragraph
from surveys.drafts.sequence import Candidate, choose

_BIG = ("phan", "chuong", "muc", "tieumuc")
_CONTINUED = ("chuong", "lama", "khoan")
_ANY_START = ("muc", "tieumuc", "dieu")
_TABLE = re.compile(r"^(?:\(?Đơn vị(?: tính)? ?:|ĐVT\b|Thứ tự\b|Số thứ tự\b|STT\b|Số TT\b|TT$)")
_SENTENCE_LENGTH = 40


@dataclass(frozen=True)
class Found:
    """An accepted clause: its level in the tree, its marker, whether in doubt."""

    level: str
    marker: Marker
    doubt: bool


@dataclass(frozen=True)
class _Scope:
    opener: Found | None
    start: int
    end: int
    planned: bool  # Roman sections enclose it, or the part is a plan


def find_structure(paragraphs: Sequence[Paragraph]) -> tuple[dict[int, Found], set[int]]:
    """Accepted clauses by place, and the places of markers that were refused."""
    finder = _Finder(paragraphs)
    finder.run()
    return finder.found, finder.refused - set(finder.found)


class _Finder:
    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.found: dict[int, Found] = {}
        self.refused: set[int] = set()
        self.law = False
        self.by_level: dict[str, list[int]] = {}
        for place, paragraph in enumerate(paragraphs):
            if paragraph.marker:
                self.by_level.setdefault(paragraph.marker.level, []).append(place)

    def run(self) -> None:
        for level in _BIG:
            self._take(level)
        self._take_articles()
        self._take_frame()
        for level in ("chuhoa", "lama", "khoan"):
            self._take(level)
        self._take_dotted()
        self._take("diem")
        self._take_dashes()

    def _take_articles(self) -> None:
        places = self.by_level.get("dieu", [])
        candidates = [Candidate(place, self._marker(place)) for place in places]
        chosen = choose(candidates, any_start=True)
        first = self._marker(next(iter(chosen))).rank[0] if chosen else 0
        self.law = first == 1 or len(chosen) > 1 or (bool(chosen) and not self.by_level.get("lama"))
        if self.law:
            self._accept("dieu", chosen)
        self.refused.update(set(places) - set(chosen))

    def _take_frame(self) -> None:
        """Roman sections in the place of chapters, as village conventions have them: an Điều follows each at once."""
        if not self.law or any(found.level in _BIG for found in self.found.values()):
            return
        heads = [place for place in self.by_level.get("lama", []) if place + 1 in self.found]
        chosen = choose([Candidate(place, self._marker(place)) for place in heads])
        if len(chosen) > 1 and min(chosen) < min(self.found):
            self._accept("lama", chosen)

    def _take(self, level: str) -> None:
        before: Rank | None = None
        for scope, places in self._scoped(level):
            if not self._allowed(level, scope):
                continue
            start = before if level in _CONTINUED and not (level == "khoan" and self.law) else None
            chosen = choose(self._candidates(level, scope, places), start, level in _ANY_START)
            self._accept(self._name(level, scope), chosen)
            self.refused.update(set(places) - set(chosen))
            before = self._marker(max(chosen)).rank if chosen else before

    def _allowed(self, level: str, scope: _Scope) -> bool:
        if level in _BIG:
            return True
        if level == "chuhoa":
            return not self.law
        return not self.law or (scope.opener is not None and scope.opener.level not in _BIG)

    def _name(self, level: str, scope: _Scope) -> str:
        return "so" if level == "khoan" and scope.planned else level

    def _candidates(self, level: str, scope: _Scope, places: Sequence[int]) -> list[Candidate]:
        if level == "chuhoa":
            return [Candidate(place, self._marker(place)) for place in places if self._marker(place).rest.isupper()]
        table = self._table_start(scope) if level == "khoan" else scope.end
        return [
            Candidate(place, self._marker(place), weak=place > table)
            for place in places
            if place < table or _is_sentence(self._marker(place))
        ]

    def _table_start(self, scope: _Scope) -> int:
        """The first line of a table whose cells were flattened into lines; its numbers are no clauses."""
        lines = range(scope.start, scope.end)
        return next((place for place in lines if _TABLE.match(self.paragraphs[place].text)), scope.end)

    def _take_dotted(self) -> None:
        """1.1 and 1.1.1: believed where they start with the number of the clause that encloses them."""
        for scope, places in self._scoped("sonho"):
            before: Rank = scope.opener.marker.rank[:1] if scope.opener else ()
            if not before or not self._allowed("sonho", scope):
                continue
            for place in places:
                rank = self._marker(place).rank
                if _dotted_follows(before, rank):  # any other such number is a figure, not a doubtful clause
                    self._accept("sonho", {place: False})
                    before = rank

    def _take_dashes(self) -> None:
        """Dashes and pluses are clauses of a plan once it has begun, or of a list that has nothing else."""
        for level in ("gach", "cong"):
            lonely = not self.found and level == "gach"
            for scope, places in self._scoped(level):
                if scope.planned and (scope.opener is not None or (lonely and len(places) > 1)):
                    self._accept(level, dict.fromkeys(places, False))

    def _accept(self, name: str, chosen: dict[int, bool]) -> None:
        for place, doubt in chosen.items():
            self.found[place] = Found(name, self._marker(place), doubt or self.paragraphs[place].broken)

    def _marker(self, place: int) -> Marker:
        marker = self.paragraphs[place].marker
        assert marker is not None
        return marker

    def _scoped(self, level: str) -> list[tuple[_Scope, list[int]]]:
        """The possible markers of a level, by the stretch between accepted clauses in which they stand."""
        places = iter(self.by_level.get(level, []))
        place = next(places, None)
        grouped: list[tuple[_Scope, list[int]]] = []
        for scope in self._scopes():
            inside: list[int] = []
            while place is not None and place < scope.end:
                if place >= scope.start:
                    inside.append(place)
                place = next(places, None)
            if inside:
                grouped.append((scope, inside))
        return grouped

    def _scopes(self) -> Iterator[_Scope]:
        """Stretches between the clauses accepted so far, in order."""
        bounds = sorted(self.found)
        planned = not self.law
        opener: Found | None = None
        start = 0
        for bound in [*bounds, len(self.paragraphs)]:
            yield _Scope(opener, start, bound, planned)
            opener, start = self.found.get(bound), bound + 1
            if opener and self.law:
                planned = opener.level == "lama" or (planned and opener.level not in ("dieu", *_BIG))


def _is_sentence(marker: Marker) -> bool:
    return len(marker.rest) >= _SENTENCE_LENGTH and marker.rest.endswith((".", ";", ":"))


def _dotted_follows(before: Rank, rank: Rank) -> bool:
    """1.1 after 1; 1.2 after 1.1 or 1.1.3; 1.1.1 after 1.1."""
    if rank == (*before, 1):
        return True
    depth = len(rank) - 1
    return 0 < depth < len(before) and rank[:depth] == before[:depth] and rank[depth] == before[depth] + 1
