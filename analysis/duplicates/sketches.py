"""A few features of each text that a changed copy keeps, chosen so that near copies choose the same.

Features are pairs of neighbouring syllables. Each text keeps the SIZE least by an
exponential race: −log(u(f)) / weight(f), u a hash of the feature, the weight its rarity (weighted bottom-k sampling:
Efraimidis & Spirakis 2006; Cohen & Kaplan 2007). Features that one text alone has can join nothing and are left out, which
leaves little of most texts and is what keeps the cost down.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.letters import BLOCK, THREADS, Longs, Words, distinct, mix

SIZE = 24
ABSENT = np.uint32(0xFFFFFFFF)
_LEAST_BITS, _MOST_BITS = 16, 24
_ORDER_BITS = 18


@dataclass(frozen=True)
class Rarity:
    """How many of `texts` texts have a feature, by its upper bits: a little too many where two features fall together."""

    counts: Words
    bits: int
    texts: int

    @property
    def unit(self) -> float:
        """What evidence is measured in: log N."""
        return math.log(max(self.texts, 2))

    def known(self, features: Words) -> Words:
        """In how many texts each feature is found."""
        return np.asarray(self.counts[features >> np.uint32(32 - self.bits)])

    def of(self, features: Words) -> NDArray[np.float64]:
        """log(N / other texts with it) of each feature, at least 0."""
        return np.log(self.texts / np.maximum(self.known(features).astype(np.float64) - 1, 1)).clip(min=0)


def pair_features(syllables: Words, starts: Longs) -> tuple[Words, Longs]:
    """Hashes of neighbouring syllables, one text after the other (a text of n syllables has n − 1), and where each starts."""
    lengths = np.diff(starts)
    left = syllables.astype(np.uint64)
    right = np.append(left[1:], np.zeros(min(1, len(left)), np.uint64))
    pairs = (mix((left << np.uint64(32)) | right) >> np.uint64(32)).astype(np.uint32)
    inside = np.ones(len(pairs), dtype=bool)
    inside[starts[1:][lengths > 0] - 1] = False
    return pairs[inside], np.concatenate([np.zeros(1, np.int64), np.cumsum(np.maximum(lengths - 1, 0))])


def rarity(features: Words, texts: int) -> Rarity:
    """Counts of all features of `texts` texts; one that a text repeats counts again."""
    bits = int(np.clip(np.ceil(np.log2(len(features) + 1)) + 1, _LEAST_BITS, _MOST_BITS))
    counts = np.bincount(features >> np.uint32(32 - bits), minlength=1 << bits).astype(np.uint32)
    return Rarity(counts, bits, texts)


def sketch(features: Words, starts: Longs, found: Rarity) -> Words:
    """For each text its SIZE chosen features (n × SIZE), ABSENT where it has fewer that others share."""
    blocks = [starts[start : start + BLOCK + 1] for start in range(0, len(starts) - 1, BLOCK)]
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(lambda block: _sketch_block(features, block, found), blocks)
        return np.concatenate([np.zeros((0, SIZE), np.uint32), *parts])


def _sketch_block(features: Words, starts: Longs, found: Rarity) -> Words:
    own = features[starts[0] : starts[-1]]
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts)).astype(np.uint64)
    shared = found.known(own) > 1
    own, text = own[shared], text[shared]
    order = _race(own, found).astype(np.uint64)
    codes = (text << np.uint64(50)) | (order << np.uint64(32)) | own.astype(np.uint64)
    rows = distinct(np.asarray(codes, dtype=np.uint64))
    text = (rows >> np.uint64(50)).astype(np.int64)
    rank = np.arange(len(rows)) - np.searchsorted(text, text)
    kept = rank < SIZE
    result = np.full((len(starts) - 1, SIZE), ABSENT)
    result[text[kept], rank[kept]] = rows[kept].astype(np.uint32)
    return result


def _race(features: Words, found: Rarity) -> NDArray[np.uint32]:
    """Place of each feature in the race, in 18 bits: equal features have equal places."""
    chance = (mix(features.astype(np.uint64)) >> np.uint64(40)).astype(np.float64)
    weight = np.log1p(found.texts / found.known(features)) ** 2
    time = -np.log((chance + 0.5) / 2**24) / weight
    return np.asarray(np.clip((np.log2(time) + 40) * 4_000, 0, (1 << _ORDER_BITS) - 1).astype(np.uint32))
