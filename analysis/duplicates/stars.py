"""From linked copies to clusters: each cluster is a representative and the texts that are like it, not a chain of likenesses."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from analysis.duplicates.letters import Longs, distinct
from analysis.duplicates.likeness import Corpus, kin


def stars(corpus: Corpus, links: Longs, signers: Longs) -> Longs:
    """The representative of each text (n), itself where it has no copies.

    `links` (p × 2): texts that are copies of each other. `signers` (n): how often each was sent. In each connected part the
    text with the least distance to all signers represents those that are like it; what is left is looked at again.
    """
    number = len(signers)
    hubs = np.arange(number)
    while len(links):
        members, part = _parts(links, number)
        hub = _medoids(corpus, members, part, signers)[part]
        near = members == hub
        near[~near] = kin(corpus, np.column_stack([members, hub])[~near])
        near |= _linked(links, members, hub)
        hubs[members[near]] = hub[near]
        settled = np.zeros(number, np.bool_)
        settled[members[near]] = True
        links = links[~settled[links].any(axis=1)]
    return hubs


def _parts(links: Longs, number: int) -> tuple[Longs, Longs]:
    """Texts that have links, in order, and the number of the connected part of each."""
    members = distinct(links.ravel())
    place = np.searchsorted(members, links)
    graph = sp.coo_matrix((np.ones(len(links), np.int8), (place[:, 0], place[:, 1])), shape=(len(members), len(members)))
    _, part = connected_components(graph, directed=False)
    return members, part.astype(np.int64)


def _medoids(corpus: Corpus, members: Longs, part: Longs, signers: Longs) -> Longs:
    """Of each part the text whose pairs of syllables differ least from those of all signers, the earliest of equals.

    With c(f) of m signers having feature f, the sum of differences of a text is Σ (m − 2 c(f)) over its features and a constant.
    """
    starts, weight = corpus.pair_starts, signers[members]
    sizes = np.diff(starts)[members]
    row = np.repeat(np.arange(len(members)), sizes)
    place = np.arange(len(row)) + np.repeat(starts[members] - np.cumsum(sizes) + sizes, sizes)
    codes = (part[row].astype(np.uint64) << np.uint64(32)) | corpus.pairs[place].astype(np.uint64)
    _, feature = np.unique(codes, return_inverse=True)
    having = np.bincount(feature, weights=weight[row])
    everyone = np.bincount(part, weights=weight)
    distance = np.bincount(row, weights=everyone[part[row]] - 2 * having[feature], minlength=len(members))
    order = np.lexsort((members, distance, part))
    first = np.flatnonzero(np.diff(part[order], prepend=-1))
    return np.asarray(members[order[first]])


def _linked(links: Longs, members: Longs, hub: Longs) -> NDArray[np.bool_]:
    """Which members have a link to their representative."""
    centre = np.full(int(members.max()) + 1, -1)
    centre[members] = hub
    towards = np.concatenate([links[centre[links[:, 0]] == links[:, 1], 0], links[centre[links[:, 1]] == links[:, 0], 1]])
    return np.isin(members, towards)
