"""What others have said that is much like what somebody is typing.

Texts are compared without case, tones and hats, since many type without them, by the syllables and the pairs of
neighbouring syllables they share; rare ones count more (inverse document frequency, Spärck Jones 1972). The measure is
that of Tversky (1977): what is shared, over what is shared plus a part of what only the one and only the other has.
Standard library only: the web process imports this module.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.text.normalise import fold
from analysis.text.stopwords import STOP_PAIRS, STOPWORDS

THRESHOLD = 0.2
"""Least score of what is shown. Chosen on comments under 20 news articles (ViCTSD), the typed one cut to its first 120
characters: 70% of what is shown is about the same article, where chance would give 5%."""
FEWEST = 3
"""Syllables that carry a subject, in a text that is worth comparing: 'đồng ý với dự thảo' has none."""
TYPED, OTHER = 0.6, 0.2
"""What only the typed text has counts more against a likeness than what only the other has, which is finished."""

REMEMBERED = 4_000
"""Texts whose features are kept: the same published opinions are compared with every pause of somebody's typing."""

_SYLLABLE = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
_EMPTY = frozenset(fold(word) for word in STOPWORDS)
_FILLERS = frozenset(f"{fold(first)} {fold(second)}" for first, second in STOP_PAIRS)


@dataclass(frozen=True)
class Match:
    """A text that is like the typed one: its place among the candidates, and how like, from 0 to 1."""

    place: int
    score: float


def similar(text: str, candidates: Sequence[str], most: int, least: float = THRESHOLD) -> list[Match]:
    """Up to `most` candidates like the text, the most alike first, equals in the order of the candidates.

    None when the text says nothing of a subject (fewer than FEWEST syllables that carry one).
    """
    if subjects(text) < FEWEST:
        return []
    typed = _features(text)
    others = [_features(candidate) for candidate in candidates]
    weights = _weights(typed, others)
    whole = sum(map(weights.__getitem__, typed))
    scored = (Match(place, _score(typed, other, weights, whole)) for place, other in enumerate(others))
    return sorted((match for match in scored if match.score >= least), key=lambda match: -match.score)[:most]


def subjects(text: str) -> int:
    """How many different syllables of a text carry a subject: none of 'tôi hoàn toàn đồng ý với dự thảo'."""
    return sum(" " not in feature for feature in _features(text))


def _score(
    typed: frozenset[str], other: frozenset[str], weights: dict[str, float], whole: float
) -> float:
    shared = sum(map(weights.__getitem__, typed & other))
    if not shared:
        return 0.0
    return shared / (shared + TYPED * (whole - shared) + OTHER * (sum(map(weights.__getitem__, other)) - shared))


def _weights(typed: frozenset[str], others: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weight of each feature: large for one that few texts have. The typed text counts as one of them."""
    known: Counter[str] = Counter(typed)
    for other in others:
        known.update(other)
    total = len(others) + 1
    by_count = {count: math.log(1 + total / count) for count in set(known.values())}
    return {feature: by_count[count] for feature, count in known.items()}


@lru_cache(REMEMBERED)
def _features(text: str) -> frozenset[str]:
    """Bare syllables that carry a subject, and 'two syllables' that stand side by side and are not both empty.

    A filler ('đề nghị') gives neither. Twice as fast as with `fold`, to the same effect on what is compared.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text).lower()).replace("đ", "d")
    syllables = _SYLLABLE.findall(bare)
    full = [syllable not in _EMPTY for syllable in syllables]
    pairs = [f"{one} {two}" for one, two in pairwise(syllables)]
    for place, pair in enumerate(pairs):
        if pair in _FILLERS:
            full[place] = full[place + 1] = False
    found = {syllable for syllable, kept in zip(syllables, full, strict=True) if kept}
    found.update(pair for pair, (one, two) in zip(pairs, pairwise(full), strict=True) if one or two)
    return frozenset(found)
