"""Which texts are worth comparing: neighbours when the texts are sorted by what a random order of their features puts first.

A table sorts all texts by the first three features of their sketch in a random order of its own (MinHash: Broder 1997; sorted
prefixes as in the LSH Forest: Bawa, Condie & Ganesan 2005) and takes each text's WINDOW next ones that share the first. So a
letter sent a hundred thousand times costs no more than one sent twice, and texts that share much come to lie together however
many share a little.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.letters import Longs, Words, distinct
from analysis.duplicates.sketches import ABSENT

TABLES, WINDOW = 16, 2
_BLOCK = 16_384


def candidates(sketches: Words) -> Longs:
    """Pairs of rows (p × 2, first < second, in order, each once)."""
    rows = np.flatnonzero(sketches[:, 0] != ABSENT)
    features = np.ascontiguousarray(sketches[rows].T)
    found = [np.zeros(0, np.int64)]
    for table in range(TABLES):
        keys = _keys(features, table)
        order = np.argsort(keys, kind="stable")
        first, places = keys[order] >> np.uint64(32), rows[order]
        for step in range(1, WINDOW + 1):
            same = np.flatnonzero(first[step:] == first[:-step])
            one, other = places[same], places[same + step]
            found.append((np.minimum(one, other) << 32) | np.maximum(one, other))
        if table % 4 == 3:
            found = [distinct(np.concatenate(found))]
    codes = distinct(np.concatenate(found))
    return np.column_stack([codes >> 32, codes & 0xFFFFFFFF])


def _keys(features: Words, table: int) -> NDArray[np.uint64]:
    """The three least features of each text (columns of SIZE × n) in the order of this table, 32, 16 and 16 bits of them."""
    number = features.shape[1]
    parts = [_block_keys(features[:, start : start + _BLOCK], table) for start in range(0, number, _BLOCK)]
    return np.concatenate([np.zeros(0, np.uint64), *parts])


def _block_keys(features: Words, table: int) -> NDArray[np.uint64]:
    """Row by row, so that each step runs over many texts at once: much faster than sorting each text's few features."""
    first, second, third = (np.full(features.shape[1], ABSENT) for _ in range(3))
    for row in features:
        shuffled = _shuffled(row, table)
        shuffled[row == ABSENT] = ABSENT
        first, later = np.minimum(first, shuffled), np.maximum(first, shuffled)
        second, later = np.minimum(second, later), np.maximum(second, later)
        third = np.minimum(third, later)
    low = ((second & np.uint32(0xFFFF0000)) | (third >> np.uint32(16))).astype(np.uint64)
    return np.asarray((first.astype(np.uint64) << np.uint64(32)) | low)


def _shuffled(features: Words, table: int) -> Words:
    """Another 32 bits for each feature in each table, different ones for different features."""
    mixed = (features ^ np.uint32(0x85EBCA6B * table & 0xFFFFFFFF)) * np.uint32(0x9E3779B1)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x85EBCA77)
    return np.asarray(mixed ^ (mixed >> np.uint32(13)))
