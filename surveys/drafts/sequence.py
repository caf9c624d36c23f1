"""Which of the possible markers of one level are real: those whose numbers follow each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveys.drafts.markers import Marker, Rank, follows, is_first, letter_follows

_WIDEST_GAP = 5
_LATEST_START = 3
_HORIZON = 50


@dataclass(frozen=True)
class Candidate:
    """A marker at the place of its paragraph; `weak` candidates (inside a table) are accepted with doubt."""

    place: int
    marker: Marker
    weak: bool = False


def choose(candidates: Sequence[Candidate], start: Rank | None = None, any_start: bool = False) -> dict[int, bool]:
    """Places of the accepted candidates, each with whether it is in doubt.

    `start`: the rank that came before this scope, which may be continued. `any_start`: the list may begin anywhere.
    A number out of order is accepted, in doubt, only where the missing one comes nowhere later.
    """
    return _Choice(candidates, start, any_start).run()


class _Choice:
    def __init__(self, candidates: Sequence[Candidate], start: Rank | None, any_start: bool) -> None:
        self.candidates = candidates
        self.inner = 0  # the number that an inner list, which began at 1 again, would have next
        self.last = {candidate.marker.rank: order for order, candidate in enumerate(candidates)}
        self.before = start
        self.any_start = any_start
        self.begun = False

    def run(self) -> dict[int, bool]:
        accepted: dict[int, bool] = {}
        for order, candidate in enumerate(self.candidates):
            doubt = self._accept(order, candidate)
            if doubt is None:
                self._note_inner(candidate.marker)
                continue
            accepted[candidate.place] = doubt
            self.before, self.begun = candidate.marker.rank, True
        return accepted

    def _note_inner(self, marker: Marker) -> None:
        if is_first(marker):
            self.inner = 2
        elif marker.rank[0] == self.inner:
            self.inner += 1

    def _accept(self, order: int, candidate: Candidate) -> bool | None:
        """None to refuse, else whether in doubt."""
        marker = candidate.marker
        if not self.begun and is_first(marker):
            return candidate.weak
        if self.before is not None and _next(marker)(self.before, marker.rank):
            return None if marker.rank[0] == self.inner and self._comes_again(order) else candidate.weak
        if candidate.weak:
            return None
        if self._is_mistyped(order, marker):
            return True
        return True if self._may_skip(order, marker) else None

    def _is_mistyped(self, order: int, marker: Marker) -> bool:
        """ "d) … d) … e)" or "c) … đ) … đ) … e)": one of the two is the other letter, badly typed; both are clauses."""
        if marker.level != "diem" or marker.label not in ("d", "đ") or marker.rank != self.before:
            return False
        after = self.candidates[order + 1].marker.label if order + 1 < len(self.candidates) else ""
        return after == "e"

    def _comes_again(self, order: int) -> bool:
        """Whether the same number stands once more before the next list begins: then this one is of an inner list."""
        rank = self.candidates[order].marker.rank
        for later in self.candidates[order + 1 : order + 1 + _HORIZON]:
            if is_first(later.marker):
                return False
            if later.marker.rank == rank:
                return True
        return False

    def _may_skip(self, order: int, marker: Marker) -> bool:
        if self.before is None:
            early = self.any_start or marker.rank[0] <= _LATEST_START
            return early and not any(is_first(later.marker) for later in self.candidates[order : order + _HORIZON])
        gap = marker.rank[0] - self.before[0]
        if not 0 < gap <= _WIDEST_GAP:
            return False
        return not any(self.last.get(rank, -1) > order for rank in self._expected(marker))

    def _expected(self, marker: Marker) -> list[Rank]:
        """What should have come before `marker`: the numbers between."""
        assert self.before is not None
        return [(number, *[0] * (len(marker.rank) - 1)) for number in range(self.before[0] + 1, marker.rank[0])]


def _next(marker: Marker) -> Callable[[Rank, Rank], bool]:
    return letter_follows if marker.level == "diem" else follows
