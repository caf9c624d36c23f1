"""The longest common subsequence of two sequences, computed on the bits of Python's long integers.

After Hyyrö, "Bit-parallel LCS-length computation revisited" (AWOCA 2004): a row of 20,000 words costs microseconds.
"""

from collections.abc import Hashable, Sequence
from itertools import pairwise

_LIMIT = 20_000 * 20_000  # cells compared at once: 50 MB of bits

Pairs = list[tuple[int, int]]


def common(old: Sequence[str], new: Sequence[str], ends: frozenset[str]) -> Pairs:
    """Places of the tokens that both have, ascending on both sides; a longest subsequence up to the limit.

    Beyond it stretches that end with one of `ends` are compared as wholes first, then the words between those found;
    what is too long even then has nothing in common.
    """
    start = same_start(old, new)
    end = same_start(old[start:][::-1], new[start:][::-1])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end], ends)
    return [
        *((place, place) for place in range(start)),
        *((i + start, j + start) for i, j in middle),
        *((len(old) - place, len(new) - place) for place in range(end, 0, -1)),
    ]


def same_start(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _middle(old: Sequence[str], new: Sequence[str], ends: frozenset[str]) -> Pairs:
    if len(old) * len(new) <= _LIMIT:
        return longest(old, new)
    pairs: Pairs = []
    i = j = 0
    for a, b, size in _equal_stretches(old, new, ends):
        if (a - i) * (b - j) <= _LIMIT:
            pairs += [(i + x, j + y) for x, y in longest(old[i:a], new[j:b])]
        pairs += [(a + step, b + step) for step in range(size)]
        i, j = a + size, b + size
    return pairs


def _equal_stretches(old: Sequence[str], new: Sequence[str], ends: frozenset[str]) -> list[tuple[int, int, int]]:
    """Start in both and length of whole stretches that are equal; the end of both, of length 0, comes last."""
    cuts, others = _cuts(old, ends), _cuts(new, ends)
    stop = (len(old), len(new), 0)
    if len(cuts) * len(others) > _LIMIT:
        return [stop]
    pairs = longest([tuple(old[a:b]) for a, b in pairwise(cuts)], [tuple(new[a:b]) for a, b in pairwise(others)])
    return [*((cuts[i], others[j], cuts[i + 1] - cuts[i]) for i, j in pairs), stop]


def _cuts(tokens: Sequence[str], ends: frozenset[str]) -> list[int]:
    """0, the places behind each token of `ends`, and the length."""
    inner = [place + 1 for place, token in enumerate(tokens) if token in ends]
    return sorted({0, *inner, len(tokens)})


def longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Places of one longest common subsequence, ascending; time and memory grow with len(old) * len(new) / 64."""
    rows = _rows(old, new)
    pairs: Pairs = []
    i, j = len(old) - 1, len(new) - 1
    while i >= 0 and j >= 0:
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i - 1, j - 1
        elif rows[i] >> j & 1:  # a one: the length does not grow at j, so the new token is not needed
            j -= 1
        else:
            i -= 1
    return pairs[::-1]


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each old token the bits of the new ones: 0 where the length of the subsequence grows."""
    places: dict[Hashable, int] = {}
    for place, token in enumerate(new):
        places[token] = places.get(token, 0) | 1 << place
    row = full = (1 << len(new)) - 1
    rows: list[int] = []
    for token in old:
        hits = row & places.get(token, 0)
        row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    return rows
