"""Syllables and runs of syllables: Vietnamese writes a blank between syllables, so a word is often two or three."""

import re
from collections.abc import Iterator, Sequence

from analysis.text.normalise import clean, normalise

SYLLABLE = r"[^\W_]+"
_SYLLABLE = re.compile(SYLLABLE)
_BREAK = re.compile(r"[.,;:!?…()\[\]{}\"“”'‘’/\\|–—\n]+|\s-+\s")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=\S)|\n+|(?<=;)\s+")


def syllables(text: str) -> list[str]:
    """The syllables (and numbers) of a text in lower case, in order."""
    return _SYLLABLE.findall(normalise(text))


def segments(text: str) -> list[list[str]]:
    """The syllables of each stretch between punctuation marks, in the writer's own case; empty stretches left out.

    A phrase never runs across a punctuation mark.
    """
    stretches = (_SYLLABLE.findall(clean(stretch)) for stretch in _BREAK.split(text))
    return [stretch for stretch in stretches if stretch]


def ngrams(parts: Sequence[str], shortest: int, longest: int) -> Iterator[tuple[str, ...]]:
    """Every run of `shortest` to `longest` neighbours in `parts`."""
    for size in range(shortest, longest + 1):
        for start in range(len(parts) - size + 1):
            yield tuple(parts[start : start + size])


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed, in the writer's own words; a text without a full stop is one sentence."""
    return [sentence for sentence in map(clean, _SENTENCE_END.split(text)) if sentence]
