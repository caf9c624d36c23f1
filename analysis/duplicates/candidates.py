"""Which texts are worth comparing: neighbours when the texts are sorted by what a random order of their features puts first.

A table sorts all texts by the first three features of their sketch in a random order of its own (MinHash: Broder 1997; sorted
prefixes as in the LSH Forest: Bawa, Condie & Ganesan 2005) and takes each text's WINDOW next ones that share the first. So a
letter sent a hundred thousand times costs no more than one sent twice, and texts that share much come to lie together however
many share a little.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.letters import Longs, Words
from analysis.duplicates.sketches import ABSENT

TABLES, WINDOW = 16, 2
_BLOCK = 100_000


def candidates(sketches: Words) -> Longs:
    """Pairs of rows (p × 2, first < second, in order, each once)."""
    rows = np.flatnonzero(sketches[:, 0] != ABSENT)
    found = [np.zeros(0, np.int64)]
    for table in range(TABLES):
        keys = _keys(sketches, rows, table)
        order = np.argsort(keys, kind="stable")
        first, places = keys[order] >> np.uint64(32), rows[order]
        for step in range(1, WINDOW + 1):
            same = np.flatnonzero(first[step:] == first[:-step])
            one, other = places[same], places[same + step]
            found.append((np.minimum(one, other) << 32) | np.maximum(one, other))
        if table % 4 == 3:
            found = [np.unique(np.concatenate(found))]
    codes = np.unique(np.concatenate(found))
    return np.column_stack([codes >> 32, codes & 0xFFFFFFFF])


def _keys(sketches: Words, rows: Longs, table: int) -> NDArray[np.uint64]:
    """The three least features of each row in the order of this table, 32, 16 and 16 bits of them."""
    parts = [_block_keys(sketches[rows[start : start + _BLOCK]], table) for start in range(0, len(rows), _BLOCK)]
    return np.concatenate([np.zeros(0, np.uint64), *parts])


def _block_keys(sketches: Words, table: int) -> NDArray[np.uint64]:
    shuffled = (sketches ^ np.uint32(0x85EBCA6B * table & 0xFFFFFFFF)) * np.uint32(0x9E3779B1)
    shuffled ^= shuffled >> np.uint32(15)
    shuffled *= np.uint32(0x85EBCA77)
    shuffled ^= shuffled >> np.uint32(13)
    shuffled[sketches == ABSENT] = ABSENT
    least = np.sort(np.partition(shuffled, 2, axis=1)[:, :3], axis=1).astype(np.uint64)
    second, third = least[:, 1] >> np.uint64(16), least[:, 2] >> np.uint64(16)
    return np.asarray((least[:, 0] << np.uint64(32)) | (second << np.uint64(16)) | third)
