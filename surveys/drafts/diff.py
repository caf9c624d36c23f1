"""The word diff of two texts, made to be read by people.

It rests on a longest common subsequence of words (`surveys.drafts.subsequence`). The libraries looked at do less for
more: difflib is quadratic on changed texts and finds no longest subsequence, diff-match-patch works on letters and cuts
Vietnamese syllables in pieces, rapidfuzz is three megabytes of machine code for these few lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from surveys.drafts.subsequence import Pairs, common, same_start

Kind = Literal["same", "removed", "added"]
_Stretch = tuple[Kind, Sequence[str]]

_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)+|[^\W_]+|[\W_]")
_ENDS = frozenset(".;:!?")
_ISLAND = 3  # words: a common stretch this short between longer changes is chance, no common stretch to a reader


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both versions have, or only the old one ('removed'), or only the new one ('added')."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Run:
    """Tokens that are common: `old[start:stop]` and `new[other:other + stop - start]`."""

    start: int
    stop: int
    other: int

    @property
    def end(self) -> int:
        return self.other + self.stop - self.start


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of a word diff: same + removed put together are `old`, same + added are `new`, letter for letter.

    Isolated common words between longer changes are shown as changed, and a change that could stand in several places
    stands behind the end of a sentence. Between two stretches that are the same, what is removed comes first.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    places = [[place for place, token in enumerate(side) if not token.isspace()] for side in (before, after)]
    shared = common([before[place] for place in places[0]], [after[place] for place in places[1]], _ENDS)
    runs = _runs([(places[0][i], places[1][j]) for i, j in shared], before, after)
    stretches = _joined(_stretches(_without_islands(runs, before, after), before, after))
    return tuple(Piece(kind, "".join(tokens)) for kind, tokens in _joined(_slid(stretches)))


def _runs(pairs: Pairs, before: Sequence[str], after: Sequence[str]) -> list[_Run]:
    """Pairs of equal tokens drawn together, over equal blanks between them too."""
    runs: list[_Run] = []
    for i, j in pairs:
        if runs and before[runs[-1].stop : i] == after[runs[-1].end : j] and i - runs[-1].stop <= 1:
            runs[-1] = _Run(runs[-1].start, i + 1, runs[-1].other)
        else:
            runs.append(_Run(i, i + 1, j))
    return runs


def _without_islands(runs: list[_Run], before: Sequence[str], after: Sequence[str]) -> list[_Run]:
    """Runs of few words are given up where more words changed both before and after them."""
    kept: list[_Run] = []
    for place, run in enumerate(runs):
        left, right = kept[-1] if kept else _Run(0, 0, 0), _next(runs, place, before, after)
        size = _size(before[run.start : run.stop])
        changed_left = max(_size(before[left.stop : run.start]), _size(after[left.end : run.other]))
        changed_right = max(_size(before[run.stop : right.start]), _size(after[run.end : right.other]))
        if size > _ISLAND or size >= min(changed_left, changed_right):
            kept.append(run)
    return kept


def _next(runs: list[_Run], place: int, before: Sequence[str], after: Sequence[str]) -> _Run:
    return runs[place + 1] if place + 1 < len(runs) else _Run(len(before), len(before), len(after))


def _size(tokens: Sequence[str]) -> int:
    """How many words are among the tokens."""
    return sum(token[0].isalnum() for token in tokens)


def _stretches(runs: list[_Run], before: Sequence[str], after: Sequence[str]) -> Iterator[_Stretch]:
    i = j = 0
    for run in [*runs, _Run(len(before), len(before), len(after))]:
        yield from _change(before[i : run.start], after[j : run.other])
        yield "same", before[run.start : run.stop]
        i, j = run.stop, run.end


def _change(old: Sequence[str], new: Sequence[str]) -> Iterator[_Stretch]:
    """What stands between two runs: equal blanks at its ends are no change."""
    start = same_start(old, new)
    end = same_start(old[start:][::-1], new[start:][::-1])
    yield "same", old[:start]
    yield "removed", old[start : len(old) - end]
    yield "added", new[start : len(new) - end]
    yield "same", old[len(old) - end :]


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Neighbours of one kind drawn together, empty ones left out."""
    full = (stretch for stretch in stretches if stretch[1])
    return [(kind, [token for _, tokens in group for token in tokens]) for kind, group in groupby(full, itemgetter(0))]


def _slid(stretches: list[_Stretch]) -> list[_Stretch]:
    """Where only one side has something, and it could as well stand further on, it is put behind a sentence's end."""
    slid = stretches[:]
    for place in range(1, len(slid) - 1):
        (left, before), (kind, change), (right, after) = slid[place - 1 : place + 2]
        if left == right == "same":
            # At the very end a change may pass all that follows; elsewhere it would run into the next change.
            furthest = len(after) - (place + 2 < len(slid))
            steps = _best_steps(before, change, after, furthest)
            turned = [*change, *after[:steps]]
            slid[place - 1] = "same", [*before, *turned[:steps]]
            slid[place : place + 2] = [(kind, turned[steps:]), ("same", after[steps:])]
    return slid


def _best_steps(before: Sequence[str], change: Sequence[str], after: Sequence[str], furthest: int) -> int:
    """By how many tokens to move on, at most `furthest`."""
    whole = [*change, *after]
    furthest = min(furthest, same_start(whole, after))
    seen = [*before[-2:], *whole]
    shift = len(seen) - len(whole)
    return max(range(furthest + 1), key=lambda k: (_ends_at(seen[: shift + k]), -k))


def _ends_at(tokens: Sequence[str]) -> int:
    """How well a change may begin behind these tokens: best behind a line, then a sentence, then a blank."""
    if "\n" in tokens[-1]:
        return 4
    if tokens[-1].isspace():
        return 3 if len(tokens) > 1 and tokens[-2] in _ENDS else 1
    return 2 if tokens[-1] in _ENDS else 0
