"""A letter with gaps that each sender filled in: which words all share, and what stands in the gaps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from analysis.text.normalise import fold
from analysis.text.tokens import syllables

COMPARED = 40
"""Different writings that are laid beside the representative."""
SHARED, FIXED = 0.8, 0.6
"""Share of the writings that have a fixed word, and share of the representative's words that must be fixed."""
FEWEST, FILLED = 3, 0.5
"""Different fillings that make a gap, and share of the writings that fill it."""
SHOWN, LONGEST = 8, 12
"""Fillings that are kept, and the most words of one: longer ones are opinions of their own."""
GAP = "[…]"


@dataclass(frozen=True)
class Gap:
    """`fillings`: what stands there most often, `different`: how many different ones. `names`: most begin with a capital
    letter or hold a digit, as names, villages and telephone numbers do."""

    fillings: tuple[str, ...]
    different: int
    names: bool


@dataclass(frozen=True)
class Template:
    """`parts`: fixed words and gaps in order; `compared`: how many different writings it was read from."""

    parts: tuple[str | Gap, ...]
    compared: int

    @property
    def text(self) -> str:
        """The letter with GAP at each gap."""
        return " ".join(GAP if isinstance(part, Gap) else part for part in self.parts)


def template(texts: Sequence[str], representative: int) -> Template | None:
    """The template of copies of one text, or None: they are the same, differ in everything, or in ways too few."""
    words = texts[representative].split()
    others = [text.split() for text in dict.fromkeys(texts)]
    others = [others[len(others) * row // COMPARED] for row in range(COMPARED)] if len(others) > COMPARED else others
    places = [_places(words, other) for other in others]
    counts = Counter(word for place in places for word in place)
    fixed = [word for word in range(len(words)) if counts[word] >= SHARED * len(others)]
    if len(others) < FEWEST or len(fixed) < FIXED * len(words):
        return None
    parts: list[str | Gap] = []
    for before, after in zip([-1, *fixed], [*fixed, len(words)], strict=True):
        found = _gap([_between(other, place, before, after, len(words)) for other, place in zip(others, places, strict=True)])
        parts += [found] if found else words[before + 1 : after]
        parts += words[after : after + 1]
    return Template(tuple(parts), len(others)) if any(isinstance(part, Gap) for part in parts) else None


def _places(words: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Where each word of the representative stands in another writing, case, diacritics and punctuation apart."""
    matcher = SequenceMatcher(None, [_bare(word) for word in words], [_bare(word) for word in other], autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}


def _bare(word: str) -> str:
    return "".join(syllables(fold(word))) or word


def _between(other: Sequence[str], place: dict[int, int], before: int, after: int, length: int) -> str | None:
    """What a writing has between two fixed words; None where it lacks one of them or has too much there."""
    start = -1 if before < 0 else place.get(before)
    end = len(other) if after == length else place.get(after)
    if start is None or end is None or end - start - 1 > LONGEST:
        return None
    return " ".join(other[start + 1 : end])


def _gap(fillings: Sequence[str | None]) -> Gap | None:
    counts = Counter(filling.strip(" .,;:!?()") for filling in fillings if filling)
    counts.pop("", None)
    if len(counts) < FEWEST or counts.total() < FILLED * len(fillings):
        return None
    ordered = sorted(counts, key=lambda filling: (-counts[filling], filling))
    names = sum(filling[0].isupper() or any(map(str.isdigit, filling)) for filling in counts)
    return Gap(tuple(ordered[:SHOWN]), len(counts), 2 * names > len(counts))
