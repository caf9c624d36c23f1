"""A label for each theme: phrases that people wrote, with their diacritics, telling this theme from the others.

A phrase is a run of 1–5 syllables inside a stretch without punctuation that neither begins nor ends with a function
syllable. It is scored by how many texts of the theme hold it times the logarithm of how much more often they do than
all texts (the pointwise Kullback–Leibler share); runs of two and more are preferred, for Vietnamese words are mostly
of two syllables. Phrases inside an as frequent longer one are dropped, no phrase is used for two themes.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.normalise import has_diacritics
from analysis.text.stopwords import STOP_PAIRS, STOPWORDS
from analysis.text.tokens import ngrams, segments, syllables

Phrase = tuple[str, ...]
LONGEST, PARTS, LETTERS, WORDS = 5, 3, 60, 8
READ = 500
"""Texts of each theme, most typical first, that are read for its label."""
SHORT_WORDS = frozenset({"y", "ý", "ô"})
"""The one-letter syllables that words are made of (y tế, đồng ý, ô tô); other single letters are shorthand."""
LENGTH_WEIGHT = {1: 0.35, 2: 1.2, 3: 1.4, 4: 1.4, 5: 1.4}


@dataclass(frozen=True)
class Label:
    """`name` as a person would write it; `words` the phrases behind it, most telling first."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Seen:
    """Texts that hold each phrase: in each theme and in all; and the spellings people used for it."""

    inside: tuple[Counter[Phrase], ...]
    everywhere: Counter[Phrase]
    spellings: dict[Phrase, Counter[str]]
    sizes: tuple[int, ...]


def name_themes(members: Sequence[Sequence[str]]) -> tuple[Label, ...]:
    """One label for each theme, given its texts, most typical first. Names are distinct; '' never occurs."""
    seen = _read([list(texts[:READ]) for texts in members])
    taken: set[str] = set()
    labels: list[Label] = []
    for theme, texts in enumerate(members):
        words = [_spelt(phrase, seen) for phrase in _ranked(theme, seen) if _spelt(phrase, seen).lower() not in taken]
        parts = _parts(words)
        if all(text.lower() == texts[0].lower() for text in texts):
            parts = []  # every phrase of a single text is as telling: take its opening
        name = _distinct(_capital(", ".join(parts)) if parts else _opening(texts, theme), {one.name for one in labels})
        taken.update(part.lower() for part in parts)
        labels.append(Label(name, tuple(words[:WORDS])))
    return tuple(labels)


def phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Each phrase of a text: the key in lower case and the spelling."""
    for segment in segments(text):
        for stretch in _between_fillers(segment):
            for run in ngrams(stretch, 1, LONGEST):
                key = tuple(part.lower() for part in run)
                if _tells(key):
                    yield key, " ".join(run)


def _between_fillers(stretch: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretch cut at its stop pairs, so that no phrase begins with the second half of 'đề nghị'."""
    start = place = 0
    while place + 1 < len(stretch):
        if (stretch[place].lower(), stretch[place + 1].lower()) in STOP_PAIRS:
            yield stretch[start:place]
            start = place = place + 2
        else:
            place += 1
    yield stretch[start:]


def _tells(key: Phrase) -> bool:
    if key[0] in STOPWORDS or key[-1] in STOPWORDS:
        return False
    return all(len(part) > 1 or part in SHORT_WORDS or part.isdigit() for part in key) and not key[0].isdigit()


def _read(members: list[list[str]]) -> _Seen:
    accented = sum(has_diacritics(text) for texts in members for text in texts)
    keep_bare = 2 * accented < sum(map(len, members))
    inside: list[Counter[Phrase]] = []
    spellings: defaultdict[Phrase, Counter[str]] = defaultdict(Counter)
    for texts in members:
        found: Counter[Phrase] = Counter()
        for text in texts:
            if keep_bare or has_diacritics(text):
                spelt = dict(phrases(text))
                found.update(spelt.keys())
                for key, spelling in spelt.items():
                    spellings[key][spelling] += 1
        inside.append(found)
    everywhere: Counter[Phrase] = sum(inside, Counter())
    return _Seen(tuple(inside), everywhere, spellings, tuple(max(len(texts), 1) for texts in members))


def _ranked(theme: int, seen: _Seen) -> list[Phrase]:
    """Phrases of a theme, most telling first, none inside a longer one that says nearly as much."""
    found, size, total = seen.inside[theme], seen.sizes[theme], sum(seen.sizes)
    least = 1 if size < 6 else 2 if size < 60 else 3
    scores = {
        phrase: number / size * math.log(1 + number / size * total / (seen.everywhere[phrase] + 1)) * LENGTH_WEIGHT[len(phrase)]
        for phrase, number in found.items() if number >= least
    }  # fmt: skip
    ranked = sorted(scores, key=lambda phrase: (-scores[phrase], phrase))[:80]
    kept: list[Phrase] = []
    for phrase in ranked:
        longer = any(_holds(other, phrase) and found[other] > 0.5 * found[phrase] for other in ranked)
        if not longer and not any(_holds(phrase, other) or _holds(other, phrase) for other in kept):
            kept.append(phrase)
    return kept


def _holds(longer: Phrase, shorter: Phrase) -> bool:
    return len(longer) > len(shorter) and shorter in set(ngrams(longer, len(shorter), len(shorter)))


def _spelt(phrase: Phrase, seen: _Seen) -> str:
    """The commonest spelling; capitals only where most people write them."""
    spellings = seen.spellings[phrase]
    return max(sorted(spellings, key=lambda one: one != one.lower()), key=lambda one: spellings[one])


def _parts(words: Sequence[str]) -> list[str]:
    """The first phrases that share no syllable, PARTS at most and not longer than LETTERS together."""
    parts: list[str] = []
    for word in words[:12]:
        used = {syllable for part in parts for syllable in syllables(part)}
        fits = len(", ".join([*parts, word])) <= LETTERS
        if len(parts) < PARTS and fits and not used & set(syllables(word)):
            parts.append(word)
    return parts


def _opening(texts: Sequence[str], theme: int) -> str:
    """For a theme without a telling phrase: the first words of its most typical text that has any."""
    words = next((parts for parts in map(syllables, texts) if parts), [])
    return _capital(" ".join(words[:8])) if words else f"Nhóm {theme + 1}"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _distinct(name: str, others: set[str]) -> str:
    """The name, with a number after it if it is taken."""
    wanted, number = name, 2
    while wanted in others:
        wanted, number = f"{name} ({number})", number + 1
    return wanted
