"""Copies among texts, folded: each cluster with a representative and the number of those who sent it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.candidates import candidates
from analysis.duplicates.frames import cores
from analysis.duplicates.letters import Longs, read
from analysis.duplicates.likeness import Corpus, alike, negations
from analysis.duplicates.sketches import pair_features, rarity, sketch
from analysis.duplicates.stars import stars
from analysis.runcard import RunCard, Stopwatch, hash_texts
from analysis.similar import FEWEST, subjects
from analysis.text.normalise import clean, fold


@dataclass(frozen=True)
class Cluster:
    """Texts that are copies of one. `representative`: place of the text that stands for all; `members`: places, in order.

    `same`: members with the representative's very letters, but for case, diacritics and punctuation. `stock`: too short to
    say anything of a subject ('đồng ý'): many people write that by themselves, so it is counted and never a campaign.
    """

    number: int
    representative: int
    members: Longs
    same: int
    stock: bool

    @property
    def signers(self) -> int:
        """How many texts the representative stands for."""
        return len(self.members)


@dataclass(frozen=True)
class DuplicateResult:
    """n texts. `labels` (n): cluster of each, numbered as they first appear; a text without copies has its own.

    `clusters`: those of two texts or more, most signers first. `card`: the run card."""

    labels: Longs
    clusters: tuple[Cluster, ...]
    card: RunCard


def find_duplicates(texts: Sequence[str]) -> DuplicateResult:
    """Exact and near copies among texts; the same texts in the same order give the same result, no chance is involved.

    An empty text is no copy of anything.
    """
    watch = Stopwatch()
    reading = read(texts)
    inverse, first = _equal(reading.keys, texts)
    signers = np.bincount(inverse, minlength=len(first))
    corpus = _corpus(*_taken(*cores(reading), first))
    pairs = candidates(sketch(corpus.pairs, corpus.pair_starts, corpus.rarity))
    hubs = stars(corpus, pairs[alike(corpus, pairs)], signers)
    labels = _renumbered(hubs[inverse])
    clusters = _clusters(texts, labels, inverse, hubs)
    measures = {
        "different": float(len(first)), "clusters": float(len(clusters)),
        "folded": float(sum(cluster.signers for cluster in clusters)),
    }  # fmt: skip
    return DuplicateResult(labels, clusters, watch.stamp(*hash_texts(texts), {}, measures))


def _equal(keys: Sequence[bytes], texts: Sequence[str]) -> tuple[Longs, Longs]:
    """For each text the number of its letters, and for each number the first text with them."""
    numbers: dict[bytes | str, int] = {}
    inverse = np.empty(len(keys), np.int64)
    first: list[int] = []
    for place, key in enumerate(keys):
        number = numbers.setdefault(key or clean(texts[place]) or f"\n{place}", len(numbers))
        if number == len(first):
            first.append(place)
        inverse[place] = number
    return inverse, np.array(first, dtype=np.int64)


def _taken(features: NDArray[np.uint32], starts: Longs, texts: Longs) -> tuple[NDArray[np.uint32], Longs]:
    """The features of some of the texts."""
    sizes = np.diff(starts)[texts]
    ends = np.cumsum(sizes)
    place = np.arange(sizes.sum()) + np.repeat(starts[texts] - ends + sizes, sizes)
    return features[place], np.concatenate([np.zeros(1, np.int64), ends])


def _corpus(syllables: NDArray[np.uint32], starts: Longs) -> Corpus:
    pairs, pair_starts = pair_features(syllables, starts)
    found = rarity(pairs, len(starts) - 1)
    return Corpus(syllables, starts, pairs, pair_starts, found, negations(syllables, starts))


def _renumbered(values: Longs) -> Longs:
    """The same division, numbered from 0 in the order of appearance."""
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse])


def _clusters(texts: Sequence[str], labels: Longs, inverse: Longs, hubs: Longs) -> tuple[Cluster, ...]:
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels)
    groups = np.split(order, np.cumsum(sizes)[:-1])
    large = [number for number in np.argsort(-sizes, kind="stable").tolist() if sizes[number] > 1]
    return tuple(_cluster(texts, number, groups[number], inverse, hubs) for number in large)


def _cluster(texts: Sequence[str], number: int, members: Longs, inverse: Longs, hubs: Longs) -> Cluster:
    """The representative is written as most write it; of equally many, with diacritics before without, then the first."""
    same = members[inverse[members] == hubs[inverse[members]]]
    written = Counter(texts[place] for place in same.tolist())
    most = max(written.values())
    common = [place for place in same.tolist() if written[texts[place]] == most]
    representative = next((place for place in common if fold(texts[place]) != texts[place].lower()), common[0])
    return Cluster(number, representative, members, len(same), subjects(texts[representative]) < FEWEST)
