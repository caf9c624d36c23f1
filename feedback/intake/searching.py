"""Finding a clause of a draft by its number or by words, typed with or without diacritics.

Letters are folded one by one, so that a place in the folded text is the same place in the text itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.text.normalise import fold
from feedback.intake.reading import Outline, Part

LONGEST = 100
"""Letters of what is looked for; the rest is cut off."""
MOST = 30
"""Clauses shown."""
AROUND = 70
"""Letters of a snippet before the first place found; twice as many after it."""
_LETTERS = [chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
_FOLDED = {ord(letter): fold(letter) for letter in _LETTERS if len(fold(letter)) == 1}
_CITED = re.compile(
    r"\b(?:(dieu|khoan) (\d{1,4}[a-z]?)|(diem) ([a-z]|\d{1,3})|(phu luc|tieu muc|phan|chuong|muc) (\d{1,3}|[ivxlc]{1,7}|[a-z]))\b"
)


@dataclass(frozen=True)
class Hit:
    """A clause found, and a piece of it as (text, whether it is what was looked for)."""

    part: Part
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hits:
    """What was looked for, how many clauses have it, and the first MOST of them."""

    looked_for: str
    total: int
    rows: tuple[Hit, ...]


def search(outline: Outline, typed: str) -> Hits | None:
    """The clauses that answer to what was typed, or None when nothing was.

    'điều 5 khoản 2' finds that clause, first of all itself, then what lies in it. Words are found where they stand
    together; where they do so nowhere, in clauses that have them all. Clauses that have them with the very diacritics
    typed come first.
    """
    looked_for = " ".join(unicodedata.normalize("NFC", typed).split())[:LONGEST].strip()
    if not looked_for:
        return None
    cited = _cited(looked_for)
    words = re.findall(r"\w+", _CITED.sub(" ", bare(looked_for)))
    found, marks = _find([part for part in outline.parts if cited and cited <= _cited(part.name)], words)
    if not found:
        cited = frozenset()
        found, marks = _find(outline.parts, re.findall(r"\w+", bare(looked_for)), must=True)
    ranked = sorted(found, key=lambda part: _rank(part, cited, looked_for))
    return Hits(looked_for, len(found), tuple(Hit(part, _snippet(_own(part), marks)) for part in ranked[:MOST]))


def _find(among: Sequence[Part], words: list[str], *, must: bool = False) -> tuple[Sequence[Part], list[re.Pattern[str]]]:
    """The clauses with these words, in a row if any has them so, and what to mark; all when there are no words, unless
    there `must` be some."""
    if not words:
        return ((), []) if must else (among, [])
    folded = [(part, bare(_own(part))) for part in among]
    for patterns in ([_whole(r"\W+".join(words))], [_whole(word) for word in words]):
        found = [part for part, text in folded if all(pattern.search(text) for pattern in patterns)]
        if found:
            return found, patterns
    return (), []


def _whole(expression: str) -> re.Pattern[str]:
    """Whole words only: 'rac' is not in 'trac'."""
    return re.compile(rf"\b{expression}\b")


def bare(text: str) -> str:
    """NFC text in lower case without diacritics, letter by letter: it is as long as before."""
    return text.translate(_FOLDED)


def _own(part: Part) -> str:
    return f"{part.heading}\n{part.text}" if part.heading else part.text


def _cited(text: str) -> frozenset[tuple[str, str]]:
    """('khoan', '2'), ('dieu', '5') of 'khoản 2 Điều 5'; of a letter also as typed: 'đ' is no 'd', but 'd' may mean 'đ'."""
    lower, found = text.lower(), set()
    for match in _CITED.finditer(bare(text)):
        level, label = (group for group in match.groups() if group)
        typed = lower[match.end() - len(label) : match.end()]
        found |= {(level, label), (level, typed)}
    return frozenset(found)


def _rank(part: Part, cited: frozenset[tuple[str, str]], looked_for: str) -> tuple[bool, bool]:
    """Sorts the clause cited before what lies in it, and words as typed before others that fold to the same."""
    deeper = bool(cited) and dict(_cited(part.name)).keys() != dict(cited).keys()
    return deeper, looked_for.lower() not in " ".join(_own(part).lower().split())


def _snippet(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[tuple[str, bool], ...]:
    """A piece of the text around the first place found, with all places found in it marked."""
    folded = bare(text)
    places = sorted({match.span() for pattern in patterns for match in pattern.finditer(folded)})
    begin = max(0, places[0][0] - AROUND) if places else 0
    begin = 0 if begin == 0 else text.find(" ", begin) + 1
    end = begin + 3 * AROUND
    end = len(text) if end >= len(text) else max(text.rfind(" ", 0, end), begin)
    pieces: list[tuple[str, bool]] = [("… " if begin else "", False)]
    done = begin
    for start, stop in places:
        if start >= done and stop <= end:
            pieces += [(text[done:start], False), (text[start:stop], True)]
            done = stop
    pieces += [(text[done:end], False), (" …" if end < len(text) else "", False)]
    return tuple(piece for piece in pieces if piece[0])
