"""How much two texts have in common, and from what on one counts as a copy of the other.

Counted are syllables and pairs of neighbouring syllables, each as often as both texts have it. What is shared is evidence of
copying only as far as it is rare: the evidence is Σ log(N / (texts with the pair − 1)) over shared pairs, set against log N of
the number of texts, since among more texts more are alike by chance.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.letters import THREADS, Longs, Words, syllable_hashes
from analysis.duplicates.sketches import Rarity

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SAME, SAME_IN_ORDER = 0.78, 0.55
"""Dice shares (shared × 2 / both) of syllables and of pairs from which a text counts as an edited copy."""
INSIDE, INSIDE_IN_ORDER, MOST_ADDED = 0.95, 0.85, 24
"""Shares of the shorter text's syllables and pairs from which the longer is a copy with something added, and how much."""
EVIDENCE_SAME, EVIDENCE_EDITED, EVIDENCE_ADDED = 2.5, 3.75, 4.0
"""Evidence needed in multiples of log N: for the same syllables in another order, for an edited copy, for one added to."""
LONG = 15
"""Syllables of the shorter text from which its length is evidence enough: half of all may be one letter, and nothing rare."""
FEW_CHANGES = 2
"""Up to as many syllables that only one has, a 'không' among them makes the texts say opposite things."""
_NEGATIONS = "không ko chẳng phản"

KINSHIP, KINSHIP_IN_ORDER = 0.72, 0.45
"""What a copy of a copy must still share with the representative of all."""
_ELEMENTS = 1_000_000
_REPEATS = 4_096


@dataclass(frozen=True)
class Corpus:
    """What texts are compared by: `syllables` of text i are `starts[i]:starts[i + 1]`, its pairs `pairs[pair_starts[i]:…]`."""

    syllables: Words
    starts: Longs
    pairs: Words
    pair_starts: Longs
    rarity: Rarity
    negations: Longs


def negations(syllables: Words, starts: Longs) -> Longs:
    """How many negating syllables each text has (n)."""
    found = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.isin(syllables, syllable_hashes(_NEGATIONS)))])
    return np.diff(found[starts])


def alike(corpus: Corpus, pairs: Longs) -> Flags:
    """For each pair of texts (p × 2) whether one counts as a copy of the other (p)."""
    return _in_blocks(corpus, pairs, _alike)


def kin(corpus: Corpus, pairs: Longs) -> Flags:
    """For each pair of texts (p × 2), copies of copies of each other, whether they still share KINSHIP (p)."""
    return _in_blocks(corpus, pairs, _kin)


def _in_blocks(corpus: Corpus, pairs: Longs, judge: Callable[[Corpus, Longs], Flags]) -> Flags:
    sizes = np.diff(corpus.starts)
    cost = np.cumsum(sizes[pairs].sum(axis=1)) if len(pairs) else np.zeros(0, np.int64)
    cuts = np.searchsorted(cost, np.arange(_ELEMENTS, int(cost[-1]) if len(cost) else 0, _ELEMENTS))
    bounds = np.unique([0, *cuts, len(pairs)])
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(lambda cut: judge(corpus, pairs[cut[0] : cut[1]]), pairwise(bounds))
        return np.concatenate([np.zeros(0, np.bool_), *parts])


def _kin(corpus: Corpus, pairs: Longs) -> Flags:
    """Like `_alike` without evidence: that was asked for when the copies were linked."""
    shares = []
    for features, starts in ((corpus.syllables, corpus.starts), (corpus.pairs, corpus.pair_starts)):
        sizes = np.diff(starts)[pairs]
        common = np.bincount(_shared(features, starts, pairs)[0], minlength=len(pairs))
        shares.append((2 * common / np.maximum(sizes.sum(axis=1), 1), common / np.maximum(sizes.min(axis=1), 1)))
    (dice, inside), (ordered, within) = shares
    return np.asarray(((dice >= KINSHIP) & (ordered >= KINSHIP_IN_ORDER)) | ((inside >= INSIDE) & (within >= INSIDE_IN_ORDER)))


def _alike(corpus: Corpus, pairs: Longs) -> Flags:
    """Syllables first: most pairs fail there."""
    sizes = np.diff(corpus.starts)[pairs]
    row, _ = _shared(corpus.syllables, corpus.starts, pairs)
    common = np.bincount(row, minlength=len(pairs))
    dice, inside = 2 * common / np.maximum(sizes.sum(axis=1), 1), common / np.maximum(sizes.min(axis=1), 1)
    apart = sizes.sum(axis=1) - 2 * common
    opposed = (apart <= FEW_CHANGES) & (corpus.negations[pairs[:, 0]] != corpus.negations[pairs[:, 1]])
    added = (inside >= INSIDE) & (sizes.max(axis=1) - sizes.min(axis=1) <= MOST_ADDED)
    result = ((dice >= SAME) | added) & ~opposed
    left = np.flatnonzero(result)
    result[left] = _in_order(corpus, pairs[left], dice[left], added[left])
    return np.asarray(result)


def _in_order(corpus: Corpus, pairs: Longs, dice: Floats, added: Flags) -> Flags:
    sizes = np.diff(corpus.pair_starts)[pairs]
    row, features = _shared(corpus.pairs, corpus.pair_starts, pairs)
    common = np.bincount(row, minlength=len(pairs))
    evidence = np.bincount(row, weights=corpus.rarity.of(features), minlength=len(pairs)) / corpus.rarity.unit
    evidence[sizes.min(axis=1) + 1 >= LONG] = np.inf
    ordered = 2 * common / np.maximum(sizes.sum(axis=1), 1)
    moved = (dice >= 1) & (ordered >= SAME_IN_ORDER) & (evidence >= EVIDENCE_SAME)
    edited = (dice >= SAME) & (ordered >= SAME_IN_ORDER) & (evidence >= EVIDENCE_EDITED)
    within = common / np.maximum(sizes.min(axis=1), 1) >= INSIDE_IN_ORDER
    whole = added & within & (evidence >= EVIDENCE_ADDED)
    return np.asarray(moved | edited | whole | ((dice >= 1) & (ordered >= 1)))


def _shared(features: Words, starts: Longs, pairs: Longs) -> tuple[Longs, Words]:
    """Row and feature of everything the two texts of each row share, counted with repetition.

    Equal features of one side are numbered; what stands twice after sorting both sides together is shared.
    """
    rows = np.sort(np.concatenate([_numbered(features, starts, pairs[:, side]) for side in (0, 1)]))
    twice = rows[1:][rows[1:] == rows[:-1]]
    return (twice >> np.uint64(44)).astype(np.int64), (twice >> np.uint64(12)).astype(np.uint32)


def _numbered(features: Words, starts: Longs, texts: Longs) -> NDArray[np.uint64]:
    """Row (20 bits), feature (32) and number among its equals (12) of each feature of the texts, sorted."""
    sizes = np.diff(starts)[texts]
    row = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(len(row)) + np.repeat(starts[texts] - np.cumsum(sizes) + sizes, sizes)
    codes = np.sort((row.astype(np.uint64) << np.uint64(44)) | (features[place].astype(np.uint64) << np.uint64(12)))
    heads = np.flatnonzero(np.concatenate([np.ones(min(1, len(codes)), np.bool_), codes[1:] != codes[:-1]]))
    number = np.arange(len(codes)) - np.repeat(heads, np.diff(heads, append=len(codes)))
    few = number < _REPEATS
    return np.asarray(codes[few] + number[few].astype(np.uint64), dtype=np.uint64)
