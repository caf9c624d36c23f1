"""What stands for a theme: its most typical opinions, those at its edge, and sentences that sum it up.

The summary is extractive: sentences of the opinions, chosen greedily so that every sentence of the theme's typical
opinions is similar to a chosen one (facility location; greedy is within 1 − 1/e of the best, Nemhauser et al. 1978) and no
two chosen ones resemble each other.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.text.normalise import fold
from analysis.text.tokens import SYLLABLE, sentences, syllables

Floats = NDArray[np.float64]
CENTRAL, EDGE = 3, 2
READABLE = range(6, 61)
"""Syllables of an opinion or sentence fit to be quoted; others only when there is nothing else."""
LONGEST = 400
"""Letters beyond which a sentence is never part of a summary (nor preferred as a quotation)."""
READ, FEWEST, MOST = 150, 3, 5
SMALL_GAIN, TOO_CLOSE = 0.06, 0.4


def order_by_centre(members: Sequence[int], points: Floats, centre: Floats) -> list[int]:
    """The members, nearest to the centre first; equal ones in the order of the texts."""
    likeness = points[list(members)] @ centre
    return [members[row] for row in np.argsort(-likeness.round(9), kind="stable")]


def pick_quotes(ordered: Sequence[int], texts: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Three central and two edge opinions (fewer in a small theme), all different, from members in order of centrality."""
    central = _different(ordered, texts, CENTRAL, ())
    edges = _different(ordered[::-1], texts, EDGE, central)
    return central, edges


def _different(ordered: Sequence[int], texts: Sequence[str], number: int, taken: Sequence[int]) -> tuple[int, ...]:
    """The first `number` members whose texts differ from each other's and from the taken ones', readable ones first."""
    said = {fold(texts[member]) for member in taken}
    picked: list[int] = []
    # Read one after the other: of a theme with many opinions only the first few are looked at.
    fit = (member for member in ordered if _readable(texts[member]))
    for member in chain(fit, ordered):
        if len(picked) == number:
            break
        if fold(texts[member]) not in said:
            picked.append(member)
            said.add(fold(texts[member]))
    return tuple(picked)


def _readable(text: str) -> bool:
    return len(text) <= LONGEST and len(syllables(text)) in READABLE


def summarise(ordered: Sequence[int], texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Three to five sentences of the members' texts (fewer if they do not hold as many), each with its text's index."""
    said = _sentences(ordered[:READ], texts)
    if not said:
        return ()
    vectoriser = TfidfVectorizer(token_pattern=SYLLABLE, ngram_range=(1, 2), sublinear_tf=True)
    vectors = vectoriser.fit_transform([sentence for _, sentence in said])
    return tuple(said[row] for row in _covering(np.asarray((vectors @ vectors.T).toarray())))


def _sentences(members: Sequence[int], texts: Sequence[str]) -> list[tuple[int, str]]:
    """Different sentences with a syllable and not too long; only the readable ones when there are enough of them."""
    seen: dict[str, tuple[int, str]] = {}
    for member in members:
        for sentence in sentences(texts[member]):
            if len(sentence) <= LONGEST and syllables(sentence):
                seen.setdefault(fold(sentence), (member, sentence))
    every = list(seen.values())
    fit = [one for one in every if _readable(one[1])]
    return fit if len(fit) >= FEWEST else every


def _covering(likeness: Floats) -> list[int]:
    """Rows chosen greedily so that the mean over all rows of the likeness to the nearest chosen one grows most."""
    covered = np.zeros(len(likeness))
    chosen: list[int] = []
    while len(chosen) < min(MOST, len(likeness)):
        gains = np.maximum(likeness - covered, 0).mean(axis=1)
        if chosen:
            gains[likeness[:, chosen].max(axis=1) > TOO_CLOSE] = 0
        best = int(gains.round(12).argmax())
        enough = len(chosen) >= FEWEST and gains[best] < SMALL_GAIN * covered.mean()
        if gains[best] <= 0 or enough:
            break
        chosen.append(best)
        covered = np.maximum(covered, likeness[best])
    return chosen


def coverage_and_redundancy(summary: Sequence[str], texts: Sequence[str]) -> tuple[float, float]:
    """How well a summary stands for texts: mean over the texts of the cosine to the nearest sentence (more is better),
    and the mean cosine between two different sentences (less is better; 0 for a single one)."""
    if not summary or not any(map(syllables, texts)):
        return 0.0, 0.0
    vectoriser = TfidfVectorizer(token_pattern=SYLLABLE, sublinear_tf=True).fit(texts)
    chosen, every = vectoriser.transform(summary), vectoriser.transform(texts)
    among = np.asarray((chosen @ chosen.T).toarray())
    pairs = among[np.triu_indices(len(summary), 1)]
    return float((every @ chosen.T).max(axis=1).toarray().mean()), float(pairs.mean()) if len(pairs) else 0.0
